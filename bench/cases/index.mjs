/** All cases, in the order they run. */

import { diabetesCv } from './diabetesCv.mjs';
import { diabetesLarsCv } from './diabetesLarsCv.mjs';
import { diabetesLarsPath } from './diabetesLarsPath.mjs';
import { diabetesPath } from './diabetesPath.mjs';
import { farmAdsCv } from './farmAdsCv.mjs';
import { farmAdsPath } from './farmAdsPath.mjs';
import { golubCv } from './golubCv.mjs';
import { golubPath } from './golubPath.mjs';
import { gutenbergCv } from './gutenbergCv.mjs';
import { gutenbergPath } from './gutenbergPath.mjs';
import { javascriptPath } from './javascriptPath.mjs';
import { movieReviewsCv } from './movieReviewsCv.mjs';
import { movieReviewsPath } from './movieReviewsPath.mjs';
import { riboflavinCv } from './riboflavinCv.mjs';
import { riboflavinPath } from './riboflavinPath.mjs';
import { w1Cv } from './w1Cv.mjs';
import { w1Path } from './w1Path.mjs';
import { w2Cv } from './w2Cv.mjs';
import { w2Path } from './w2Path.mjs';
import { w2PathTight } from './w2PathTight.mjs';
import { w3Enet } from './w3Enet.mjs';
import { w3Path } from './w3Path.mjs';
import { w3PathTight } from './w3PathTight.mjs';
import { w4Path } from './w4Path.mjs';
import { w4PathTight } from './w4PathTight.mjs';
import { w5dPath } from './w5dPath.mjs';
import { w5dPathTight } from './w5dPathTight.mjs';
import { w5sPath } from './w5sPath.mjs';
import { w5wPath } from './w5wPath.mjs';
import { w6Path } from './w6Path.mjs';
import { w7Path } from './w7Path.mjs';
import { w8Path } from './w8Path.mjs';
import { w9Cv } from './w9Cv.mjs';
import { w9Loo } from './w9Loo.mjs';
import { w9Path } from './w9Path.mjs';
import { w10Path } from './w10Path.mjs';

/** @type {import('./case.mjs').Case[]} */
export const cases = [
  w1Path,
  w1Cv,
  w2Path,
  w2PathTight,
  w2Cv,
  w3Path,
  w3PathTight,
  w3Enet,
  w4Path,
  w4PathTight,
  w5dPath,
  w5dPathTight,
  w5wPath,
  w5sPath,
  w6Path,
  w7Path,
  w8Path,
  w9Path,
  w9Cv,
  w9Loo,
  w10Path,
  diabetesPath,
  diabetesCv,
  diabetesLarsPath,
  diabetesLarsCv,
  riboflavinPath,
  riboflavinCv,
  golubPath,
  golubCv,
  movieReviewsPath,
  movieReviewsCv,
  farmAdsPath,
  farmAdsCv,
  gutenbergPath,
  gutenbergCv,
  javascriptPath,
];
