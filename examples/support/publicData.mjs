/** Public data sets that are too large, or not free enough, to be bundled. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** File below the folder, size, licence and source of each set. */
const SETS = {
  golub_leukemia: {
    file: 'genomics/golub_leukemia.csv.gz',
    what: '72 samples × 7129 genes, MIT',
    from: 'github.com/ramhiser/datamicroarray, data/golub.RData',
  },
  khan_srbct: {
    file: 'genomics/khan_srbct.csv.gz',
    what: '63 samples × 2308 genes, MIT',
    from: 'github.com/ramhiser/datamicroarray, data/khan.RData',
  },
  riboflavin: {
    file: 'genomics/riboflavin.csv.gz',
    what: '71 samples × 4088 genes, GPL',
    from: 'R package hdi, data/riboflavin.RData',
  },
  aml_bullinger: {
    file: 'survival/aml_bullinger.csv.gz',
    what: '116 patients × 6283 genes, GPL-3',
    from: 'R package TH.data, rda/AML_Bullinger.rda',
  },
  movie_reviews: {
    file: 'text/movie_reviews.tsv.gz',
    what: '2000 reviews in 10 folds, CC BY 4.0',
    from: 'github.com/nltk/nltk_data, packages/corpora/movie_reviews.zip',
  },
  gutenberg_authors: {
    file: 'text/gutenberg_authors.tsv.gz',
    what: '14190 passages of 6 authors, public domain',
    from: 'github.com/nltk/nltk_data, packages/corpora/gutenberg.zip, in passages of 60 words',
  },
  farm_ads: {
    file: 'sparse/farm_ads.svm.gz',
    what: '4143 advertisements × 54877 words, CC BY 4.0',
    from: 'UCI Machine Learning Repository, Farm Ads',
  },
  randhie: {
    file: 'counts/randhie.csv.gz',
    what: '20190 persons and years × 9, public domain',
    from: 'statsmodels, datasets/randhie/randhie.csv',
  },
  doctor_visits: {
    file: 'counts/doctor_visits.csv.gz',
    what: '5190 persons × 11, GPL',
    from: 'R package AER, DoctorVisits',
  },
  gasoline: {
    file: 'spectra/gasoline.csv.gz',
    what: '60 spectra × 401, GPL-2',
    from: 'R package pls, gasoline',
  },
  tate_artworks: {
    file: 'text/tate_artworks.csv.gz',
    what: '4284 artworks, MIT',
    from: 'R package modeldata, tate_text',
  },
  bike_sharing_hour: {
    file: 'timeseries/bike_sharing_hour.csv.gz',
    what: '17379 hours, CC BY 4.0',
    from: 'UCI Machine Learning Repository, Bike Sharing Dataset, hour.csv',
  },
  adult: {
    file: 'tabular/adult.csv.gz',
    what: '32561 + 16281 persons × 14, CC BY 4.0',
    from: 'UCI Machine Learning Repository, Adult',
  },
  california_housing: {
    file: 'tabular/california_housing.csv.gz',
    what: '20640 districts × 9, Apache-2.0',
    from: 'github.com/ageron/handson-ml2, datasets/housing/housing.csv',
  },
  letter_recognition: {
    file: 'tabular/letter_recognition.csv.gz',
    what: '20000 letters × 16, CC BY 4.0',
    from: 'R package mlbench, LetterRecognition',
  },
  fashion_mnist: {
    file: 'images/fashion_mnist',
    what: '10000 + 2000 pictures of 28 × 28, MIT',
    from: 'Debian package dataset-fashion-mnist',
  },
};

/**
 * The path of a set in the folder that the environment variable TIKHONOV_DATA or the first argument
 * names. Where it is not there, says what is missing and ends the program without an error.
 */
export function publicData(name) {
  const { file, what, from } = SETS[name];
  const folder = process.argv[2] ?? process.env.TIKHONOV_DATA;
  const path = folder && join(folder, file);
  if (path && existsSync(path)) return path;
  console.log(`This example needs the public data set ${name} (${what}; source: ${from})`);
  console.log(`as ${file} in the folder that TIKHONOV_DATA names: see examples/README.md.`);
  return process.exit(0);
}
