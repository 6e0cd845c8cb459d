"""A whole training: from a dataset and a base to an adapter with its card."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundplan.errors import InputError, OutputError
from groundplan.passes.files import json_bytes, sha256_of, write_atomic
from groundplan.shader.adaptation.adapter_record import AdapterRecord, write_adapter
from groundplan.shader.adaptation.checkpoints import CheckpointState, Progress, load_latest
from groundplan.shader.adaptation.dataset import Dataset
from groundplan.shader.adaptation.families import adaptable, chosen_device
from groundplan.shader.adaptation.journal import Journal
from groundplan.shader.adaptation.loop import LoraLoop, Watch, run_steps
from groundplan.shader.adaptation.lora import WEIGHTS_FILE
from groundplan.shader.adaptation.model_card import CardFigures, write_card
from groundplan.shader.adaptation.port import ModelOptions
from groundplan.shader.adaptation.preparing import PreparedItems, prepare_items
from groundplan.shader.adaptation.recipe import TrainingRecipe, recipe_hash
from groundplan.shader.adaptation.validation import validation_loss, write_sheet
from groundplan.shader.diffusion.identity import weights_identity

__all__ = ["Trained", "TrainingJob", "train_adapter"]

_CHECKPOINTS: Final = "checkpoints"
_PREPARED: Final = "prepared"
_VALIDATION: Final = "validation"
_RECIPE_FILE: Final = "recipe.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingJob:
    """What is trained, where, and how."""

    dataset: Path
    model: Path
    out: Path
    recipe: TrainingRecipe
    device: str = "auto"
    resume: bool = False
    command: str = ""
    """As the card tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """An adapter that is done."""

    folder: Path
    record: AdapterRecord
    figures: CardFigures
    sheets: tuple[Path, ...]


def train_adapter(job: TrainingJob, watch: Watch) -> Trained:
    """Train an adapter and return what it is.

    Raises:
        InputError: Dataset, model and recipe do not go together, or `resume` finds another run.
        MissingExtraError: torch, diffusers or peft is not installed.
        CallCancelledError: A person stopped it; it can be taken up again.
        CallError: A step failed, or the model cannot be read.
        OutputError: `out` is in use or cannot be written.
    """
    dataset = Dataset.open(job.dataset)
    held = _held_out(dataset, job.recipe)
    progress = _checkpoint(job)
    device = chosen_device(job.device)
    base = weights_identity(job.model)
    if progress is not None:
        _check_same(progress.state, job, base=base, dataset=dataset)
    model = adaptable(
        ModelOptions(
            folder=job.model,
            device=device,
            precision=job.recipe.precision,
            gradient_checkpointing=job.recipe.gradient_checkpointing,
        )
    )
    _begin(job)
    items = prepare_items(
        model,
        dataset,
        job.out / _PREPARED,
        base_sha256=base,
        precision=job.recipe.precision,
        progress=watch.preparing,
    )
    loop = LoraLoop(model, job.recipe, items, trained=len(dataset) - held)
    run = _Run(job=job, dataset=dataset, loop=loop, items=items, held=held, base=base)
    return run.go(progress, watch)


