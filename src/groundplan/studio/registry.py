"""Replaceable parts by name: built-ins and third parties come through the same entry points."""

from importlib.metadata import entry_points
from typing import Final, cast

from groundplan.adherence.port import Tracker
from groundplan.errors import InputError, MissingExtraError
from groundplan.previz.port import Renderer
from groundplan.shader.port import Shader

__all__ = [
    "RENDERERS", "SHADERS", "TRACKERS", "check_shader_name", "renderer", "renderer_names",
    "shader", "shader_names", "tracker", "tracker_names",
]  # fmt: skip

RENDERERS: Final = "groundplan.renderers"
SHADERS: Final = "groundplan.shaders"
TRACKERS: Final = "groundplan.trackers"


def renderer_names() -> tuple[str, ...]:
    """Return the names of the registered renderers, sorted."""
    return _names(RENDERERS)


def renderer(name: str) -> Renderer:
    """Return a new renderer.

    Raises:
        InputError: No renderer has this name.
        MissingExtraError: The renderer is registered and cannot be imported here.
    """
    return cast("type[Renderer]", _loaded(RENDERERS, name, kind="renderer"))()


def shader_names() -> tuple[str, ...]:
    """Return the names of the registered shaders, sorted."""
    return _names(SHADERS)


def shader(name: str) -> Shader:
    """Return a new shader; what it needs is imported when it submits.

    Raises:
        InputError: No shader has this name.
        MissingExtraError: The shader is registered and cannot be imported here.
    """
    return cast("type[Shader]", _loaded(SHADERS, name, kind="backend"))()


def check_shader_name(name: str) -> None:
    """Refuse a name that nobody has registered.

    Raises:
        InputError: No shader has this name.
    """
    _check(SHADERS, name, kind="backend")


def tracker_names() -> tuple[str, ...]:
    """Return the names of the registered observers of the judge, sorted."""
    return _names(TRACKERS)


def tracker(name: str) -> Tracker:
    """Return a new observer for the judge.

    Raises:
        InputError: No tracker has this name.
        MissingExtraError: The tracker is registered and cannot be imported here.
    """
    return cast("type[Tracker]", _loaded(TRACKERS, name, kind="tracker"))()


def _names(group: str) -> tuple[str, ...]:
    return tuple(sorted({point.name for point in entry_points(group=group)}))


def _loaded(group: str, name: str, *, kind: str) -> object:
    _check(group, name, kind=kind)
    # The first of a name; importlib_metadata, where something imports it, gives its own points.
    point = next(one for one in entry_points(group=group) if one.name == name)
    try:
        return point.load()
    except ImportError as error:
        raise MissingExtraError(
            f"{kind} {name!r} cannot be imported ({error})", "install the package that it needs"
        ) from error


def _check(group: str, name: str, *, kind: str) -> None:
    names = _names(group)
    if name not in names:
        known = ", ".join(names) or "none"
        raise InputError(f"there is no {kind} named {name!r}", f"choose one of: {known}")
