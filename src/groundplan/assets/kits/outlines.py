"""Views that hulls, wings and coachwork are drawn from."""

from groundplan.assets.draft import Draft

__all__ = ["Outline", "mirrored", "plan_view", "side_view"]

Outline = list[tuple[float, float]]


def plan_view(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: Outline, thick: float, y: float, role: str = "main"
) -> None:
    """Draw a view from above (right, ahead) at a height."""
    d.slab(outline, thick, role, at=(0.0, y, 0.0), turn=(0, 90, 0))


def mirrored(outline: Outline) -> Outline:
    """Return the right half of a plan and its mirror image."""
    return [*outline, *((-x, z) for x, z in reversed(outline) if x > 0.0)]


def side_view(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: Outline, width: float, role: str = "main", *, x: float = 0.0
) -> None:
    """Draw a side view (ahead, up) `width` wide, its middle at `x`."""
    d.slab([(-z, y) for z, y in outline], width, role, at=(x, 0.0, 0.0), turn=(90, 0, 0))
