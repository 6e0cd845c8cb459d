"""What is installed here, what each extra would add, and what is missing."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import metadata, util
from typing import Final, Literal

from groundplan import __version__
from groundplan.assets.manifest import attribution_text
from groundplan.errors import GroundplanError
from groundplan.language.parser import check_model
from groundplan.studio.registry import renderer, renderer_names

__all__ = ["Check", "attributions", "examine"]

State = Literal["ok", "absent", "broken"]

_EXTRAS: Final = {
    "video": ("av", "mp4 previews of every take"),
    "exr": ("OpenEXR", "multi-layer EXR with cryptomatte ids"),
    "c2pa": ("c2pa", "signed content credentials on clips"),
    "comfyui": ("websockets", "`shade` on a ComfyUI server"),
    "diffusers": ("diffusers", "`shade` and `train` with video models in this process"),
    "embedded": ("onnxruntime", "`shade --backend embedded`: our own look networks"),
    "hosted": ("httpx", "`shade` on fal, Runway, Luma and Veo"),
    "keyring": ("keyring", "keys of hosts from the system's keyring"),
    "mcp": ("mcp", "`groundplan mcp`: outside agents look at a project and propose edits"),
    "physics": ("mujoco", "things that bounce, tumble and knock into one another"),
}
_PACKAGES: Final = {"c2pa": "c2pa-python", "mujoco": "mujoco-core"}
"""Packages that are not called as their module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One part of the installation."""

    name: str
    state: State
    detail: str

    def as_json(self) -> dict[str, str]:
        """Return it as JSON data."""
        return {"name": self.name, "state": self.state, "detail": self.detail}


def examine(*, warm: bool = False) -> tuple[Check, ...]:
    """Return every check; with `warm` the renderer is compiled, which is needed once."""
    checks = [
        Check(name="groundplan", state="ok", detail=__version__),
        Check(name="python", state="ok", detail=platform.python_version()),
        Check(name="processors", state="ok", detail=str(os.cpu_count() or 1)),
        _tried("language model", lambda: f"{check_model().name}, as pinned"),
        *(_tried(f"renderer {name}", partial(_version, name)) for name in renderer_names()),
        *(_extra(name) for name in sorted(_EXTRAS)),
    ]
    if warm:
        checks += [
            _tried(f"renderer {name} cache", partial(_warmed, name)) for name in renderer_names()
        ]
    return tuple(checks)


def attributions() -> tuple[str, ...]:
    """Return who made the data that ships, and under which licence, a line for each."""
    return tuple(attribution_text().splitlines())


def _version(name: str) -> str:
    return f"version {renderer(name).version}"


def _warmed(name: str) -> str:
    """Compile a renderer that offers to; others need nothing."""
    warm = getattr(renderer(name), "warm", None)
    if warm is None:
        return "needs no warming"
    warm()
    return "compiled and cached"


def _tried(name: str, test: Callable[[], str]) -> Check:
    try:
        return Check(name=name, state="ok", detail=test())
    except GroundplanError as error:
        return Check(name=name, state="broken", detail=str(error))


def _extra(name: str) -> Check:
    module, gives = _EXTRAS[name]
    if util.find_spec(module) is None:
        detail = f"pip install 'groundplan[{name}]' adds {gives}"
        return Check(name=f"extra {name}", state="absent", detail=detail)
    version = metadata.version(_PACKAGES.get(module, module))
    return Check(name=f"extra {name}", state="ok", detail=f"{module} {version}: {gives}")
