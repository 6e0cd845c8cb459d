"""Requests about what somebody does: stop on the way, faster, later, something else, nothing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.going import (
    PACE,
    names_another,
    pace_factor,
    share_of,
    third_person,
    told_stop,
    verb_said,
)
from groundplan.agents.directing.groups import singled
from groundplan.agents.directing.references import Mention, group_at
from groundplan.agents.directing.request import NotUnderstood, Reading, Request
from groundplan.agents.directing.revisions import put, taken_away, with_field
from groundplan.agents.directing.scene import Body, Scene, Way
from groundplan.agents.directing.told import Told, told
from groundplan.language.facts import ActionFact, Dimension
from groundplan.language.quantities import read_quantities
from groundplan.language.vocabulary import vocabulary
from groundplan.world.narrative import Revision

__all__ = ["action_named", "ambiguous", "read_acting"]

_LEAD: Final = re.compile(
    r"^(?:add\s+(?:that\s+)?)?(?:(?:and\s+)?(?P<then>then|after(?:\s+that|wards)?)[\s,]+)?"
    r"(?:(?P<head>have|let|make|get|tell|ask|want|slow|speed|stop|keep)\s+(?:up\s+|down\s+)?)?",
    re.IGNORECASE,
)
_MODAL: Final = re.compile(
    r"^\s*(?:(?:should|must|can|could|will|shall|needs?\s+to|ha(?:s|ve)\s+to|ought\s+to|is\s+to"
    r"|are\s+to|to|is|are|'s)\s+)?",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"^\s*(?:do(?:es)?\s*n[o']t|does\s+not|do\s+not|not|never|no\s+longer|n't|stops?"
    r"(?=\s+\w+ing\b)|quits?(?=\s+\w+ing\b))\s+",
    re.IGNORECASE,
)
_STOP: Final = re.compile(
    r"^\s*(?:stops?|halts?|pauses?|freezes?|comes?\s+to\s+a\s+(?:stop|halt|standstill))"
    r"(?:\s+(?:walking|running|moving|going|driving|riding))?\b\s*",
    re.IGNORECASE,
)
_LATE_HEAD: Final = re.compile(r"^\s*(?:waits?|starts?|begins?|sets?\s+off)\b", re.IGNORECASE)
_ALSO: Final = re.compile(r"\s*,?\s*\b(?:and\s+then|then|and)\s+(?=[a-z]+)", re.IGNORECASE)
_PARALLEL: Final = frozenset({"travel", "posture"})
"""Verb classes of which a body does one at a time: a new one takes the place of an old one."""


def read_acting(scene: Scene, clause: Clause) -> Reading:
    """Return requests about what somebody does; none when the clause has no such form."""
    lead = _LEAD.match(clause.text)
    at = lead.end() if lead is not None else 0
    head = (lead["head"] or "").lower() if lead is not None else ""
    then = lead is not None and lead["then"] is not None
    mention = group_at(scene, clause.text, at)
    if mention is not None and mention.problem:
        return (ambiguous(clause, mention),)
    if mention is None or mention.new:
        named = _doers(scene, clause.text[at:]) if then or head in {"", "have"} else ()
        bodies = named if _begins_with_verb(clause.text[at:]) else ()
        rest = clause.text[at:]
    else:
        bodies, rest = mention.bodies, clause.text[mention.end :]
    vp = _told_by(head, rest)
    if not bodies or not vp or not all(b.kind in _DOERS for b in bodies):
        return ()
    unnamed = (mention is None or mention.new) and not then
    return _acted(scene, clause, bodies, vp=vp, then=None if unnamed else then)


_DOERS: Final = frozenset({"character", "animal", "vehicle", "unknown", "prop"})


def _told_by(head: str, rest: str) -> str:
    """Return what somebody is to do, after the imperative that asks for it."""
    modal = _MODAL.match(rest)
    rest = rest[modal.end() :] if modal is not None else rest
    if head in {"slow", "speed"}:
        rest = f"go {'slower' if head == 'slow' else 'faster'} {rest.removeprefix('down')}"
    elif head == "stop" and not re.match(r"\s*(?:from\s+)?\w+ing\b", rest):
        rest = f"stop {rest.strip()}"
    elif head == "stop":
        rest = f"not {rest.strip().removeprefix('from ')}"
    return rest.strip()


def ambiguous(clause: Clause, mention: Mention) -> NotUnderstood:
    """Return what to say of a phrase that means nothing or too much."""
    return NotUnderstood(
        text=clause.text, reason=mention.problem, start=clause.start, end=clause.end,
        options=mention.options,
        code="direct.ambiguous" if mention.options else "direct.nothing-meant",
    )  # fmt: skip


def _doers(scene: Scene, vp: str) -> tuple[Body, ...]:
    """Return who acts when a clause names nobody ("then wave", "walk slower").

    Who was spoken of last in the note, else who alone does that, else the only person.
    """
    if scene.spoken:
        return _last_spoken(scene)
    agents = {a.agent for a in action_named(scene, vp.partition(" ")[0])}
    own = [b for b in scene.bodies() if b.key in agents]
    return tuple(own) if len({b.key for b in own}) == 1 else _last_spoken(scene)


def _last_spoken(scene: Scene) -> tuple[Body, ...]:
    """Return who was spoken of last, else the only person."""
    bodies = {b.entity: b for b in scene.bodies() if b.kind in {"character", "animal", "vehicle"}
              and b.key}  # fmt: skip
    for key in reversed(scene.spoken):
        if key in bodies:
            return (bodies[key],)
    people = [b for b in bodies.values() if b.kind == "character"]
    return tuple(people) if len(people) == 1 else ()


def _begins_with_verb(text: str) -> bool:
    words = re.findall(r"[a-z'-]+", text.lower())
    return bool(words) and (
        verb_said(words[0]) is not None or words[0] in {"stop", "wait", "not", "don't"}
    )


def _acted(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, vp: str, then: bool | None
) -> Reading:
    """Read what bodies are to do; `then` is None for who is not named, and does nothing new."""
    revisions, bodies = singled(scene, bodies)
    scene.note(*bodies)
    negated, stop = _NOT.match(vp), _STOP.match(vp)
    if negated is not None:
        return _without(scene, clause, bodies, vp=vp[negated.end() :], before=revisions)
    if stop is not None:
        return _stopped(scene, clause, bodies, rest=vp[stop.end() :], before=revisions)
    late = _late(scene, clause, bodies, vp=vp, before=revisions)
    if late:
        return late
    paced = _paced(scene, clause, bodies, vp=vp, before=revisions)
    if paced or then is None:
        return paced
    return _does(scene, clause, bodies, vp=vp, then=then, before=revisions)


def _names(bodies: Sequence[Body]) -> str:
    return " and ".join(dict.fromkeys(b.name.replace("_", " ") for b in bodies))


def _request(
    clause: Clause, bodies: Sequence[Body], says: str, *, revisions: Sequence[Revision]
) -> Request:
    return Request(
        kind="action", says=says, start=clause.start, end=clause.end,
        revisions=tuple(revisions), subjects=tuple(b.entity for b in bodies),
    )  # fmt: skip


def _failed(clause: Clause, reason: str) -> Reading:
    return (
        NotUnderstood(text=clause.text, reason=reason, start=clause.start, end=clause.end,
                      code="direct.impossible"),
    )  # fmt: skip


def _actions_of(scene: Scene, bodies: Sequence[Body]) -> list[ActionFact]:
    keys = {b.key for b in bodies}
    return [a for a in scene.facts.actions if a.agent in keys and not a.negated]


def action_named(scene: Scene, words: str, bodies: Sequence[Body] = ()) -> list[ActionFact]:
    """Return the actions that a word like "wave", "waving" or "walk" means."""
    entries = [e for w in re.findall(r"[a-z-]+", words.lower()) if (e := verb_said(w)) is not None]
    actions = (
        _actions_of(scene, bodies) if bodies else [a for a in scene.facts.actions if not a.negated]
    )
    lemmas = {e.lemma for e in entries[:1]}
    exact = [a for a in actions if a.verb in lemmas]
    return exact or [a for a in actions if a.action in {e.action for e in entries[:1]}]


def _without(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, vp: str, before: Sequence[Revision]
) -> Reading:
    gone = action_named(scene, vp, bodies)
    if not gone:
        return _failed(clause, f"{_names(bodies)} does nothing that is called {vp.strip()!r}")
    says = f"{_names(bodies)} does not {' or '.join(a.verb for a in gone)} any more"
    return (_request(clause, bodies, says, revisions=[*before, *(taken_away(f"actions/{a.key}")
                                                       for a in gone)]),)  # fmt: skip


def _ways(scene: Scene, bodies: Sequence[Body]) -> list[Way]:
    """Return the last way of each body."""
    found: list[Way] = []
    for key in dict.fromkeys(b.key for b in bodies):
        own = [w for a in scene.facts.actions if a.agent == key and not a.negated
               and (w := scene.way_of(a)) is not None]  # fmt: skip
        found += own[-1:]
    return found


def _stopped(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, rest: str, before: Sequence[Revision]
) -> Reading:
    """Read "stop half way", "stop after 2 m", "stop 1 m before the table, then wave"."""
    cut = next((c for c in _ALSO.finditer(rest) if _begins_with_verb(rest[c.end() :])), None)
    where = rest[: cut.start()] if cut is not None else rest
    if re.search(r"\band\b", where):
        return ()
    ways = _ways(scene, bodies)
    if not ways:
        return _failed(clause, f"{_names(bodies)} goes nowhere, so there is no way to stop on")
    revisions = list(before)
    told_shares: list[str] = []
    for way in ways:
        share = share_of(where, way, whole_m=way.length_m / (way.action.stops_after or 1.0))
        if share is None:
            return _failed(clause, f"it is not clear where on the way {where.strip()!r} is")
        revisions.append(with_field(f"actions/{way.action.key}/stops_after", share))
        told_shares.append(told_stop(share, way))
    says = f"{_names(bodies)} stops {', '.join(told_shares)}"
    first = _request(clause, bodies, says, revisions=revisions)
    if cut is None:
        return (first,)
    return (first, *_does(scene, clause, bodies, vp=rest[cut.end() :], then=True, before=()))


def _late(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, vp: str, before: Sequence[Revision]
) -> Reading:
    """Read "wait 2 s", "start walking at 3 s", "start 1 s later"."""
    numbers = [q for q in read_quantities(vp).quantities if q.dimension is Dimension.DURATION]
    head = _LATE_HEAD.match(vp)
    if len(numbers) != 1 or head is None:
        return ()
    seconds, own = numbers[0].value, _actions_of(scene, bodies)
    named = action_named(scene, vp[head.end() :], bodies) or own
    if not named:
        return _failed(clause, f"{_names(bodies)} does nothing that could begin later")
    first = min(named, key=lambda a: a.order)
    planned = scene.planned.narrative.actions.get(first.key)
    now = 0.0 if planned is None else planned.start / 1000.0 * scene.frame_seconds
    held = first.delay_s or 0.0
    if re.search(r"\bwait|\blater\b|\bafter\b", vp, re.IGNORECASE) and "at " not in vp.lower():
        delay = held + seconds
    elif re.search(r"\bearlier\b", vp, re.IGNORECASE):
        delay = max(0.0, held - seconds)
    else:
        delay = max(0.0, held + seconds - now)
    says = f"{_names(bodies)} begins to {first.verb} {delay:g} s later than before it had to"
    says = says if held else f"{_names(bodies)} waits {delay:g} s before it begins to {first.verb}"
    change = with_field(f"actions/{first.key}/delay_s", delay)
    return (_request(clause, bodies, says, revisions=[*before, change]),)


def _paced(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, vp: str, before: Sequence[Revision]
) -> Reading:
    """Read "walk slower", "go twice as fast", "walk at 2 m/s": the same way at another speed."""
    speeds = [q for q in read_quantities(vp).quantities if q.dimension is Dimension.SPEED]
    pace = PACE.search(vp)
    ways = _ways(scene, bodies)
    if (pace is None and not speeds) or not ways or names_another(vp, ways):
        return ()
    revisions = list(before)
    told_speeds: list[str] = []
    for way in ways:
        now = way.length_m / max(way.seconds, 1e-6)
        speed = speeds[0].value if speeds else now * pace_factor(vp, pace["way"] if pace else "")
        at = f"actions/{way.action.key}"
        revisions += [
            with_field(f"{at}/speed_mps", speed),
            with_field(f"{at}/distance_m", way.length_m / (way.action.stops_after or 1.0)),
            with_field(f"{at}/duration_s", None), with_field(f"{at}/manner", ()),
        ]  # fmt: skip
        told_speeds.append(f"{speed:.2f} m/s instead of {now:.2f} m/s")
    says = f"{_names(bodies)} goes at {', '.join(told_speeds)}"
    return (_request(clause, bodies, says, revisions=revisions),)


def _does(
    scene: Scene, clause: Clause, bodies: Sequence[Body], *, vp: str, then: bool,
    before: Sequence[Revision],
) -> Reading:  # fmt: skip
    """Read what somebody does besides, instead or afterwards."""
    instead = re.search(r"\binstead\b(?:\s+of\s+\w+ing)?", vp, re.IGNORECASE)
    words = vp if instead is None else vp[: instead.start()] + vp[instead.end() :]
    words = re.sub(r"\b(?:then|as well|too|also|now)\b[\s,]*", "", words.strip())
    words = words if len(bodies) > 1 else third_person(words)
    read = told(scene, words, at=clause.at, subject=tuple(bodies))
    if read.problem is not None:
        return (ambiguous(clause, read.problem),)
    actions = [a for a in read.facts.actions if a.agent in {b.key for b in bodies}]
    if not actions:
        return ()
    revisions = [*before, *(put(f"entities/{e.key}", e) for e in read.new)]
    for number, action in enumerate(actions):
        old = _replaced(scene, action, bodies, then=then, instead=instead is not None)
        arrives = not old and _class(action) == "posture" and _is_going(scene, action)
        later = then or arrives or (number > 0 and action.order > 0)
        revisions += _put(scene, action, old, then=later)
    revisions += [put(f"relations/{r.key}", r) for r in read.facts.relations]
    revisions += [put(f"quantities/{q.key}", q) for q in read.facts.quantities if q.role]
    verbs = ", then ".join(_words(action, scene, read) for action in actions)
    when = "afterwards " if then else ""
    done = _request(clause, bodies, f"{_names(bodies)} {when}does: {verbs}", revisions=revisions)
    return (done, *_leftovers(clause, read))


def _leftovers(clause: Clause, read: Told) -> Reading:
    """Return the words of a clause that the reader of briefs could make nothing of."""
    return tuple(
        NotUnderstood(text=fact.text, reason=fact.reason, start=clause.start, end=clause.end)
        for fact in read.facts.unresolved
        if re.search(r"[a-z]{3,}", fact.text.lower())
    )


def _words(action: ActionFact, scene: Scene, read: Told) -> str:
    names = {b.key: b.name for b in scene.bodies()} | {e.key: e.noun for e in read.new}
    parts = [action.verb, action.direction.replace("_", " ")]
    for preposition, key in (("", action.object), ("to", action.goal), ("with", action.companion)):
        if key:
            parts.append(f"{preposition} {names.get(key, '')}".strip())
    return " ".join(part for part in parts if part)


def _replaced(
    scene: Scene, action: ActionFact, bodies: Sequence[Body], *, then: bool, instead: bool
) -> list[ActionFact]:
    """Return the actions whose place a new one takes: what a body can do only one of."""
    own = [a for a in _actions_of(scene, bodies) if a.agent == action.agent]
    if then or not own:
        return []
    if instead:
        return own[-1:]
    kind = _class(action)
    if kind == "posture" and _class(own[-1]) == "travel" and own[-1].goal:
        return []
    same = [a for a in own if _class(a) == kind and kind in _PARALLEL]
    if same or kind not in _PARALLEL:
        return same[-1:]
    return [a for a in own if _class(a) in _PARALLEL][-1:]


def _is_going(scene: Scene, action: ActionFact) -> bool:
    """Return whether the agent of an action goes somewhere first: it sits down when it is there."""
    own = [a for a in scene.facts.actions if a.agent == action.agent and not a.negated]
    return bool(own) and _class(own[-1]) == "travel" and bool(own[-1].goal)


def _class(action: ActionFact) -> str:
    entry = vocabulary().verb(action.verb.split(" ")[0], "VB")
    return entry.verb_class if entry is not None else ""


def _put(
    scene: Scene, action: ActionFact, old: Sequence[ActionFact], *, then: bool
) -> list[Revision]:
    own = [a for a in scene.facts.actions if a.agent == action.agent and not a.negated]
    if old:
        first = old[0]
        new = replace(action, key=first.key, order=first.order, delay_s=action.delay_s
                      or first.delay_s)  # fmt: skip
        return [put(f"actions/{first.key}", new)]
    last = max((a.order for a in own), default=-1 if not then else max(
        (a.order for a in scene.facts.actions), default=-1))  # fmt: skip
    order = last + 1 if then else max(last, 0)
    return [put(f"actions/{action.key}", replace(action, order=order))]
