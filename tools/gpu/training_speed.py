"""How much faster a GPU trains an adapter than this CPU: the same steps on both, in one process.

    python tools/gpu/training_speed.py [--model FOLDER --dataset DATASET] [--steps N] [--json]

Without a model it builds a Wan VACE of random weights (`--width`, `--layers`) and a synthetic clip:
speed does not depend on what weights are. `--devices cuda` measures a model that is too large for
the CPU. Exit status 3: not run, for want of a device.
"""
# torch is typed only in part.
# ruff: noqa: PLC0415
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from random_wan import WanShape, save_random_wan

NOT_RUN: Final = 3
WARM_UP_STEPS: Final = 2


def main() -> int:
    """Measure and print; return the exit status."""
    options = _options()
    try:
        import torch
    except ImportError:
        print("not run: torch is not installed (pip install 'groundplan[diffusers]')")
        return NOT_RUN
    if "cuda" in options.devices and not torch.cuda.is_available():
        print("not run: no CUDA device")
        return NOT_RUN
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        model = options.model or _random_model(place / "model", options)
        dataset = options.dataset or _clip(place / "dataset", options)
        rows: dict[str, dict[str, Any]] = {}
        for name in options.devices:
            rows[name] = _measured(model, dataset, place / name, device=name, options=options)
            told = _told(rows, options)
            if options.out is not None:
                options.out.write_text(json.dumps(told, indent=2) + "\n")
    print(json.dumps(told, indent=2) if options.json else _table(told))
    return 0


def _told(rows: Mapping[str, Mapping[str, Any]], options: argparse.Namespace) -> dict[str, Any]:
    import torch

    told: dict[str, Any] = {
        "model": "random" if options.model is None else options.model.name,
        "size": options.size if options.dataset is None else "of the dataset",
        "frames": options.frames if options.dataset is None else "of the dataset",
        "steps": options.steps,
        **{f"{name}_{key}": value for name, row in rows.items() for key, value in row.items()},
    }
    if "cuda" in rows:
        told["device"] = torch.cuda.get_device_name()
    if len(rows) > 1:
        told["speed_up"] = rows["cpu"]["seconds_per_step"] / rows["cuda"]["seconds_per_step"]
    else:
        told["speed_up"] = "not run: one device was measured"
    return told


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--dataset", type=Path)
    parser.add_argument("--steps", type=int, default=8, help="measured, after two to warm up")
    parser.add_argument("--rank", type=int, default=16)
    precisions = ("float32", "bfloat16")
    parser.add_argument("--precision", choices=precisions, default="float32")
    parser.add_argument("--gpu-precision", choices=precisions, help="default: as on the CPU")
    parser.add_argument("--gradient-checkpointing", action="store_true")
    parser.add_argument("--width", type=int, default=512, help="of the random model")
    parser.add_argument("--layers", type=int, default=8, help="of the random model")
    parser.add_argument("--size", default="256x256")
    parser.add_argument("--frames", type=int, default=17)
    parser.add_argument("--devices", nargs="+", choices=("cpu", "cuda"), default=["cpu", "cuda"])
    parser.add_argument(
        "--cpu-only", action="store_const", const=["cpu"], dest="devices", help="measure it alone"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="file for the JSON, written after each device")
    return parser.parse_args()


def _measured(
    model: Path, dataset: Path, out: Path, *, device: str, options: argparse.Namespace
) -> dict[str, Any]:
    """Return precision, median seconds per step, weights and peak memory of a short run."""
    import torch

    from groundplan.shader.adaptation.journal import JOURNAL_FILE
    from groundplan.shader.adaptation.loop import Watch
    from groundplan.shader.adaptation.recipe import TrainingRecipe
    from groundplan.shader.adaptation.training import TrainingJob, train_adapter

    on_cuda = device == "cuda"
    precision = (on_cuda and options.gpu_precision) or options.precision
    recipe = TrainingRecipe(
        steps=options.steps + WARM_UP_STEPS,
        rank=options.rank,
        precision=precision,
        gradient_checkpointing=options.gradient_checkpointing,
        validation_clips=0,
        checkpoint_every=0,
        caption_dropout=0.0,
    )

    def clock() -> float:
        if on_cuda:
            torch.cuda.synchronize()
        return time.perf_counter()

    job = TrainingJob(dataset=dataset, model=model, out=out, recipe=recipe, device=device)
    trained = train_adapter(job, Watch(clock=clock))
    lines = [json.loads(line) for line in (out / JOURNAL_FILE).read_text().splitlines()]
    seconds = [line["seconds"] for line in lines if "loss" in line]
    found: dict[str, Any] = {
        "precision": precision,
        "seconds_per_step": statistics.median(seconds[WARM_UP_STEPS:]),
        "last_loss": trained.figures.losses[-1],
        "trained_weights": trained.figures.weight_count,
    }
    if on_cuda:
        found["peak_gib"] = torch.cuda.max_memory_allocated() / 2**30
    else:
        found["threads"] = torch.get_num_threads()
    return found


def _random_model(folder: Path, options: argparse.Namespace) -> Path:
    """Save a Wan VACE of random weights and return its folder."""
    shape = WanShape(
        heads=options.width // 64,
        head_width=64,
        feed_forward=4 * options.width,
        layers=options.layers,
        text_width=64,
        whole_vae=False,
    )
    save_random_wan(folder, shape)
    return folder


def _clip(folder: Path, options: argparse.Namespace) -> Path:
    """Write a dataset of one synthetic clip and return its folder."""
    import numpy as np

    from groundplan.shader.adaptation.dataset import write_dataset
    from groundplan.shader.adaptation.records import ItemSource
    from groundplan.shader.adaptation.sample import Sample

    width, height = (int(side) for side in options.size.split("x"))
    t, y, x = np.mgrid[0 : options.frames, 0:height, 0:width]
    ramp = ((x + 3 * t) % 256).astype(np.uint8)
    source = ItemSource(
        project="synthetic",
        world_hash="",
        shot="",
        backend="wan-vace",
        capabilities_version="",
        target="previz",
    )
    sample = Sample(
        name="ramp",
        caption="a woman walks to a red car",
        control="depth",
        control_clip=np.stack([ramp] * 3, axis=-1),
        target=np.stack([255 - ramp, (y % 256).astype(np.uint8), ramp], axis=-1),
        rate=Fraction(16),
        source=source,
        licence="synthetic",
    )
    write_dataset([sample], folder)
    return folder


def _table(told: dict[str, Any]) -> str:
    return "\n".join(f"{key:24} {value}" for key, value in told.items())


if __name__ == "__main__":
    sys.exit(main())
