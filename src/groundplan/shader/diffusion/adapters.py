"""LoRAs: read, checked against the model, and refused where they would do nothing."""
# safetensors and peft layers are typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as closed_dataclass

from groundplan.errors import CallError, MissingExtraError
from groundplan.shader.diffusion.choice import DIFFUSERS_INSTALL, Adapter
from groundplan.shader.diffusion.identity import file_sha256
from groundplan.shader.diffusion.requirements import installed

__all__ = ["AdapterCard", "AdapterFile", "adapter_file", "adapter_sha256", "load_adapters"]

_CARD: Final = "groundplan.json"
_CARD_LIMIT: Final = 1 << 20


@closed_dataclass(frozen=True, slots=True, kw_only=True, config={"extra": "ignore"})
class AdapterCard:
    """What `groundplan train` writes beside an adapter; more fields may stand there."""

    schema: Literal["groundplan.adapter/1"]
    base_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """`weights_identity` of the model that it was trained on."""
    rank: Annotated[int, Field(ge=1, le=4096)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterFile:
    """A LoRA on disk."""

    path: Path
    sha256: str
    scale: float
    card: AdapterCard | None
    metadata: Mapping[str, str]
    """As its safetensors header says; IC-LoRAs say the scale of their reference there."""


def adapter_file(adapter: Adapter) -> AdapterFile:
    """Return what lies at an adapter's path.

    Raises:
        CallError: There is no one safetensors file, or it or its card is damaged.
        MissingExtraError: safetensors is not installed.
    """
    if not installed("safetensors"):
        raise MissingExtraError("a LoRA needs safetensors", DIFFUSERS_INSTALL)
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415  # an extra

    path = _file(Path(adapter.path))
    try:
        with safe_open(str(path), framework="np") as stream:
            metadata: dict[str, str] = stream.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise CallError(f"{path} is no safetensors file", "give the file of a LoRA") from error
    return AdapterFile(
        path=path,
        sha256=file_sha256(path),
        scale=adapter.scale,
        card=_card(path.parent / _CARD),
        metadata=metadata,
    )


def adapter_sha256(adapter: Adapter) -> str:
    """Return the sha256 of a LoRA's file; empty where there is no such file yet.

    Raises:
        CallError: It cannot be read.
    """
    path = Path(adapter.path)
    if path.is_dir():
        found = sorted(path.glob("*.safetensors"))
        path = found[0] if len(found) == 1 else path
    return file_sha256(path) if path.is_file() else ""


def load_adapters(
    pipeline: Any,  # noqa: ANN401  # of some diffusers class
    files: tuple[AdapterFile, ...],
    *,
    base: Mapping[str, str],
) -> dict[str, str]:
    """Load LoRAs into a pipeline and return their identities.

    Raises:
        CallError: One was trained on another model, or does not fit all its layers: either loads
            without a word elsewhere and does nothing, or harm.
        MissingExtraError: peft is not installed.
    """
    if not files:
        return {}
    if not installed("peft"):
        raise MissingExtraError("a LoRA needs peft", DIFFUSERS_INSTALL)
    names = [f"lora_{index}" for index in range(len(files))]
    for name, file in zip(names, files, strict=True):
        _check_base(file, base.get("model", ""))
        _load(pipeline, file, name)
    pipeline.set_adapters(names, adapter_weights=[file.scale for file in files])
    return {name: file.sha256 for name, file in zip(names, files, strict=True)}


def _file(path: Path) -> Path:
    if path.is_dir():
        found = sorted(path.glob("*.safetensors"))
        if len(found) != 1:
            raise CallError(f"{path} has {len(found)} safetensors files", "give one of them")
        return found[0]
    if not path.is_file():
        raise CallError(f"there is no LoRA at {path}", "check --set lora=PATH")
    return path


def _card(path: Path) -> AdapterCard | None:
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > _CARD_LIMIT:
            raise CallError(f"{path} is larger than 1 MiB", "give an adapter of `groundplan train`")
        return TypeAdapter(AdapterCard).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise CallError(
            f"{path} is no adapter card", "give an adapter that `groundplan train` wrote"
        ) from error


def _check_base(file: AdapterFile, model: str) -> None:
    if file.card is not None and file.card.base_sha256 != model:
        raise CallError(
            f"{file.path} was trained on the model {file.card.base_sha256[:12]}…",
            f"this one is {model[:12]}…: give the model that it was trained on",
        )


def _load(pipeline: Any, file: AdapterFile, name: str) -> None:  # noqa: ANN401  # see above
    where = {"weight_name": file.path.name, "local_files_only": True, "use_safetensors": True}
    try:
        state = pipeline.lora_state_dict(str(file.path.parent), **where)
        pipeline.load_lora_weights(str(file.path.parent), adapter_name=name, **where)
    except (OSError, ValueError, RuntimeError, KeyError, AttributeError) as error:
        raise CallError(
            f"{file.path} does not fit this model", "give a LoRA of exactly this base model"
        ) from error
    tensors: Mapping[str, object] = state[0] if isinstance(state, tuple) else state
    wanted = sum("lora_A" in key or "lora_down" in key for key in tensors)
    loaded = _layers(pipeline, name)
    if not loaded or loaded != wanted:
        raise CallError(
            f"{file.path} has {wanted} layers, and {loaded} of them fit this model",
            "give a LoRA of exactly this base model",
        )


def _layers(pipeline: Any, name: str) -> int:  # noqa: ANN401  # see above
    parts = [getattr(pipeline, part, None) for part in ("transformer", "connectors")]
    modules = [module for part in parts if part is not None for module in part.modules()]
    return sum(name in getattr(module, "lora_A", {}) for module in modules)
