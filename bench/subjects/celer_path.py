"""celer as a subject of the benchmark: lasso and group lasso with the squared loss."""
import celer
import numpy as np
from celer import celer_path
from scipy import sparse

from scikit_learn import Problem, serve


class Celer(Problem):
    def path(self, X, y, tolerance):
        mean = np.asarray(X.mean(0)).ravel()
        options = dict(alphas=self.lambdas, tol=tolerance, max_iter=1000)
        if self.group_size is not None:
            weights = np.full(X.shape[1] // self.group_size, np.sqrt(self.group_size))
            options.update(groups=self.group_size, weights=weights)
        if sparse.issparse(X):
            options.update(X_offset=mean, X_scale=np.ones(X.shape[1]))
        else:
            X = np.asfortranarray(X - mean)
        kind = "lasso" if self.group_size is None else "grouplasso"
        B = celer_path(X, y - y.mean(), kind, **options)[1]
        return B, y.mean() - mean @ B


if __name__ == "__main__":
    serve(Celer, {"celer": celer.__version__})
