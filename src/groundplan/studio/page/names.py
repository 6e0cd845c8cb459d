"""Paths and numbers as people read them on the page."""

from groundplan.world.document import World

__all__ = ["number", "readable_path"]


def readable_path(world: World, path: str) -> str:
    """Return a path with names for ids: `woman.body.height_m`."""
    parts = path.split("/")
    if parts[0] == "entities" and len(parts) > 1 and parts[1] in world.entities:
        return ".".join((world.entities[parts[1]].name, *parts[2:]))
    return ".".join(parts)


def number(value: float | None, digits: int = 2) -> str:
    """Return a number without needless zeros; a dash for none."""
    if value is None:
        return "-"
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
