"""Which model is loaded and how: settings that every backend of diffusers has."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from groundplan.errors import CallError, PlanError
from groundplan.shader.capabilities import BackendOption, Requirement

__all__ = [
    "DIFFUSERS_INSTALL", "DIFFUSERS_MODULES", "Adapter", "PipelineChoice", "loading_options",
    "model_or_environment", "pipeline_choice",
]  # fmt: skip

Device = Literal["auto", "cpu", "cuda"]
Dtype = Literal["auto", "float32", "bfloat16", "float16"]
Offload = Literal["none", "model", "sequential"]

DIFFUSERS_INSTALL: Final = "pip install 'groundplan[diffusers]'"
DIFFUSERS_MODULES: Final = tuple(
    Requirement(module=module, install=DIFFUSERS_INSTALL)
    for module in ("torch", "diffusers", "transformers", "accelerate")
)
_PARTS: Final = ("controlnet",)
_MOST_ADAPTERS: Final = 8
_MOST_SCALE: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A LoRA and how strongly it counts."""

    path: str
    """Of a `.safetensors` file, or of the folder that holds one."""
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineChoice:
    """A model and how it runs."""

    model: str = ""
    """Folder, or id at the hub; empty: the environment says it."""
    revision: str = ""
    variant: str = ""
    download: bool = False
    device: Device = "auto"
    dtype: Dtype = "auto"
    offload: Offload = "none"
    adapters: tuple[Adapter, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    """Components that lie in folders of their own: names and paths."""


def loading_options(
    environment: str, *, lora: Literal["no", "may", "must"]
) -> tuple[BackendOption, ...]:
    """Return the settings of a backend whose model `environment` may name."""
    found = (
        BackendOption(
            name="model",
            says="folder of the model, or its id at the hub",
            environment=environment,
            required=True,
        ),
        BackendOption(name="revision", says="branch, tag or commit at the hub"),
        BackendOption(name="variant", says="variant of the weight files, such as fp16"),
        BackendOption(
            name="download", says="yes: fetch from the hub what is missing", default="no"
        ),
        BackendOption(name="device", says="auto, cpu or cuda", default="auto"),
        BackendOption(
            name="dtype",
            says="auto (bfloat16 on cuda, float32 on cpu), float32, bfloat16 or float16",
            default="auto",
        ),
        BackendOption(
            name="offload",
            says="none, model or sequential: what waits in host memory, slower each time",
            default="none",
        ),
    )
    if lora == "no":
        return found
    says = "LoRA as path or path:scale, several with commas"
    return (*found, BackendOption(name="lora", says=says, required=lora == "must"))


def pipeline_choice(options: Mapping[str, str]) -> PipelineChoice:
    """Return the choice that settings make.

    Raises:
        PlanError: A setting has a value that there is not.
    """
    device = _one_of("device", options.get("device", "auto"), get_args(Device))
    offload = _one_of("offload", options.get("offload", "none"), get_args(Offload))
    if offload != "none" and device == "cpu":
        raise PlanError(f"offload={offload} on the cpu", "give offload=none, or device=cuda")
    return PipelineChoice(
        model=options.get("model", ""),
        revision=options.get("revision", ""),
        variant=options.get("variant", ""),
        download=_one_of("download", options.get("download", "no"), ("no", "yes")) == "yes",
        device=device,  # pyright: ignore[reportArgumentType]  # checked above
        dtype=_one_of("dtype", options.get("dtype", "auto"), get_args(Dtype)),  # pyright: ignore[reportArgumentType]  # checked
        offload=offload,  # pyright: ignore[reportArgumentType]  # checked above
        adapters=_adapters(options.get("lora", "")),
        parts=tuple((name, options[name]) for name in _PARTS if options.get(name)),
    )


def model_or_environment(choice: PipelineChoice, environment: str) -> str:
    """Return the model's folder or id.

    Raises:
        CallError: Neither the settings nor the environment name one.
    """
    found = choice.model or os.environ.get(environment, "")
    if not found:
        raise CallError(
            "no model is named", f"give --set model=FOLDER, or set {environment} to its folder"
        )
    return found


def _one_of(name: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise PlanError(f"{name}={given[:40]!r}", f"give {', '.join(known)}")
    return given


def _adapters(given: str) -> tuple[Adapter, ...]:
    found = tuple(_adapter(one.strip()) for one in given.split(",") if one.strip())
    if len(found) > _MOST_ADAPTERS:
        raise PlanError(f"{len(found)} LoRAs", f"give at most {_MOST_ADAPTERS}")
    return found


def _adapter(given: str) -> Adapter:
    path, colon, scale = given.rpartition(":")
    try:
        value = float(scale) if colon else 1.0
    except ValueError:
        return Adapter(path=given)
    if not colon:
        return Adapter(path=given)
    if not -_MOST_SCALE <= value <= _MOST_SCALE:
        raise PlanError(f"a LoRA scale of {scale}", f"give {-_MOST_SCALE:g} to {_MOST_SCALE:g}")
    return Adapter(path=path, scale=value)
