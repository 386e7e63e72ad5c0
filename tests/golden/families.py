# Reference answers of Python for families and penalties: python3 families.py <tests/golden> <output>
# Uses the data of families.R. scikit-learn where it solves our objective; a plain proximal gradient
# method, run until nothing moves, where no package does. json writes decimals that read back.
import json
import os
import sys

import numpy as np
import scipy
import sklearn
from scipy.special import expit
from sklearn.linear_model import (GammaRegressor, LogisticRegression, PoissonRegressor,
                                  QuantileRegressor, TweedieRegressor)
from sklearn.svm import LinearSVC

golden, output = sys.argv[1], os.path.join(sys.argv[2], "families")
os.makedirs(output, exist_ok=True)
LEARN, PLAIN = f"scikit-learn {sklearn.__version__}", f"proximal gradient, scipy {scipy.__version__}"


def data(name):
    # The data written in this run, where families.R ran before, else the stored ones.
    fresh = os.path.join(sys.argv[2], "data", name + ".json")
    with open(fresh if os.path.exists(fresh) else os.path.join(golden, "data", name + ".json")) as file:
        return {key: value if key == "source" else np.array(value) for key, value in json.load(file).items()}


def save(case, source, **fields):
    fields = {"source": source, "case": case, "standardize": False, "intercept": True, **fields}
    plain = {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in fields.items()}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in plain.items())
    with open(os.path.join(output, case + ".json"), "w") as file:
        file.write("{" + lines + "}\n")


# ---- scikit-learn ---------------------------------------------------------------------------------
classes, counts, amounts, heavy, binary = map(data, ["classes", "counts", "amounts", "heavy", "binary"])
STRENGTHS = np.array([1.0, 0.1, 0.01])


def path(case, fit, strengths=STRENGTHS, source=LEARN, **fields):
    fits = [fit(strength) for strength in strengths]
    save(case, source, **fields, lambdas=strengths, intercepts=np.array([f[0] for f in fits]),
         coefficients=np.array([f[1] for f in fits]))


def softmaxFit(strength):
    fit = LogisticRegression(C=1 / (len(classes["y"]) * strength), multi_class="multinomial",
                             solver="newton-cg", tol=1e-9, max_iter=200)
    fit.fit(classes["X"], classes["y"])
    return fit.intercept_, fit.coef_


path("multinomial_l2", softmaxFit, data="classes", family="multinomial", target="y", l1Ratio=0)


def regressor(make, X, y, weights=None):
    def fit(strength):
        model = make(strength).fit(X, y, sample_weight=weights)
        return float(model.intercept_), model.coef_
    return fit


tight = dict(tol=1e-13, max_iter=100000, solver="newton-cholesky")
path("poisson_l2", regressor(lambda a: PoissonRegressor(alpha=a, **tight), counts["X"], counts["y"]),
     data="counts", family="poisson", target="y", l1Ratio=0)
path("gamma_l2", regressor(lambda a: GammaRegressor(alpha=a, **tight), amounts["X"], amounts["y"]),
     data="amounts", family="gamma", target="y", l1Ratio=0)
tweedie = lambda a: TweedieRegressor(power=1.5, link="log", alpha=a, **tight)
path("tweedie_l2", regressor(tweedie, amounts["X"], amounts["compound"]),
     data="amounts", family="tweedie", power=1.5, target="compound", l1Ratio=0)
path("tweedie_l2_weights", regressor(tweedie, amounts["X"], amounts["compound"], amounts["weights"]),
     data="amounts", family="tweedie", power=1.5, target="compound", l1Ratio=0, weights=amounts["weights"])
for tau in (0.3, 0.5):
    pinball = lambda a: QuantileRegressor(quantile=tau, alpha=a, solver="highs")
    path(f"quantile_l1_{tau}", regressor(pinball, heavy["X"], heavy["y"]), np.array([0.3, 0.1, 0.02]),
         data="heavy", family="quantile", tau=tau, target="y", l1Ratio=1)

