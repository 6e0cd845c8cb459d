"""Where a model's files lie, and which ones they are."""
# The hub's functions are typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from groundplan.errors import CallError
from groundplan.shader.diffusion.choice import PipelineChoice
from groundplan.shader.diffusion.identity import settings_identity, weights_identity
from groundplan.world.base import JsonData

__all__ = ["ModelFolder", "check_components", "found_folder", "model_folder"]

_INDEX: Final = "model_index.json"
_INDEX_LIMIT: Final = 1 << 20
_INDEX_FILE: Final = TypeAdapter(dict[str, JsonData])
_HUB_ID: Final = re.compile(r"[\w.-]+/[\w.-]+")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A model on disk."""

    folder: Path
    weights: dict[str, str]
    """Its identity: sha256 of weights and settings, or the hub's id and commit."""


def found_folder(model: str, choice: PipelineChoice, *, cache: Path | None = None) -> ModelFolder:
    """Return a local folder, or what the hub's cache (`cache`, or the usual one) holds.

    The hub is asked over the network only with `download`.

    Raises:
        CallError: There is no such folder, or the cache does not hold the model.
    """
    folder = Path(model)
    if folder.is_dir():
        return model_folder(folder)
    if not _HUB_ID.fullmatch(model):
        raise CallError(f"{model} is neither a folder nor a hub id", "give --set model=FOLDER")
    return _from_hub(model, choice, cache)


def model_folder(folder: Path) -> ModelFolder:
    """Return a local folder with its identity.

    Raises:
        CallError: It holds no weights.
    """
    identity = {"model": weights_identity(folder), "settings": settings_identity(folder)}
    return ModelFolder(folder=folder, weights=identity)


def check_components(folder: Path, expected: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a model whose parts are of other classes: wrong checkpoints load and do nothing.

    Raises:
        CallError: `model_index.json` is missing or damaged, or a component is another.
    """
    path = folder / _INDEX
    try:
        if path.stat().st_size > _INDEX_LIMIT:
            raise CallError(f"{path} is larger than 1 MiB", "give the folder of a diffusers model")
        index = _INDEX_FILE.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise CallError(
            f"{folder} has no readable {_INDEX}", "give the folder of a diffusers model"
        ) from error
    for component, classes in expected.items():
        entry = index.get(component)
        found = entry[-1] if isinstance(entry, list) and entry else None
        if found not in classes:
            raise CallError(
                f"{folder} has {found or 'nothing'} as {component}",
                f"give a model with {' or '.join(classes)}",
            )


def _from_hub(model: str, choice: PipelineChoice, cache: Path | None) -> ModelFolder:
    from diffusers.pipelines.pipeline_utils import DiffusionPipeline

    try:
        found: object = DiffusionPipeline.download(
            model,
            cache_dir=None if cache is None else str(cache),
            local_files_only=not choice.download,
            revision=choice.revision or None,
            variant=choice.variant or None,
            use_safetensors=True,
        )
    except (OSError, ValueError) as error:
        remedy = "check the id" if choice.download else "give --set download=yes to fetch it"
        raise CallError(f"{model} cannot be had from the hub's cache", remedy) from error
    folder = Path(str(found))
    commit = folder.name if _COMMIT.fullmatch(folder.name) else "unknown"
    return ModelFolder(
        folder=folder, weights={"model": f"hub:{model}@{commit}", "files": _listed(folder)}
    )


def _listed(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\n" for path in files]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
