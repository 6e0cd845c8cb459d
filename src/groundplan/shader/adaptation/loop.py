"""Training an adapter, step by step: it can be stopped at any step and taken up again exactly."""
# torch.from_numpy and optimizers are partly untyped.
# pyright: reportUnknownMemberType=false

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundplan.errors import CallCancelledError, CallError
from groundplan.shader.adaptation.checkpoints import (
    CheckpointState,
    Progress,
    load_optimizer,
    optimizer_tensors,
    save_checkpoint,
)
from groundplan.shader.adaptation.draws import draw, noise_of, shifted, torch_seed
from groundplan.shader.adaptation.journal import Journal, StepFigures
from groundplan.shader.adaptation.lora import LoraWeights
from groundplan.shader.adaptation.port import Adaptable
from groundplan.shader.adaptation.preparing import PreparedItems
from groundplan.shader.adaptation.recipe import TrainingRecipe
from groundplan.shader.adaptation.validation import sample_loss

__all__ = ["LoraLoop", "Watch", "run_steps"]


def _silent(_done: int, _total: int) -> None:
    """Say nothing."""


def _never() -> bool:
    return False


def _still() -> float:
    return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a running training may use of the outside."""

    preparing: Callable[[int, int], None] = _silent
    """Samples done and in all."""
    training: Callable[[int, int], None] = _silent
    """Steps done and in all."""
    cancelled: Callable[[], bool] = _never
    """Asked between steps."""
    clock: Callable[[], float] = _still
    """Seconds, for the log."""


class LoraLoop:
    """A model, its adapter and its optimizer, and how many steps were made."""

    def __init__(
        self, model: Adaptable, recipe: TrainingRecipe, items: PreparedItems, *, trained: int
    ) -> None:
        """Begin at step 0; the first `trained` items are trained on.

        Raises:
            InputError: A target of the recipe names no layer.
        """
        import torch

        self.model = model
        self.recipe = recipe
        self.weights = LoraWeights(model.transformer, recipe)
        self.step = 0
        self._items = items
        self._trained = trained
        self._optimizer = torch.optim.AdamW(
            list(self.weights.parameters.values()),
            lr=recipe.learning_rate,
            weight_decay=recipe.weight_decay,
        )

    def take_up(self, progress: Progress) -> None:
        """Go on from a checkpoint.

        Raises:
            InputError: It is of another adapter.
        """
        self.weights.load(progress.weights)
        load_optimizer(self._optimizer, self.weights.parameters, progress.optimizer)
        self.step = progress.state.step

    def save(self, folder: Path, state: CheckpointState) -> Path:
        """Write a checkpoint.

        Raises:
            OutputError: It cannot be written.
        """
        return save_checkpoint(
            folder,
            state,
            weights=self.weights.tensors(),
            optimizer=optimizer_tensors(self._optimizer, self.weights.parameters),
        )

    def run_step(self, journal: Journal, clock: Callable[[], float]) -> float:
        """Make a step and return its loss.

        Raises:
            CallError: The loss is no number, or memory is short; says what to change.
            OutputError: The log cannot be written.
        """
        began = clock()
        rate = self.recipe.learning_rate_at(self.step)
        try:
            loss, norm = self._update(rate)
        except (RuntimeError, MemoryError) as error:
            if not isinstance(error, MemoryError) and "memory" not in str(error).lower():
                raise
            raise CallError(
                "there is not enough memory for a step", _smaller(self.recipe)
            ) from error
        self.step += 1
        if not math.isfinite(loss + norm):
            raise CallError(
                f"the loss of step {self.step} is no number",
                "lower --learning-rate, or use --precision float32; go on with --resume",
            )
        journal.step(
            StepFigures(
                step=self.step,
                loss=loss,
                gradient_norm=norm,
                learning_rate=rate,
                seconds=round(clock() - began, 6),
            )
        )
        return loss

    def _update(self, rate: float) -> tuple[float, float]:
        import torch

        self.model.transformer.train()
        self._optimizer.zero_grad(set_to_none=True)
        losses = [
            self._backward(self.step * self.recipe.batch + place)
            for place in range(self.recipe.batch)
        ]
        norm = torch.nn.utils.clip_grad_norm_(
            list(self.weights.parameters.values()), self.recipe.clip_norm
        )
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        loss, length = sum(losses) / len(losses), float(norm)
        if math.isfinite(loss + length):
            self._optimizer.step()
        return loss, length

    def _backward(self, number: int) -> float:
        """Add the gradient of one sample and return its loss."""
        import torch

        recipe = self.recipe
        drawn = draw(
            recipe.seed,
            number,
            item_count=self._trained,
            caption_dropout=recipe.caption_dropout,
        )
        prepared = self._items[drawn.item]
        noise = noise_of(recipe.seed, number, tuple(prepared["latents"].shape))
        with torch.random.fork_rng():
            torch.manual_seed(torch_seed(recipe.seed, number))
            loss = sample_loss(
                self.model,
                prepared,
                sigma=shifted(drawn.sigma, self.model.shift),
                noise=torch.from_numpy(noise),
                captioned=drawn.captioned,
            )
            (loss / recipe.batch).backward()
        return float(loss.detach())


def run_steps(
    loop: LoraLoop,
    watch: Watch,
    journal: Journal,
    *,
    saved: Callable[[], object],
    looked: Callable[[], object],
) -> None:
    """Make the steps that are left; `saved` and `looked` are called when the recipe says so.

    The last step is saved; looking at the end is left to the caller.

    Raises:
        CallCancelledError: A person stopped it; the step that was made is saved.
        CallError: A step failed.
        OutputError: The disk is full; earlier checkpoints are whole.
    """
    recipe = loop.recipe
    while loop.step < recipe.steps:
        if watch.cancelled():
            saved()
            raise CallCancelledError(
                f"training was stopped after {loop.step} of {recipe.steps} steps",
                "go on with --resume",
            )
        loop.run_step(journal, watch.clock)
        watch.training(loop.step, recipe.steps)
        last = loop.step == recipe.steps
        if last or _due(loop.step, recipe.checkpoint_every):
            saved()
        if not last and _due(loop.step, recipe.validate_every):
            looked()


def _due(step: int, every: int) -> bool:
    return every > 0 and step % every == 0


def _smaller(recipe: TrainingRecipe) -> str:
    """Return what takes less memory."""
    if not recipe.gradient_checkpointing:
        smaller = "give --gradient-checkpointing"
    elif recipe.precision == "float32":
        smaller = "give --precision bfloat16"
    else:
        smaller = "export the dataset smaller or shorter (--size, --frames)"
    return f"{smaller}, or a lower --rank"
