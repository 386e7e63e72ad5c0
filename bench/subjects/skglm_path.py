"""skglm as a subject of the benchmark: lasso and group lasso, logistic lasso; its own solvers."""
import numpy as np
import skglm
from scipy import sparse
from skglm.datafits import Logistic, Quadratic, QuadraticGroup
from skglm.penalties import L1, WeightedGroupL2
from skglm.solvers import AndersonCD, GroupBCD, ProxNewton
from skglm.utils.data import grp_converter
from skglm.utils.jit_compilation import compiled_clone

from scikit_learn import Problem, serve


class Skglm(Problem):
    def arrange(self):
        """Columns, as they come."""

    def parts(self, columns, tolerance, intercept):
        """Loss, penalty and solver."""
        options = dict(tol=tolerance, fit_intercept=intercept, warm_start=True)
        if self.group_size is not None:
            indices, pointers = grp_converter(self.group_size, columns)
            weights = np.full(columns // self.group_size, np.sqrt(self.group_size))
            loss = QuadraticGroup(pointers, indices)
            penalty = WeightedGroupL2(1.0, weights, pointers, indices)
            return loss, penalty, GroupBCD(max_iter=10_000, **options)
        if self.family == "binomial":
            return Logistic(), L1(1.0), ProxNewton(max_iter=10_000, **options)
        return Quadratic(), L1(1.0), AndersonCD(max_iter=10_000, **options)

    def path(self, X, y, tolerance):
        columns, is_dense = X.shape[1], not sparse.issparse(X)
        centred = is_dense and self.family == "gaussian"
        mean = X.mean(0) if centred else np.zeros(columns)
        center = y.mean() if centred else 0.0
        X = np.asfortranarray(X - mean) if centred else X
        y = 2 * y - 1 if self.family == "binomial" else y - center
        loss, penalty, solver = self.parts(columns, tolerance, not centred)
        loss, penalty = compiled_clone(loss), compiled_clone(penalty)
        if is_dense:
            loss.initialize(X, y)
        else:
            loss.initialize_sparse(X.data, X.indptr, X.indices, y)
        w, fitted, found = np.zeros(columns + (not centred)), np.zeros(len(y)), []
        for value in self.lambdas:
            penalty.alpha = value
            solver.p0 = max(10, int(penalty.generalized_support(w[:columns]).sum()))
            w = solver.solve(X, y, loss, penalty, w, fitted)[0]  # in place
            fitted = X @ w[:columns] + (0.0 if centred else w[-1])
            found.append(w.copy())
        B = np.stack([w[:columns] for w in found], 1)
        intercepts = np.array([0.0 if centred else w[-1] for w in found])
        return B, intercepts + center - mean @ B


if __name__ == "__main__":
    serve(Skglm, {"skglm": skglm.__version__})
