# gglasso as a subject of the benchmark: the requests of subject.mjs on standard input.
suppressPackageStartupMessages({
  library(gglasso)
  library(Matrix)
  library(jsonlite)
})

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
  x <- read_values(path("X.bin"), "double", meta$nonzeros)
  dim(x) <- c(meta$rows, meta$columns)
  problem <<- list(
    x = x, y = read_values(path("y.bin"), "double", meta$rows),
    group = (seq_len(meta$columns) - 1L) %/% request$groupSize + 1L,
    lambda = read_values(request$lambdas, "double", request$count)
  )
  answer(read = proc.time()[[3]] - start, load = 0)
}

# Its weights of groups are √m by default, as ours; dfmax and pmax would end the path early.
fit_once <- function(tolerance) {
  count <- max(problem$group)
  gglasso(
    problem$x, problem$y, problem$group, loss = "ls", lambda = problem$lambda, eps = tolerance,
    dfmax = count + 1, pmax = count, maxit = 2e9
  )
}

run <- function(request) {
  gc(FALSE)
  start <- proc.time()
  for (loop in seq_len(request$loops)) result <<- fit_once(request$tolerance)
  used <- proc.time() - start
  answer(cpu = (used[[1]] + used[[2]]) / request$loops, wall = used[[3]] / request$loops)
}

write_path <- function(fit, file) {
  beta <- as(as(fit$beta, "CsparseMatrix"), "generalMatrix")
  connection <- file(file, "wb")
  on.exit(close(connection))
  writeBin(as.double(fit$b0), connection)
  writeBin(as.double(beta@x), connection)
  writeBin(as.integer(beta@p), connection, 4)
  writeBin(as.integer(beta@i), connection, 4)
  list(count = ncol(beta), nonzeros = length(beta@x), outputs = 1)
}

problem <- NULL
result <- NULL
answer(versions = list(
  gglasso = as.character(packageVersion("gglasso")), R = as.character(getRversion())
))
requests <- file("stdin", "r")
while (length(line <- readLines(requests, 1)) > 0) {
  request <- fromJSON(line)
  switch(request$op,
    load = load_case(request),
    run = run(request),
    write = do.call(answer, write_path(result, request$file))
  )
}
