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
from embedded.looks import LOOKS, target
from groundplan.shader.looks.features import PLANES, features_of
from groundplan.shader.looks.finish import Finish
from groundplan.shader.looks.names import LookName, look_named
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
    parser.add_argument("model", type=Path)
    parser.add_argument("--card", type=Path)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--sheet", type=Path, help="PNG: previz, network and training look.")
    args = parser.parse_args()
    network = LookSession(args.model.read_bytes())
    paths = sorted((args.folder / "held_out").glob("*.npz"))
    figures = {name: _measure(network, paths, look_named(name)) for name in LOOKS}
    for name, found in figures.items():
        print(name, json.dumps(found))
    if args.card:
        args.card.write_text(json.dumps(_card(args, figures), indent=2, sort_keys=True) + "\n")
    if args.sheet:
        _write_sheet(network, paths, args.sheet)


def _measure(network: LookSession, paths: list[Path], look: LookName) -> dict[str, float]:
    """Return PSNR of finished pictures [dB], raw PSNR, and flicker of both [0-255]."""
    squares, raw, warped = [], [], []
    for first, second in zip(paths[::2], paths[1::2], strict=True):
        pair, wanted_pair = [], []
        for number, path in enumerate((first, second)):
            frame, motion = load(path)
            if number == 0:
                flow, hidden = motion["flow"], motion["occluded"].astype(bool)
            height, width = frame.depth.shape
            finish = Finish(look, size_px=(width, height), seed=0)
            given, wanted = network(features_of(frame), look), target(look, frame)
            raw.append(((np.clip(given, 0, 1) - wanted) ** 2).mean())
            shown = [finish(one, frame=number).astype(np.float64) for one in (given, wanted)]
            squares.append(((shown[0] - shown[1]) ** 2).mean())
            pair.append(shown[0])
            wanted_pair.append(shown[1])
        warped.append([_warp_error(*one, flow, hidden) for one in (pair, wanted_pair)])
    ours, target_own = np.mean(warped, axis=0)
    per_frame = [10 * np.log10(255.0**2 / one) for one in squares]
    return {
        "psnr_db": round(float(10 * np.log10(255.0**2 / np.mean(squares))), 2),
        "worst_frame_psnr_db": round(float(min(per_frame)), 2),
        "raw_psnr_db": round(float(10 * np.log10(1.0 / np.mean(raw))), 2),
        "flicker": round(float(ours), 3),
        "target_flicker": round(float(target_own), 3),
        "flicker_ratio": round(float(ours / target_own), 3),
    }


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
    data = args.model.read_bytes()
    worlds = len(list((args.folder / "train").glob("*.done")))
    return {
        "schema": "groundplan.looks/1",
        "sha256": hashlib.sha256(data).hexdigest(),
        "weights": _weights(args.model),
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


def _write_sheet(network: LookSession, paths: list[Path], out: Path) -> None:
    from PIL import Image  # noqa: PLC0415  (only here)

    rows = []
    for path in paths[:: max(2, len(paths) // 5)]:
        frame, _ = load(path)
        height, width = frame.depth.shape
        row = [frame.beauty]
        for name in LOOKS:
            look = look_named(name)
            finish = Finish(look, size_px=(width, height), seed=0)
            for picture in (network(features_of(frame), look), target(look, frame)):
                row.append(finish(picture, frame=0))
        rows.append(np.concatenate(row, axis=1))
    sheet = Image.fromarray(np.concatenate(rows))
    sheet.resize((sheet.width // 3, sheet.height // 3), Image.Resampling.LANCZOS).save(out)


if __name__ == "__main__":
    main()
