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

    def path(self, X, y, tolerance):
        matrix = adelie.matrix.sparse(X) if sparse.issparse(X) else adelie.matrix.dense(X)
        groups = None if self.group_size is None else np.arange(0, X.shape[1], self.group_size)
        state = adelie.grpnet(
            matrix, adelie.glm.gaussian(y), groups=groups, alpha=self.ratio, lmda_path=self.lambdas,
            tol=tolerance, early_exit=False, progress_bar=False,
        )
        return state.betas.toarray().T, np.asarray(state.intercepts)


if __name__ == "__main__":
    serve(Adelie, {"adelie": adelie.__version__})
