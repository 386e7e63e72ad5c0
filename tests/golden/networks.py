# Networks of PyTorch with their weights as safetensors, and what they predict.
#
#   python3 networks.py <tests/golden> <output>   draws weights and rows, writes torch/networks.json
#   python3 networks.py --predict                 from standard input: JSON with the name of a net,
#                                                 `file`, weights as base64, and rows; prints outputs
#
# Rows are as in this package, channels last. The weights are written as the safetensors library
# writes them: widest numbers first, then by name, the header padded by spaces.
import base64
import json
import os
import struct
import sys

import torch
from torch import nn

DTYPES = {"F64": torch.float64, "F32": torch.float32, "I64": torch.int64}


class Images(nn.Module):
    shape = [6, 5, 3]

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 4, 3, padding="same"), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Conv2d(4, 4, (2, 3), stride=(1, 2), groups=4), nn.GroupNorm(2, 4), nn.Tanh(),
            nn.AvgPool2d((2, 1), stride=1), nn.Conv2d(4, 2, 1, bias=False))
        self.classifier = nn.Linear(2 * 4 * 2, 3)

    def forward(self, x):
        return self.classifier(self.features(x.permute(0, 3, 1, 2)).flatten(1))


class Series(nn.Module):
    shape = [11, 2]

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 6, 4, stride=2)
        self.group = nn.GroupNorm(3, 6)
        self.norm = nn.LayerNorm(6)
        self.down = nn.Conv1d(6, 3, 1)
        self.pool = nn.MaxPool1d(2)
        self.out = nn.Linear(3 * 2, 2)

    def forward(self, x):
        h = self.group(nn.functional.silu(self.conv(x.transpose(1, 2))))
        h = self.norm(h.transpose(1, 2)).transpose(1, 2)
        return self.out(self.pool(self.down(h)).flatten(1))


class Words(nn.Module):
    shape = [5]

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(9, 4)
        self.block = nn.Sequential(nn.Linear(4, 7), nn.GELU(), nn.BatchNorm1d(7), nn.Linear(7, 4))
        self.norm = nn.LayerNorm(4)
        self.out = nn.Linear(4, 2)

    def forward(self, x):
        h = self.embed(x.long()).mean(1)
        return self.out(self.norm(h + self.block(h)))


NETS = {"images": Images, "series": Series, "words": Words}


def written(state):
    names = {kind: name for name, kind in DTYPES.items()}
    order = sorted(state, key=lambda name: (-state[name].element_size(), name))
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name in order:
        numbers = state[name].contiguous().numpy().tobytes()
        header[name] = {"dtype": names[state[name].dtype], "shape": list(state[name].shape),
                        "data_offsets": [len(body), len(body) + len(numbers)]}
        body += numbers
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + body


def read(data):
    size = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8:8 + size]), data[8 + size:]
    header.pop("__metadata__", None)
    return {name: torch.frombuffer(bytearray(body[slice(*entry["data_offsets"])]),
                                   dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])
            for name, entry in header.items()}


def predicted(net, rows):
    with torch.no_grad():
        return net.eval()(torch.tensor(rows).reshape(-1, *net.shape)).tolist()


# Weights and statistics that no layer begins with.
def golden(name):
    net = NETS[name]()
    with torch.no_grad():
        for key, values in net.state_dict().items():
            if key.endswith("running_var"):
                values.uniform_(0.5, 2)
            elif values.dtype == torch.float32:
                values.normal_(0, 0.7)
    size = torch.Size(net.shape).numel()
    rows = torch.randint(9, (5, size)).float() if name == "words" else torch.randn(5, size)
    rows = (rows * 64).round() / 64
    file = base64.b64encode(written(net.state_dict())).decode()
    return {"file": file, "rows": rows.tolist(), "outputs": predicted(net, rows.tolist())}


if sys.argv[1] == "--predict":
    asked = json.load(sys.stdin)
    net = NETS[asked["name"]]()
    net.load_state_dict(read(base64.b64decode(asked["file"])), strict=True)
    json.dump(predicted(net, asked["rows"]), sys.stdout)
else:
    output = os.path.join(sys.argv[2], "torch")
    os.makedirs(output, exist_ok=True)
    torch.manual_seed(7)
    answers = {name: golden(name) for name in NETS}
    with open(os.path.join(output, "networks.json"), "w") as file:
        json.dump({"source": "PyTorch " + torch.__version__, **answers}, file)
        file.write("\n")
