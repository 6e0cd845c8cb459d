"""Where a run stands: weights, optimizer and step, whole or not at all.

The generator's state is (seed, step): see `draws`.
"""
# torch.optim.Optimizer.state is untyped.
# pyright: reportUnknownMemberType=false

import dataclasses
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, cast

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from groundplan.errors import InputError, OutputError, PackError
from groundplan.passes.files import json_bytes, read_bounded, write_atomic
from groundplan.shader.adaptation.recipe import TrainingRecipe
from groundplan.shader.adaptation.stored_tensors import read_tensors, write_tensors
from groundplan.world.base import CLOSED, Sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    import torch

__all__ = [
    "CheckpointState", "Progress", "load_latest", "load_optimizer", "optimizer_tensors",
    "save_checkpoint",
]  # fmt: skip

_STATE: Final = "state.json"
_WEIGHTS: Final = "adapter.safetensors"
_OPTIMIZER: Final = "optimizer.safetensors"
_KEPT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class CheckpointState:
    """What a run was begun with, and how far it is."""

    schema: Literal["groundplan.checkpoint/1"] = "groundplan.checkpoint/1"
    step: Annotated[int, Field(ge=0, le=10_000_000)]
    """Steps done."""
    recipe: TrainingRecipe
    base_sha256: Sha256
    dataset_sha256: Sha256
    files: dict[str, Sha256]
    first_validation_loss: float | None = None
    """Before the first step: of the base model."""


_ADAPTER: Final = TypeAdapter(CheckpointState)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Progress:
    """A checkpoint in memory."""

    state: CheckpointState
    weights: "dict[str, torch.Tensor]"
    """By name."""
    optimizer: "dict[str, torch.Tensor]"
    """Moments by name and kind."""


def save_checkpoint(
    folder: Path,
    state: CheckpointState,
    *,
    weights: "Mapping[str, torch.Tensor]",
    optimizer: "Mapping[str, torch.Tensor]",
) -> Path:
    """Write a checkpoint, drop all but the newest two, and return its folder.

    Raises:
        OutputError: It cannot be written; those before it are untouched.
    """
    place = folder / f"{state.step:06d}"
    partial = folder / f"{state.step:06d}.partial"
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        named = {
            _WEIGHTS: write_tensors(partial / _WEIGHTS, weights),
            _OPTIMIZER: write_tensors(partial / _OPTIMIZER, optimizer),
        }
        write_atomic(partial / _STATE, json_bytes(dataclasses.replace(state, files=named)))
        if place.exists():
            shutil.rmtree(place)
        partial.replace(place)
    except (OSError, OutputError) as error:
        reason = error.problem if isinstance(error, OutputError) else error.strerror
        raise OutputError(
            f"the checkpoint of step {state.step} cannot be written ({reason})",
            "free space and go on with --resume: earlier checkpoints are kept",
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    for old in _finished(folder)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return place


def load_latest(folder: Path) -> Progress | None:
    """Return the newest checkpoint, or None where there is none.

    Raises:
        InputError: The newest one is damaged: nothing older is taken in silence.
    """
    found = _finished(folder)
    if not found:
        return None
    place = found[-1]
    try:
        state = _ADAPTER.validate_json(read_bounded(place / _STATE, 1 << 20), strict=True)
        return Progress(
            state=state,
            weights=read_tensors(place / _WEIGHTS, sha256=state.files.get(_WEIGHTS, "-")),
            optimizer=read_tensors(place / _OPTIMIZER, sha256=state.files.get(_OPTIMIZER, "-")),
        )
    except (PackError, ValidationError, InputError) as error:
        raise InputError(
            f"checkpoint {place} is damaged", "remove that folder to go on from the one before it"
        ) from error


def optimizer_tensors(
    optimizer: "torch.optim.Optimizer", parameters: "Mapping[str, torch.nn.Parameter]"
) -> "dict[str, torch.Tensor]":
    """Return an optimizer's state by name of weight and kind of moment, on the CPU."""
    found: dict[str, torch.Tensor] = {}
    for name, parameter in parameters.items():
        moments = cast("dict[str, torch.Tensor]", optimizer.state.get(parameter, {}))
        for kind, value in moments.items():
            found[f"{name}|{kind}"] = value.detach().to("cpu", copy=True).contiguous()
    return found


def load_optimizer(
    optimizer: "torch.optim.Optimizer",
    parameters: "Mapping[str, torch.nn.Parameter]",
    tensors: "Mapping[str, torch.Tensor]",
) -> None:
    """Take over what `optimizer_tensors` returned; counts of steps stay on the CPU."""
    by_name: dict[str, dict[str, torch.Tensor]] = {}
    for key, value in tensors.items():
        name, _, kind = key.rpartition("|")
        by_name.setdefault(name, {})[kind] = value
    for name, moments in by_name.items():
        parameter = parameters[name]
        optimizer.state[parameter] = {
            kind: value if kind == "step" else value.to(parameter.device)
            for kind, value in moments.items()
        }


def _finished(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    found = [one for one in folder.iterdir() if one.is_dir() and one.name.isdecimal()]
    # By number: names grow longer after 999999 steps.
    return sorted(found, key=lambda one: int(one.name))
