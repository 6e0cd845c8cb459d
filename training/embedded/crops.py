"""Crops of frames beside their looks: what the network is trained on, drawn once and kept."""

import argparse
import hashlib
from pathlib import Path
from typing import Final

import numpy as np

from embedded.frames import load
from embedded.looks import targets
from groundplan.shader.looks.features import features_of

__all__ = ["CROP_PX", "main", "read_crops"]

CROP_PX: Final = 192


def main() -> None:
    """Draw crops of every training frame."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="Where `frames` wrote `train/`.")
    parser.add_argument("--crops", type=int, default=5, help="Of each frame.")
    parser.add_argument("--frames", type=int, default=320, help="Of all that were rendered.")
    parser.add_argument("--part", type=int, default=0, help="Of --parts, to divide the work.")
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--seed", type=int, default=6)
    args = parser.parse_args()
    out = args.folder / "crops"
    out.mkdir(exist_ok=True)
    paths = sorted((args.folder / "train").glob("*.npz"))
    # In an order that mixes worlds, so that training may begin before all is drawn.
    paths.sort(key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())
    paths = paths[: args.frames]
    for index, path in list(enumerate(paths))[args.part :: args.parts]:
        kept = out / f"{index:05d}.npz"
        if not kept.exists():
            rng = np.random.default_rng([args.seed, index])
            sources, looks = _crops_of(path, rng, count=args.crops)
            part = out / f"{index:05d}.part.npz"
            np.savez(part, sources=sources, looks=looks)
            part.rename(kept)
        print(f"crops {index + 1}/{len(paths)}", flush=True)


def read_crops(folder: Path, *, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Return planes (crop plane y x, float16) and looks (crop look y x 3, uint8)."""
    paths = [p for p in sorted((folder / "crops").glob("*.npz")) if ".part." not in p.name][:most]
    parts = []
    for path in paths:
        with np.load(path, allow_pickle=False) as data:
            parts.append((data["sources"], data["looks"]))
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _crops_of(path: Path, rng: np.random.Generator, *, count: int) -> tuple[np.ndarray, np.ndarray]:
    frame, _ = load(path)
    planes = features_of(frame)
    looks = np.stack(list(targets(frame).values()))
    height, width = frame.depth.shape
    sources, given = [], []
    for _ in range(count):
        # Even corners: the network folds pixels two by two.
        y = 2 * int(rng.integers(0, (height - CROP_PX) // 2 + 1))
        x = 2 * int(rng.integers(0, (width - CROP_PX) // 2 + 1))
        box = (slice(y, y + CROP_PX), slice(x, x + CROP_PX))
        sources.append(planes[:, box[0], box[1]].astype(np.float16))
        given.append((looks[:, box[0], box[1]] * 255.0 + 0.5).astype(np.uint8))
    return np.stack(sources), np.stack(given)


if __name__ == "__main__":
    main()
