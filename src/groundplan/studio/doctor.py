"""What is installed here, what each extra would add, and what is missing."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata, util
from typing import Final, Literal

from groundplan import __version__
from groundplan.errors import GroundplanError
from groundplan.language.parser import check_model
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.studio.registry import renderer_names

__all__ = ["Check", "examine"]

State = Literal["ok", "absent", "broken"]

_EXTRAS: Final = {
    "video": ("av", "mp4 previews of every take"),
    "exr": ("OpenEXR", "multi-layer EXR with cryptomatte ids"),
}


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
        Check(name="renderers", state="ok", detail=", ".join(renderer_names())),
        *(_extra(name) for name in sorted(_EXTRAS)),
    ]
    if warm:
        checks.append(_tried("renderer cache", _warm_renderer))
    return tuple(checks)


def _warm_renderer() -> str:
    NumbaRenderer().warm()
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
    version = metadata.version(module)
    return Check(name=f"extra {name}", state="ok", detail=f"{module} {version}: {gives}")
