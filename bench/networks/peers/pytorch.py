"""PyTorch as a subject: eager mode, the loop that its tutorials show."""
import copy
import os

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from serve import serve

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


class Images(nn.Module):
    """Rows of pixels as images with channels first."""

    def __init__(self, height, width, channels):
        super().__init__()
        self.shape = channels, height, width

    def forward(self, x):
        return x.reshape(-1, *self.shape)


def modules_of(layer, shape):
    """Modules of a layer of cases/case.mjs, and the shape of what they return."""
    kind = layer["type"]
    relu = [nn.ReLU()] if layer.get("activation") == "relu" else []
    if kind == "dense":
        return [nn.Linear(shape[0], layer["units"]), *relu], (layer["units"],)
    if kind == "conv2d":
        height, width, channels = shape
        lost = layer["kernel"] - 1
        out = height - lost, width - lost, layer["filters"]
        return [nn.Conv2d(channels, layer["filters"], layer["kernel"]), *relu], out
    if kind == "maxPool2d":
        size = layer["size"]
        return [nn.MaxPool2d(size)], (shape[0] // size, shape[1] // size, shape[2])
    if kind == "flatten":
        return [nn.Flatten()], (int(np.prod(shape)),)
    if kind == "batchNorm":
        return [nn.BatchNorm1d(shape[0])], shape
    return [nn.Dropout(layer["rate"]) if kind == "dropout" else nn.ReLU()], shape


def model_of(task):
    shape = tuple(task["shape"])
    modules = [Images(*shape)] if len(shape) == 3 else []
    for layer in task["layers"]:
        added, shape = modules_of(layer, shape)
        modules += added
    return nn.Sequential(*modules)


def optimizer_of(model, type, lr, weightDecay=0.0):
    kind = torch.optim.AdamW if type == "adamW" else torch.optim.Adam
    return kind(model.parameters(), lr=lr, weight_decay=weightDecay)


class Training:
    def __init__(self, task, arrays, sizes):
        self.task, self.train = task, sizes["train"]
        self.x = torch.from_numpy(arrays["x"]).reshape(sizes["rows"], sizes["cols"])
        y = torch.from_numpy(arrays["y"])
        self.is_binary = task["loss"] == "binary"
        self.y = y.float() if self.is_binary else y.long()

    def loss(self, z, y):
        if self.is_binary:
            return F.binary_cross_entropy_with_logits(z[:, 0], y)
        return F.cross_entropy(z, y)

    def measure(self, rows):
        """Mean loss and share of hits with all noise off."""
        self.model.eval()
        with torch.no_grad():
            z, y = self.model(self.x[rows]), self.y[rows]
            hits = (z[:, 0] > 0) == y if self.is_binary else z.argmax(1) == y
            return self.loss(z, y).item(), hits.float().mean().item()

    def epoch(self, rows, optimizer):
        """Steps over the rows in a new order; the mean loss."""
        self.model.train()
        total = 0.0
        for batch in rows[torch.randperm(len(rows))].split(self.task["batchSize"]):
            optimizer.zero_grad()
            loss = self.loss(self.model(self.x[batch]), self.y[batch])
            loss.backward()
            optimizer.step()
            total += len(batch) * loss.item()
        return total / len(rows)

    def run(self, epochs, rows):
        torch.manual_seed(7)
        order = torch.randperm(rows)
        held, kept = order[: round(rows / 5)], order[round(rows / 5) :]
        self.model = model_of(self.task)
        optimizer = optimizer_of(self.model, **self.task["optimizer"])
        history, best, state = [], float("inf"), None
        for _ in range(epochs):
            seen = self.epoch(kept, optimizer)
            clean, _ = self.measure(kept[: len(held)])
            loss, accuracy = self.measure(held)
            history.append((seen, clean, loss, accuracy))
            if loss < best:
                best, state = loss, copy.deepcopy(self.model.state_dict())
        self.model.load_state_dict(state)

    def answer(self):
        self.model.eval()
        with torch.no_grad():
            return self.model(self.x[self.train :]).numpy()


class Product:
    def __init__(self, task, arrays, sizes):
        m, n, k, form = (task[name] for name in ("m", "n", "k", "form"))
        a, b = (torch.from_numpy(arrays[name]) for name in "ab")
        self.a = a.reshape(k, m).T if form == "tn" else a.reshape(m, k)
        self.b = b.reshape(n, k).T if form == "nt" else b.reshape(k, n)

    def run(self, **_):
        self.c = self.a @ self.b

    def answer(self):
        return self.c.numpy()


class Exp:
    def __init__(self, task, arrays, sizes):
        self.x = torch.from_numpy(arrays["x"])

    def run(self, **_):
        self.y = torch.exp(self.x)

    def answer(self):
        return self.y.numpy()


if __name__ == "__main__":
    serve({"PyTorch": torch.__version__}, dict(training=Training, product=Product, exp=Exp))
