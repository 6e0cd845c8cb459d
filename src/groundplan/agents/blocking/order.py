"""In which order things are put down: what a place depends on comes first."""

from collections.abc import Iterable, Mapping, Sequence

from groundplan.agents.blocking.legs import Leg
from groundplan.agents.blocking.links import Link

__all__ = ["groups_of", "placing_order"]


def groups_of(keys: Sequence[str], ties: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the keys in connected groups, both in the order of mention."""
    root = {key: key for key in keys}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for a, b in ties:
        if a in root and b in root:
            first, second = sorted((find(a), find(b)), key=list(root).index)
            root[second] = first
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(find(key), []).append(key)
    return list(groups.values())


def placing_order(
    group: Sequence[str], links: Sequence[Link], legs: Sequence[Leg], *, after: Mapping[str, str]
) -> list[str]:
    """Return the group so that everything follows what its place depends on, where that can be.

    `after` names further dependencies (held by its holder). In a circle the first mentioned starts.
    """
    needs: dict[str, set[str]] = {key: set() for key in group}
    for link in links:
        if link.when != "end" and link.subject in needs:
            needs[link.subject].add(link.object)
    for leg in legs:
        if leg.mover in needs:
            ends = {leg.end.object} if leg.end else set[str]()
            needs[leg.mover] |= {leg.source, leg.goal, leg.path, leg.companion} | ends
    for key, other in after.items():
        if key in needs:
            needs[key].add(other)
    waiting = list(group)
    order: list[str] = []
    while waiting:
        open_ = [k for k in waiting if not (needs[k] - {k}) & set(waiting)]
        chosen = open_[0] if open_ else waiting[0]
        waiting.remove(chosen)
        order.append(chosen)
    return order