# C Σ max(0, 1 − yη)² + penalty is ours times 2 C n, so λ = 1 / (2 C n) for ½ ‖w‖² and for ‖w‖₁.
signs = 2.0 * binary["y"] - 1
for penalty in ("l1", "l2"):
    def hinge(strength):
        C = 1 / (2 * len(signs) * strength)
        svc = LinearSVC(penalty=penalty, loss="squared_hinge", dual=False, fit_intercept=False, C=C,
                        tol=1e-10, max_iter=10**4, random_state=0).fit(binary["X"], signs)
        return 0.0, svc.coef_[0]
    path(f"squaredHinge_{penalty}", hinge, np.array([0.2, 0.05, 0.01]), data="binary", intercept=False,
         family="squaredHinge", target="y", l1Ratio=1 if penalty == "l1" else 0)

# ---- a plain method for the rest ------------------------------------------------------------------
def proximalGradient(X, gradient, curvature, prox, weights=None):
    """min Σ ω_i ℓ(η_i) + Ω(b) over b0, b: accelerated, restarted, until no step moves anything.
    gradient(η) = ℓ'(η) with ℓ'' ≤ curvature; prox(b, step) of the penalty. Columns are centred."""
    n, p = X.shape
    omega = np.full(n, 1 / n) if weights is None else weights / weights.sum()
    mean = omega @ X
    A = np.column_stack([np.ones(n), X - mean])
    step = 1 / (curvature * np.linalg.norm(np.sqrt(omega)[:, None] * A, 2) ** 2)
    b, z, t, still = np.zeros(p + 1), np.zeros(p + 1), 1.0, 0
    for _ in range(10**6):
        v = z - step * (A.T @ (omega * gradient(A @ z)))
        new = np.concatenate([v[:1], prox(v[1:], step)])
        if (z - new) @ (new - b) > 0:
            t, z = 1.0, new  # restart (O'Donoghue, Candès 2015, section 3.2)
        else:
            z = new + (t - 1) / ((1 + np.sqrt(1 + 4 * t * t)) / 2) * (new - b)
            t = (1 + np.sqrt(1 + 4 * t * t)) / 2
        still = still + 1 if np.abs(new - b).max() <= 4e-16 * np.abs(new).max() else 0
        b = new
        if still >= 50:
            break
    v = b - step * (A.T @ (omega * gradient(A @ b)))
    residual = np.abs(b - np.concatenate([v[:1], prox(v[1:], step)])).max() / step
    print(f"  steps left a KKT residual of {residual:.1e}")
    assert residual < 1e-13 * curvature * max(1, np.abs(A).max())
    return float(b[0] - mean @ b[1:]), b[1:]


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def elasticNetProx(l1, l2):
    return lambda v, step: soft(v, step * l1) / (1 + step * l2)


def groupProx(groups, l1, strength):
    def prox(v, step):
        v = soft(v, step * l1)
        for group in groups:
            size = np.linalg.norm(v[group])
            v[group] *= max(0, 1 - step * strength * np.sqrt(len(group)) / size) if size > 0 else 0
        return v
    return prox


def slopeProx(lambdas):
    """Bogdan et al. (2015), algorithm 3: isotonic regression of the sorted sizes less λ."""
    def prox(v, step):
        order = np.argsort(-np.abs(v), kind="stable")
        blocks = []
        for value in np.abs(v)[order] - step * lambdas:
            blocks.append([value, 1])
            while len(blocks) > 1 and blocks[-2][0] <= blocks[-1][0]:
                (a, k), (c, m) = blocks[-2:]
                blocks[-2:] = [[(a * k + c * m) / (k + m), k + m]]
        result = np.zeros_like(v)
        result[order] = np.concatenate([[max(value, 0)] * count for value, count in blocks])
        return np.sign(v) * result
    return prox


squares = lambda y: (lambda eta: eta - y)
huber = lambda y, delta: (lambda eta: np.clip(eta - y, -delta, delta))
logistic = lambda y: (lambda eta: expit(eta) - y)


def plainPath(case, name, gradient, curvature, prox, strengths, weights=None, **fields):
    print(case)
    X = data(name)["X"]
    more = {} if weights is None else {"weights": weights}
    path(case, lambda s: proximalGradient(X, gradient, curvature, prox(s), weights), np.array(strengths),
         source=PLAIN, data=name, **fields, **more)


