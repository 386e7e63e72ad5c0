# Weights that PyTorch's optimizers go through: python3 optimizers.py <tests/golden> <output>
#
# Logistic regression in float64: loss = mean of log(1 + e^z) - y z, z = X w; `rates` are the
# learning rates of the steps. Options are in this package's words. Where they differ from PyTorch's:
#   rho       PyTorch's alpha (its default is 0.99)
#   epsilon   outside of the root in both: g / (sqrt(v) + epsilon), in Adam with v corrected
#   l2        PyTorch's weight_decay of every optimizer but AdamW: l2 w is part of the gradient
#   weightDecay  decoupled, PyTorch's in AdamW alone. For the others it is done here as AdamW does
#             it: w <- (1 - rate weightDecay) w, after the gradient and before the step
# momentum has no dampening, adagrad begins with sums of 0, nadam has momentum_decay 0.004.
import importlib
import inspect
import json
import os
import sys

import torch
from torch import optim

output = os.path.join(sys.argv[2], "torch")
os.makedirs(output, exist_ok=True)
torch.set_default_dtype(torch.float64)
torch.manual_seed(3)

# PyTorch 1.13 multiplies by mu of this step twice in the product of the next step; PyTorch 2 has
# corrected that line, as it is corrected here.
module = importlib.import_module("torch.optim.nadam")
source = inspect.getsource(module._single_tensor_nadam)
source = source.replace("mu_product * mu * mu_next", "mu_product * mu_next")
exec(source, module.__dict__)

STEPS = 20
X = torch.randn(8, 5).round(decimals=3)
y = torch.tensor([1.0, 0, 1, 1, 0, 0, 1, 0])
START = [0.5, -1.0, 2.0, -0.25, 1.5]


def trajectory(make, rates, decay=0.0):
    w = torch.tensor(START, requires_grad=True)
    optimizer = make([w])
    path = []
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        z = X @ w
        (torch.nn.functional.softplus(z, threshold=1e3) - y * z).mean().backward()
        with torch.no_grad():
            w.mul_(1 - rate * decay)
        optimizer.step()
        path.append(w.tolist())
    return path


CASES = []


# `size` is the largest rate: it goes up and down, which tells momentum with and without rates apart.
def case(name, options, make, size, decay=0.0, l2=0.0):
    rates = [size * (1 + k % 4) / 4 for k in range(STEPS)]
    CASES.append({"optimizer": name, "options": options, "l2": l2, "rates": rates,
                  "weights": trajectory(make, rates, decay)})


def sgd(**more):
    return lambda w: optim.SGD(w, lr=1, **more)


case("sgd", {}, sgd(), 0.5)
case("sgd", {}, sgd(weight_decay=0.1), 0.5, l2=0.1)
case("sgd", {"momentum": 0.9}, sgd(momentum=0.9), 0.2)
case("sgd", {"momentum": 0.8}, sgd(momentum=0.8, weight_decay=0.2), 0.2, l2=0.2)
case("sgd", {"momentum": 0.9, "nesterov": True}, sgd(momentum=0.9, nesterov=True), 0.2)
case("sgd", {"momentum": 0.9, "nesterov": True, "weightDecay": 0.3},
     sgd(momentum=0.9, nesterov=True), 0.2, decay=0.3)

RMS = {"rho": 0.95, "momentum": 0.5, "epsilon": 0.001}


def rmsprop(alpha=0.9, **more):
    return lambda w: optim.RMSprop(w, lr=1, alpha=alpha, **more)


case("rmsprop", {}, rmsprop(), 0.05)
case("rmsprop", RMS, rmsprop(0.95, momentum=0.5, eps=0.001), 0.05)
case("rmsprop", RMS, rmsprop(0.95, momentum=0.5, eps=0.001, weight_decay=0.1), 0.05, l2=0.1)
case("rmsprop", {"weightDecay": 0.2}, rmsprop(), 0.05, decay=0.2)

case("adagrad", {}, lambda w: optim.Adagrad(w, lr=1), 0.2)
case("adagrad", {"epsilon": 0.01}, lambda w: optim.Adagrad(w, lr=1, eps=0.01, weight_decay=0.1),
     0.2, l2=0.1)
case("adagrad", {"weightDecay": 0.1}, lambda w: optim.Adagrad(w, lr=1), 0.2, decay=0.1)

OTHER = {"betas": [0.8, 0.95], "epsilon": 0.01}
TORCH = {"betas": (0.8, 0.95), "eps": 0.01}
case("adam", {}, lambda w: optim.Adam(w, lr=1), 0.1)
case("adam", OTHER, lambda w: optim.Adam(w, lr=1, weight_decay=0.1, **TORCH), 0.1, l2=0.1)
case("adamW", {}, lambda w: optim.AdamW(w, lr=1), 0.1)
case("adamW", {**OTHER, "weightDecay": 0.3},
     lambda w: optim.AdamW(w, lr=1, weight_decay=0.3, **TORCH), 0.1)
case("nadam", {}, lambda w: optim.NAdam(w, lr=1), 0.1)
case("nadam", OTHER, lambda w: optim.NAdam(w, lr=1, weight_decay=0.1, **TORCH), 0.1, l2=0.1)
case("nadam", {"weightDecay": 0.2}, lambda w: optim.NAdam(w, lr=1), 0.1, decay=0.2)

with open(os.path.join(output, "optimizers.json"), "w") as file:
    json.dump({"source": "PyTorch " + torch.__version__, "X": X.tolist(), "y": y.tolist(),
               "start": START, "cases": CASES}, file)
    file.write("\n")
