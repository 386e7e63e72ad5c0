/**
 * `order` rearranged so that keys ascend, stable: items of one key keep their order.
 *
 * @param keys integer key in [0, count) of each item.
 * @param order item numbers, each at most once.
 */
export function countingSort(keys: Int32Array, count: number, order: Int32Array): Int32Array {
  const next = new Int32Array(count + 1);
  for (const item of order) next[keys[item]! + 1]!++;
  for (let key = 0; key < count; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(order.length);
  for (const item of order) sorted[next[keys[item]!]!++] = item;
  return sorted;
}
