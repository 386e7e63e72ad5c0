# Reference answers of scikit-learn: python3 scikitLearn.py <tests/golden> <output folder>
# Diabetes data; json writes the shortest decimals that parse back to the same double.
import json
import os
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LassoCV, Ridge, RidgeCV, enet_path, lasso_path
from sklearn.model_selection import PredefinedSplit

golden, output = sys.argv[1], os.path.join(sys.argv[2], "sklearn")
os.makedirs(output, exist_ok=True)
table = np.loadtxt(os.path.join(golden, "../../examples/data/diabetes.csv"), delimiter=",", skiprows=1)
X, y = table[:, :10], table[:, 10]
n = len(y)
standardized = (X - X.mean(0)) / X.std(0)
centred = y - y.mean()


def save(name, **fields):
    fields = {"source": f"scikit-learn {sklearn.__version__}", "data": "diabetes", **fields}
    plain = {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in fields.items()}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in plain.items())
    with open(os.path.join(output, name + ".json"), "w") as file:
        file.write("{" + lines + "}\n")


alphas = np.abs(standardized.T @ centred).max() / n * np.geomspace(1, 1e-3, 20)
tight = dict(tol=1e-14, max_iter=10**7)
save("diabetes_lasso_path", l1Ratio=1, alphas=alphas,
     coef=lasso_path(standardized, centred, alphas=alphas, **tight)[1].T)
save("diabetes_enet_path", l1Ratio=0.5, alphas=2 * alphas,
     coef=enet_path(standardized, centred, l1_ratio=0.5, alphas=2 * alphas, **tight)[1].T)

strengths = np.array([0.0, 1e-2, 1.0, 10.0, 100.0, 1e4])
fits = [Ridge(alpha=alpha, solver="svd").fit(X, y) for alpha in strengths]
save("diabetes_ridge", alphas=strengths, coef=np.array([fit.coef_ for fit in fits]),
     intercept=np.array([fit.intercept_ for fit in fits]))

grid = np.geomspace(1e-3, 1e4, 30)
loo = RidgeCV(alphas=grid, store_cv_values=True).fit(X, y)
save("diabetes_ridge_loo", alphas=grid, looMse=loo.cv_values_.mean(0), bestAlpha=float(loo.alpha_))

fold = np.arange(n) % 5
cv = LassoCV(alphas=alphas, cv=PredefinedSplit(fold), tol=1e-12, max_iter=10**6).fit(standardized, y)
save("diabetes_lassocv", fold=fold, alphas=cv.alphas_, msePath=cv.mse_path_, bestAlpha=float(cv.alpha_))
