/** Products of matrices: square ones, those of the training cases' layers, and ragged ones. */

const FORMS = /** @type {const} */ ({ nn: 'A·B', tn: 'Aᵀ·B', nt: 'A·Bᵀ' });
const SIDES = [64, 128, 256, 512, 1024];
const RAGGED = [
  [33, 45, 57],
  [100, 77, 131],
  [333, 111, 257],
];

/** @typedef {import('./case.mjs').Product} Product */

/**
 * @param {'f32' | 'f64'} type
 * @param {Product['form']} form
 * @param {readonly number[]} shape
 * @returns {Product}
 */
function product(type, form, [m, n, k]) {
  const word = type === 'f32' ? 'sgemm' : 'dgemm';
  const sizes = m === n && n === k ? `${m}` : `${m}x${n}x${k}`;
  const title = `${FORMS[form]} of ${m} × ${n}, ${k} terms, ${type}`;
  return { kind: 'product', name: `${word}-${form}-${sizes}`, title, type, form, m, n, k };
}

const forms = /** @type {Product['form'][]} */ (Object.keys(FORMS));

export const products = [
  ...forms.flatMap((form) => SIDES.map((side) => product('f32', form, [side, side, side]))),
  ...forms.flatMap((form) => RAGGED.map((shape) => product('f32', form, shape))),
  ...forms.flatMap((form) => [128, 512].map((side) => product('f64', form, [side, side, side]))),
];
