"""A follow-up: a director's note on a world that stands, as one patch that respects every lock.

Each request is tried by itself, in the order of the note: the story is read with it, all roles plan
anew below what people hold, and what differs is carried over. A request whose own change meets a
lock is left out whole and says so; where only a consequence meets one, that field alone stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents.directing.author import DIRECTOR, Author, check_shown, signed
from groundplan.agents.directing.clauses import clauses_of
from groundplan.agents.directing.merging import edits_between
from groundplan.agents.directing.note_edits import own_edits, records
from groundplan.agents.directing.obstacles import (
    held_finding,
    lock_at,
    lock_findings,
    missed,
)
from groundplan.agents.directing.reading import read_clause
from groundplan.agents.directing.replanning import (
    held_by_people,
    is_from_note,
    replanned,
    ways_of_people,
)
from groundplan.agents.directing.request import NotUnderstood, Request
from groundplan.agents.directing.revisions import revised
from groundplan.agents.directing.scene import Scene
from groundplan.agents.directing.scenery import with_scenery_kept
from groundplan.agents.directing.story import Story, notes_in_order, story_of
from groundplan.agents.director import Planned
from groundplan.errors import WorldError
from groundplan.inputs.text import check_brief
from groundplan.world.apply import Applied, apply
from groundplan.world.document import World
from groundplan.world.edits import (
    AddNode,
    Edit,
    Patch,
    SetField,
    identified,
)
from groundplan.world.finding import Finding
from groundplan.world.narrative import Span
from groundplan.world.opinion import Opinion
from groundplan.world.paths import exists, lookup
from groundplan.world.stack import recorded

__all__ = ["FollowUp", "follow_up", "replan"]

_MOVING: Final = frozenset({"transform", "channels"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What came of a note."""

    note: str
    patch: Patch | None
    """All of it as one undo step; None when nothing changes."""
    applied: Applied | None
    requests: tuple[Request, ...]
    """What was understood and done, in order."""
    findings: tuple[Finding, ...]
    """What was not understood, met a lock, or cannot be."""
    planned: tuple[Finding, ...]
    """What planning anew has found in the world as it is then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """The requests that hold so far, and what they come to."""

    story: Story
    held: dict[str, tuple[Opinion, ...]]
    planned: World
    findings: tuple[Finding, ...] = ()
    requests: tuple[Request, ...] = ()
    edits: tuple[Edit, ...] = ()
    refused: tuple[str, ...] = ()
    """Paths that a lock kept as they are."""
    kept_ways: tuple[str, ...] = ()
    """Channels that people hold and that planning would have changed."""


@dataclass(slots=True, kw_only=True)
class _Follow:
    world: World
    before: World
    source: str
    note: str
    author: Author
    findings: list[Finding] = field(default_factory=list[Finding])


def follow_up(world: World, note: str, *, author: Author = DIRECTOR) -> FollowUp:
    """Return what a note makes of a world; the world itself stays as it is.

    Pure: the same world, note and author give the same patch. What only a person may change, an
    agent's note leaves alone, with a finding.

    Raises:
        InputError: The note is empty or no text, or the world was not planned from a brief.
    """
    note = check_brief(note)
    source = f"{author.prefix}{len(notes_in_order(world)) + 1:02d}"
    story, held = story_of(world), held_by_people(world)
    before = replanned(story, world, held=held)
    follow = _Follow(world=world, before=before.world, source=source, note=note, author=author)
    told = story.with_note(source, note)
    state = _State(story=told, held=held, planned=before.world, findings=before.findings)
    scene = Scene(world=world, planned=before.world, story=told, source=source)
    left: list[NotUnderstood] = []
    for clause in clauses_of(note):
        scene.story, scene.planned = state.story, state.planned
        for item in read_clause(scene, clause):
            if isinstance(item, NotUnderstood):
                left.append(item)
                follow.findings.append(missed(item, source))
            else:
                state = _tried(follow, state, item)
    return _finished(follow, state, note=note, left=left)


def replan(world: World) -> FollowUp:
    """Return what all roles make of a world anew, below what people hold: no new request.

    Raises:
        InputError: The world was not planned from a brief.
    """
    story, held = story_of(world), held_by_people(world)
    planned = replanned(story, world, held=held)
    edits, _ = _beside_ways(
        world, edits_between(world, world, with_scenery_kept(world, planned.world))
    )
    applied, kept = _applied(world, edits)
    patch = _patch(world, kept, summary="plan anew") if kept else None
    return FollowUp(
        note="", patch=patch, applied=None if patch is None else apply(world, patch), requests=(),
        findings=lock_findings(
            world, (r.path for r in applied.refused), said="planning anew", span=None
        ),
        planned=planned.findings,
    )  # fmt: skip


def _tried(follow: _Follow, state: _State, request: Request) -> _State:
    """Return the state with one more request, or as it was, with a finding that says why."""
    story, held, planned = _planned_with(follow, state, request)
    requests = (*state.requests, request)
    direct = tuple(
        e
        for r in requests
        for e in own_edits(r, follow.world, source=follow.source, author=follow.author)
    )
    gone = _taken_away(story, requests)
    merged = edits_between(follow.world, follow.before, planned.world, gone=gone)
    merged, kept_ways = _beside_ways(follow.world, merged)
    edits = (*direct, *merged)
    try:
        edits = signed(edits, follow.author, follow.world)
        applied, kept = _applied(follow.world, edits, author=follow.author)
        check_shown(applied, kept, follow.author)
    except WorldError as error:
        follow.findings.append(_impossible(follow, request, error))
        return state
    new = [r.path for r in applied.refused if r.path not in state.refused]
    blocked = _blocked_ways(follow, state, request, story=story)
    hand = sorted({*blocked, *kept_ways} - (set(state.kept_ways) - blocked))
    own = _is_own(follow, request, refused=(*new, *hand), edits=edits)
    follow.findings += _in_the_way(follow, request, (*new, *hand), whole=own)
    if own or not kept:
        if not new and not hand:
            follow.findings.append(_no_change(follow, request))
        return state
    return _State(
        story=story, held=held, planned=planned.world, findings=planned.findings,
        requests=requests, edits=kept, refused=tuple(r.path for r in applied.refused),
        kept_ways=kept_ways,
    )  # fmt: skip


def _planned_with(
    follow: _Follow, state: _State, request: Request
) -> tuple[Story, dict[str, tuple[Opinion, ...]], Planned]:
    """Return story, what people hold and the planning with one more request."""
    words = follow.note[request.start : request.end]
    story = state.story.with_words(follow.source, words, start=request.start)
    story = replace(story, facts=revised(story.facts, request.revisions))
    held = _held(follow, state.held, request)
    planned = replanned(story, follow.world, held=held)
    freed = _overruled(follow, planned.world, held)
    if freed:
        held = {path: stack for path, stack in held.items() if path not in freed}
        planned = replanned(story, follow.world, held=held)
    kept = with_scenery_kept(follow.before, planned.world)
    return story, held, replace(planned, world=kept)


def _in_the_way(
    follow: _Follow, request: Request, paths: Sequence[str], *, whole: bool
) -> list[Finding]:
    """Return findings for locks, and for ways that people hold by their keys."""
    ways = ways_of_people(follow.world)
    hand = [path for path in paths if path in ways and not lock_at(follow.world, path)]
    span = Span(source=follow.source, start=request.start, end=request.end)
    rest = [path for path in paths if path not in hand]
    said = f'"{request.says}"'
    return [
        *(held_finding(follow.world, way, said=said, span=span, whole=whole) for way in hand),
        *lock_findings(follow.world, rest, said=said, span=span, whole=whole),
    ]


def _blocked_ways(follow: _Follow, state: _State, request: Request, *, story: Story) -> set[str]:
    """Return the ways of whom a request is about that it would change if nobody held them."""
    ways = {
        way
        for way in ways_of_people(follow.world)
        if any(way.startswith(f"entities/{subject}/") for subject in request.subjects)
    }
    if not ways:
        return set()
    old, new = (
        replanned(s, follow.world, held=state.held, ways={}).world for s in (state.story, story)
    )
    return {way for way in ways if _channel(old, way) != _channel(new, way)}


def _channel(world: World, way: str) -> object:
    return lookup(world, way) if exists(world, way) else None


def _taken_away(story: Story, requests: Iterable[Request]) -> set[str]:
    """Return the paths of what a note takes away."""
    return {
        f"entities/{story.entity(r.path.removeprefix('entities/'))}"
        for request in requests
        for r in request.revisions
        if r.path.startswith("entities/") and r.path.count("/") == 1 and r.value is None
    }


def _beside_ways(world: World, edits: Sequence[Edit]) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Return the edits that leave ways alone that people hold, and those ways."""
    ways = ways_of_people(world)
    kept: list[Edit] = []
    met: set[str] = set()
    for edit in edits:
        way = next((w for w in ways if f"{edit.path}/".startswith(f"{w}/")), "")
        if way:
            met.add(way)
        else:
            kept.append(edit)
    return tuple(kept), tuple(sorted(met))


