# Reference answers of R glmnet: Rscript glmnet.R <tests/golden> <output folder>
# Paths at thresh 1e-20 on the stored data; every number is written with 17 digits.
suppressMessages({ library(glmnet); library(jsonlite) })
arguments <- commandArgs(TRUE)
golden <- arguments[1]
output <- file.path(arguments[2], "glmnet")
dir.create(output, showWarnings = FALSE, recursive = TRUE)
glmnet.control(fdev = 0, devmax = 1) # whole paths, no early end
source <- paste("R glmnet", packageDescription("glmnet")$Version)

numbers <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
rows <- function(m) paste0("[\n", paste(apply(m, 1, numbers), collapse = ",\n"), "]")
quoted <- function(v) paste0("\"", v, "\"")
truth <- function(v) if (v) "true" else "false"
save <- function(name, fields) {
  text <- paste0(quoted(names(fields)), ": ", unlist(fields), collapse = ",\n")
  writeLines(paste0("{", text, "}"), file.path(output, paste0(name, ".json")))
}

readData <- function(name) {
  if (name == "diabetes") {
    table <- as.matrix(read.csv(file.path(golden, "../../examples/data/diabetes.csv")))
    return(list(X = unname(table[, 1:10]), y = unname(table[, 11])))
  }
  fromJSON(file.path(golden, "data", paste0(name, ".json")))
}

path <- function(name, data, alpha, ratio = 1e-3, standardize = TRUE, intercept = TRUE,
                 weights = NULL, penalty.factor = NULL, limits = c(-Inf, Inf)) {
  d <- readData(data)
  fit <- glmnet(d$X, d$y, alpha = alpha, nlambda = 30, lambda.min.ratio = ratio, thresh = 1e-20,
    maxit = 1e7, standardize = standardize, intercept = intercept,
    weights = weights, penalty.factor = if (is.null(penalty.factor)) rep(1, ncol(d$X)) else penalty.factor,
    lower.limits = limits[1], upper.limits = limits[2])
  stopifnot(fit$jerr == 0)
  fields <- list(source = quoted(source), data = quoted(data), alpha = alpha,
    standardize = truth(standardize), intercept = truth(intercept))
  if (!is.null(weights)) fields$weights <- numbers(weights)
  if (!is.null(penalty.factor)) fields$penaltyFactor <- numbers(penalty.factor)
  if (all(is.finite(limits))) fields$limits <- numbers(limits)
  save(name, c(fields, lambda = numbers(fit$lambda), a0 = numbers(fit$a0),
    beta = rows(t(as.matrix(fit$beta)))))
}

path("QuickStart_a1", "QuickStartExample", 1)
path("QuickStart_a0.5", "QuickStartExample", 0.5)
path("QuickStart_a0", "QuickStartExample", 0)
path("QuickStart_limits", "QuickStartExample", 1, limits = c(-0.5, 0.7))
path("QuickStart_nointercept", "QuickStartExample", 1, intercept = FALSE)
path("QuickStart_nostd", "QuickStartExample", 1, standardize = FALSE)
path("QuickStart_pf", "QuickStartExample", 0.7, penalty.factor = c(0, 2, rep(1, 18)))
set.seed(3)
path("QuickStart_weights", "QuickStartExample", 1, weights = round(runif(100), 3))
path("S1_a1", "S1", 1)
path("S1_a0.5", "S1", 0.5)
path("S2_a1", "S2", 1, ratio = 1e-2)
path("S3raw_a1", "S3raw", 1)
path("Sparse_a1", "SparseExample", 1, ratio = 1e-2)
path("diabetes_a1", "diabetes", 1)

# Ten folds, row i in fold (i − 1) mod 10 + 1: the grid given (shared), or every fold on its own grid
# with coefficients interpolated in λ (interp), which is what cv.glmnet does unless told.
crossValidated <- function(name, shared) {
  d <- readData("QuickStartExample")
  fold <- rep(1:10, 10)
  grid <- glmnet(d$X, d$y, nlambda = 50, lambda.min.ratio = 1e-3)$lambda
  cv <- if (shared) cv.glmnet(d$X, d$y, foldid = fold, lambda = grid, thresh = 1e-20)
  else cv.glmnet(d$X, d$y, foldid = fold, nlambda = 50, lambda.min.ratio = 1e-3, thresh = 1e-20)
  save(name, list(source = quoted(source), data = quoted("QuickStartExample"),
    shared = truth(shared), fold = numbers(fold), lambda = numbers(cv$lambda),
    cvm = numbers(cv$cvm), cvsd = numbers(cv$cvsd),
    lambdaMin = sprintf("%.17g", cv$lambda.min), lambda1se = sprintf("%.17g", cv$lambda.1se)))
}
crossValidated("cv_QuickStart_shared", TRUE)
crossValidated("cv_QuickStart_interp", FALSE)
