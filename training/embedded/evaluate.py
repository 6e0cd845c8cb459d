"""How far the network is from its training looks on held-out worlds, and how much both flicker.

Writes the card that ships beside the model.
"""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Final

import numpy as np

from embedded.frames import load
from embedded.looks import LOOKS, targets
from groundplan.shader.looks.features import PLANES, features_of
from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import look_named
from groundplan.shader.looks.session import LookSession

__all__ = ["main"]

_TRAINED_ON: Final = (
    "frames of {worlds} worlds that groundplan planned and rendered from its own sentences "
    "(training/embedded/briefs.py); no picture made by anyone else"
)


def main() -> None:
    """Measure and write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("models", type=Path, help="Folder of the networks.")
    parser.add_argument("--card", type=Path)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--sheet", type=Path, help="PNG: previz, network and training look.")
    args = parser.parse_args()
    networks = {n: LookSession((args.models / f"{n}.onnx").read_bytes()) for n in LOOKS}
    paths = sorted((args.folder / "held_out").glob("*.npz"))
    figures = _measured(networks, paths)
    for name, found in figures.items():
        print(name, json.dumps(found))
    if args.card:
        args.card.write_text(json.dumps(_card(args, figures), indent=2, sort_keys=True) + "\n")
    if args.sheet:
        _write_sheet(networks, paths, args.sheet)


class _Sums:
    """What is gathered of one look."""

    def __init__(self) -> None:
        self.squares: list[float] = []
        self.raw: list[float] = []
        self.warped: list[tuple[float, float]] = []

    def figures(self) -> dict[str, float]:
        """Return PSNR of finished pictures [dB], of raw ones, and flicker of both [0-255]."""
        ours, target_own = np.mean(self.warped, axis=0)
        worst = max(self.squares)
        return {
            "psnr_db": round(float(10 * np.log10(255.0**2 / np.mean(self.squares))), 2),
            "worst_frame_psnr_db": round(float(10 * np.log10(255.0**2 / worst)), 2),
            "raw_psnr_db": round(float(10 * np.log10(1.0 / np.mean(self.raw))), 2),
            "flicker": round(float(ours), 3),
            "target_flicker": round(float(target_own), 3),
            "flicker_ratio": round(float(ours / target_own), 3),
        }


def _measured(networks: dict[str, LookSession], paths: list[Path]) -> dict[str, dict[str, float]]:
    """Return the figures of every look; files lie in pairs, a frame and the next."""
    sums = {name: _Sums() for name in LOOKS}
    for first, second in zip(paths[::2], paths[1::2], strict=True):
        frames = [load(first), load(second)]
        motion = frames[0][1]
        wanted = [targets(frame) for frame, _ in frames]
        planes = [features_of(frame) for frame, _ in frames]
        for name, found in sums.items():
            look = look_named(name)
            height, width = frames[0][0].depth.shape
            finish = Finish(look, size_px=(width, height), seed=0)
            given = [networks[name](one) for one in planes]
            pairs = [(given[k], wanted[k][name]) for k in range(2)]
            found.raw += [float(((np.clip(a, 0, 1) - b) ** 2).mean()) for a, b in pairs]
            shown = [
                [finish(one, frame=k).astype(np.float64) for one in pair]
                for k, pair in enumerate(pairs)
            ]
            found.squares += [float(((a - b) ** 2).mean()) for a, b in shown]
            hidden = motion["occluded"].astype(bool)
            errors = [
                _warp_error(shown[0][k], shown[1][k], motion["flow"], hidden=hidden)
                for k in range(2)
            ]
            found.warped.append((errors[0], errors[1]))
    return {name: found.figures() for name, found in sums.items()}


def _warp_error(now: np.ndarray, then: np.ndarray, flow: np.ndarray, hidden: np.ndarray) -> float:
    """Return `flicker.warp/1`: mean absolute difference to the next frame fetched by our flow.

    Linear between pixels; hidden points, points outside and unknown flow are left out.
    """
    height, width, _ = now.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = x + np.nan_to_num(flow[..., 0]), y + np.nan_to_num(flow[..., 1])
    seen = ~hidden & np.isfinite(flow).all(axis=2)
    seen &= (x >= 0) & (y >= 0) & (x <= width - 1.001) & (y <= height - 1.001)
    x, y = np.where(seen, x, 0.0), np.where(seen, y, 0.0)
    left, top = x.astype(int), y.astype(int)
    a, b = (x - left)[..., None], (y - top)[..., None]
    fetched = (1 - b) * ((1 - a) * then[top, left] + a * then[top, left + 1])
    fetched += b * ((1 - a) * then[top + 1, left] + a * then[top + 1, left + 1])
    return float(np.abs(fetched - now)[seen].mean())


def _card(args: argparse.Namespace, figures: dict[str, dict[str, float]]) -> dict[str, object]:
    paths = {name: args.models / f"{name}.onnx" for name in LOOKS}
    worlds = len(list((args.folder / "train").glob("*.done")))
    return {
        "schema": "groundplan.looks/1",
        "sha256": {k: hashlib.sha256(p.read_bytes()).hexdigest() for k, p in paths.items()},
        "weights": {k: _weights(p) for k, p in paths.items()},
        "looks": list(LOOKS),
        "planes": list(PLANES),
        "trained_on": _TRAINED_ON.format(worlds=worlds),
        "licence": "Apache-2.0",
        "steps": args.steps,
        "held_out_psnr_db": {k: v["psnr_db"] for k, v in figures.items()},
        "held_out_flicker_ratio": {k: v["flicker_ratio"] for k, v in figures.items()},
    }


def _weights(model: Path) -> int:
    import onnx  # noqa: PLC0415  (only here)

    tensors = onnx.load(str(model)).graph.initializer
    return int(sum(np.prod(one.dims) for one in tensors))


def _write_sheet(networks: dict[str, LookSession], paths: list[Path], out: Path) -> None:
    from PIL import Image  # noqa: PLC0415  (only here)

    rows = []
    for path in paths[:: max(2, len(paths) // 5)]:
        frame, _ = load(path)
        height, width = frame.depth.shape
        row, planes, wanted = [frame.beauty], features_of(frame), targets(frame)
        for name in LOOKS:
            look = look_named(name)
            finish = Finish(look, size_px=(width, height), seed=0)
            row += [finish(one, frame=0) for one in (networks[name](planes), wanted[name])]
        rows.append(np.concatenate(row, axis=1))
    sheet = Image.fromarray(np.concatenate(rows))
    sheet.resize((sheet.width // 3, sheet.height // 3), Image.Resampling.LANCZOS).save(out)


if __name__ == "__main__":
    main()