def _held(
    follow: _Follow, held: dict[str, tuple[Opinion, ...]], request: Request
) -> dict[str, tuple[Opinion, ...]]:
    """Return what is held with a request: a person's new values stand above their older ones."""
    author = follow.author
    locked = {path for path in (*request.frees, *(p for p, _ in request.sets))
              if lock_at(follow.world, path)}  # fmt: skip
    made = {path: stack for path, stack in held.items()
            if path not in request.frees or path in locked or not author.is_person}  # fmt: skip
    for path, value in request.sets:
        if path not in locked:
            below = () if author.is_person else made.get(path, ())
            opinion = Opinion(value=value, origin=author.origin, basis=author.basis,
                              layer=author.layer, agent=author.actor)  # fmt: skip
            made[path] = recorded(below, opinion)
    return made


def _overruled(follow: _Follow, planned: World, held: dict[str, tuple[Opinion, ...]]) -> set[str]:
    """Return what a person held before and says otherwise in this note."""
    source = follow.source
    return {
        path
        for path in held
        if not lock_at(follow.world, path)
        and any(
            is_from_note(o) and o.span is not None and o.span.source == source
            for o in planned.opinions.get(path, ())
        )
    }


def _applied(
    world: World, edits: Sequence[Edit], *, author: Author = DIRECTOR
) -> tuple[Applied, tuple[Edit, ...]]:
    """Return what comes of edits without those that a lock stops, and the others."""
    tried = apply(world, _patch(world, edits, summary="try", author=author), skip_locked=True)
    stopped = {refused.index for refused in tried.refused}
    return tried, tuple(e for index, e in enumerate(edits) if index not in stopped)