for ratio in (1, 0.5, 0):
    plainPath(f"huber_a{ratio}", "heavy", huber(heavy["y"], 1.345), 1, lambda s: elasticNetProx(s * ratio, s * (1 - ratio)),
              [0.3, 0.1, 0.02], family="huber", delta=1.345, target="y", l1Ratio=ratio)
plainPath("huber_weights", "heavy", huber(heavy["y"], 0.7), 1, lambda s: elasticNetProx(s, 0), [0.1, 0.02, 0.0],
          weights=heavy["weights"], family="huber", delta=0.7, target="y", l1Ratio=1)

GROUPS = [[0, 1, 2], [3, 4], [5], [6, 7, 8, 9]]
responses = data("responses")
first = responses["Y"][:, 0]
grouped = dict(family="gaussian", target="Y0", groups=GROUPS)
plainPath("group_gaussian", "responses", squares(first), 1, lambda s: groupProx(GROUPS, 0, s), [1, 0.3, 0.05],
          penalty="groupLasso", l1Ratio=0, **grouped)
plainPath("group_gaussian_weights", "responses", squares(first), 1, lambda s: groupProx(GROUPS, 0, s),
          [1, 0.3, 0.05], weights=responses["weights"], penalty="groupLasso", l1Ratio=0, **grouped)
plainPath("sparseGroup_gaussian", "responses", squares(first), 1, lambda s: groupProx(GROUPS, 0.4 * s, 0.6 * s),
          [1, 0.3, 0.05], penalty="sparseGroupLasso", l1Ratio=0.4, **grouped)
TRIPLES = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
plainPath("group_binomial", "binary", logistic(binary["y"]), 0.25, lambda s: groupProx(TRIPLES, 0, s),
          [0.1, 0.05, 0.01], family="binomial", target="y", penalty="groupLasso", l1Ratio=0, groups=TRIPLES)
plainPath("sparseGroup_binomial", "binary", logistic(binary["y"]), 0.25, lambda s: groupProx(TRIPLES, 0.5 * s, 0.5 * s),
          [0.1, 0.05, 0.01], family="binomial", target="y", penalty="sparseGroupLasso", l1Ratio=0.5, groups=TRIPLES)

slopes = lambda p: np.linspace(1, 0.3, p)  # any decreasing sequence
plainPath("slope_gaussian", "responses", squares(first), 1, lambda s: slopeProx(s * slopes(10)), [1, 0.3, 0.05],
          family="gaussian", target="Y0", penalty="slope", sequence=slopes(10))
plainPath("slope_binomial", "binary", logistic(binary["y"]), 0.25, lambda s: slopeProx(s * slopes(12)),
          [0.1, 0.05, 0.01], family="binomial", target="y", penalty="slope", sequence=slopes(12))

# ---- generalized ridge: the normal equations ------------------------------------------------------
def generalizedRidge(X, y, gamma, strength, weights):
    n = len(y)
    omega = np.full(n, 1 / n) if weights is None else weights / weights.sum()
    mean, centre = omega @ X, omega @ y
    A = X - mean
    b = np.linalg.solve(A.T @ (omega[:, None] * A) + strength * gamma.T @ gamma, A.T @ (omega * (y - centre)))
    return float(centre - mean @ b), b


p = responses["X"].shape[1]
DIFFERENCES = np.diff(np.eye(p), 2, axis=0)  # second differences, (p − 2) × p, of rank p − 2
FUSED = np.diff(np.eye(p), 1, axis=0)
for case, gamma, weights in (("smooth", DIFFERENCES, None), ("fused", FUSED, None), ("weights", FUSED, responses["weights"])):
    more = {} if weights is None else {"weights": weights}
    path(f"tikhonov_{case}", lambda s: generalizedRidge(responses["X"], first, gamma, s, weights),
         np.array([10.0, 0.5, 0.01]), source=f"normal equations, numpy {np.__version__}", data="responses",
         family="gaussian", target="Y0", penalty="tikhonov", gamma=gamma, **more)
