"""Give each look a network of its own: the common one, trained on for that look alone, then stored.

One network for all looks lets the colours of one leak into another; four small ones do not.
"""

import argparse
import io
import math
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from embedded.crops import read_crops
from embedded.looks import LOOKS
from embedded.network import LookNetwork
from embedded.train import loss_of
from groundplan.shader.looks.features import PLANES

__all__ = ["main"]


_LUMA = ((0.2126, 0.7152, 0.0722),) * 3
_COLOURS = {"clay": ((0.0,) * 3,) * 3, "ink": _LUMA}
"""What of the beauty a look is shown: clay none of it, ink its greys; others all.

What a look must not depend on is best not seen: no coat stays green, and no texture flickers.
"""


class _OneLook(nn.Module):
    """The network with its look fixed."""

    def __init__(self, network: LookNetwork, name: str) -> None:
        super().__init__()
        self.network = network
        index = list(LOOKS).index(name)
        self.register_buffer("look", torch.eye(len(LOOKS))[index : index + 1])
        colours = torch.tensor(_COLOURS.get(name, ((1.0, 0, 0), (0, 1.0, 0), (0, 0, 1.0))))
        self.register_buffer("colours", colours[:, :, None, None])

    def forward(self, planes: Tensor) -> Tensor:
        shown = nn.functional.conv2d(planes[:, :3], self.colours)
        seen = torch.cat([shown, planes[:, 3:]], dim=1)
        return self.network(seen, self.look.expand(planes.shape[0], -1))


def main() -> None:
    """Tune one look and store it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("look", choices=list(LOOKS))
    parser.add_argument("--steps", type=int, default=2200)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--frames", type=int, default=320)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--out", type=Path, required=True, help="Folder of the networks.")
    args = parser.parse_args()
    torch.set_num_threads(1)
    network = LookNetwork(planes=len(PLANES), looks=len(LOOKS))
    state = torch.load(args.folder / "checkpoint.pt", weights_only=True)
    network.load_state_dict(state["network"])
    own = _OneLook(network, args.look)
    _tune(own, list(LOOKS).index(args.look), args)
    (args.out / f"{args.look}.onnx").write_bytes(_stored(own.eval()))


def _tune(own: _OneLook, index: int, args: argparse.Namespace) -> None:
    sources, looks = read_crops(args.folder, most=args.frames)
    looks = looks[:, index]
    optimizer = torch.optim.Adam(own.parameters(), lr=args.rate)
    started, losses = time.perf_counter(), []
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.rate * _schedule(step, args.steps)
        rng = np.random.default_rng([args.seed, index, step])
        chosen = rng.integers(0, len(sources), args.batch)
        planes = torch.from_numpy(sources[chosen].astype(np.float32))
        wanted = torch.from_numpy(looks[chosen].astype(np.float32) / 255.0).permute(0, 3, 1, 2)
        loss = loss_of(own, planes, wanted)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(own.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            lasted = time.perf_counter() - started
            mean = np.mean(losses[-100:])
            print(f"{args.look} step {step + 1} loss {mean:.5f} {lasted:.0f} s", flush=True)


def _schedule(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / 50)
    return warm * (0.01 + 0.99 * 0.5 * (1.0 + math.cos(math.pi * step / steps)))


def _stored(own: _OneLook) -> bytes:
    """Return the network as ONNX whose large weights are half as wide: twice as small."""
    size = {2: "height", 3: "width"}
    buffer = io.BytesIO()
    torch.onnx.export(
        own,
        (torch.zeros(1, len(PLANES), 64, 64),),
        buffer,
        input_names=["planes"],
        output_names=["picture"],
        dynamic_axes={"planes": size, "picture": size},
        opset_version=18,
        dynamo=False,
    )
    model = onnx.load_from_string(buffer.getvalue())
    casts = []
    for weight in list(model.graph.initializer):
        values = numpy_helper.to_array(weight)
        if values.dtype != np.float32 or values.size < 256:
            continue
        narrow = numpy_helper.from_array(values.astype(np.float16), f"{weight.name}_half")
        model.graph.initializer.remove(weight)
        model.graph.initializer.append(narrow)
        cast = helper.make_node("Cast", [narrow.name], [weight.name], to=TensorProto.FLOAT)
        casts.append(cast)
    for place, cast in enumerate(casts):
        model.graph.node.insert(place, cast)
    onnx.checker.check_model(model)
    return model.SerializeToString()


if __name__ == "__main__":
    main()
