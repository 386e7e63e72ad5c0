/** What a fresh process waits for. @type {import('./case.mjs').Start[]} */
export const start = [
  { kind: 'startUp', name: 'start-up', title: 'the first prediction of a network 24-16-3, 8 rows' },
  { kind: 'tierUp', name: 'tier-up', title: 'until products of 64³ have 90 % of their speed' },
];
