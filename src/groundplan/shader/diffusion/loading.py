"""Pipelines of diffusers, loaded from a folder and kept for the next window."""
# diffusers is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from groundplan.errors import CallError
from groundplan.shader.diffusion.adapters import AdapterFile, adapter_file, load_adapters
from groundplan.shader.diffusion.choice import PipelineChoice, model_or_environment
from groundplan.shader.diffusion.devices import device_of, dtype_of, free_memory, ran_out
from groundplan.shader.diffusion.folders import check_components, found_folder, model_folder

__all__ = ["LoadedPipeline", "PipelineRecipe", "PipelineStore", "first_line"]

_BROKEN: Final = (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineRecipe:
    """What a backend loads."""

    pipeline: str
    """Class name in diffusers."""
    components: Mapping[str, tuple[str, ...]]
    """Classes that the parts of a model must have, as `model_index.json` names them."""
    environment: str
    """Variable that names the model where the settings do not."""
    float32: tuple[str, ...] = ()
    """Components that stay in float32 whatever the precision."""
    parts: Mapping[str, str] = field(default_factory=dict[str, str])
    """Classes of components that may lie in folders of their own."""
    supplied: Callable[[], dict[str, object]] = dict[str, object]
    """Components that are no weights."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadedPipeline:
    """A pipeline that is ready to run."""

    pipeline: Any
    weights: dict[str, str]
    adapters: tuple[AdapterFile, ...]
    device: str


class PipelineStore:
    """The one pipeline that a backend holds; windows of a shot share it."""

    def __init__(self, recipe: PipelineRecipe) -> None:
        """Load nothing yet."""
        self._recipe = recipe
        self._held: tuple[PipelineChoice, LoadedPipeline] | None = None

    @property
    def recipe(self) -> PipelineRecipe:
        """Return what it loads."""
        return self._recipe

    def get(self, choice: PipelineChoice) -> LoadedPipeline:
        """Return the pipeline of a choice, loaded if it is not held.

        Raises:
            CallError: It cannot be loaded.
            MissingExtraError: Something that it needs is not installed.
        """
        if self._held is not None and self._held[0] == choice:
            return self._held[1]
        self.forget()
        loaded = _loaded(self._recipe, choice)
        self._held = (choice, loaded)
        return loaded

    def forget(self) -> None:
        """Give the memory back."""
        if self._held is not None:
            self._held = None
            free_memory()


def first_line(error: BaseException) -> str:
    """Return the first line of an error, at most 200 characters."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]


def _loaded(recipe: PipelineRecipe, choice: PipelineChoice) -> LoadedPipeline:
    device = device_of(choice)
    model = model_or_environment(choice, recipe.environment)
    there = found_folder(model, choice)
    check_components(there.folder, recipe.components)
    parts = {name: model_folder(Path(path)) for name, path in choice.parts}
    files = tuple(adapter_file(one) for one in choice.adapters)
    try:
        with _quiet():
            pipeline = _read(recipe, choice, folder=there.folder, device=device)
    except _BROKEN as error:
        if ran_out(error):
            raise
        raise CallError(
            f"{there.folder} cannot be loaded ({first_line(error)})",
            f"give a model of {recipe.pipeline}, whole and in safetensors",
        ) from error
    adapters = load_adapters(pipeline, files, base=there.weights)
    _place(pipeline, choice, device)
    weights = there.weights | {name: part.weights["model"] for name, part in parts.items()}
    return LoadedPipeline(
        pipeline=pipeline, weights=weights | adapters, adapters=files, device=device
    )


def _read(recipe: PipelineRecipe, choice: PipelineChoice, *, folder: Path, device: str) -> Any:  # noqa: ANN401
    import diffusers
    import torch

    default = getattr(torch, dtype_of(choice, device))
    dtypes = {"default": default} | dict.fromkeys(recipe.float32, torch.float32)
    safely = {"local_files_only": True, "use_safetensors": True}
    parts = {
        name: getattr(diffusers, recipe.parts[name]).from_pretrained(path, dtype=default, **safely)
        for name, path in choice.parts
    }
    pipeline = getattr(diffusers, recipe.pipeline).from_pretrained(
        str(folder),
        dtype=dtypes,
        variant=choice.variant or None,
        **safely,
        **parts,
        **recipe.supplied(),
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _place(pipeline: Any, choice: PipelineChoice, device: str) -> None:  # noqa: ANN401  # see above
    if choice.offload == "model":
        pipeline.enable_model_cpu_offload(device=device)
    elif choice.offload == "sequential":
        pipeline.enable_sequential_cpu_offload(device=device)
    else:
        pipeline.to(device)


@contextmanager
def _quiet() -> Generator[None]:
    """Keep the libraries' own progress bars off the terminal, which has ours."""
    from diffusers.utils import logging as ours
    from transformers.utils import logging as theirs

    before = (ours.is_progress_bar_enabled(), theirs.is_progress_bar_enabled())
    ours.disable_progress_bar()
    theirs.disable_progress_bar()
    try:
        yield
    finally:
        if before[0]:
            ours.enable_progress_bar()
        if before[1]:
            theirs.enable_progress_bar()
