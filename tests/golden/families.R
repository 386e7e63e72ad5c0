# Reference answers of R for every family: Rscript families.R <tests/golden> <output folder>
# Writes the data (by seed) into data/, then the answers, in this package's words, into families/.
suppressMessages({ library(glmnet); library(survival); library(MASS); library(quantreg) })
library(jsonlite)
arguments <- commandArgs(TRUE)
output <- arguments[2]
for (folder in c("data", "families"))
  dir.create(file.path(output, folder), showWarnings = FALSE, recursive = TRUE)
glmnet.control(fdev = 0, devmax = 1, epsnr = 1e-15, mxitnr = 1000) # whole paths, to the end

version <- function(name) paste("R", name, packageDescription(name)$Version)
numbers <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
rows <- function(m) paste0("[\n", paste(apply(m, 1, numbers), collapse = ",\n"), "]")
nested <- function(text) paste0("[", paste(text, collapse = ",\n"), "]")
quoted <- function(v) paste0("\"", v, "\"")
truth <- function(v) if (v) "true" else "false"
save <- function(folder, name, fields) {
  text <- paste0(quoted(names(fields)), ": ", unlist(fields), collapse = ",\n")
  writeLines(paste0("{", text, "}"), file.path(output, folder, paste0(name, ".json")))
}

# ---- data ----------------------------------------------------------------------------------------
design <- function(n, p) { # AR(0.5) columns with different means and scales
  X <- matrix(rnorm(n * p), n)
  for (j in seq_len(p)[-1]) X[, j] <- 0.5 * X[, j - 1] + sqrt(0.75) * X[, j]
  round(sweep(sweep(X, 2, rep_len(c(1, 2, 0.5, 1.5), p), "*"), 2, rep_len(c(0, 1, -0.5), p), "+"), 4)
}
store <- function(name, ...) {
  parts <- list(...)
  text <- lapply(parts, function(v) if (is.matrix(v)) rows(v) else numbers(v))
  save("data", name, c(source = quoted("simulated by families.R"), text))
  fromJSON(file.path(output, "data", paste0(name, ".json")))
}
positiveWeights <- function(n) round(runif(n, 0.2, 2), 3)
linear <- function(X, beta) drop(scale(X, scale = FALSE) %*% c(beta, rep(0, ncol(X) - length(beta))))

set.seed(1)
X <- design(100, 12)
eta <- linear(X, c(1.2, 0, -1.5, 0.8)) + 0.3
trials <- sample(1:8, 100, TRUE)
binary <- store("binary", X = X, y = rbinom(100, 1, plogis(eta)), weights = positiveWeights(100),
  offset = round(rnorm(100, 0, 0.4), 3), trials = trials,
  successes = rbinom(100, trials, plogis(eta)))
set.seed(2)
X <- design(120, 8)
B <- cbind(c(1, 0, -1, rep(0, 5)), c(0, 0.6, 0, 0.7, rep(0, 4)), rep(0, 8))
odds <- exp(scale(X, scale = FALSE) %*% B)
classes <- store("classes", X = X, y = apply(odds, 1, function(v) sample(0:2, 1, prob = v)),
  weights = positiveWeights(120))
set.seed(3)
X <- design(80, 10)
B <- matrix(0, 10, 3); B[c(1, 4, 6), ] <- c(2, -1, 1, 0.5, 1, 0, -1, 1, 1.5)
responses <- store("responses", X = X, Y = round(X %*% B + matrix(rnorm(240), 80) + 2, 4),
  weights = positiveWeights(80))
set.seed(4)
X <- design(100, 10)
exposure <- round(runif(100, 0.5, 4), 3)
rate <- exp(linear(X, c(0.5, 0, 0.6, -0.3)))
counts <- store("counts", X = X, y = rpois(100, exposure * rate), exposure = exposure,
  overdispersed = rnbinom(100, size = 2, mu = 2 * rate), weights = positiveWeights(100))
set.seed(5)
X <- design(100, 8)
time <- ceiling(8 * rexp(100, exp(linear(X, c(0.7, 0, -0.8, 0.3))))) / 8 + 0.125
censored <- ceiling(8 * rexp(100, 0.4)) / 8 + 0.125
lifetimes <- store("lifetimes", X = X, time = pmin(time, censored),
  event = as.numeric(time <= censored), weights = positiveWeights(100),
  offset = round(rnorm(100, 0, 0.4), 3))
