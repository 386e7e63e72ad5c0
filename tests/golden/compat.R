# Coefficients of glmnet by its own arguments: Rscript compat.R <tests/golden> <output folder>
suppressMessages(library(glmnet))
library(jsonlite)
arguments <- commandArgs(TRUE)
output <- file.path(arguments[2], "compat")
dir.create(output, showWarnings = FALSE, recursive = TRUE)
glmnet.control(fdev = 0, devmax = 1, epsnr = 1e-15, mxitnr = 1000) # whole paths, to the end

data <- function(name) fromJSON(file.path(arguments[1], "data", paste0(name, ".json")))
heavy <- data("heavy"); binary <- data("binary"); counts <- data("counts")
responses <- data("responses")
deviation <- function(y, centre = mean(y)) sqrt(mean((y - centre)^2))
json <- function(value) toJSON(value, digits = I(17), auto_unbox = TRUE, na = "string")
SHARES <- c(0.5, 0.1, 0.01)

# The arguments as they are given to glmnet, Infinity as text, and a row of answers per lambda.
case <- function(set, y, arguments, sdY = NULL, relax = NULL) {
  named <- modifyList(list(family = "gaussian"), arguments)
  own <- c(list(x = set$X, y = y, thresh = 1e-20, maxit = 1e7), named)
  top <- glmnet:::glmnet # the automatic grid of the same call gives the strengths
  largest <- if (identical(named$alpha, 0)) deviation(y) else do.call(top, own)$lambda[1]
  lambda <- largest * SHARES
  fit <- do.call(top, c(own, list(lambda = lambda, relax = !is.null(relax))))
  answers <- if (is.null(relax))
    list(intercepts = unname(fit$a0), coefficients = unname(t(as.matrix(fit$beta))))
  else list(gammas = relax, paths = lapply(relax, function(gamma) {
    # predict(gamma = 0) mixes 1e-5 of the path in
    mix <- function(a, b) gamma * as.matrix(a) + (1 - gamma) * as.matrix(b)
    list(intercepts = as.vector(mix(fit$a0, fit$relaxed$a0)),
      coefficients = unname(t(mix(fit$beta, fit$relaxed$beta))))
  }))
  c(list(arguments = c(named, list(lambda = lambda))), if (!is.null(sdY)) list(sdY = sdY), answers)
}
saved <- function(name, cases) {
  version <- paste("R glmnet", packageDescription("glmnet")$Version)
  lines <- mapply(function(key, each) paste0("\"", key, "\": ", json(each)), names(cases), cases)
  writeLines(paste0("{\"source\": \"", version, "\",\n\"cases\": {\n",
    paste(lines, collapse = ",\n"), "}}"), file.path(output, name))
}

factors <- c(1, 0.2, 0, 3, 1, 0.5)
excluded <- c(1, Inf, 0.2, 3, 1, 0.5)
sd <- deviation(heavy$y)
squares <- function(..., sdY = NULL) c(list(data = "heavy"), case(heavy, heavy$y, list(...), sdY))
saved("glmnet.json", list(
  lasso = squares(alpha = 1),
  lassoRaw = squares(alpha = 1, standardize = FALSE),
  net = squares(alpha = 0.5, sdY = sd),
  netRaw = squares(alpha = 0.5, standardize = FALSE, sdY = sd),
  netThroughZero = squares(alpha = 0.5, intercept = FALSE, sdY = deviation(heavy$y, 0)),
  ridge = squares(alpha = 0, sdY = sd),
  ridgeRaw = squares(alpha = 0, standardize = FALSE, sdY = sd),
  factors = squares(alpha = 1, penalty.factor = factors),
  netFactors = squares(alpha = 0.5, penalty.factor = factors, sdY = sd),
  excluded = squares(alpha = 1, penalty.factor = excluded),
  binomial = c(list(data = "binary"),
    case(binary, binary$y, list(family = "binomial", alpha = 0.5))),
  binomialRaw = c(list(data = "binary"),
    case(binary, binary$y, list(family = "binomial", alpha = 0.5, standardize = FALSE))),
  poisson = c(list(data = "counts"),
    case(counts, counts$y, list(family = "poisson", alpha = 0.5)))))

# Relaxed fits: gamma times the penalized coefficients, 1 - gamma times the refit of their columns.
GAMMAS <- c(1, 0.5, 0.25, 0)
saved("relaxed.json", list(
  gaussian = c(list(data = "heavy"), case(heavy, heavy$y, list(alpha = 1), relax = GAMMAS)),
  raw = c(list(data = "heavy"),
    case(heavy, heavy$y, list(alpha = 1, standardize = FALSE), relax = GAMMAS)),
  binomial = c(list(data = "binary"),
    case(binary, binary$y, list(family = "binomial", alpha = 1), relax = GAMMAS)),
  poisson = c(list(data = "counts"),
    case(counts, counts$y, list(family = "poisson", alpha = 1), relax = GAMMAS))))

# Criteria of unpenalized fits by R's own AIC and BIC, and what they are made of.
nested <- function(set, y, family) {
  fits <- lapply(seq_len(ncol(set$X)), function(k)
    glm(y ~ ., family = family, data = data.frame(y = y, set$X[, seq_len(k), drop = FALSE]),
      control = list(epsilon = 1e-14, maxit = 100)))
  list(aic = sapply(fits, AIC), bic = sapply(fits, BIC), deviance = sapply(fits, deviance))
}
version <- paste0("R ", R.version$major, ".", R.version$minor)
title <- paste(version, "glm, AIC and BIC of the first 1, 2, ... columns")
writeLines(paste0("{\"source\": \"", title, "\",\n",
  "\"heavy\": ", json(nested(heavy, heavy$y, gaussian())), ",\n",
  "\"binary\": ", json(nested(binary, binary$y, binomial())), ",\n",
  "\"counts\": ", json(nested(counts, counts$y, poisson())), "}"),
  file.path(output, "criteria.json"))
