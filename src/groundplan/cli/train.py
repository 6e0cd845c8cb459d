"""Commands that adapt a model lightly: `train export` and `train lora`."""

import shlex
import signal
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from groundplan.cli.terminal import print_json, print_lines, progress_bar
from groundplan.errors import InputError

if TYPE_CHECKING:
    from types import FrameType

    from groundplan.shader.adaptation.layouts import Layout
    from groundplan.shader.adaptation.recipe import TrainingRecipe
    from groundplan.shader.adaptation.records import TargetKind
    from groundplan.shader.adaptation.training import Trained

__all__ = ["register", "stop_asked"]

_BACKENDS: Final = {
    "groundplan": "wan-vace",
    "videox-fun": "wan-vace",
    "diffsynth": "wan-vace",
    "ltx": "ltx2-control",
}
"""Whose clock, sizes and words a layout's trainer wants."""

Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="New folder.")]


def export(  # noqa: PLR0913  (a command line)
    sources: Annotated[
        list[Path], typer.Argument(help="Project folders, or datasets of our own layout.")
    ],
    *,
    out: Out,
    layout: Annotated[
        str, typer.Option(help="groundplan, videox-fun, diffsynth or ltx.")
    ] = "groundplan",
    target: Annotated[
        str, typer.Option(help="previz, traced, footage, or a video FILE (one shot).")
    ] = "previz",
    backend: Annotated[
        str, typer.Option(help="Whose sizes, rate, lengths and words; default: the layout's.")
    ] = "",
    shot: Annotated[str, typer.Option(help="Shot number, name or id; default: all.")] = "",
    control: Annotated[str, typer.Option(help="depth, pose, scribble …")] = "",
    size: Annotated[str, typer.Option(help="Picture size in pixels; default: the shot's.")] = "",
    fps: Annotated[str, typer.Option(help="Frames per second; default: the model's.")] = "",
    frames: Annotated[int | None, typer.Option(help="Frames of the clip.")] = None,
    prompt: Annotated[str, typer.Option(help="Caption instead of the compiled one.")] = "",
    reference: Annotated[
        list[str] | None, typer.Option(help="FILE or NAME=FILE: how someone looks; repeatable.")
    ] = None,
    accepted: Annotated[
        bool, typer.Option("--accepted", help="Of footage: only clips that were accepted.")
    ] = False,
    licence: Annotated[str, typer.Option(help="Terms of the targets, for the card.")] = "",
    renderer: Annotated[str, typer.Option(help="Which renderer draws.")] = "numba",
    threads: Annotated[int, typer.Option(min=1, max=256, help="Rendering threads.")] = 2,
    as_json: Json = False,
) -> None:
    """Write a training set: control, caption, target; rendered at the model's own clock."""
    from groundplan.studio.registry import shader  # noqa: PLC0415
    from groundplan.studio.shading.control_pack import ControlRender  # noqa: PLC0415
    from groundplan.studio.shading.wishing import WishWords  # noqa: PLC0415
    from groundplan.studio.training import ExportOrder, export_dataset  # noqa: PLC0415

    chosen = _layout(layout)
    kind = _target(target)
    order = ExportOrder(
        sources=tuple(sources),
        words=WishWords(
            control=control, size=size, fps=fps, frames=frames, prompt=prompt,
            references=reference or (),
        ),
        shot=shot,
        target=kind,
        video=Path(target) if kind == "video" else None,
        accepted=accepted,
        licence=licence,
        how=ControlRender(renderer=renderer, threads=threads),
    )  # fmt: skip
    with progress_bar("exporting") as progress:
        found = shader(backend or _BACKENDS[chosen])
        count = export_dataset(order, found, out, layout=chosen, progress=progress)
    if as_json:
        print_json({"items": count, "layout": chosen, "folder": str(out)})
    else:
        print_lines([f"{count} items in {out} ({chosen} layout)"])


