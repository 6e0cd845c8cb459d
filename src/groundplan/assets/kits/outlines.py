"""Views that hulls and wings are drawn from."""

from groundplan.assets.draft import Draft

__all__ = ["mirrored", "plan_view", "profile_view"]


def plan_view(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: list[tuple[float, float]], thick: float, y: float, role: str = "main"
) -> None:
    """Draw a view from above (right, ahead) at a height."""
    d.slab(outline, thick, role, at=(0.0, y, 0.0), turn=(0, 90, 0))


def mirrored(outline: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the right half of a plan and its mirror image."""
    return [*outline, *((-x, z) for x, z in reversed(outline) if x > 0.0)]


def profile_view(  # noqa: PLR0917 - a table of shapes reads best in a row
    d: Draft, outline: list[tuple[float, float]], thick: float, x: float = 0.0, role: str = "main"
) -> None:
    """Draw a side view (ahead, up) at `x`."""
    d.slab([(-z, y) for z, y in outline], thick, role, at=(x, 0.0, 0.0), turn=(90, 0, 0))
