/** The first words of a list for a message: 'a, b, … 12 in all'. */
export function listed(words: readonly string[], most = 10): string {
  const rest = words.length > most ? `, … ${words.length} in all` : '';
  return words.slice(0, most).join(', ') + rest;
}
