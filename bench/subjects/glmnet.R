# glmnet as a subject of the benchmark: the requests of subject.mjs on standard input.
suppressPackageStartupMessages({
  library(glmnet)
  library(Matrix)
  library(jsonlite)
})
glmnet.control(fdev = 0, devmax = 1) # the whole grid, without the early stop

answer <- function(...) {
  cat(toJSON(list(...), digits = NA, auto_unbox = TRUE, null = "null"), "\n", sep = "")
  flush(stdout())
}

read_values <- function(file, what, count) {
  connection <- file(file, "rb")
  on.exit(close(connection))
  readBin(connection, what, count, size = if (what == "integer") 4 else 8)
}

load_case <- function(request) {
  meta <- request$meta
  path <- function(name) file.path(request$folder, name)
  start <- proc.time()[[3]]
  if (meta$sparse) {
    x <- new("dgCMatrix",
      i = read_values(path("indices.bin"), "integer", meta$nonzeros),
      p = read_values(path("pointers.bin"), "integer", meta$columns + 1),
      x = read_values(path("values.bin"), "double", meta$nonzeros),
      Dim = c(meta$rows, meta$columns)
    )
  } else {
    x <- read_values(path("X.bin"), "double", meta$nonzeros)
    dim(x) <- c(meta$rows, meta$columns)
  }
  y <- read_values(path("y.bin"), "double", meta$rows)
  problem <<- list(
    x = x, y = y, ratio = request$l1Ratio, family = request$family,
    lambda = read_values(request$lambdas, "double", request$count),
    fold = if (!is.null(request$folds)) read_values(request$folds, "integer", meta$rows) + 1L
  )
  answer(read = proc.time()[[3]] - start, load = 0)
}

# glmnet divides a gaussian y by its deviation s, and with it only one part of the penalty: its
# objective is λ' [ α |w| + (1 − α) / (2 s) w² ], so λ' = λ (r + (1 − r) s) and
# α = r / (r + (1 − r) s).
arguments <- function(x, y, tolerance) {
  shared <- list(x = x, thresh = tolerance, standardize = FALSE, maxit = 1e9)
  if (problem$family != "gaussian") {
    classes <- problem$family %in% c("binomial", "multinomial")
    return(c(shared, list(
      y = if (classes) factor(y) else y, family = problem$family, alpha = problem$ratio,
      lambda = problem$lambda
    )))
  }
  scale <- problem$ratio + (1 - problem$ratio) * sqrt(mean((y - mean(y))^2))
  c(shared, list(
    y = y, alpha = problem$ratio / scale, lambda = problem$lambda * scale,
    type.gaussian = if (ncol(x) < 500) "covariance" else "naive"
  ))
}

fit_path <- function(x, y, tolerance) {
  suppressWarnings(do.call(glmnet, arguments(x, y, tolerance)))
}

fit_once <- function(tolerance) {
  if (is.null(problem$fold)) {
    return(list(path = fit_path(problem$x, problem$y, tolerance), curve = NULL))
  }
  given <- c(arguments(problem$x, problem$y, tolerance), list(foldid = problem$fold))
  fit <- suppressWarnings(do.call(cv.glmnet, given))
  list(path = fit$glmnet.fit, curve = fit$cvm)
}

run <- function(request) {
  gc(FALSE)
  start <- proc.time()
  for (loop in seq_len(request$loops)) result <<- fit_once(request$tolerance)
  used <- proc.time() - start
  answer(
    cpu = (used[[1]] + used[[2]]) / request$loops, wall = used[[3]] / request$loops,
    curve = result$curve
  )
}

# Of several classes: their matrices one above the other, their intercepts λ after λ.
write_path <- function(fit, file) {
  several <- is.list(fit$beta)
  beta <- if (several) do.call(rbind, unname(fit$beta)) else fit$beta
  connection <- file(file, "wb")
  on.exit(close(connection))
  writeBin(as.double(fit$a0), connection)
  writeBin(as.double(beta@x), connection)
  writeBin(as.integer(beta@p), connection, 4)
  writeBin(as.integer(beta@i), connection, 4)
  outputs <- if (several) length(fit$beta) else 1
  list(count = ncol(beta), nonzeros = length(beta@x), outputs = outputs)
}

write_folds <- function(request) {
  fits <- lapply(seq_len(max(problem$fold)), function(k) {
    keep <- problem$fold != k
    fit <- fit_path(problem$x[keep, , drop = FALSE], problem$y[keep], request$tolerance)
    write_path(fit, paste0(request$file, ".", k - 1))
  })
  answer(fits = fits)
}

problem <- NULL
result <- NULL
answer(versions = list(
  glmnet = as.character(packageVersion("glmnet")), R = as.character(getRversion())
))
requests <- file("stdin", "r")
while (length(line <- readLines(requests, 1)) > 0) {
  request <- fromJSON(line)
  switch(request$op,
    load = load_case(request),
    run = run(request),
    write = do.call(answer, write_path(result$path, request$file)),
    folds = write_folds(request)
  )
}
