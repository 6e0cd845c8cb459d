"""The port of every base model that can be adapted: what is frozen, what is trained, how it films.

One class per model family in `backends/`; the loop knows none of them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from groundplan.shader.adaptation.clips import Clip
from groundplan.shader.adaptation.recipe import Precision
from groundplan.shader.adaptation.sample import Sample

if TYPE_CHECKING:
    import torch

__all__ = ["Adaptable", "FilmOptions", "ModelOptions", "Tensors"]

Tensors = dict[str, "torch.Tensor"]
"""What the frozen parts make of a sample: `latents` is what the model should arrive at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """Where a base lies and how it is loaded."""

    folder: Path
    device: str = "cpu"
    """As torch names it."""
    precision: Precision = "float32"
    gradient_checkpointing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOptions:
    """How a validation clip is filmed."""

    steps: int
    guidance: float
    seed: int
    prompt: str = ""
    """Empty: the caption."""


@runtime_checkable
class Adaptable(Protocol):
    """A base model, loaded, whose transformer will carry an adapter."""

    @property
    def kind(self) -> str:
        """Return the model family."""
        ...

    @property
    def shift(self) -> float:
        """Return how far its scheduler shifts time towards noise."""
        ...

    @property
    def transformer(self) -> "torch.nn.Module":
        """Return what is adapted."""
        ...

    def check(self, sample: Sample) -> None:
        """Refuse a sample that the model would crop, pad or round.

        Raises:
            InputError: Size or length does not fit; says the nearest right one.
        """
        ...

    def prepared(self, sample: Sample) -> Tensors:
        """Return what the frozen parts make of a sample, on the CPU."""
        ...

    def velocity(
        self, prepared: Tensors, noisy: "torch.Tensor", *, sigma: float, captioned: bool
    ) -> "torch.Tensor":
        """Return the model's guess of noise minus latents, with gradients."""
        ...

    def settled(self) -> None:
        """Put away what is needed only to prepare and to film."""
        ...

    def film(self, sample: Sample, options: FilmOptions) -> Clip:
        """Return what the whole pipeline makes of a sample's control, references and words."""
        ...
