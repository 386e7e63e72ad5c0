# Coefficients of scikit-learn by its own arguments: python3 compat.py <tests/golden> <output>
import json
import os
import sys

import numpy as np
import sklearn
from sklearn.linear_model import (ElasticNet, GammaRegressor, Lasso, LogisticRegression,
                                  PoissonRegressor, QuantileRegressor, Ridge, TweedieRegressor)
from sklearn.svm import LinearSVC

golden, output = sys.argv[1], os.path.join(sys.argv[2], "compat")
os.makedirs(output, exist_ok=True)


def data(name):
    with open(os.path.join(golden, "data", name + ".json")) as file:
        return {key: np.array(value) for key, value in json.load(file).items() if key != "source"}


CASES = {}


# `own` are the arguments that choose the model, `how` those that say how long to look for it.
def case(name, set_name, y, kind, own, how):
    X = data(set_name)["X"]
    fit = kind(**own, **how).fit(X, data(set_name)[y])
    CASES[name] = {"data": set_name, "y": y, "estimator": kind.__name__, "arguments": own,
                   "n": len(X), "intercept": np.ravel(fit.intercept_).tolist(),
                   "coefficients": np.ravel(fit.coef_).tolist()}


TIGHT = {"tol": 1e-14, "max_iter": 1000000}
case("lasso", "heavy", "y", Lasso, {"alpha": 0.1}, TIGHT)
case("elasticNet", "heavy", "y", ElasticNet, {"alpha": 0.2, "l1_ratio": 0.3}, TIGHT)
case("elasticNetDefault", "heavy", "y", ElasticNet, {"alpha": 0.2}, TIGHT)
case("ridge", "heavy", "y", Ridge, {"alpha": 20.0}, {"solver": "cholesky"})
case("ridgeDefault", "heavy", "y", Ridge, {}, {"solver": "cholesky"})
case("ridgeThroughZero", "heavy", "y", Ridge, {"alpha": 20.0, "fit_intercept": False},
     {"solver": "cholesky"})
NEWTON = {"solver": "newton-cg", "tol": 1e-9, "max_iter": 200}
SAGA = {"solver": "saga", "tol": 1e-13, "max_iter": 1000000, "random_state": 0}
case("logistic", "binary", "y", LogisticRegression, {"C": 0.1}, NEWTON)
case("logisticL2", "binary", "y", LogisticRegression, {"C": 2.0, "penalty": "l2"}, NEWTON)
case("logisticL1", "binary", "y", LogisticRegression, {"C": 0.2, "penalty": "l1"}, SAGA)
case("logisticNet", "binary", "y", LogisticRegression,
     {"C": 0.2, "penalty": "elasticnet", "l1_ratio": 0.4}, SAGA)
case("logisticNone", "binary", "y", LogisticRegression, {"penalty": "none"}, NEWTON)
case("logisticClasses", "classes", "y", LogisticRegression, {"C": 0.1}, NEWTON)
GLM = {"tol": 1e-12, "max_iter": 100000}
case("poisson", "counts", "y", PoissonRegressor, {"alpha": 0.1}, GLM)
case("poissonDefault", "counts", "y", PoissonRegressor, {}, GLM)
case("gamma", "amounts", "y", GammaRegressor, {"alpha": 0.1}, GLM)
case("tweedie", "amounts", "compound", TweedieRegressor, {"alpha": 0.05, "power": 1.5}, GLM)
HIGHS = {"solver": "highs"}
case("quantile", "heavy", "y", QuantileRegressor, {"alpha": 0.05, "quantile": 0.3}, HIGHS)
case("quantileHalf", "heavy", "y", QuantileRegressor, {"alpha": 0.02}, HIGHS)
SVC = {"tol": 1e-10, "max_iter": 10000, "random_state": 0, "dual": False}
case("svc", "binary", "y", LinearSVC, {"C": 0.1, "fit_intercept": False}, SVC)
case("svcL1", "binary", "y", LinearSVC, {"C": 0.1, "penalty": "l1", "fit_intercept": False}, SVC)

lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in CASES.items())
with open(os.path.join(output, "sklearn.json"), "w") as file:
    file.write(f'{{"source": "scikit-learn {sklearn.__version__}",\n"cases": {{\n{lines}}}}}\n')
