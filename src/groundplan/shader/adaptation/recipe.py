"""How an adapter is trained: every number that decides its weights, kept beside them."""

import hashlib
from dataclasses import fields
from typing import Annotated, Final, Literal

import orjson
from pydantic import Field
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError
from groundplan.world.base import CLOSED

__all__ = ["Precision", "TrainingRecipe", "recipe_hash"]

Precision = Literal["float32", "bfloat16"]
"""Of the frozen base. The adapter itself is always float32."""

Steps = Annotated[int, Field(ge=1, le=10_000_000)]
Every = Annotated[int, Field(ge=0, le=10_000_000)]

_FREE: Final = frozenset({"steps", "checkpoint_every", "validate_every"})
"""What may be changed when a run is taken up again."""


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class TrainingRecipe:
    """A run. Defaults: the usual ones of LoRA for video (our choice, not tuned)."""

    schema: Literal["groundplan.training/1"] = "groundplan.training/1"
    steps: Steps = 1000
    batch: Annotated[int, Field(ge=1, le=1024)] = 1
    """Samples per step; their gradients are averaged one after the other, so that clips of unlike
    sizes go together and memory does not grow."""
    rank: Annotated[int, Field(ge=1, le=1024)] = 16
    alpha: Annotated[float, Field(gt=0, le=4096)] = 16.0
    """The adapter is scaled by alpha / rank."""
    dropout: Annotated[float, Field(ge=0, lt=1)] = 0.0
    targets: Annotated[tuple[str, ...], Field(min_length=1, max_length=32)] = (
        "to_q", "to_k", "to_v", "to_out.0",
    )  # fmt: skip
    """Linear layers by the end of their names."""
    learning_rate: Annotated[float, Field(gt=0, le=1)] = 1e-4
    warmup_steps: Every = 0
    """The rate grows evenly to its value, then stays."""
    weight_decay: Annotated[float, Field(ge=0, le=1)] = 0.0
    clip_norm: Annotated[float, Field(gt=0, le=1e6)] = 1.0
    """Longest gradient of a step, over all weights."""
    caption_dropout: Annotated[float, Field(ge=0, lt=1)] = 0.1
    """How often a sample is shown without its caption, for guidance."""
    seed: Annotated[int, Field(ge=0, lt=1 << 32)] = 0
    precision: Precision = "float32"
    gradient_checkpointing: bool = False
    """Less memory, about a third slower."""
    checkpoint_every: Every = 100
    """0: only at the end."""
    validate_every: Every = 0
    """0: only before the first step and at the end."""
    holdout: Annotated[int, Field(ge=0, le=1024)] = 0
    """Last items of the dataset that are never trained on, only validated with."""
    validation_clips: Annotated[int, Field(ge=0, le=16)] = 1
    """How many are filmed for people to look at; 0: only the loss is measured."""
    validation_steps: Annotated[int, Field(ge=1, le=1000)] = 20
    validation_guidance: Annotated[float, Field(ge=1, le=30)] = 5.0
    validation_prompts: Annotated[tuple[str, ...], Field(max_length=16)] = ()
    """Instead of the captions."""

    def learning_rate_at(self, step: int) -> float:
        """Return the rate of a step; the first is 0."""
        if self.warmup_steps == 0:
            return self.learning_rate
        return self.learning_rate * min(1.0, (step + 1) / self.warmup_steps)

    def check_same(self, other: "TrainingRecipe") -> None:
        """Refuse another recipe but for its number of steps and how often it saves and looks.

        Raises:
            InputError: Something else differs; names the first.
        """
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if one.name not in _FREE and mine != theirs:
                raise InputError(
                    f"the run was begun with {one.name} {mine}, not {theirs}",
                    "give the same, or begin another run with -o",
                )


def recipe_hash(recipe: TrainingRecipe) -> str:
    """Return what identifies a recipe."""
    plain = orjson.dumps(recipe, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(plain).hexdigest()
