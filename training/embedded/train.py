"""Train one network on crops of all looks: where those of each look begin; resumes if stopped."""

import argparse
import json
import math
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from embedded.crops import CROP_PX, read_crops
from embedded.looks import LOOKS
from embedded.network import LookNetwork
from groundplan.shader.looks.features import PLANES

__all__ = ["loss_of", "main"]

_BORDER_PX: Final = 24
"""Crops know nothing of what lies beyond their edge: no loss there."""
_WARM_STEPS: Final = 100


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--frames", type=int, default=100_000, help="Most frames to take crops of.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=6)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    network = LookNetwork(planes=len(PLANES), looks=len(LOOKS))
    _train(network, args)
    print(json.dumps({"weights": sum(p.numel() for p in network.parameters())}))


def _train(network: LookNetwork, args: argparse.Namespace) -> None:
    sources, looks = read_crops(args.folder, most=args.frames)
    print(f"{len(sources)} crops", flush=True)
    optimizer = torch.optim.Adam(network.parameters(), lr=args.rate)
    kept = args.folder / "checkpoint.pt"
    first = 0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
    started, losses = time.perf_counter(), []
    for step in range(first, args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.rate * _schedule(step, args.steps)
        batch = _batch(sources, looks, np.random.default_rng([args.seed, step]), args.batch)
        planes, look, wanted = batch
        loss = loss_of(partial(network, look=look), planes, wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            lasted = time.perf_counter() - started
            print(f"step {step + 1} loss {np.mean(losses[-100:]):.5f} {lasted:.0f} s", flush=True)
        if (step + 1) % 500 == 0 or step + 1 == args.steps:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save({**state, "step": step + 1}, kept)


def _schedule(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / _WARM_STEPS)
    return warm * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * step / steps)))


def _batch(
    sources: np.ndarray, looks: np.ndarray, rng: np.random.Generator, size: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    chosen = rng.integers(0, len(sources), size)
    kinds = rng.integers(0, len(LOOKS), size)
    planes = torch.from_numpy(sources[chosen].astype(np.float32))
    wanted = torch.from_numpy(looks[chosen, kinds].astype(np.float32) / 255.0).permute(0, 3, 1, 2)
    return planes, functional.one_hot(torch.from_numpy(kinds), len(LOOKS)).float(), wanted


def loss_of(network: Callable[[Tensor], Tensor], planes: Tensor, wanted: Tensor) -> Tensor:
    """Return how far a network is from a look, borders of crops aside."""
    inner = slice(_BORDER_PX, CROP_PX - _BORDER_PX)
    # Half-wide numbers take a good half of the time; the weights stay float32.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        picture = network(planes)
    error = (picture.float() - wanted)[:, :, inner, inner]
    # Squares make PSNR, absolute values keep lines sharp.
    return (error**2).mean() * 4.0 + error.abs().mean() * 0.5


if __name__ == "__main__":
    main()