set.seed(6)
X <- design(100, 8)
mean <- exp(linear(X, c(0.5, -0.4, 0.6)) + 0.5)
clusters <- rpois(100, sqrt(mean))
compound <- sapply(seq_len(100), function(i) sum(rgamma(clusters[i], 2, 2 / sqrt(mean[i]))))
amounts <- store("amounts", X = X, y = round(rgamma(100, 2, 2 / mean), 4) + 1e-4,
  compound = round(compound, 4), weights = positiveWeights(100))
set.seed(7)
X <- design(90, 6)
heavy <- store("heavy", X = X, y = round(linear(X, c(1, 0, -1, 0.5)) + 1 + rt(90, 2), 4),
  weights = positiveWeights(90))

# ---- KKT residuals, relative to the largest strength -----------------------------------------------
normalized <- function(w, n) if (is.null(w)) rep(1 / n, n) else w / sum(w)
deviations <- function(X, w) sqrt(colSums(w * sweep(X, 2, colSums(w * X))^2))
# g: p gradients on the penalty's scale, b: coefficients on it; K columns each if grouped.
violation <- function(g, b, l1, l2, low, high, grouped) {
  if (grouped) {
    size <- sqrt(rowSums(b^2))
    zero <- pmax(sqrt(rowSums(g^2)) - l1, 0)
    return(max(ifelse(size > 0, sqrt(rowSums((g + b * (l1 / pmax(size, 1e-300) + l2))^2)), zero)))
  }
  v <- -g - l2 * b
  near <- function(a, limit) is.finite(limit) & abs(a - limit) <= 1e-12 * abs(limit)
  least <- ifelse(near(b, low) | b <= low, -Inf, ifelse(b > 0, l1, -l1))
  most <- ifelse(near(b, high) | b >= high, Inf, ifelse(b < 0, -l1, l1))
  max(pmax(least - v, v - most, 0))
}
coxGradient <- function(eta, time, event, w) {
  # −Σ_events ω_i (e_i − risk shares), Breslow
  g <- -w * event
  for (t in unique(time[event == 1])) {
    risk <- w * exp(eta) * (time >= t)
    g <- g + sum(w[event == 1 & time == t]) * risk / sum(risk)
  }
  g
}
softmax <- function(eta) { e <- exp(eta - apply(eta, 1, max)); e / rowSums(e) }

# ---- glmnet ------------------------------------------------------------------------------------------
# gradient(eta) = ∂loss/∂η without weights (Cox: with them), eta and the result n × K.
path <- function(name, data, family, y, gradient, alpha = 1, said = list(), target = "y",
                 weights = NULL, offset = NULL, standardize = TRUE, intercept = TRUE, factor = NULL,
                 limits = NULL, grouped = FALSE, ratio = 0.02, thresh = 1e-20, passed = weights,
                 ...) {
  d <- get(data); X <- d$X; p <- ncol(X); n <- nrow(X)
  common <- list(X, y, family = family, alpha = alpha, nlambda = 8, lambda.min.ratio = ratio,
    thresh = thresh, maxit = 1e8, standardize = standardize,
    weights = passed, offset = offset, ...)
  if (!identical(family, "cox")) common$intercept <- intercept
  if (!is.null(factor)) common$penalty.factor <- factor
  if (!is.null(limits)) common <- c(common, lower.limits = limits[1], upper.limits = limits[2])
  fit <- do.call(glmnet, common)
  stopifnot(fit$jerr == 0)
  factor <- if (is.null(factor)) rep(1, p) else factor * p / sum(factor) # as glmnet does inside
  w <- normalized(weights, n)
  isCox <- identical(family, "cox")
  if (isCox && is.null(fit$a0)) fit$a0 <- rep(0, length(fit$lambda))
  several <- is.list(fit$beta)
  betas <- lapply(seq_along(fit$lambda), function(k)
    if (several) sapply(fit$beta, function(b) as.matrix(b)[, k]) else as.matrix(fit$beta)[, k, drop = FALSE])
  a0 <- if (several) t(fit$a0) else matrix(fit$a0)
  s <- if (standardize) deviations(X, w) else rep(1, p)
  l1 <- fit$lambda * alpha; l2 <- fit$lambda * (1 - alpha)
  kkt <- sapply(seq_along(fit$lambda), function(k) {
    eta <- sweep(X %*% betas[[k]], 2, a0[k, ], "+") + (if (is.null(offset)) 0 else offset)
    g <- if (isCox) gradient(drop(eta), w) else w * gradient(eta)
    bounds <- if (is.null(limits)) c(-Inf, Inf) else limits
    columns <- violation(t(X / rep(s, each = n)) %*% g, betas[[k]] * s, l1[k] * factor,
      l2[k] * factor, bounds[1] * s, bounds[2] * s, grouped)
    max(columns, if (intercept && !isCox) abs(colSums(as.matrix(g))) else 0)
  })
  fields <- c(list(source = quoted(version("glmnet")), case = quoted(name), data = quoted(data),
    family = quoted(if (is.character(family)) family else said$family)),
    said[setdiff(names(said), "family")],
    list(target = quoted(target), standardize = truth(standardize), intercept = truth(intercept && !isCox)))
  if (grouped) fields$grouped <- "true"
  if (!is.null(weights)) fields$weights <- numbers(weights)
  if (!is.null(offset)) fields$offset <- numbers(offset)
  if (any(factor != 1)) fields$penaltyFactor <- numbers(factor)
  if (!is.null(limits)) fields$limits <- numbers(limits)
  fields$kkt <- sprintf("%.2g", max(kkt) / max(fit$lambda))
  cat(sprintf("%-28s kkt %.1e\n", name, max(kkt) / max(fit$lambda)))
  fields$l1Ratio <- alpha
  fields$lambdas <- numbers(fit$lambda)
  fields$intercepts <- if (several) rows(a0) else numbers(fit$a0)
  fields$devianceRatio <- numbers(fit$dev.ratio)
  fields$coefficients <- if (several) nested(sapply(betas, function(b) rows(t(b))))
    else rows(t(sapply(betas, drop)))
  save("families", name, fields)
}

