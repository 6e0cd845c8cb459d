"""Requests about how something looks: colour, material, size, age, what somebody wears."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from groundplan.agents.directing.acting import ambiguous
from groundplan.agents.directing.clauses import Clause
from groundplan.agents.directing.groups import singled
from groundplan.agents.directing.references import Mention, group_at, mention_at
from groundplan.agents.directing.request import Reading, Request
from groundplan.agents.directing.revisions import put, with_field
from groundplan.agents.directing.scene import Body, Scene
from groundplan.agents.directing.told import clause_span
from groundplan.language.facts import AttributeFact, Dimension, EntityFact, QuantityFact
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.quantities import read_quantities
from groundplan.language.reader import read_brief
from groundplan.world.narrative import Revision

__all__ = ["read_looking"]

_LEAD: Final = re.compile(
    r"^(?:and\s+)?(?P<head>make|paint|colou?r|dye|turn|change|have|set|get|let|give|dress|put|take\s+off"
    r"|remove|lose|add|no)\s+",
    re.IGNORECASE,
)
_PREDICATE: Final = re.compile(
    r"^\s*(?:(?:to|into|be|look|is|are|should\s+be|a\s+(?:bit|little)|slightly|much|all)\s+)*",
    re.IGNORECASE,
)
_HAIR: Final = frozenset({"hair", "beard", "moustache", "skin", "goatee"})
_WEARS: Final = re.compile(
    r"^\s*(?:wears?|wearing|dressed|in|with|put(?:s)?\s+on|have|has|to\s+wear)\s+(?:in\s+)?(?P<what>.+)$",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"^(?P<what>(?:a|an|some|the)\s+.+?)\s+(?:on|onto|to)\s+(?P<who>.+)$",
                        re.IGNORECASE)  # fmt: skip
_SIZES: Final = {
    "taller": 1.1, "shorter": 0.9, "bigger": 1.25, "larger": 1.25, "smaller": 0.8, "higher": 1.2,
    "lower": 0.8, "longer": 1.25, "wider": 1.25, "tiny": 0.4, "huge": 2.0,
}  # fmt: skip
"""Factors of height or size without a number: our engineering defaults."""
_MEASURES: Final = {"tall": "height", "high": "height", "taller": "height", "shorter": "height",
                    "higher": "height", "lower": "height", "wide": "width", "wider": "width",
                    "long": "length", "longer": "length"}  # fmt: skip
_AGES: Final = {"older": "old", "younger": "young"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    scene: Scene
    clause: Clause
    bodies: tuple[Body, ...]
    part: str = ""
    """The garment or part of the body that it is about; empty for all of it."""


def read_looking(scene: Scene, clause: Clause) -> Reading:
    """Return requests about looks; none when the clause has no such form."""
    lead = _LEAD.match(clause.text)
    if lead is None:
        return ()
    head, rest = re.sub(r"\s+", " ", lead["head"].lower()), clause.text[lead.end() :]
    if head in {"take off", "remove", "lose", "no"}:
        return _taken_off(scene, clause, rest)
    if head in {"give", "dress", "put", "add"}:
        return _dressed(scene, clause, rest, head=head)
    target = _target(scene, rest)
    return () if target is None else _changed(scene, clause, target, words=rest)


def _changed(
    scene: Scene, clause: Clause, target: tuple[Mention, str, int], *, words: str
) -> Reading:
    """Read "her coat red", "the man taller", "him wear a hat"."""
    mention, part, after = target
    worn = None if part else _WEARS.match(words[after:])
    if worn is not None and _worn(worn["what"]) is None:
        worn = None
    said = _PREDICATE.sub("", words[after:]).strip(" .,!")
    if worn is None and not _is_look(said):
        return ()
    if mention.problem:
        return (ambiguous(clause, mention),)
    if worn is not None:
        return _wearing(scene, clause, mention.bodies, what=worn["what"])
    revisions, bodies = singled(scene, mention.bodies)
    scene.note(*bodies)
    look = _Look(scene=scene, clause=clause, bodies=bodies, part=part)
    return _measured(look, said, revisions) or _coloured(look, said, revisions)


def _target(scene: Scene, text: str) -> tuple[Mention, str, int] | None:
    """Return who is meant, which part of them, and where the words about it begin."""
    own = _owned(text, r"(?P<who>his|her|their|its)")
    if own is not None:
        mention = mention_at(scene, text[: own.end("who")], 0)
        return (mention, _part(own["part"]), own.end()) if mention is not None else None
    genitive = _owned(text, r"(?P<who>.+?)'s?")
    if genitive is not None:
        mention = mention_at(scene, genitive["who"], 0)
        return (mention, _part(genitive["part"]), genitive.end()) if mention is not None else None
    of = re.match(r"the\s+(?P<part>[a-z]+)\s+of\s+(?P<who>.+)", text, re.IGNORECASE)
    if of is not None and _part(of["part"]):
        mention = mention_at(scene, text, of.start("who"))
        return (mention, _part(of["part"]), mention.end) if mention is not None else None
    alone = _owned(text, "the")
    if alone is not None and (part := _part(alone["part"])):
        wearers = [b for b in scene.bodies() if b.fact is not None and part in b.fact.garments]
        if len(wearers) == 1:
            mention = Mention(text=alone[0], start=0, end=alone.end(), bodies=tuple(wearers))
            return mention, part, alone.end()
    mention = group_at(scene, text, 0)
    return None if mention is None or mention.new else (mention, "", mention.end)


def _owned(text: str, owner: str) -> re.Match[str] | None:
    """Return what matches an owner and what they wear, with one property between at most."""
    for between in ("", r"[a-z-]+\s+"):
        found = re.match(rf"{owner}\s+{between}(?P<part>[a-z]+)\b", text, re.IGNORECASE)
        if found is not None and _part(found["part"]):
            return found
    return None


def _part(word: str) -> str:
    """Return the garment or part of the body that a word names; empty for none."""
    lower = word.lower()
    for form in (lower, *singulars(lower)):
        if form in lexicon().garments or form in _HAIR:
            return form
    return ""


def _is_look(words: str) -> bool:
    """Return whether words are all about looks."""
    if not words:
        return False
    rest = words.lower()
    for number in reversed(read_quantities(rest).quantities):
        rest = rest[: number.span.start] + rest[number.span.end :]
    found = re.findall(r"[a-z-]+", rest)
    return bool(found) and all(
        w in lexicon().colors or w in lexicon().adjectives or w in lexicon().shades or w in _SIZES
        or w in _AGES or w in _MEASURES or w in {"and", "as", "big", "times", "than", "more", "by",
                                                 "metre", "metres", "size", "bald", "the"}
        for w in found
    )  # fmt: skip


def _request(look: _Look, says: str, revisions: Sequence[Revision]) -> Reading:
    return (
        Request(
            kind="look", says=says, start=look.clause.start, end=look.clause.end,
            revisions=tuple(revisions), subjects=tuple(b.entity for b in look.bodies),
        ),
    )  # fmt: skip


def _facts(look: _Look) -> Iterable[EntityFact]:
    """Yield the facts that the bodies have now."""
    keys = dict.fromkeys(b.key for b in look.bodies)
    return (e for key in keys for e in look.scene.facts.entities if e.key == key)


def _names(look: _Look) -> str:
    return " and ".join(dict.fromkeys(b.name for b in look.bodies))


def _coloured(look: _Look, words: str, before: Sequence[Revision]) -> Reading:
    """Read properties: colours, materials, ages, states, of all of it or of a part."""
    said = read_brief(f"The {words} ball stands").entities
    span = clause_span(look.scene, *look.clause.at)
    new = [replace(a, span=span, of_part=look.part) for e in said[:1] for a in e.attributes]
    new += [AttributeFact(name="age", value=_AGES[w], span=span)
            for w in re.findall(r"[a-z]+", words.lower()) if w in _AGES]  # fmt: skip
    if not new or any(b.fact is None for b in look.bodies):
        return ()
    names = {a.name for a in new}
    revisions = list(before)
    for fact in _facts(look):
        kept = [a for a in fact.attributes if (a.name, a.of_part) not in
                {(name, look.part) for name in names}]  # fmt: skip
        revisions.append(with_field(f"entities/{fact.key}/attributes", (*kept, *new)))
        if look.part and look.part not in _HAIR and look.part not in fact.garments:
            worn = (*fact.garments, look.part)
            revisions.append(with_field(f"entities/{fact.key}/garments", worn))
    what = f"{_names(look)}'s {look.part}" if look.part else _names(look)
    return _request(look, f"{what} is {', '.join(a.value for a in new)}", revisions)


def _measured(look: _Look, words: str, before: Sequence[Revision]) -> Reading:
    """Read "taller", "10 cm taller", "1.9 m tall", "twice as big"."""
    if look.part:
        return ()
    numbers = read_quantities(words).quantities
    lengths = [q for q in numbers if q.dimension is Dimension.LENGTH]
    factors = [q for q in numbers if q.dimension in {Dimension.FACTOR, Dimension.TIMES}]
    said = re.findall(r"[a-z]+", words.lower())
    word = next((w for w in said if w in _SIZES), "")
    plain = next((w for w in said if w in _MEASURES), "")
    if not (word or (lengths and plain) or (factors and said)):
        return ()
    revisions, told = list(before), list[str]()
    for body in look.bodies:
        now = _height(look.scene, body)
        if now is None or body.fact is None:
            return ()
        if lengths and word:
            value = now + (lengths[0].value if _SIZES[word] > 1.0 else -lengths[0].value)
        elif lengths:
            value = lengths[0].value
        else:
            value = now * (factors[0].value if factors else _SIZES[word])
        name = _MEASURES.get(plain, "height") if lengths else "height"
        revisions.append(_measure(look, body, name, value=value))
        told.append(f"{body.name} is {value:.2f} m instead of {now:.2f} m")
    return _request(look, "; ".join(told), revisions)


def _height(scene: Scene, body: Body) -> float | None:
    entity = scene.entity(body.entity)
    if entity is None:
        return None
    if entity.body is not None and entity.body.rig == "human":
        return entity.body.height_m
    return None if entity.size_m is None else entity.size_m[1]


def _measure(look: _Look, body: Body, name: str, *, value: float) -> Revision:
    key = next(
        (q.key for q in look.scene.facts.quantities if q.role in
         {f"entity:{body.key}.{name}", f"entity:{body.key}.size"}),
        look.scene.new_key("q"),
    )  # fmt: skip
    span = clause_span(look.scene, *look.clause.at)
    return put(f"quantities/{key}", QuantityFact(
        key=key, value=value, dimension=Dimension.LENGTH, unit="m", text=look.clause.text,
        span=span, role=f"entity:{body.key}.{name}",
    ))  # fmt: skip


def _dressed(scene: Scene, clause: Clause, rest: str, *, head: str) -> Reading:
    """Read "give him a hat", "dress her in a red coat", "put a hat on him"."""
    if head in {"put", "add"}:
        on = _ON.match(rest)
        if on is None:
            return ()
        mention, what = mention_at(scene, rest, on.start("who")), on["what"]
    else:
        mention = mention_at(scene, rest, 0)
        if mention is None:
            return ()
        what = re.sub(r"^\s*(?:in|up\s+in|as)\s+", "", rest[mention.end :], flags=re.IGNORECASE)
    if mention is None or not _worn(what):
        return ()
    if mention.problem:
        return (ambiguous(clause, mention),)
    return _wearing(scene, clause, mention.bodies, what=what)


def _worn(what: str) -> EntityFact | None:
    """Return what somebody would look like in it; None when it is nothing to wear."""
    words = re.findall(r"[a-z]+", what.lower())
    pairs = {*words, *(" ".join(p) for p in itertools.pairwise(words))}
    if not any(_part(word) for word in pairs):
        return None
    article = "" if re.match(r"(?:a|an|the|some)\b", what, re.IGNORECASE) else "a "
    read = read_brief(f"A person wearing {article}{what.strip(' .')} stands")
    people = [e for e in read.entities if e.kind == "character"]
    return people[0] if people and (people[0].garments or people[0].attributes) else None


def _wearing(scene: Scene, clause: Clause, bodies: Sequence[Body], *, what: str) -> Reading:
    model = _worn(what)
    if model is None:
        return ()
    revisions, bodies = singled(scene, bodies)
    scene.note(*bodies)
    look = _Look(scene=scene, clause=clause, bodies=tuple(bodies))
    span = clause_span(scene, *clause.at)
    new = [replace(a, span=span) for a in model.attributes]
    about = {a.of_part for a in new if a.of_part} | set(model.garments)
    made = list(revisions)
    for fact in _facts(look):
        kept = [a for a in fact.attributes if a.of_part not in about or not a.of_part]
        kept = [a for a in kept if a.value not in {f"without {part}" for part in about}]
        garments = tuple(dict.fromkeys((*fact.garments, *model.garments)))
        made += [with_field(f"entities/{fact.key}/attributes", (*kept, *new)),
                 with_field(f"entities/{fact.key}/garments", garments)]  # fmt: skip
    return _request(look, f"{_names(look)} wears {what.strip(' .')}", made)


def _taken_off(scene: Scene, clause: Clause, rest: str) -> Reading:
    """Read "take off his hat", "remove her coat"."""
    target = _target(scene, rest)
    if target is None or not target[1]:
        return ()
    mention, part, _ = target
    if mention.problem:
        return (ambiguous(clause, mention),)
    revisions, bodies = singled(scene, mention.bodies)
    scene.note(*bodies)
    look = _Look(scene=scene, clause=clause, bodies=bodies, part=part)
    span = clause_span(scene, *clause.at)
    bare = AttributeFact(name="quality", value=f"without {part}", span=span)
    made = list(revisions)
    for fact in _facts(look):
        kept = [a for a in fact.attributes if part not in (a.of_part, a.value)]
        garments = tuple(g for g in fact.garments if g != part)
        made += [with_field(f"entities/{fact.key}/attributes", (*kept, bare)),
                 with_field(f"entities/{fact.key}/garments", garments)]  # fmt: skip
    return _request(look, f"{_names(look)} has no {part}", made)
