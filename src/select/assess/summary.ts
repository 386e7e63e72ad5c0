/** An assessment as lines of text. */
import { cell, textTable } from './textTable.ts';

/** One line per entry: its name in words, and its value to four digits. */
export function summaryOf(entries: Readonly<Record<string, string | number>>): string {
  return textTable(
    Object.entries(entries).map(([name, value]) => [
      words(name),
      typeof value === 'number' ? cell(value) : value,
    ]),
  );
}

/** balancedAccuracy → balanced accuracy; names with a customary spelling keep it. */
function words(name: string): string {
  const customary: Readonly<Record<string, string>> = {
    mse: 'MSE',
    rmse: 'RMSE',
    mae: 'MAE',
    r2: 'R²',
    d2: 'D²',
    auc: 'AUC',
    macroF1: 'macro F1',
    mcc: 'MCC',
    ece: 'calibration error',
    slope: 'calibration slope',
    intercept: 'calibration intercept',
    somersD: "Somers' D",
    cohenKappa: "Cohen's kappa",
  };
  return customary[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
