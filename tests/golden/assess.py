# Measures by scikit-learn: python3 assess.py <tests/golden> <output folder>
# Data with many ties and their measures; json writes the shortest decimals of the same double.
import json
import os
import sys

import numpy as np
import sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

output = os.path.join(sys.argv[2], "sklearn")
os.makedirs(output, exist_ok=True)
rng = np.random.RandomState(7)


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value


def save(name, **fields):
    fields = {"source": f"scikit-learn {sklearn.__version__}", **fields}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(plain(value))}" for key, value in fields.items())
    with open(os.path.join(output, name + ".json"), "w") as file:
        file.write("{" + lines + "}\n")


n = 60
weights = np.round(rng.uniform(0.1, 3, n), 2)
p = np.clip(np.round(rng.beta(1.2, 1.5, n), 1), 0.05, 0.95)
y = (rng.uniform(size=n) < 0.15 + 0.7 * p).astype(int)


def binary(w):
    fpr, tpr, thresholds = metrics.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, recall, cuts = metrics.precision_recall_curve(y, p, sample_weight=w)
    return dict(
        auc=metrics.roc_auc_score(y, p, sample_weight=w),
        averagePrecision=metrics.average_precision_score(y, p, sample_weight=w),
        logLoss=metrics.log_loss(y, p, sample_weight=w),
        brier=metrics.brier_score_loss(y, p, sample_weight=w),
        fpr=fpr.tolist(), tpr=tpr.tolist(), rocThresholds=thresholds[1:].tolist(),
        precision=precision.tolist(), recall=recall.tolist(), prThresholds=cuts.tolist(),
    )


def curve(strategy, scores):
    observed, predicted = calibration_curve(y, scores, n_bins=5, strategy=strategy)
    return dict(p=scores.tolist(), observed=observed.tolist(), meanPredicted=predicted.tolist())


distinct = np.round(rng.permutation(np.linspace(0.011, 0.987, n)), 6)
save("assess_binary", y=y, p=p, weights=weights, plain=binary(None), weighted=binary(weights),
     uniform=curve("uniform", p), quantile=curve("quantile", distinct))

K = 4
truth = rng.randint(0, K, n)
raw = np.round(rng.dirichlet(np.ones(K), n) * 8) + 0.5
raw[np.arange(n), truth] += rng.randint(0, 4, n)
proba = raw / raw.sum(1, keepdims=True)
guess = proba.argmax(1)


def table(w):
    given = dict(sample_weight=w)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(truth, guess, **given)
    return dict(
        counts=metrics.confusion_matrix(truth, guess, **given).tolist(),
        precision=precision.tolist(), recall=recall.tolist(), f1=f1.tolist(), support=support.tolist(),
        accuracy=metrics.accuracy_score(truth, guess, **given),
        macroF1=metrics.f1_score(truth, guess, average="macro", **given),
        balancedAccuracy=metrics.balanced_accuracy_score(truth, guess, **given),
        cohenKappa=metrics.cohen_kappa_score(truth, guess, **given),
        mcc=metrics.matthews_corrcoef(truth, guess, **given),
        logLoss=metrics.log_loss(truth, proba, **given),
        brier=float(np.average(((proba - np.eye(K)[truth]) ** 2).sum(1), weights=w)),
        misclassification=metrics.zero_one_loss(truth, guess, **given),
    )


ovo = dict(multi_class="ovo", average="macro")
repeats = rng.randint(0, 4, n)
rows = np.repeat(np.arange(n), repeats)
save("assess_multiclass", codes=truth, probabilities=proba, weights=weights, predicted=guess,
     auc=metrics.roc_auc_score(truth, proba, **ovo), repeats=repeats,
     aucRepeated=metrics.roc_auc_score(truth[rows], proba[rows], **ovo),
     plain=table(None), weighted=table(weights))

m = 40
mean = np.round(rng.gamma(2, 1.5, m) + 0.1, 3)
counts = rng.poisson(mean).astype(float)
positive = np.round(rng.gamma(2, mean / 2) + 0.01, 3)
w = np.round(rng.uniform(0.1, 3, m), 2)


def deviances(w):
    given = dict(sample_weight=w)
    tweedie = lambda y, power: [metrics.mean_tweedie_deviance(y, mean, power=power, **given),
                                metrics.d2_tweedie_score(y, mean, power=power, **given)]
    return dict(
        gaussian=tweedie(positive, 0), poisson=tweedie(counts, 1), gamma=tweedie(positive, 2),
        tweedie={str(power): tweedie(counts if power < 2 else positive, power)
                 for power in [1.1, 1.5, 1.9, 2.5, 3]},
        mse=metrics.mean_squared_error(positive, mean, **given),
        mae=metrics.mean_absolute_error(positive, mean, **given),
        r2=metrics.r2_score(positive, mean, **given),
    )


save("assess_deviance", mean=mean, counts=counts, positive=positive, weights=w,
     plain=deviances(None), weighted=deviances(w))