def lora(  # noqa: PLR0913  (a command line)
    dataset: Annotated[Path, typer.Argument(help="Dataset of our own layout.")],
    *,
    model: Annotated[Path, typer.Option(help="Folder of the base, in diffusers' layout.")],
    out: Out,
    steps: Annotated[int, typer.Option(help="Steps in all.")] = 1000,
    batch: Annotated[int, typer.Option(help="Samples per step.")] = 1,
    rank: Annotated[int, typer.Option(help="Of the adapter.")] = 16,
    alpha: Annotated[float | None, typer.Option(help="Scale times rank; default: rank.")] = None,
    lr: Annotated[float, typer.Option("--lr", help="Learning rate.")] = 1e-4,
    warmup: Annotated[int, typer.Option(help="Steps in which the rate grows.")] = 0,
    dropout: Annotated[float, typer.Option(help="Of the adapter.")] = 0.0,
    caption_dropout: Annotated[float, typer.Option(help="Samples without their caption.")] = 0.1,
    clip_norm: Annotated[float, typer.Option(help="Longest gradient.")] = 1.0,
    targets: Annotated[
        str, typer.Option(help="Layers by the end of their names, comma between.")
    ] = "to_q,to_k,to_v,to_out.0",
    seed: Annotated[int, typer.Option(help="Same data and seed: same weights, on a CPU.")] = 0,
    holdout: Annotated[int, typer.Option(help="Last items kept for validation.")] = 0,
    checkpoint_every: Annotated[int, typer.Option(help="Steps; 0: only at the end.")] = 100,
    validate_every: Annotated[int, typer.Option(help="Steps; 0: only at both ends.")] = 0,
    validation_prompt: Annotated[
        list[str] | None, typer.Option(help="Instead of the captions; repeatable.")
    ] = None,
    validation_clips: Annotated[int, typer.Option(help="Filmed to look at; 0: none.")] = 1,
    validation_steps: Annotated[int, typer.Option(help="Of the sampler.")] = 20,
    precision: Annotated[str, typer.Option(help="Of the base: float32 or bfloat16.")] = "float32",
    gradient_checkpointing: Annotated[
        bool, typer.Option("--gradient-checkpointing", help="Less memory, slower.")
    ] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or cuda:N.")] = "auto",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where a run stopped.")] = False,
    as_json: Json = False,
) -> None:
    """Train a LoRA adapter on a frozen base; Ctrl-C saves the step, --resume goes on exactly."""
    recipe = _recipe(
        steps=steps, batch=batch, rank=rank, alpha=float(rank if alpha is None else alpha),
        learning_rate=lr, warmup_steps=warmup, dropout=dropout, caption_dropout=caption_dropout,
        clip_norm=clip_norm, targets=tuple(t.strip() for t in targets.split(",") if t.strip()),
        seed=seed, holdout=holdout, checkpoint_every=checkpoint_every,
        validate_every=validate_every, validation_prompts=tuple(validation_prompt or ()),
        validation_clips=validation_clips, validation_steps=validation_steps, precision=precision,
        gradient_checkpointing=gradient_checkpointing,
    )  # fmt: skip
    trained = _trained(dataset, model, out, recipe=recipe, device=device, resume=resume)
    if as_json:
        print_json(_as_json(trained))
    else:
        print_lines(_lines(trained))


def _recipe(**values: object) -> "TrainingRecipe":
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415

    from groundplan.shader.adaptation.recipe import TrainingRecipe  # noqa: PLC0415

    try:
        return TypeAdapter(TrainingRecipe).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=True, include_context=False)[0]
        name = "-".join(str(part) for part in first["loc"][:1]).replace("_", "-")
        shown = str(first.get("input"))[:40]
        raise InputError(f"--{name} {shown} cannot be used", str(first["msg"])) from None


