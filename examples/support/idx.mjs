/** Pictures and labels in the format of MNIST. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Pictures as rows of pixels in [0, 1], and their labels, of two files `name`-…-ubyte.gz. */
export function readPictures(folder, name) {
  const bytes = (kind) => gunzipSync(readFileSync(join(folder, `${name}-${kind}-ubyte.gz`)));
  const pictures = bytes('images-idx3');
  const [rows, height, width] = [4, 8, 12].map((at) => pictures.readUInt32BE(at));
  const data = Float32Array.from(pictures.subarray(16), (pixel) => pixel / 255);
  const labels = Array.from(bytes('labels-idx1').subarray(8), String);
  return { X: { data, rows, cols: height * width }, labels };
}
