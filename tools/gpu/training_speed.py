"""How much faster a GPU trains an adapter than this CPU: the same steps on both, in one process.

    python tools/gpu/training_speed.py [--model FOLDER --dataset DATASET] [--steps N] [--json]

Without a model it builds a Wan VACE of random weights (`--width`, `--layers`) and a synthetic clip:
speed does not depend on what weights are. Exit status 3: not run, for want of a device.
"""
# diffusers and torch are typed only in part.
# ruff: noqa: PLC0415
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateImportUsage=false

import argparse
import json
import statistics
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

NOT_RUN: Final = 3


def main() -> int:
    """Measure and print; return the exit status."""
    options = _options()
    try:
        import torch
    except ImportError:
        print("not run: torch is not installed (pip install 'groundplan[diffusers]')")
        return NOT_RUN
    if not torch.cuda.is_available() and not options.cpu_only:
        print("not run: no CUDA device")
        return NOT_RUN
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        model = options.model or _random_model(place / "model", options)
        dataset = options.dataset or _clip(place / "dataset", options)
        devices = ("cpu",) if options.cpu_only else ("cpu", "cuda")
        rows = {
            name: _measured(model, dataset, place / name, device=name, options=options)
            for name in devices
        }
    told: dict[str, Any] = {
        "model": "random" if options.model is None else options.model.name,
        "precision": options.precision,
        "steps": options.steps,
        **{f"{name}_{key}": value for name, row in rows.items() for key, value in row.items()},
    }
    if "cuda" in rows:
        told["device"] = torch.cuda.get_device_name()
        told["speed_up"] = rows["cpu"]["seconds_per_step"] / rows["cuda"]["seconds_per_step"]
    else:
        told["speed_up"] = "not run: no CUDA device was asked for"
    print(json.dumps(told, indent=2) if options.json else _table(told))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--dataset", type=Path)
    parser.add_argument("--steps", type=int, default=8, help="measured, after two to warm up")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--width", type=int, default=512, help="of the random model")
    parser.add_argument("--layers", type=int, default=8, help="of the random model")
    parser.add_argument("--size", default="256x256")
    parser.add_argument("--frames", type=int, default=17)
    parser.add_argument("--cpu-only", action="store_true", help="measure the CPU alone")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _measured(
    model: Path, dataset: Path, out: Path, *, device: str, options: argparse.Namespace
) -> dict[str, float]:
    """Return median seconds per step, weights and peak memory of a short run."""
    import torch

    from groundplan.shader.adaptation.journal import JOURNAL_FILE
    from groundplan.shader.adaptation.loop import Watch
    from groundplan.shader.adaptation.recipe import TrainingRecipe
    from groundplan.shader.adaptation.training import TrainingJob, train_adapter

    recipe = TrainingRecipe(
        steps=options.steps + 2,
        rank=options.rank,
        precision=options.precision,
        validation_clips=0,
        checkpoint_every=0,
        caption_dropout=0.0,
    )

    def clock() -> float:
        if device == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter()

    job = TrainingJob(dataset=dataset, model=model, out=out, recipe=recipe, device=device)
    trained = train_adapter(job, Watch(clock=clock))
    lines = [json.loads(line) for line in (out / JOURNAL_FILE).read_text().splitlines()]
    seconds = [line["seconds"] for line in lines if "loss" in line][2:]
    found = {
        "seconds_per_step": statistics.median(seconds),
        "last_loss": trained.figures.losses[-1],
        "trained_weights": trained.figures.weight_count,
    }
    if device == "cuda":
        found["peak_gib"] = torch.cuda.max_memory_allocated() / 2**30
    else:
        found["threads"] = torch.get_num_threads()
    return found


def _random_model(folder: Path, options: argparse.Namespace) -> Path:
    """Save a Wan VACE of random weights and return its folder."""
    import torch
    from diffusers import (
        AutoencoderKLWan,
        UniPCMultistepScheduler,
        WanVACEPipeline,
        WanVACETransformer3DModel,
    )
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, UMT5Config, UMT5EncoderModel

    plain = Tokenizer(models.Unigram())
    plain.pre_tokenizer = pre_tokenizers.Metaspace()
    special = pad, end, unknown = ["<pad>", "</s>", "<unk>"]
    trainer = trainers.UnigramTrainer(vocab_size=44, special_tokens=special, unk_token=unknown)
    plain.train_from_iterator(["a woman walks to a red car", "the camera dollies in"], trainer)
    torch.manual_seed(0)
    heads = options.width // 64
    pipeline: Any = WanVACEPipeline
    pipeline(
        tokenizer=PreTrainedTokenizerFast(
            tokenizer_object=plain, pad_token=pad, eos_token=end, unk_token=unknown
        ),
        text_encoder=UMT5EncoderModel(
            UMT5Config(vocab_size=64, d_model=64, d_kv=16, d_ff=64, num_layers=1, num_heads=4)
        ),
        vae=AutoencoderKLWan(
            base_dim=8,
            z_dim=16,
            dim_mult=[1, 1, 1, 1],
            num_res_blocks=1,
            temperal_downsample=[False, True, True],
        ),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
        transformer=WanVACETransformer3DModel(
            num_attention_heads=heads,
            attention_head_dim=64,
            text_dim=64,
            ffn_dim=4 * options.width,
            num_layers=options.layers,
            vace_layers=list(range(0, options.layers, 2)),
        ),
    ).save_pretrained(str(folder))
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
