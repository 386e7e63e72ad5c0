"""adelie as a subject of the benchmark: lasso, elastic net and group lasso, dense or sparse."""
import warnings

import adelie
import numpy as np
from scipy import sparse

from scikit_learn import Problem, serve

warnings.filterwarnings("ignore")


class Adelie(Problem):
    def arrange(self):
        """Columns, as they come."""

    def on_covariance(self, X, y, tolerance):
        """Its covariance method, on centred columns."""
        mean, rows = X.mean(0), len(y)
        X = X - mean
        A = np.asfortranarray(X.T @ X / rows)
        state = adelie.gaussian_cov(
            A, X.T @ (y - y.mean()) / rows, alpha=self.ratio, lmda_path=self.lambdas, tol=tolerance,
            early_exit=False, progress_bar=False,
        )
        B = state.betas.toarray().T
        return B, y.mean() - mean @ B

    def path(self, X, y, tolerance):
        if self.group_size is None and self.precompute(X) and X.shape[1] < 500:
            return self.on_covariance(X, y, tolerance)
        matrix = adelie.matrix.sparse(X) if sparse.issparse(X) else adelie.matrix.dense(X)
        groups = None if self.group_size is None else np.arange(0, X.shape[1], self.group_size)
        state = adelie.grpnet(
            matrix, adelie.glm.gaussian(y), groups=groups, alpha=self.ratio, lmda_path=self.lambdas,
            tol=tolerance, early_exit=False, progress_bar=False,
        )
        return state.betas.toarray().T, np.asarray(state.intercepts)


if __name__ == "__main__":
    serve(Adelie, {"adelie": adelie.__version__})
