# Measures by R: Rscript assess.R <tests/golden> <output folder>
# Harrell's C on tied times and risks (survival), calibration and deviances (glm).
suppressMessages(library(survival))
output <- commandArgs(TRUE)[2]
dir.create(file.path(output, "survival"), showWarnings = FALSE, recursive = TRUE)
dir.create(file.path(output, "glm"), showWarnings = FALSE, recursive = TRUE)
# The shortest of 15, 16 and 17 digits that reads back as the same double.
digits <- function(x) {
  for (format in c("%.15g", "%.16g", "%.17g"))
    if (as.numeric(sprintf(format, x)) == x) return(sprintf(format, x))
}
json <- function(x) {
  if (is.list(x)) paste0("{", paste0("\"", names(x), "\":", sapply(x, json), collapse = ","), "}")
  else if (is.character(x)) paste0("\"", x, "\"")
  else if (length(x) > 1) paste0("[", paste(sapply(x, digits), collapse = ","), "]")
  else digits(x)
}
save <- function(name, source, fields)
  writeLines(json(c(list(source = source), fields)), file.path(output, paste0(name, ".json")))
set.seed(3)
version <- paste("R", getRversion(), "survival", packageVersion("survival"))

pairsOf <- function(d, weights = NULL) {
  d$w <- if (is.null(weights)) rep(1, nrow(d)) else weights
  fit <- concordance(Surv(time, event) ~ risk, data = d, weights = w, reverse = TRUE,
                     timefix = FALSE)
  list(concordance = unname(fit$concordance), concordant = unname(fit$count["concordant"]),
       discordant = unname(fit$count["discordant"]), tied = unname(fit$count["tied.x"]))
}
n <- 80
tied <- data.frame(time = sample(1:12, n, TRUE), event = rbinom(n, 1, 0.6), risk = sample(0:6, n, TRUE))
w <- round(runif(n, 0.1, 3), 2)
save("survival/assess_ties", version,
     c(as.list(tied), list(weights = w, plain = pairsOf(tied), weighted = pairsOf(tied, w))))
free <- data.frame(time = round(rexp(n), 6), event = rbinom(n, 1, 0.5), risk = round(rnorm(n), 6))
save("survival/assess_free", version,
     c(as.list(free), list(weights = w, plain = pairsOf(free), weighted = pairsOf(free, w))))

tight <- glm.control(epsilon = 1e-15, maxit = 200)
p <- round(plogis(rnorm(n, 0, 1.5)), 4)
y <- rbinom(n, 1, plogis(0.3 + 0.7 * qlogis(p)))
calibrate <- function(w) {
  fit <- suppressWarnings(glm(y ~ qlogis(p), family = binomial, weights = w, control = tight))
  large <- suppressWarnings(glm(y ~ 1, offset = qlogis(p), family = binomial, weights = w,
                                control = tight))
  # vcov(fit) lags one iteration behind: the information at the fit itself.
  X <- cbind(1, qlogis(p))
  error <- sqrt(solve(crossprod(X, X * (w * fitted(fit) * (1 - fitted(fit)))))[2, 2])
  list(intercept = unname(coef(fit)[1]), slope = unname(coef(fit)[2]),
       slopeCi = unname(coef(fit)[2]) + c(-1, 1) * qnorm(0.975) * error,
       interceptInTheLarge = unname(coef(large)))
}
save("glm/assess_calibration", paste("R", getRversion(), "glm"),
     list(y = y, p = p, weights = w, plain = calibrate(rep(1, n)), weighted = calibrate(w)))

mu <- round(rgamma(n, 2, 1) + 0.1, 3)
counts <- rnbinom(n, size = 2, mu = mu)
share <- round(rbeta(n, 2, 2), 3)
meanOf <- function(units) sum(w * units) / sum(w)
devianceOf <- function(family, y, mu) meanOf(family$dev.resids(y, mu, rep(1, n)))
save("glm/assess_deviance", paste("R", getRversion(), "glm, MASS", packageVersion("MASS")),
     list(mean = mu, counts = counts, share = share, p = p, weights = w,
          binomial = devianceOf(binomial(), share, p),
          negativeBinomial = lapply(c("0.5" = 0.5, "2" = 2, "1000" = 1000), function(theta)
            devianceOf(MASS::negative.binomial(theta), counts, mu))))
