# Answers for splineBasis.test.ts and splineKnots.test.ts, into splineBasis.json:
# Rscript splineBasis.R > splineBasis.json
library(jsonlite)

knots <- c(-1, 0.5, 2, 2.5, 7)
x <- c(-10, -1.5, -1, -0.25, 0.5, 0.51, 1, 1.9, 2, 2.01, 2.2, 2.5, 2.51, 3, 5.5, 7, 7.25, 40)
cardinal <- sapply(seq_along(knots), function(k)
  splinefun(knots, as.numeric(seq_along(knots) == k), method = "natural")(x))

values <- c(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4.5)
quantiles <- list(
  "3" = quantile(values, c(.1, .5, .9), type = 7, names = FALSE),
  "5" = quantile(values, c(.05, .275, .5, .725, .95), type = 7, names = FALSE),
  "7" = quantile(values, seq(.025, .975, length.out = 7), type = 7, names = FALSE)
)
cat(toJSON(list(
  source = paste("R", getRversion(), "splinefun(method = natural), quantile(type = 7)"),
  knots = knots, x = x, cardinal = cardinal, values = values, quantiles = quantiles
), digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n", sep = "")
