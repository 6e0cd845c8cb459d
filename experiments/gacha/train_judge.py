"""Train the judge's observer on previz of training worlds; prove the judge on calibration worlds.

Runs before anything is drawn:
`PYTHONPATH=experiments .venv/bin/python -m gacha.train_judge build/gacha --seconds 400`
"""

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from gacha.judging import Truth, causes, measured
from gacha.observer import (
    CLASSES,
    Observer,
    class_numbers,
    classes_of,
    observer_loss,
    read_observer,
    save_observer,
)
from gacha.shards import FilmedWorld, load_worlds
from gacha.views import Clips, Worlds, held_places

__all__ = ["ceiling", "cut_for_judging", "main", "trained_observer", "truths"]


def trained_observer(worlds: Worlds, *, seconds: float, batch: int, seed: int) -> Observer:
    """Return an observer trained for some time; the learning rate falls to 0 with it."""
    torch.manual_seed(seed)
    random = torch.Generator().manual_seed(seed)
    observer = Observer().to(worlds.device)
    kinds = classes_of(worlds.briefs).to(worlds.device)
    optimizer = torch.optim.AdamW(observer.parameters(), lr=3e-3, weight_decay=0.01)
    begun, done, step = time.perf_counter(), 0.0, 0
    while done < 1.0:
        for group in optimizer.param_groups:
            group["lr"] = 3e-3 * min(1.0, (step + 1) / 20) * (1 - done)
        index, clips = worlds.drawn(batch, random=random)
        error = observer_loss(observer, clips, classes=kinds[index], random=random)
        optimizer.zero_grad()
        error.backward()
        torch.nn.utils.clip_grad_norm_(observer.parameters(), 1.0)
        optimizer.step()
        step += 1
        done = (time.perf_counter() - begun) / seconds
        if step % 50 == 0:
            print(f"observer: step {step}, error {error.item():.4f}, {done:.0%}", flush=True)
    return observer.eval()


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


def main(words: list[str] | None = None) -> None:
    """Train, save, read back and prove."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--seconds", type=float, default=400.0)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(words)
    paths = sorted(args.folder.glob("train_*.npz"))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    worlds = Worlds(load_worlds(paths, limit=args.limit), device=device)
    observer = trained_observer(worlds, seconds=args.seconds, batch=args.batch, seed=args.seed)
    out = args.out or args.folder
    out.mkdir(parents=True, exist_ok=True)
    path = out / "judge.npz"
    save_observer(observer, path)
    held = load_worlds([args.folder / "calibration_00.npz"])
    proof = ceiling(read_observer(path, device=device), held, seed=args.seed)
    proof |= {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "classes": CLASSES}
    (out / "judge.json").write_text(json.dumps(proof, indent=2) + "\n")
    print(json.dumps(proof, indent=2))


if __name__ == "__main__":
    main()
