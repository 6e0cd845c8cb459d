"""Train the one network of all arms, for a stated time, on clips of training worlds.

`PYTHONPATH=experiments python3 -m gacha.train build/gacha OUT --seconds 270`
"""

import argparse
import contextlib
import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import torch

from gacha.flow import ARMS, loss, told_to
from gacha.network import FilmNetwork, NetworkSize
from gacha.shards import load_worlds
from gacha.views import Worlds

__all__ = [
    "TrainRecipe", "compile_blocks", "errors_by_arm", "fast", "main", "read_network",
    "save_network", "trained",
]  # fmt: skip

_PART_BYTES: Final = 14_000_000
_FOLLOW: Final = 0.999
"""How slowly the drawn weights follow the trained ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainRecipe:
    """How long, and how."""

    seconds: float
    batch: int = 128
    rate: float = 6e-4
    warm_steps: int = 200
    compiled: bool = False
    seed: int = 7
    size: NetworkSize = field(default_factory=NetworkSize)


@dataclass(slots=True)
class _Log:
    """What is remembered of a training."""

    steps: int = 0
    clips: int = 0
    lost: int = 0
    """Steps whose error was no number."""
    errors: list[tuple[int, float, float]] = field(default_factory=list[tuple[int, float, float]])
    """Step, seconds, mean error since the last row."""


def trained(worlds: Worlds, recipe: TrainRecipe) -> tuple[FilmNetwork, dict[str, object]]:
    """Return the averaged network, and how training went."""
    torch.manual_seed(recipe.seed)
    random = torch.Generator().manual_seed(recipe.seed)
    network = FilmNetwork(recipe.size).to(worlds.device)
    average = FilmNetwork(recipe.size).to(worlds.device).requires_grad_(requires_grad=False)
    average.load_state_dict(network.state_dict())
    if recipe.compiled:
        compile_blocks(network)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=recipe.rate, betas=(0.9, 0.98), weight_decay=0.01,
        fused=worlds.device.type == "cuda",
    )  # fmt: skip
    log, since = _Log(), []
    for step, done, spent in _until(recipe.seconds):
        error = _step(network, worlds, optimizer=optimizer, random=random, recipe=recipe,
                      rate=recipe.rate * _share(step, done, recipe))  # fmt: skip
        _follow(average, network, step=step)
        since.append(error)
        log.steps, log.clips = step + 1, (step + 1) * recipe.batch
        if step % 100 == 0:
            errors = torch.stack(since).cpu().numpy()
            log.lost += int((~np.isfinite(errors)).sum())
            log.errors.append((step, round(spent, 1), round(float(np.nanmean(errors)), 5)))
            since.clear()
            print(f"train: step {step}, {spent:.0f} s, error {log.errors[-1][2]:.4f}", flush=True)
    return average.eval(), asdict(log) | {"recipe": asdict(recipe)}


def _until(seconds: float) -> Iterator[tuple[int, float, float]]:
    """Yield step, share of the time that is over, and seconds; at least one."""
    begun, step, spent = time.perf_counter(), 0, 0.0
    while step == 0 or spent < seconds:
        yield step, spent / seconds, spent
        step, spent = step + 1, time.perf_counter() - begun


def _share(step: int, done: float, recipe: TrainRecipe) -> float:
    """Return the share of the full rate: up in a line, full to one half of the time, then down."""
    down = 1.0 if done < 0.5 else 0.5 * (1 + math.cos(math.pi * min(1.0, 2 * done - 1)))
    return min(1.0, (step + 1) / recipe.warm_steps) * down


def _step(
    network: FilmNetwork,
    worlds: Worlds,
    *,
    optimizer: torch.optim.Optimizer,
    random: torch.Generator,
    recipe: TrainRecipe,
    rate: float,
) -> torch.Tensor:
    """Change the network once; return the error, not yet read from the device."""
    for group in optimizer.param_groups:
        group["lr"] = rate
    _, clips = worlds.drawn(recipe.batch, random=random)
    with fast(worlds.device):
        error = loss(network, clips, random=random)
    optimizer.zero_grad(set_to_none=True)
    error.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return error.detach()


def fast(device: torch.device) -> contextlib.AbstractContextManager[object]:
    """Return a context in which a GPU multiplies in bfloat16."""
    if device.type != "cuda":
        return contextlib.nullcontext()
    return torch.autocast("cuda", dtype=torch.bfloat16)


def compile_blocks(network: FilmNetwork) -> None:
    """Let torch fuse the blocks, one program for all; what it cannot do runs as it is."""
    torch._dynamo.config.suppress_errors = True  # noqa: SLF001 - its public place
    for block in network.blocks:
        block.compile()


@torch.no_grad()
def _follow(average: FilmNetwork, network: FilmNetwork, *, step: int) -> None:
    keep = min(_FOLLOW, (1 + step) / (10 + step))
    torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)


@torch.no_grad()
def errors_by_arm(network: FilmNetwork, worlds: Worlds, *, seed: int) -> dict[str, float]:
    """Return the mean squared error of the velocity on unseen worlds for each arm, same noise."""
    found: dict[str, float] = {}
    for name, arm in ARMS.items():
        if not arm.own:
            continue
        random = torch.Generator().manual_seed(seed)
        count = min(128, 4 * len(worlds))
        _, clips = worlds.drawn(count, random=random)
        words, values, control = told_to(arm, clips, control=clips.control)
        time_ = torch.linspace(0.02, 0.98, count, device=worlds.device)
        noise = torch.randn(clips.pictures.shape, generator=random).to(worlds.device)
        at = time_[:, None, None, None, None]
        with fast(worlds.device):
            velocity = network(
                noise + at * (clips.pictures - noise),
                time=time_, words=words, values=values, control=control,
            )  # fmt: skip
        error = (velocity.float() - (clips.pictures - noise)).square().mean()
        found[name] = round(float(error), 5)
    return found


def save_network(network: FilmNetwork, folder: Path) -> list[Path]:
    """Write weights as float16 in parts small enough to carry; return the parts."""
    parts: list[dict[str, np.ndarray]] = [{}]
    for name, value in network.state_dict().items():
        array = value.half().cpu().numpy()
        if sum(one.nbytes for one in parts[-1].values()) + array.nbytes > _PART_BYTES:
            parts.append({})
        parts[-1][name] = array
    (folder / "network.json").write_text(json.dumps(asdict(network.size)) + "\n")
    paths = [folder / f"network_{number}.npz" for number in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        np.savez(path, **part)  # pyright: ignore[reportArgumentType]
    return paths


def read_network(folder: Path, *, device: torch.device) -> FilmNetwork:
    """Return the network of a folder, ready to draw."""
    size = NetworkSize(**json.loads((folder / "network.json").read_text()))
    network, state = FilmNetwork(size), dict[str, torch.Tensor]()
    for path in sorted(folder.glob("network_*.npz")):
        with np.load(path, allow_pickle=False) as data:
            state |= {k: torch.from_numpy(data[k].astype(np.float32)) for k in data.files}
    network.load_state_dict(state)
    return network.to(device).eval()


def main(words: list[str] | None = None) -> None:
    """Train, save, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--depth", type=int, default=10)
    parser.add_argument("--head-width", type=int, default=64)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(words)
    torch.set_float32_matmul_precision("high")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = load_worlds(sorted(args.folder.glob("train_*.npz")), limit=args.limit)
    size = NetworkSize(
        width=args.width, depth=args.depth, head_width=args.head_width,
        frame_count=len(loaded[0].pictures),
    )  # fmt: skip
    recipe = TrainRecipe(
        seconds=args.seconds, batch=args.batch, compiled=args.compile, seed=args.seed, size=size
    )
    print(f"train: {len(loaded)} worlds on {device}", flush=True)
    network, log = trained(Worlds(loaded, device=device), recipe)
    args.out.mkdir(parents=True, exist_ok=True)
    save_network(network, args.out)
    unseen = Worlds(load_worlds([args.folder / "calibration_00.npz"]), device=device)
    log["worlds"] = len(loaded)
    log["device"] = torch.cuda.get_device_name() if device.type == "cuda" else "cpu"
    log["weights"] = sum(p.numel() for p in network.parameters())
    log["unseen_error"] = errors_by_arm(network, unseen, seed=args.seed)
    (args.out / "training.json").write_text(json.dumps(log, indent=1) + "\n")
    print(f"train: {log['steps']} steps, unseen error {log['unseen_error']}", flush=True)


if __name__ == "__main__":
    main()
