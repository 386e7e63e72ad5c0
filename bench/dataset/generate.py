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


def outcome(random, signal, recipe):
    """Classes 0 and 1 or counts, from the signal centred and scaled to the recipe's strength."""
    eta = recipe["strength"] * (signal - signal.mean()) / signal.std()
    if recipe["response"] == "counts":
        return random.poisson(np.exp(recipe["level"] + eta)).astype(float)
    return (random.random(len(eta)) < 1 / (1 + np.exp(-eta))).astype(float)


def regression(recipe):
    """y = X b + noise + shift with `support` coefficients of size 0.5 … 1.5 and random sign."""
    random = np.random.default_rng(recipe["seed"])
    columns, support = recipe["columns"], recipe["support"]
    X = standardize(autoregressive(random, recipe["rows"], columns, recipe["correlation"]))
    b = np.zeros(columns)
    chosen = random.choice(columns, support, replace=False)
    b[chosen] = random.choice([-1.0, 1.0], support) * random.uniform(0.5, 1.5, support)
    signal = X @ b
    noise = np.sqrt(np.var(signal) / recipe["signalToNoise"]) * random.standard_normal(len(signal))
    if "response" in recipe:
        return X, outcome(random, signal, recipe)
    y = signal + noise + recipe["shift"]
    return X, y / y.std() if recipe["unitVariance"] else y


def classes(recipe):
    """Classes drawn from a softmax, `support` Gaussian coefficients in each class."""
    random = np.random.default_rng(recipe["seed"])
    rows, columns = recipe["rows"], recipe["columns"]
    X = standardize(autoregressive(random, rows, columns, recipe["correlation"]))
    B = np.zeros((columns, recipe["classes"]))
    for k in range(recipe["classes"]):
        chosen = random.choice(columns, recipe["support"], replace=False)
        B[chosen, k] = random.standard_normal(recipe["support"])
    eta = X @ B
    eta *= recipe["strength"] / eta.std()
    P = np.exp(eta - eta.max(1, keepdims=True))
    P /= P.sum(1, keepdims=True)
    return X, (P.cumsum(1) > random.random((rows, 1))).argmax(1)


def groups(recipe):
    """y = X b + noise + shift, b Gaussian on `support` groups of neighbouring columns."""
    random = np.random.default_rng(recipe["seed"])
    columns, size = recipe["columns"], recipe["groupSize"]
    X = standardize(autoregressive(random, recipe["rows"], columns, recipe["correlation"]))
    b = np.zeros(columns)
    for k in random.choice(columns // size, recipe["support"], replace=False):
        b[k * size : (k + 1) * size] = random.standard_normal(size)
    signal = X @ b
    noise = signal.std() / np.sqrt(recipe["signalToNoise"])
    return X, signal + noise * random.standard_normal(len(signal)) + recipe["shift"]


def factors(recipe):
    """Two classes like leukemia's: columns mix latent factors, `support` of them shift by class."""
    random = np.random.default_rng(recipe["seed"])
    rows, columns, support = recipe["rows"], recipe["columns"], recipe["support"]
    F = random.standard_normal((rows, recipe["factors"]))
    loadings = random.standard_normal((recipe["factors"], columns))
    loadings *= random.random((recipe["factors"], columns)) < recipe["density"]
    X = np.asfortranarray(F @ loadings + random.standard_normal((rows, columns)))
    y = (random.permutation(rows) < recipe["positives"]).astype(float)
    chosen = random.choice(columns, support, replace=False)
    X[:, chosen] += np.outer(2 * y - 1, random.normal(0, recipe["effect"], support))
    return standardize(X), y


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
    noise = recipe["noise"] * signal.std() * random.standard_normal(len(signal))
    if "response" in recipe:
        return X, outcome(random, signal, recipe)
    return X, signal + noise + recipe["shift"]


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
    draw = dict(regression=regression, text=text, classes=classes, groups=groups, factors=factors)
    save(folder, *draw[recipe["kind"]](recipe), recipe["seed"])