def _trained(
    dataset: Path,
    model: Path,
    out: Path,
    *,
    recipe: "TrainingRecipe",
    device: str,
    resume: bool,
) -> "Trained":
    from groundplan.shader.adaptation.loop import Watch  # noqa: PLC0415
    from groundplan.shader.adaptation.training import TrainingJob, train_adapter  # noqa: PLC0415

    job = TrainingJob(
        dataset=dataset,
        model=model,
        out=out,
        recipe=recipe,
        device=device,
        resume=resume,
        command=_command(recipe, dataset=dataset, model=model, out=out),
    )
    # One bar: first it counts samples that are prepared, then steps.
    with progress_bar("training") as progress, stop_asked() as cancelled:
        watch = Watch(
            preparing=progress, training=progress, cancelled=cancelled, clock=time.perf_counter
        )
        return train_adapter(job, watch)


@contextmanager
def stop_asked() -> Generator[Callable[[], bool]]:
    """Yield whether Ctrl-C was pressed; pressed again, it stops at once, as it always does."""
    pressed: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def press(number: int, _frame: "FrameType | None") -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)
        typer.echo("groundplan: stopping after this step", err=True)

    signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def _command(recipe: "TrainingRecipe", *, dataset: Path, model: Path, out: Path) -> str:
    """Return the command for the card: names without their places, and what decides the weights."""
    from groundplan.shader.adaptation.recipe import TrainingRecipe  # noqa: PLC0415

    usual = TrainingRecipe()
    names = {
        "steps": "--steps", "batch": "--batch", "rank": "--rank", "alpha": "--alpha",
        "learning_rate": "--lr", "warmup_steps": "--warmup", "dropout": "--dropout",
        "caption_dropout": "--caption-dropout", "clip_norm": "--clip-norm", "seed": "--seed",
        "holdout": "--holdout", "precision": "--precision",
    }  # fmt: skip
    words = ["groundplan", "train", "lora", dataset.resolve().name]
    words += ["--model", model.resolve().name, "-o", out.resolve().name]
    for field, option in names.items():
        value = getattr(recipe, field)
        if value != getattr(usual, field):
            words += [option, f"{value:g}" if isinstance(value, float) else str(value)]
    if recipe.targets != usual.targets:
        words += ["--targets", ",".join(recipe.targets)]
    if recipe.gradient_checkpointing:
        words.append("--gradient-checkpointing")
    return shlex.join(words)


def _layout(name: str) -> "Layout":
    from groundplan.shader.adaptation.layouts import LAYOUTS  # noqa: PLC0415

    for layout in LAYOUTS:
        if layout == name:
            return layout
    raise InputError(f"there is no layout {name!r}", f"choose from: {', '.join(LAYOUTS)}")


def _target(name: str) -> "TargetKind":
    if name == "previz" or name == "traced" or name == "footage":  # noqa: PLR1714  (narrows)
        return name
    if not Path(name).is_file():
        raise InputError(
            f"there is no target {name!r}", "give previz, traced, footage or a video file"
        )
    return "video"


def _lines(trained: "Trained") -> list[str]:
    figures = trained.figures
    (_, first), (_, last) = figures.validations[0], figures.validations[-1]
    return [
        f"{figures.weight_count:,} weights in {figures.file_bytes:,} bytes",
        f"validation loss {first:.4f} at first, {last:.4f} after {trained.record.steps} steps",
        f"base {trained.record.base_name} {trained.record.base_sha256[:12]}",
        "",
        *map(str, trained.sheets),
        str(trained.folder / "README.md"),
    ]


def _as_json(trained: "Trained") -> dict[str, object]:
    figures, record = trained.figures, trained.record
    return {
        "folder": str(trained.folder),
        "adapter_sha256": record.adapter_sha256,
        "base_sha256": record.base_sha256,
        "dataset_sha256": record.dataset_sha256,
        "steps": record.steps,
        "weights": figures.weight_count,
        "validations": [list(one) for one in figures.validations],
    }


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    train = typer.Typer(no_args_is_help=True, help="Adapt a model lightly: training sets, LoRA.")
    train.command()(export)
    train.command()(lora)
    app.add_typer(train, name="train")