logistic <- function(y) function(eta) plogis(eta) - y
log1 <- function(y) function(eta) exp(eta) - y
d <- binary
for (alpha in c(1, 0.5)) path(paste0("binomial_a", alpha), "binary", "binomial", d$y, logistic(d$y), alpha)
path("binomial_weightsOffset", "binary", "binomial", d$y, logistic(d$y), weights = d$weights, offset = d$offset)
path("binomial_factor", "binary", "binomial", d$y, logistic(d$y), 0.7, factor = c(0, 2, rep(1, 10)))
path("binomial_limits", "binary", "binomial", d$y, logistic(d$y), limits = c(-0.3, 0.4))
path("binomial_raw", "binary", "binomial", d$y, logistic(d$y), standardize = FALSE)
path("binomial_noIntercept", "binary", "binomial", d$y, logistic(d$y), intercept = FALSE)
# Counts: two columns, failures and successes, which weigh a row by its trials.
path("binomial_counts", "binary", "binomial", cbind(d$trials - d$successes, d$successes),
  logistic(d$successes / d$trials), target = "successes/trials", weights = d$trials, passed = NULL)
d <- classes
hot <- 1 * outer(d$y, 0:2, "==")
multi <- function(eta) softmax(eta) - hot
for (alpha in c(1, 0.5)) for (grouped in c(FALSE, TRUE))
  path(paste0("multinomial_", if (grouped) "grouped_" else "", "a", alpha), "classes", "multinomial",
    factor(d$y), multi, alpha, grouped = grouped,
    type.multinomial = if (grouped) "grouped" else "ungrouped")
d <- responses
for (alpha in c(1, 0.5)) path(paste0("mgaussian_a", alpha), "responses", "mgaussian", d$Y,
  function(eta) eta - d$Y, alpha, grouped = TRUE, target = "Y")
d <- counts
for (alpha in c(1, 0.5)) path(paste0("poisson_a", alpha), "counts", "poisson", d$y, log1(d$y), alpha)
path("poisson_rates", "counts", "poisson", d$y, log1(d$y), weights = d$weights, offset = log(d$exposure))
d <- lifetimes
for (alpha in c(1, 0.5)) path(paste0("cox_a", alpha), "lifetimes", "cox", Surv(d$time, d$event),
  function(eta, w) coxGradient(eta, d$time, d$event, w), alpha, target = "time,event")
path("cox_weightsOffset", "lifetimes", "cox", Surv(d$time, d$event),
  function(eta, w) coxGradient(eta, d$time, d$event, w), weights = d$weights, offset = d$offset,
  target = "time,event")
d <- amounts
for (alpha in c(1, 0.5)) path(paste0("gamma_a", alpha), "amounts", Gamma(link = "log"), d$y,
  function(eta) 1 - d$y * exp(-eta), alpha, said = list(family = "gamma"))
path("gamma_weights", "amounts", Gamma(link = "log"), d$y, function(eta) 1 - d$y * exp(-eta),
  said = list(family = "gamma"), weights = d$weights)
d <- counts
negative <- function(eta) (d$overdispersed + 2) * exp(eta) / (2 + exp(eta)) - d$overdispersed
for (alpha in c(1, 0.5)) path(paste0("negativeBinomial_a", alpha), "counts", negative.binomial(2),
  d$overdispersed, negative, alpha, said = list(family = "negativeBinomial", theta = 2),
  target = "overdispersed")

