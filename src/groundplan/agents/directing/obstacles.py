"""Locks in the way of a note, in words: what stays as it is, by whom, and why."""

from collections.abc import Iterable, Sequence

from groundplan.agents.directing.request import NotUnderstood
from groundplan.world.aliases import readable
from groundplan.world.document import World
from groundplan.world.finding import Finding
from groundplan.world.narrative import Span
from groundplan.world.paths import ancestors

__all__ = ["held_finding", "lock_at", "lock_findings", "missed"]


def lock_at(world: World, path: str) -> str:
    """Return the place of the lock that protects a path; empty when none does."""
    return next((place for place in ancestors(path) if place in world.locks), "")


def lock_findings(
    world: World, refused: Iterable[str], *, said: str, span: Span | None, whole: bool = False
) -> tuple[Finding, ...]:
    """Return a finding for each lock that kept something as it is."""
    stopped: dict[str, list[str]] = {}
    for path in refused:
        stopped.setdefault(_lock_of(world, path), []).append(path)
    return tuple(
        _lock_finding(world, place, paths, said=said, span=span, whole=whole)
        for place, paths in sorted(stopped.items())
    )


def _lock_of(world: World, path: str) -> str:
    above = lock_at(world, path)
    return above or next((p for p in sorted(world.locks) if p.startswith(f"{path}/")), path)


def _lock_finding(
    world: World, place: str, paths: Sequence[str], *, said: str, span: Span | None, whole: bool
) -> Finding:
    lock = world.locks.get(place)
    who = "" if lock is None else f" by {lock.by}" + (f" ({lock.reason})" if lock.reason else "")
    name = readable(world, place)
    what = "changes nothing" if whole else "leaves that as it is"
    return Finding(
        code="direct.locked",
        severity="warning",
        message=f"{name} is locked{who}: {said} {what}",
        paths=tuple(sorted(set(paths))),
        span=span,
        options=(f"groundplan unlock DIR {name}", "leave it as it is"),
    )


def missed(item: NotUnderstood, source: str) -> Finding:
    """Return what to say of words that ask for nothing that can be done."""
    return Finding(
        code=item.code,
        severity="warning",
        message=f'"{item.text}" changes nothing: {item.reason}',
        span=Span(source=source, start=item.start, end=item.end),
        options=item.options,
    )


def held_finding(world: World, way: str, *, said: str, span: Span, whole: bool) -> Finding:
    """Return what to say of a channel that stays because a person set its keys."""
    what = "changes nothing" if whole else "leaves it as it is"
    return Finding(
        code="direct.held-by-hand",
        severity="warning",
        message=f"keys of {readable(world, way)} were set by hand: {said} {what}",
        paths=(way,),
        span=span,
        options=("undo the edit of its keys first", "leave it as it is"),
    )
