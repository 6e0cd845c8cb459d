"""Replaceable parts by name: built-ins and third parties come through the same entry points."""

from importlib.metadata import EntryPoint, entry_points
from typing import Final, cast

from groundplan.errors import InputError, MissingExtraError
from groundplan.previz.port import Renderer

__all__ = ["RENDERERS", "renderer", "renderer_names"]

RENDERERS: Final = "groundplan.renderers"


def renderer_names() -> tuple[str, ...]:
    """Return the names of the registered renderers, sorted."""
    return tuple(sorted(point.name for point in entry_points(group=RENDERERS)))


def renderer(name: str) -> Renderer:
    """Return a new renderer.

    Raises:
        InputError: No renderer has this name.
        MissingExtraError: The renderer is registered and cannot be imported here.
    """
    for point in entry_points(group=RENDERERS):
        if point.name == name:
            return _loaded(point)
    known = ", ".join(renderer_names()) or "none"
    raise InputError(f"there is no renderer named {name!r}", f"choose one of: {known}")


def _loaded(point: EntryPoint) -> Renderer:
    try:
        factory = cast("type[Renderer]", point.load())
    except ImportError as error:
        raise MissingExtraError(
            f"renderer {point.name!r} cannot be imported ({error})",
            "install the package that it needs",
        ) from error
    return factory()
