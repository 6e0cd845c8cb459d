"""What a staging of the camera implies about people: who is seen over a shoulder is looked at."""

from dataclasses import replace
from typing import Final

from groundplan.language.facts import ActionFact, CameraFact, Facts

__all__ = ["with_meetings"]

_PAIRED: Final = frozenset({"over_shoulder", "pov"})
_LIVING: Final = frozenset({"character", "animal"})


def with_meetings(facts: Facts) -> Facts:
    """Return the facts with two people facing each other where a picture over a shoulder needs it.

    Nothing is added where the words say what one has to do with the other, or where either of them
    does something of their own.
    """
    facts = _behind_backs(facts)
    found = list(facts.actions)
    for said in facts.camera:
        if said.facet == "staging" and said.value in _PAIRED and _open(facts, said, found):
            order = min((a.order for a in found), default=0)
            pairs = ((said.subject, said.object), (said.object, said.subject))
            found += [
                ActionFact(
                    key=f"a{len(found) + n}", agent=agent, verb="face", action="look",
                    object=other, span=said.span, order=order, guessed=True,
                )
                for n, (agent, other) in enumerate(pairs, start=1)
            ]  # fmt: skip
    return replace(facts, actions=tuple(found))


def _behind_backs(facts: Facts) -> Facts:
    """Return the facts with things behind one of such a pair behind their back.

    The camera goes round these two, so that "behind Anna" can't be said of one view.
    """
    pairs = [
        {f.subject, f.object} for f in facts.camera
        if f.facet == "staging" and f.value in _PAIRED and f.subject and f.object
    ]  # fmt: skip
    relations = tuple(
        replace(r, frame="object")
        if r.relation in _DEPTHS and any(r.object in p and r.subject not in p for p in pairs)
        else r
        for r in facts.relations
    )
    return replace(facts, relations=relations)


_DEPTHS: Final = frozenset({"behind", "in_front_of"})


def _open(facts: Facts, said: CameraFact, actions: list[ActionFact]) -> bool:
    """Tell whether nothing else says what the two do."""
    pair = {said.subject, said.object}
    kinds = {e.key: e.kind for e in facts.entities}
    if len(pair) < 2 or not all(kinds.get(key) in _LIVING for key in pair):
        return False
    placed = any({r.subject, r.object} == pair for r in facts.relations)
    return not placed and not any(a.agent in pair and not a.negated for a in actions)
