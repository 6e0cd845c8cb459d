"""Train the judge's observer on previz of training worlds; prove the judge on calibration worlds.

Runs before anything is drawn:
`PYTHONPATH=experiments .venv/bin/python -m gacha.train_judge build/gacha --seconds 220`
"""

import argparse
import copy
import hashlib
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch.nn import functional

from gacha.judging import Truth, causes, ceiling_holds, measured
from gacha.observer import (
    CLASSES,
    Observer,
    ObserverSize,
    class_numbers,
    classes_of,
    read_observer,
    save_observer,
    wanted_classes,
)
from gacha.shards import FilmedWorld, load_worlds
from gacha.train import fast
from gacha.views import Clips, Worlds, held_places
from gacha.worsening import mixed_up, shifted, worsened

__all__ = ["JudgeRecipe", "ceiling", "cut_for_judging", "main", "trained_observer", "truths"]

_FOLLOW: Final = 0.998
"""How slowly the judging weights follow the trained ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRecipe:
    """How long the observer is trained, and how."""

    seconds: float
    batch: int = 32
    rate: float = 1.5e-3
    warm_steps: int = 200
    seed: int = 7
    size: ObserverSize = field(default_factory=ObserverSize)


def trained_observer(
    worlds: Worlds, recipe: JudgeRecipe, *, start: Observer | None = None
) -> tuple[Observer, int]:
    """Return an observer, averaged over the end of its training, and how many steps it had.

    It is trained from nothing, or on from `start`. The rate goes up in a line, then down as half
    a cosine that ends with the time.
    """
    torch.manual_seed(recipe.seed)
    torch.backends.cudnn.benchmark = True
    random = torch.Generator().manual_seed(recipe.seed)
    chance = torch.Generator(worlds.device).manual_seed(recipe.seed)
    observer = (start or Observer(recipe.size)).to(worlds.device).train()
    average = copy.deepcopy(observer).requires_grad_(requires_grad=False)
    kinds = classes_of(worlds.briefs).to(worlds.device)
    optimizer = torch.optim.AdamW(
        observer.parameters(), lr=recipe.rate, betas=(0.9, 0.98), weight_decay=0.05
    )
    begun, done, step = time.perf_counter(), 0.0, 0
    while done < 1.0:
        share = min(1.0, (step + 1) / recipe.warm_steps) * 0.5 * (1 + math.cos(math.pi * done))
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * share
        film, wanted = _lesson(worlds, kinds, recipe.batch, random=random, chance=chance)
        with fast(worlds.device):
            error = functional.cross_entropy(observer(film).float(), wanted)
        optimizer.zero_grad(set_to_none=True)
        error.backward()
        torch.nn.utils.clip_grad_norm_(observer.parameters(), 1.0)
        optimizer.step()
        _follow(average, observer, step=step)
        step += 1
        if step % 10 == 0:
            error.item()  # so that the time that is read is the time that is spent
        done = (time.perf_counter() - begun) / recipe.seconds
        if step % 100 == 0:
            print(f"observer: step {step}, error {error.item():.4f}, {done:.0%}", flush=True)
    return average.eval(), step


def _lesson(
    worlds: Worlds,
    kinds: torch.Tensor,
    count: int,
    *,
    random: torch.Generator,
    chance: torch.Generator,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return clips, mixed up and worsened, and the class of each of their pixels."""
    index, clips = worlds.drawn(count, random=random)
    wanted = wanted_classes(clips.labels, kinds[index])
    film, wanted = mixed_up(clips.pictures, wanted, shift=shifted(random), random=chance)
    return worsened(film, random=chance), wanted


@torch.no_grad()
def _follow(average: Observer, observer: Observer, *, step: int) -> None:
    keep = min(_FOLLOW, (1 + step) / (10 + step))
    torch._foreach_lerp_(list(average.parameters()), list(observer.parameters()), 1 - keep)
    for mine, theirs in zip(average.buffers(), observer.buffers(), strict=True):
        if mine.is_floating_point():
            mine.lerp_(theirs, 1 - keep)


def cut_for_judging(worlds: Sequence[FilmedWorld], *, seed: int, device: torch.device) -> Clips:
    """Return one clip of each world, at the place where it is judged."""
    places = torch.from_numpy(held_places(worlds, seed=seed)).to(device)
    index = torch.arange(len(worlds), device=device)
    return Worlds(worlds, device=device).clips(
        index, left=places[:, 0], top=places[:, 1], mirrored=torch.zeros_like(index)
    )


