"""scikit-learn as a subject of the benchmark: the requests of subject.mjs on standard input."""
import gc
import json
import platform
import sys
import time
import warnings

import numpy as np
import scipy
import sklearn
from scipy import sparse
from sklearn.linear_model import ElasticNetCV, LassoCV, LogisticRegression, Ridge, RidgeCV, enet_path
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from threadpoolctl import threadpool_info

warnings.filterwarnings("ignore")
ITERATIONS = 10_000_000


def answer(**values):
    print(json.dumps(values), flush=True)


class Problem:
    def __init__(self, request):
        meta, folder = request["meta"], request["folder"]
        start = time.perf_counter()
        shape = meta["rows"], meta["columns"]
        if meta["sparse"]:
            parts = np.fromfile(f"{folder}/values.bin"), self.integers(f"{folder}/indices.bin")
            self.X = sparse.csc_matrix((*parts, self.integers(f"{folder}/pointers.bin")), shape)
        else:
            self.X = np.fromfile(f"{folder}/X.bin").reshape(shape[::-1]).T
        self.y = np.fromfile(f"{folder}/y.bin")
        self.lambdas = np.fromfile(request["lambdas"])
        self.folds = self.integers(request["folds"]) if request["folds"] else None
        self.ratio, self.family = request["l1Ratio"], request["family"]
        self.is_path = request["kind"] == "path"
        self.is_loo = request["kind"] == "loo"
        self.group_size = request.get("groupSize")
        self.arrange()
        self.seconds = time.perf_counter() - start

    def arrange(self):
        """Bring X into the order that the solver wants."""
        if self.family != "gaussian" and not self.liblinear():
            self.X = self.by_rows(self.X)

    @staticmethod
    def integers(file):
        return np.fromfile(file, "i4")

    def precompute(self, X):
        """A Gram matrix where there are as many rows as columns: the faster choice there."""
        return not sparse.issparse(X) and X.shape[1] <= X.shape[0]

    def liblinear(self):
        return self.family == "binomial" and sparse.issparse(self.X)

    @staticmethod
    def by_rows(X):
        """SAGA goes through rows."""
        return X.tocsr() if sparse.issparse(X) else np.ascontiguousarray(X)

    def logistic_fits(self, X, y, tolerance):
        """A fitted classifier per λ; SAGA starts from the one before."""
        options = dict(penalty="l1", tol=tolerance, max_iter=ITERATIONS, random_state=0)
        if self.liblinear():  # it penalises the intercept: by a thousandth here
            options.update(solver="liblinear", intercept_scaling=1000.0)
        else:
            options.update(solver="saga", warm_start=True)
        model = LogisticRegression(**options)
        for value in self.lambdas:
            yield model.set_params(C=1 / (len(y) * value)).fit(X, y)

    def logistic_path(self, X, y, tolerance):
        """Class after class for more than two: (classes · columns) × λ, λ after λ."""
        fits = [
            (fit.coef_.ravel().copy(), fit.intercept_.copy())
            for fit in self.logistic_fits(X, y, tolerance)
        ]
        return np.stack([coef for coef, _ in fits], 1), np.concatenate([b for _, b in fits])

    def logistic_curve(self, tolerance):
        """Mean deviance of the left-out rows per λ."""
        total = np.zeros(len(self.lambdas))
        for k in range(self.folds.max() + 1):
            keep, left = np.flatnonzero(self.folds != k), np.flatnonzero(self.folds == k)
            fits = self.logistic_fits(self.X[keep], self.y[keep], tolerance)
            for at, fit in enumerate(fits):
                logs = fit.predict_log_proba(self.X[left])
                total[at] -= 2 * logs[np.arange(len(left)), self.y[left].astype(int)].sum()
        return total / len(self.y)

    def path(self, X, y, tolerance):
        """Coefficients (columns × λ) and intercepts of the whole grid."""
        if self.family != "gaussian":
            return self.logistic_path(X, y, tolerance)
        mean = np.asarray(X.mean(0)).ravel()
        centred = y - y.mean()
        if self.ratio == 0:
            B = self.ridge_path(X - mean, centred)
        elif sparse.issparse(X):
            B = enet_path(
                X, centred, l1_ratio=self.ratio, alphas=self.lambdas, tol=tolerance,
                max_iter=ITERATIONS, X_offset=mean, X_scale=np.ones(X.shape[1]), check_input=True,
            )[1]
        else:
            B = enet_path(
                np.asfortranarray(X - mean), centred, l1_ratio=self.ratio, alphas=self.lambdas,
                tol=tolerance, max_iter=ITERATIONS, precompute=self.precompute(X),
            )[1]
        return B, y.mean() - mean @ B

    def ridge_path(self, X, y):
        """Ridge minimises ‖y − Xw‖² + α‖w‖², so α = n λ."""
        options = dict(fit_intercept=False, solver="cholesky")
        fits = [Ridge(alpha=len(y) * value, **options).fit(X, y) for value in self.lambdas]
        return np.stack([fit.coef_ for fit in fits], 1)

    def curve(self, tolerance):
        """Mean squared error of the left-out rows per λ, folds weighted by their size."""
        if self.family != "gaussian":
            return self.logistic_curve(tolerance)
        if self.is_loo:
            alphas = len(self.y) * self.lambdas
            return RidgeCV(alphas, store_cv_values=True).fit(self.X, self.y).cv_values_.mean(0)
        split = PredefinedSplit(self.folds)
        if self.ratio == 0:
            rows = len(self.y) * (1 - 1 / split.get_n_splits())
            search = GridSearchCV(
                Ridge(solver="cholesky"), {"alpha": rows * self.lambdas}, cv=split,
                scoring="neg_mean_squared_error",
            ).fit(self.X, self.y)
            return -search.cv_results_["mean_test_score"]
        options = dict(alphas=self.lambdas, cv=split, tol=tolerance, max_iter=ITERATIONS)
        options["precompute"] = self.precompute(self.X)
        if self.ratio == 1:
            model = LassoCV(**options).fit(self.X, self.y)
        else:
            model = ElasticNetCV(l1_ratio=self.ratio, **options).fit(self.X, self.y)
        return model.mse_path_ @ np.bincount(self.folds) / len(self.folds)


