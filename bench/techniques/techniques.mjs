/** Techniques of regularization and the strengths that are tried of each. */

/**
 * What a network is trained with; what is left out is off.
 *
 * @typedef {object} Settings
 * @property {number} [weightDecay] of AdamW
 * @property {number} [l2] λ of the penalty
 * @property {number} [l1] λ of the penalty
 * @property {number} [maxNorm] bound on the weights into a hidden unit
 * @property {number} [dropout] rate behind the hidden layer
 * @property {number} [inputNoise] deviation, of standardized columns
 * @property {number} [weightNoise] deviation as a share of each weight
 * @property {number} [gradientNoise] η
 * @property {number} [labelSmoothing] share
 * @property {number} [labelNoise] share of labels flipped in each step
 * @property {number} [confidencePenalty] β
 * @property {boolean} [batchNorm]
 * @property {'valLoss' | 'valAccuracy'} [earlyStopping] what it watches
 * @property {number} [ema] decay of the average of weights
 * @property {boolean} [swa] the mean of the weights of the last quarter of epochs
 * @property {number} [sam] ρ
 * @property {number} [gradientNorm] μ of the penalty of the gradient
 * @property {number} [members] networks of other seeds whose predictions are averaged
 * @property {boolean} [recipe] mlp with its recipe
 *
 * @typedef {object} Technique
 * @property {string} name
 * @property {readonly Settings[]} settings
 * @property {boolean} [needsClasses]
 */

/** The same option at several strengths. @param {keyof Settings} option @param {number[]} values */
const each = (option, ...values) => values.map((value) => ({ [option]: value }));

/** @type {readonly Technique[]} */
export const techniques = [
  { name: 'none', settings: [{}] },
  { name: 'weight decay', settings: each('weightDecay', 0.3, 1, 3) },
  { name: 'l2 penalty', settings: each('l2', 1e-3, 3e-3, 1e-2) },
  { name: 'l1 penalty', settings: each('l1', 3e-4, 1e-3, 3e-3) },
  { name: 'max-norm', settings: each('maxNorm', 0.5, 1, 2) },
  { name: 'dropout', settings: each('dropout', 0.2, 0.5, 0.7) },
  { name: 'input noise', settings: each('inputNoise', 0.1, 0.3, 0.6) },
  { name: 'weight noise', settings: each('weightNoise', 0.1, 0.3) },
  { name: 'gradient noise', settings: each('gradientNoise', 1e-3, 1e-2) },
  { name: 'label smoothing', settings: each('labelSmoothing', 0.1, 0.2), needsClasses: true },
  { name: 'label flips', settings: each('labelNoise', 0.1, 0.2), needsClasses: true },
  {
    name: 'confidence penalty',
    settings: each('confidencePenalty', 0.3, 1),
    needsClasses: true,
  },
  { name: 'batch norm', settings: [{ batchNorm: true }] },
  { name: 'early stopping (loss)', settings: [{ earlyStopping: 'valLoss' }] },
  {
    name: 'early stopping (accuracy)',
    settings: [{ earlyStopping: 'valAccuracy' }],
    needsClasses: true,
  },
  { name: 'average of weights (EMA)', settings: each('ema', 0.98, 0.995) },
  { name: 'mean of last epochs (SWA)', settings: [{ swa: true }] },
  { name: 'sharpness-aware (SAM)', settings: each('sam', 0.05, 0.2, 0.5) },
  { name: 'gradient-norm penalty', settings: each('gradientNorm', 0.01, 0.1) },
  { name: 'mean of 5 seeds', settings: [{ members: 5 }] },
  { name: 'recipe of mlp', settings: [{ recipe: true }] },
];

/**
 * Those from which 'together' is made: not what is more than one technique, nor what looks at the
 * validation rows while it trains, which cannot be judged by them.
 */
export const single = techniques.filter(({ settings: [first] }) => {
  const { members, recipe, earlyStopping } = first;
  return !members && !recipe && !earlyStopping && Object.keys(first).length > 0;
});

/**
 * Several techniques at this share of their strengths.
 * @param {readonly Settings[]} chosen
 * @param {number} share
 * @returns {Settings}
 */
export function together(chosen, share) {
  const entries = chosen.flatMap((settings) => Object.entries(settings));
  return Object.fromEntries(
    entries.map(([option, value]) => {
      if (typeof value !== 'number' || option === 'ema') return [option, value];
      return [option, option === 'maxNorm' ? value / share : value * share];
    }),
  );
}

/** Strengths in a few words. @param {Settings} settings */
export function words(settings) {
  const values = Object.values(settings).filter((value) => typeof value === 'number');
  return values.length === 1 ? String(values[0]) : '';
}