def truths(worlds: Sequence[FilmedWorld], clips: Clips) -> list[Truth]:
    """Return what each clip is held against."""
    labels = clips.labels.cpu().numpy()
    numbers = [class_numbers(world.brief) for world in worlds]
    return [
        Truth(labels=one, mover=m, landmark=k) for one, (m, k) in zip(labels, numbers, strict=True)
    ]


def ceiling(observer: Observer, worlds: Sequence[FilmedWorld], *, seed: int) -> dict[str, object]:
    """Return how previz does before the judge: its own truth, and that of every other world."""
    clips = cut_for_judging(worlds, seed=seed, device=next(observer.parameters()).device)
    seen, wanted = observer.seen(clips.pictures), truths(worlds, clips)
    own = [measured(one[None], truth) for one, truth in zip(seen, wanted, strict=True)]
    verdicts = [causes(numbers)[0] for numbers in own]
    foreign = [
        not cause
        for index, truth in enumerate(wanted)
        for cause in causes(measured(np.delete(seen, index, axis=0), truth))
    ]
    return {
        "worlds": len(worlds),
        "accepted": sum(not cause for cause in verdicts),
        "refused": {c: verdicts.count(c) for c in sorted(set(verdicts)) if c},
        "foreign_pairs": len(foreign),
        "foreign_accepted": sum(foreign),
        "holds": ceiling_holds(
            verdicts.count(""), len(worlds), pairs=len(foreign), passed=sum(foreign)
        ),
        "median": {k: _summed(own, k, by=np.median) for k in own[0]},
        "mean": {k: _summed(own, k, by=np.mean) for k in own[0]},
        "worst": {k: _summed(own, k, by=np.max) for k in own[0]},
    }


def _summed(
    numbers: list[dict[str, np.ndarray]], name: str, *, by: Callable[[np.ndarray], np.floating]
) -> float | None:
    """Return a number of all worlds where it is known, rounded; None where it never is."""
    values = np.concatenate([one[name] for one in numbers])
    known = values[np.isfinite(values)]
    return round(float(by(known)), 4) if known.size else None


def _own_accepted(observer: Observer, worlds: Sequence[FilmedWorld], *, seed: int) -> float:
    """Return the share of worlds whose own previz is accepted."""
    clips = cut_for_judging(worlds, seed=seed, device=next(observer.parameters()).device)
    pairs = zip(observer.seen(clips.pictures), truths(worlds, clips), strict=True)
    return float(np.mean([not causes(measured(one[None], truth))[0] for one, truth in pairs]))


def main(words: list[str] | None = None) -> None:
    """Train, save, read back and prove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--seconds", type=float, default=220.0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--depth", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--start", type=Path, default=None, help="an observer to train on from")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(words)
    torch.set_float32_matmul_precision("high")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = load_worlds(sorted(args.folder.glob("train_*.npz")), limit=args.limit)
    size = ObserverSize(
        first=args.width, depth=args.depth, frame_count=len(loaded[0].pictures)
    )  # fmt: skip
    recipe = JudgeRecipe(
        seconds=args.seconds, batch=args.batch, rate=args.rate, seed=args.seed, size=size
    )
    start = read_observer(args.start, device=device) if args.start else None
    observer, steps = trained_observer(Worlds(loaded, device=device), recipe, start=start)
    out = args.out or args.folder
    out.mkdir(parents=True, exist_ok=True)
    path = out / "judge.npz"
    save_observer(observer, path)
    observer = read_observer(path, device=device)
    proof = ceiling(observer, load_worlds([args.folder / "calibration_00.npz"]), seed=args.seed)
    proof |= {
        "accepted_of_training_worlds": _own_accepted(observer, loaded[:128], seed=args.seed),
        "steps": steps,
        "clips_a_step": recipe.batch,
        "seconds": recipe.seconds,
        "started_from": args.start.name if args.start else None,
        "weights": sum(one.numel() for one in observer.parameters()),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "classes": CLASSES,
    }
    (out / "judge.json").write_text(json.dumps(proof, indent=2) + "\n")
    print(json.dumps(proof, indent=2))
    print(f"judge: the ceiling {'holds' if proof['holds'] else 'DOES NOT HOLD'} on calibration")


if __name__ == "__main__":
    main()
