// Shirts, shoes and bags of 28 × 28 pixels: two convolutions, dropout behind the large dense layer,
// decay and early stopping, on 10000 pictures; 2000 test.
import { conv2d, dense, dropout, flatten, maxPool2d, sequential } from 'tikhonov';
import { readPictures } from './support/idx.mjs';
import { publicData } from './support/publicData.mjs';
import { printCost, printScore, shareRight } from './support/report.mjs';

const folder = publicData('fashion_mnist');
const [train, test] = ['train10k', 'test2k'].map((name) => readPictures(folder, name));
const relu = { activation: 'relu' };
const pictures = [conv2d(16, 3, relu), maxPool2d(2), conv2d(32, 3, relu), maxPool2d(2)];
const classes = [flatten(), dense(128, relu), dropout(0.5), dense(10)];
const net = sequential([...pictures, ...classes], { inputShape: [28, 28, 1] });
const fitted = await net.fit(train.X, train.labels, { batchSize: 64, epochs: 30, seed: 1 });
console.log(`fashion: ${train.X.rows} + ${test.X.rows} pictures`);
console.log(`best of ${fitted.history.length} epochs: ${fitted.bestEpoch}`);
printScore('test accuracy', shareRight(fitted.predict(test.X), test.labels), 0.868);
printCost();