# ---- unpenalized ---------------------------------------------------------------------------------
# λ = 0, one point: the intercept first in the coefficients of R.
plain <- function(name, program, data, family, fitted, said = list(), target = "y", weights = NULL,
                  offset = NULL, hasIntercept = TRUE, more = list()) {
  coefficients <- unname(fitted)
  b <- if (hasIntercept) coefficients[-1] else coefficients
  fields <- c(list(source = quoted(version(program)), case = quoted(name), data = quoted(data),
    family = quoted(family)), said, list(target = quoted(target), standardize = "false",
    intercept = truth(hasIntercept)))
  if (!is.null(weights)) fields$weights <- numbers(weights)
  if (!is.null(offset)) fields$offset <- numbers(offset)
  save("families", name, c(fields, l1Ratio = 1, lambdas = "[0]",
    intercepts = numbers(if (hasIntercept) coefficients[1] else 0),
    coefficients = rows(t(b)), more))
}
glmPlain <- function(name, data, family, link, y, ...) {
  extra <- list(...)
  d <- get(data)
  fit <- suppressWarnings(glm(y ~ d$X, family = link, weights = extra$weights,
    offset = extra$offset, control = glm.control(epsilon = 1e-16, maxit = 200)))
  plain(name, "base", data, family, coef(fit), ..., more = list(
    deviance = sprintf("%.17g", deviance(fit)),
    nullDeviance = sprintf("%.17g", fit$null.deviance),
    devianceRatio = numbers(1 - deviance(fit) / fit$null.deviance)))
}
glmPlain("binomial_plain", "binary", "binomial", binomial(), binary$y)
glmPlain("binomial_plain_weightsOffset", "binary", "binomial", binomial(), binary$y,
  weights = binary$weights, offset = binary$offset)
glmPlain("poisson_plain", "counts", "poisson", poisson(), counts$y)
glmPlain("poisson_plain_rates", "counts", "poisson", poisson(), counts$y,
  weights = counts$weights, offset = log(counts$exposure))
glmPlain("gamma_plain", "amounts", "gamma", Gamma(link = "log"), amounts$y)
glmPlain("negativeBinomial_plain", "counts", "negativeBinomial", negative.binomial(2),
  counts$overdispersed, said = list(theta = 2), target = "overdispersed")
if (requireNamespace("statmod", quietly = TRUE))
  glmPlain("tweedie_plain", "amounts", "tweedie", statmod::tweedie(var.power = 1.5, link.power = 0),
    amounts$compound, said = list(power = 1.5), target = "compound")

# Baseline: the cumulative hazard of a row of zeros, at every time of the data.
coxPlain <- function(name, ties, weights = NULL, offset = NULL) {
  d <- lifetimes[c("X", "time", "event")] # coxph looks for its weights here first
  d$o <- if (is.null(offset)) rep(0, length(d$time)) else offset
  d$w <- if (is.null(weights)) rep(1, length(d$time)) else weights
  fit <- coxph(Surv(time, event) ~ X + offset(o), d, weights = w, ties = ties, robust = FALSE,
    control = coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 100))
  more <- list(logLikelihood = numbers(fit$loglik))
  if (is.null(offset)) {
    base <- basehaz(fit, centered = FALSE)
    more <- c(more, list(baselineTimes = numbers(base$time), baselineHazard = numbers(base$hazard)))
  }
  plain(name, "survival", "lifetimes", "cox", coef(fit), said = list(ties = quoted(ties)),
    target = "time,event", weights = weights, offset = offset, hasIntercept = FALSE, more = more)
}
for (ties in c("breslow", "efron")) {
  coxPlain(paste0("cox_plain_", ties), ties)
  coxPlain(paste0("cox_plain_", ties, "_weights"), ties, weights = lifetimes$weights)
  coxPlain(paste0("cox_plain_", ties, "_offset"), ties, offset = lifetimes$offset)
}

for (tau in c(0.1, 0.5, 0.9)) {
  fit <- rq(heavy$y ~ heavy$X, tau = tau, method = "br")
  plain(paste0("quantile_plain_", tau), "quantreg", "heavy", "quantile", coef(fit),
    said = list(tau = tau))
}
fit <- rq(heavy$y ~ heavy$X, tau = 0.5, weights = heavy$weights, method = "br")
plain("quantile_plain_weights", "quantreg", "heavy", "quantile", coef(fit), said = list(tau = 0.5),
  weights = heavy$weights)