class _Run:
    """A training that is under way."""

    def __init__(
        self,
        *,
        job: TrainingJob,
        dataset: Dataset,
        loop: LoraLoop,
        items: PreparedItems,
        held: int,
        base: str,
    ) -> None:
        self._job = job
        self._dataset = dataset
        self._loop = loop
        self._items = items
        self._validated = range(len(dataset) - held, len(dataset)) if held else range(len(dataset))
        self._base = base
        self._first_loss: float | None = None

    def go(self, progress: Progress | None, watch: Watch) -> Trained:
        """Make all steps that are left, and write adapter, record and card."""
        if progress is not None:
            self._loop.take_up(progress)
            self._first_loss = progress.state.first_validation_loss
        journal = Journal(self._job.out, keep=-1 if progress is None else self._loop.step)
        if self._first_loss is None:
            self._first_loss = self._look(journal)
        run_steps(
            self._loop,
            watch,
            journal,
            saved=self._save,
            looked=lambda: self._look(journal),
        )
        if self._loop.step not in {step for step, _ in journal.validations()}:
            self._look(journal)
        return self._finished(journal)

    def _finished(self, journal: Journal) -> Trained:
        """Write adapter, record and card."""
        job, recipe = self._job, self._job.recipe
        data = self._loop.weights.file_bytes()
        write_atomic(job.out / WEIGHTS_FILE, data)
        record = AdapterRecord(
            kind=self._loop.model.kind,
            base_name=job.model.resolve().name,
            base_sha256=self._base,
            rank=recipe.rank,
            alpha=recipe.alpha,
            targets=recipe.targets,
            steps=self._loop.step,
            adapter_sha256=sha256_of(data),
            dataset_sha256=self._dataset.sha256,
            recipe_sha256=recipe_hash(recipe),
            licences=tuple(sorted({item.licence for item in self._dataset.manifest.items})),
        )
        write_adapter(job.out, record)
        figures = CardFigures(
            weight_count=self._loop.weights.count,
            file_bytes=len(data),
            losses=tuple(journal.losses()),
            validations=tuple(journal.validations()),
        )
        write_card(
            job.out, record, recipe, dataset=self._dataset, figures=figures, command=job.command
        )
        sheets = tuple(sorted((job.out / _VALIDATION).glob("*.png")))
        return Trained(folder=job.out, record=record, figures=figures, sheets=sheets)

    def _look(self, journal: Journal) -> float:
        """Measure the loss, film clips for people, and return the loss."""
        loop, recipe = self._loop, self._job.recipe
        items = [self._items[k] for k in self._validated]
        loss = validation_loss(loop.model, items, recipe=recipe)
        journal.validation(loop.step, loss)
        shown = [self._dataset.sample(k) for k in list(self._validated)[: recipe.validation_clips]]
        if shown:
            path = self._job.out / _VALIDATION / f"{loop.step:06d}.png"
            write_sheet(loop.model, shown, path, recipe=recipe, step=loop.step)
        return loss

    def _save(self) -> None:
        state = CheckpointState(
            step=self._loop.step,
            recipe=self._job.recipe,
            base_sha256=self._base,
            dataset_sha256=self._dataset.sha256,
            files={},
            first_validation_loss=self._first_loss,
        )
        self._loop.save(self._job.out / _CHECKPOINTS, state)


def _held_out(dataset: Dataset, recipe: TrainingRecipe) -> int:
    if recipe.holdout >= len(dataset):
        raise InputError(
            f"{recipe.holdout} of {len(dataset)} items are held out",
            f"hold out at most {len(dataset) - 1}",
        )
    return recipe.holdout


def _checkpoint(job: TrainingJob) -> Progress | None:
    """Return where to go on, or None to begin."""
    if job.resume:
        progress = load_latest(job.out / _CHECKPOINTS)
        if progress is None and not (job.out / _RECIPE_FILE).exists():
            raise InputError(f"{job.out} holds no run", "leave --resume out to begin one")
        return progress
    if job.out.exists() and (not job.out.is_dir() or any(job.out.iterdir())):
        raise OutputError(
            f"{job.out} is not empty", "give --resume to go on, or choose another folder with -o"
        )
    return None


def _check_same(state: CheckpointState, job: TrainingJob, *, base: str, dataset: Dataset) -> None:
    state.recipe.check_same(job.recipe)
    pairs = (
        ("base model", state.base_sha256, base),
        ("dataset", state.dataset_sha256, dataset.sha256),
    )
    for what, begun, given in pairs:
        if begun != given:
            raise InputError(
                f"the run was begun with another {what} ({begun[:12]}, not {given[:12]})",
                "give the same, or begin another run with -o",
            )
    if state.step > job.recipe.steps:
        raise InputError(
            f"the run has made {state.step} steps already", f"give --steps {state.step} or more"
        )


def _begin(job: TrainingJob) -> None:
    try:
        job.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{job.out} cannot be made ({error.strerror})", "choose another folder with -o"
        ) from error
    write_atomic(job.out / _RECIPE_FILE, json_bytes(job.recipe))