def _patch(
    world: World, edits: Sequence[Edit], *, summary: str, author: Author = DIRECTOR
) -> Patch:
    return identified(
        Patch(base_revision=world.revision, actor=author.actor, summary=summary, edits=tuple(edits))
    )


def _is_own(
    follow: _Follow, request: Request, *, refused: Sequence[str], edits: Iterable[Edit]
) -> bool:
    """Return whether a lock stops what the request is about, and not only a consequence."""
    if not refused:
        return False
    direct = {path for path, _ in request.sets} | set(request.removes) | set(request.frees)
    if direct & set(refused):
        return True
    roots = [path.split("/") for path in refused]
    ways = [r for r in roots if r[0] == "entities" and r[1] in request.subjects
            and (len(r) == 2 or r[2] in _MOVING)]  # fmt: skip
    if ways or any(r[:2] == ["narrative", "actions"] for r in roots if request.kind == "action"):
        return True
    start, end = request.start, request.end
    said = {
        e.path for e in edits
        if isinstance(e, (SetField, AddNode)) and e.origin is follow.author.origin and e.span
        and e.span.source == follow.source and start <= e.span.start and e.span.end <= end
    }  # fmt: skip
    return bool(said) and said <= set(refused)


def _impossible(follow: _Follow, request: Request, error: WorldError) -> Finding:
    return Finding(
        code="direct.impossible",
        severity="warning",
        message=f'"{request.says}" cannot be done: {error.problem}',
        span=Span(source=follow.source, start=request.start, end=request.end),
        options=(error.remedy,),
    )


def _no_change(follow: _Follow, request: Request) -> Finding:
    return Finding(
        code="direct.no-change",
        severity="info",
        message=f'"{request.says}" is so already',
        span=Span(source=follow.source, start=request.start, end=request.end),
    )


def _finished(
    follow: _Follow, state: _State, *, note: str, left: Sequence[NotUnderstood]
) -> FollowUp:
    if not state.requests:
        return FollowUp(
            note=note, patch=None, applied=None, requests=(), findings=tuple(follow.findings),
            planned=state.findings,
        )  # fmt: skip
    kept_words = records(
        state.requests, left, note=note, source=follow.source, author=follow.author
    )
    edits = (*kept_words, *state.edits)
    _, kept = _applied(follow.world, edits, author=follow.author)
    patch = _patch(follow.world, kept, summary=note, author=follow.author)
    return FollowUp(
        note=note, patch=patch, applied=apply(follow.world, patch), requests=state.requests,
        findings=tuple(dict.fromkeys(follow.findings)), planned=state.findings,
    )  # fmt: skip