def write_path(B, intercepts, file):
    B = sparse.csc_matrix(B)
    with open(file, "wb") as out:
        for part, kind in ((intercepts, "f8"), (B.data, "f8"), (B.indptr, "i4"), (B.indices, "i4")):
            np.asarray(part, kind).tofile(out)
    outputs = len(intercepts) // B.shape[1]
    return dict(count=B.shape[1], nonzeros=int(B.nnz), outputs=outputs)


class Subject:
    def __init__(self, kind):
        self.kind = kind

    def load(self, request):
        self.problem = self.kind(request)
        answer(read=self.problem.seconds, load=0)

    def run(self, request):
        problem, self.tolerance = self.problem, request["tolerance"]
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(request["loops"]):
            if problem.is_path:
                self.fit = problem.path(problem.X, problem.y, self.tolerance)
            else:
                self.fit, curve = None, problem.curve(self.tolerance)
        used = time.process_time() - cpu, time.perf_counter() - wall
        result = dict(zip(("cpu", "wall"), (seconds / request["loops"] for seconds in used)))
        answer(**result, **({} if problem.is_path else dict(curve=curve.tolist())))

    def write(self, request):
        """Cross-validation keeps no path, so it is made here, outside the timing."""
        fit = self.fit or self.problem.path(self.problem.X, self.problem.y, self.tolerance)
        answer(**write_path(*fit, request["file"]))

    def folds(self, request):
        problem, fits = self.problem, []
        for k in range(problem.folds.max() + 1):
            keep = np.flatnonzero(problem.folds != k)
            fit = problem.path(problem.X[keep], problem.y[keep], request["tolerance"])
            fits.append(write_path(*fit, f"{request['file']}.{k}"))
        answer(fits=fits)


def blas():
    """The library behind numpy's products: it decides the cases with a Gram matrix."""
    found = [info for info in threadpool_info() if info["user_api"] == "blas"]
    return ", ".join(
        f"{info['internal_api']} {info['version']} {info.get('architecture', '')}".strip()
        for info in found
    )


def serve(kind, versions):
    """Answer the requests on standard input with problems of a kind."""
    answer(versions={
        **versions, "numpy": np.__version__, "scipy": scipy.__version__,
        "Python": platform.python_version(), "BLAS": blas(),
    })
    subject = Subject(kind)
    for line in sys.stdin:
        request = json.loads(line)
        getattr(subject, request.pop("op"))(request)


if __name__ == "__main__":
    serve(Problem, {"scikit-learn": sklearn.__version__})
