"""The requests of subject.mjs answered by a package that runs in Python."""
import gc
import json
import math
import platform
import sys
import time

import numpy as np

TYPES = dict(f32="f4", f64="f8", i32="i4")


def reply(**values):
    print(json.dumps(values), flush=True)


def steps_of(task, effort):
    """Steps of a fit: four fifths of the rows train."""
    if task["kind"] != "training":
        return 1
    rows = effort["rows"]
    return effort["epochs"] * math.ceil((rows - round(rows / 5)) / task["batchSize"])


class Subject:
    def __init__(self, makers):
        self.makers = makers

    def load(self, task, arrays, sizes):
        given = {
            name: np.fromfile(place["file"], TYPES[place["type"]]) for name, place in arrays.items()
        }
        begin = time.perf_counter()
        self.task, self.job = task, self.makers[task["kind"]](task, given, sizes)
        reply(load=time.perf_counter() - begin)

    def run(self, loops, effort):
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(loops):
            self.job.run(**effort)
        used = time.process_time() - cpu, time.perf_counter() - wall
        seconds = dict(zip(("cpu", "wall"), (each / loops for each in used)))
        reply(**seconds, steps=steps_of(self.task, effort))

    def answer(self, file):
        numbers = np.ascontiguousarray(self.job.answer())
        numbers.tofile(file)
        reply(file=file, type="f64" if numbers.dtype == np.float64 else "f32")


def serve(versions, makers):
    """Answer the requests on standard input with jobs by kind of case."""
    reply(versions={**versions, "numpy": np.__version__, "Python": platform.python_version()})
    subject = Subject(makers)
    for line in sys.stdin:
        request = json.loads(line)
        getattr(subject, request.pop("op"))(**request)
