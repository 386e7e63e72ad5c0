// How heavy is a penguin? Every seventh bill went unmeasured: missing numbers are filled by the
// mean of the training rows, in every fold anew; text becomes one column per level.
import { fileURLToPath } from 'node:url';
import { crossValidate, ElasticNet } from 'tikhonov';
import { readCsv } from 'tikhonov/data';

const file = fileURLToPath(new URL('data/penguins.csv', import.meta.url));
const data = await readCsv(file, { target: 'body_mass_g', ignore: ['year'] });
const { data: cells, rows } = data.X;
const bill = data.featureNames.indexOf('bill_length_mm');
for (let i = 0; i < rows; i += 7) cells[bill * rows + i] = Number.NaN;

const options = { l1Ratios: [1, 0.5, 0.1], measure: 'r2', impute: 'mean' };
const { model, l1Ratio, curve } = await crossValidate(new ElasticNet(), data, undefined, options);
for (const note of [...data.notes, ...model.notes]) console.log(`note: ${note}`);
console.log(`l1Ratio ${l1Ratio}: R² out of fold ${curve.mean[curve.minIndex].toFixed(3)}`);

const seen = { species: 'Gentoo', island: 'Biscoe', sex: 'male', bill_length_mm: null };
const penguin = { ...seen, bill_depth_mm: 15.7, flipper_length_mm: 220 };
const [grams] = model.predict(data.transform([penguin]));
console.log(`a Gentoo male with flippers of 220 mm: ${grams.toFixed(0)} g`);
