"""Requests about what there is: add, remove, replace, and where it is set."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Final

from groundplan.agents.directing.acting import action_named, ambiguous
from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.groups import singled
from groundplan.agents.directing.references import group_at, mention_at
from groundplan.agents.directing.request import NotUnderstood, Reading, Request
from groundplan.agents.directing.revisions import put, taken_away
from groundplan.agents.directing.scene import Body, Scene
from groundplan.agents.directing.story import without
from groundplan.agents.directing.told import clause_span, told
from groundplan.language.facts import EntityFact, Facts, SettingFact
from groundplan.language.reader import read_brief
from groundplan.world.narrative import Revision

__all__ = ["read_recasting"]

_ADD: Final = re.compile(
    r"^(?:and\s+)?(?:add|put|place|bring\s+in|show|have|there\s+should\s+be|i\s+want|we\s+need|include"
    r"|let\s+there\s+be)\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_REMOVE: Final = re.compile(
    r"^(?:and\s+)?(?:remove|delete|lose|get\s+rid\s+of|take\s+(?:away|out)|take|cut|drop|no|kill"
    r"|without)\s+(?P<what>.+?)(?:\s+(?:away|out|from\s+the\s+(?:shot|scene|picture)))?$",
    re.IGNORECASE,
)
_REPLACE: Final = (
    re.compile(r"^(?:replace|swap|exchange|substitute)\s+(?P<old>.+?)\s+(?:by|with|for)\s+"
               r"(?P<new>.+)$", re.IGNORECASE),
    re.compile(r"^(?:turn|change|transform|make)\s+(?P<old>.+?)\s+(?:into|to)\s+"
               r"(?P<new>(?:a|an)\s+.+)$", re.IGNORECASE),
    re.compile(r"^make\s+(?P<old>(?:the|that|this)\s+.+?)\s+(?P<new>(?:a|an)\s+.+)$",
               re.IGNORECASE),
    re.compile(r"^(?:have\s+|use\s+|make\s+it\s+)?(?P<new>(?:a|an)\s+.+?)\s+instead\s+of\s+"
               r"(?P<old>.+)$", re.IGNORECASE),
)  # fmt: skip
_SET: Final = re.compile(
    r"^(?:set|move|put|shoot|film|take|change|make|relocate)\s+(?:it|this|that|everything|the\s+"
    r"(?:scene|shot|whole\s+thing|action|place|location|setting))\s+(?:to\s+be\s+|to\s+|into\s+)?"
    r"(?:in(?:side)?|on|at|to|into)?\s*(?P<place>(?:a|an|the)\s+.+)$",
    re.IGNORECASE,
)
_VERBAL: Final = re.compile(r"^(?:then\b|he\b|she\b|they\b|it\b)", re.IGNORECASE)
_OWN: Final = ("gender", "noun", "words", "kind", "attributes", "garments", "count",
               "count_guessed", "span")  # fmt: skip
"""What a replacement brings along; its part in the story stays."""


def read_recasting(scene: Scene, clause: Clause) -> Reading:
    """Return requests about what there is; none when the clause has no such form."""
    return (
        _replaced(scene, clause)
        or _removed(scene, clause)
        or _set_in(scene, clause)
        or _added(scene, clause)
    )


def _request(
    clause: Clause, says: str, revisions: Iterable[Revision], *,
    bodies: Sequence[Body] = (), removes: Sequence[str] = (),
) -> Reading:  # fmt: skip
    return (
        Request(
            kind="cast", says=says, start=clause.start, end=clause.end, removes=tuple(removes),
            revisions=tuple(revisions), subjects=tuple(b.entity for b in bodies),
        ),
    )  # fmt: skip


def _added(scene: Scene, clause: Clause) -> Reading:
    """Read "add a lamp to the left of the table", "put two dogs behind her"."""
    match = _ADD.match(clause.text)
    if match is None or _VERBAL.match(match["what"]):
        return ()
    mention = mention_at(scene, match["what"], 0)
    counted = re.match(
        r"(?:two|three|four|five|six|\d+)\s+(?:more\s+)?", match["what"], re.IGNORECASE
    )
    if (mention is None or not mention.new) and counted is None:
        return ()
    what = re.sub(r"\b(?:more|another)\s+", "", match["what"], flags=re.IGNORECASE)
    what = (
        f"a {what}"
        if counted is None and not re.match(r"(?:an?|some)\b", what, re.IGNORECASE)
        else what
    )
    read = told(scene, _with_is(what), at=clause.at)
    if read.problem is not None:
        return (ambiguous(clause, read.problem),)
    if not read.new or read.facts.camera:
        return ()
    revisions = [put(f"entities/{e.key}", e) for e in read.new]
    revisions += [put(f"relations/{r.key}", r) for r in read.facts.relations]
    revisions += [put(f"actions/{a.key}", a) for a in read.facts.actions]
    revisions += [put(f"quantities/{q.key}", q) for q in read.facts.quantities if q.role]
    names = {e.key: e.noun for e in read.new} | {b.key: b.name for b in read.known}
    where = [f"{names.get(r.subject, '')} {r.relation.replace('_', ' ')} {names.get(r.object, '')}"
             for r in read.facts.relations]  # fmt: skip
    said = ", ".join(f"{e.count} {e.noun}" if e.count > 1 else e.noun for e in read.new)
    scene.spoken += [scene.story.entity(e.key) for e in read.new[:1]]
    return _request(clause, f"new: {said}" + (f" ({'; '.join(where)})" if where else ""), revisions)


def _with_is(what: str) -> str:
    """Return "a lamp to the left of it" as the sentence "a lamp is to the left of it"."""
    verb = re.search(
        r"\s(?=(?:to\s+the\s+(?:left|right)|on|in|under|behind|beside|next\s+to|near|above|below"
        r"|in\s+front\s+of|at|by|between|against|opposite|inside|\d+(?:\.\d+)?\s*c?m\b|\w+ing\b"
        r"(?!\s+\w+\s+(?:lamp|light|chair|table))))",
        what, re.IGNORECASE,
    )  # fmt: skip
    if verb is None:
        are = re.match(r"(?:a|an|some|one)\b", what, re.IGNORECASE) is None
        return f"There {'are' if are else 'is'} {what}"
    be = "is" if re.match(r"(?:a|an|some|one)\b", what, re.IGNORECASE) else "are"
    return f"{what[: verb.start()]} {be} {what[verb.end() :]}"


def _removed(scene: Scene, clause: Clause) -> Reading:
    match = _REMOVE.match(clause.text)
    if match is None:
        return ()
    what = match["what"]
    mention = group_at(scene, what, 0)
    if mention is None or mention.problem:
        actions = action_named(scene, what)
        if actions and (mention is None or not mention.options):
            says = f"nobody does this any more: {', '.join(a.verb for a in actions)}"
            return _request(clause, says, [taken_away(f"actions/{a.key}") for a in actions])
        return () if mention is None else (ambiguous(clause, mention),)
    if mention.end < len(what.rstrip(" .,")):
        return ()
    apart, bodies = singled(scene, mention.bodies)
    named = [b for b in bodies if b.key]
    scenery = [b for b in bodies if not b.key]
    if any(b.kind in {"camera", "light"} or b.name == "ground" for b in scenery):
        return (
            NotUnderstood(
                text=clause.text, start=clause.start, end=clause.end, code="direct.impossible",
                reason=f"a picture needs its {scenery[0].name}",
            ),
        )  # fmt: skip
    revisions = [*apart, *_gone(scene.facts, {b.key for b in named})]
    names = " and ".join(dict.fromkeys(b.name for b in bodies))
    removes = [f"entities/{b.entity}" for b in scenery]
    return _request(
        clause, f"{names} is not there any more", revisions, bodies=bodies, removes=removes
    )


def _gone(facts: Facts, gone: set[str]) -> list[Revision]:
    """Return the revisions after which nothing of some things is said."""
    left = without(facts, gone)
    revisions = [taken_away(f"entities/{key}") for key in sorted(gone)]
    for kind in ("actions", "relations", "entities"):
        kept = {f.key: f for f in getattr(left, kind)}
        for fact in getattr(facts, kind):
            new = kept.get(fact.key)
            if new is None and kind != "entities":
                revisions.append(taken_away(f"{kind}/{fact.key}"))
            elif new is not None and new != fact:
                revisions.append(put(f"{kind}/{fact.key}", new))
    facets = {c.facet for c, d in zip(facts.camera, left.camera, strict=True) if c != d}
    revisions += [
        put(f"camera/{facet}", tuple(c for c in left.camera if c.facet == facet))
        for facet in sorted(facets)
    ]
    return revisions


def _replaced(scene: Scene, clause: Clause) -> Reading:
    """Read "replace the dog by a cat", "turn the car into a truck", "make the dog a cat"."""
    match = next((m for rule in _REPLACE if (m := rule.match(clause.text))), None)
    if match is None:
        return ()
    mention = mention_at(scene, match["old"], 0)
    model = _model(match["new"])
    if mention is None or model is None:
        return ()
    if mention.problem:
        return (ambiguous(clause, mention),)
    apart, bodies = singled(scene, mention.bodies)
    revisions = list(apart)
    span = clause_span(scene, *clause.at)
    for key in dict.fromkeys(b.key for b in bodies):
        old = next((e for e in scene.facts.entities if e.key == key), None)
        if old is None:
            return ()
        own = {f.name: getattr(model, f.name) for f in fields(model) if f.name in _OWN}
        attributes = tuple(replace(a, span=span) for a in model.attributes)
        count = old.count if model.count == 1 else model.count
        new = replace(old, **{**own, "span": span, "attributes": attributes, "count": count})
        revisions.append(put(f"entities/{key}", new))
        revisions += [taken_away(f"quantities/{q.key}") for q in scene.facts.quantities
                      if q.role.startswith(f"entity:{key}.")]  # fmt: skip
    scene.note(*bodies)
    names = " and ".join(dict.fromkeys(b.name for b in bodies))
    return _request(
        clause, f"{names} becomes {model.words or model.noun}", revisions, bodies=bodies
    )


def _model(text: str) -> EntityFact | None:
    text = text if re.match(r"(?:a|an|the|some|two|three)\b", text, re.IGNORECASE) else f"a {text}"
    text = re.sub(r"^another\b", "a", text, flags=re.IGNORECASE)
    read = read_brief(f"There is {text.strip(' .')}.").entities
    return next((e for e in read if e.kind != "set" or len(read) == 1), None)


def _set_in(scene: Scene, clause: Clause) -> Reading:
    """Read "set it in a kitchen": another place for the same story."""
    match = _SET.match(clause.text)
    if match is None:
        return ()
    place = _model(match["place"])
    if place is None or place.kind != "set":
        return ()
    span = clause_span(scene, *clause.at)
    old = next((e for e in scene.facts.entities if e.role == "place" and e.kind == "set"), None)
    attributes = tuple(replace(a, span=span) for a in place.attributes)
    key = old.key if old is not None else scene.new_key("e")
    new = replace(place, key=key, span=span, role="place", attributes=attributes,
                  mentions=(span,), held_by="")  # fmt: skip
    said = SettingFact(facet="place", value=place.noun, span=span)
    return _request(clause, f"it is set in: {place.words}",
                    [put(f"entities/{key}", new), put("settings/place", (said,))])  # fmt: skip
