"""Synthetic data of the benchmark: generate.py <name> <folder>.

Reads the recipe <name> of synthetic.json and writes <folder>/{meta.json, y.bin} with X.bin
(float64, column-major) or values.bin, indices.bin, pointers.bin (CSC; float64, int32, int32).
Dense columns have mean 0 and mean square 1, so that every peer solves the same problem whatever it
does about scaling. synthetic.mjs draws the same distributions where numpy is missing.
"""
import json
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def autoregressive(random, rows, columns, correlation):
    """Gaussian columns whose neighbours correlate: corr(X_j, X_k) = correlation^|j − k|."""
    X = random.standard_normal((columns, rows))
    innovation = np.sqrt(1 - correlation * correlation)
    for j in range(1, columns):
        X[j] *= innovation
        X[j] += correlation * X[j - 1]
    return X.T


def standardize(X):
    X -= X.mean(0)
    X /= np.sqrt((X * X).mean(0))
    return X


def regression(recipe):
    """y = X b + noise + shift with `support` coefficients of size 0.5 … 1.5 and random sign."""
    random = np.random.default_rng(recipe["seed"])
    columns, support = recipe["columns"], recipe["support"]
    X = standardize(autoregressive(random, recipe["rows"], columns, recipe["correlation"]))
    b = np.zeros(columns)
    chosen = random.choice(columns, support, replace=False)
    b[chosen] = random.choice([-1.0, 1.0], support) * random.uniform(0.5, 1.5, support)
    signal = X @ b
    noise = np.sqrt(np.var(signal) / recipe["signalToNoise"])
    y = signal + noise * random.standard_normal(len(signal))
    y += recipe["shift"]
    return X, y / y.std() if recipe["unitVariance"] else y


def documents(random, rows, columns, words):
    """tf-idf rows of unit length over a Zipf vocabulary, columns in random order (CSC)."""
    from scipy import sparse

    weight = 1.0 / (np.arange(columns) + 10.0) ** 1.05
    weight /= weight.sum()
    cumulative = np.cumsum(weight)
    length = np.maximum(5, random.poisson(words * 1.35, rows))  # repeated words collapse
    row = np.repeat(np.arange(rows), length)
    column = np.searchsorted(cumulative, random.random(length.sum())).clip(0, columns - 1)
    X = sparse.coo_matrix((np.ones(len(row)), (row, column)), (rows, columns)).tocsr()
    frequency = np.bincount(X.indices, minlength=columns)
    X.data = (1 + np.log(X.data)) * np.log((1.0 + rows) / (1.0 + frequency[X.indices])) + 1
    norm = np.sqrt(np.asarray(X.multiply(X).sum(1)).ravel())
    X = sparse.diags(1 / norm) @ X
    return X.tocsc()[:, random.permutation(columns)].tocsc()


def text(recipe):
    """y = X b + noise + shift with Gaussian b on `support` of the most frequent words."""
    random = np.random.default_rng(recipe["seed"])
    columns, support = recipe["columns"], recipe["support"]
    X = documents(random, recipe["rows"], columns, recipe["words"])
    frequent = np.argsort(-np.diff(X.indptr))[: recipe["frequent"]]
    b = np.zeros(columns)
    b[random.choice(frequent, support, replace=False)] = random.standard_normal(support) * 3
    signal = X @ b
    noise = recipe["noise"] * signal.std()
    return X, signal + noise * random.standard_normal(len(signal)) + recipe["shift"]


def save(folder, X, y, seed):
    source = f"numpy {np.__version__}, seed {seed}"
    meta = dict(rows=int(X.shape[0]), columns=int(X.shape[1]), source=source)
    if hasattr(X, "indptr"):
        X.sort_indices()
        X.data.astype("f8").tofile(f"{folder}/values.bin")
        X.indices.astype("i4").tofile(f"{folder}/indices.bin")
        X.indptr.astype("i4").tofile(f"{folder}/pointers.bin")
        meta.update(sparse=True, nonzeros=int(X.nnz))
    else:
        np.asfortranarray(X).T.tofile(f"{folder}/X.bin")
        meta.update(sparse=False, nonzeros=int(X.size))
    np.asarray(y, "f8").tofile(f"{folder}/y.bin")
    with open(f"{folder}/meta.json", "w") as file:  # last: it marks the folder as complete
        json.dump(meta, file)


if __name__ == "__main__":
    name, folder = sys.argv[1:3]
    with open(f"{HERE}/synthetic.json") as file:
        recipe = json.load(file)[name]
    save(folder, *(text if recipe["kind"] == "text" else regression)(recipe), recipe["seed"])
