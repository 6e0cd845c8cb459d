"""Territories: which paths a role may touch; a proposal that leaves them is refused whole."""

from collections.abc import Iterable

from groundplan.agents.port import Proposal
from groundplan.errors import EditError

__all__ = ["check_territory", "within"]


def within(path: str, territory: Iterable[str]) -> bool:
    """Return whether a path lies in a territory.

    A pattern covers its node and everything below; `*` stands for one whole segment, and a
    pattern that ends in `$` covers its node alone (`entities/*$`: an entity may be added, but the
    pattern gives no right to edit inside it).
    """
    segments = path.split("/")
    return any(_covers(pattern, segments) for pattern in territory)


def _covers(pattern: str, segments: list[str]) -> bool:
    exact = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("/")
    if len(segments) < len(parts) or (exact and len(segments) != len(parts)):
        return False
    return all(part in ("*", own) for part, own in zip(parts, segments, strict=False))


def check_territory(name: str, territory: tuple[str, ...], proposal: Proposal) -> None:
    """Refuse a proposal that leaves its role's territory.

    Raises:
        EditError: An edit touches a path outside.
    """
    for edit in proposal.edits:
        if not within(edit.path, territory):
            raise EditError(
                f"agent:{name} wants to change `{edit.path}`, outside its territory",
                f"it may touch {', '.join(territory)}",
            )
