"""An answer is checked against the text: what it cannot quote is dropped, and said so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from groundplan.agents.llm.answer import (
    ActionSaid,
    Answer,
    AttributeSaid,
    CameraSaid,
    EntitySaid,
    LightSaid,
    NumberSaid,
    RelationSaid,
    SettingSaid,
)
from groundplan.agents.llm.claims import ActionClaim, Claims, EntityClaim, RelationClaim
from groundplan.agents.llm.numbers import Number, read_number
from groundplan.agents.llm.quotes import quoted_spans, words_of
from groundplan.agents.llm.said_in_english import noun_said, value_said, verb_said
from groundplan.language.facts import AttributeFact, CameraFact, LightFact, SettingFact, Span
from groundplan.language.foreign import ENGLISH, language_of
from groundplan.language.vocabulary import vocabulary
from groundplan.world.finding import Finding

__all__ = ["checked"]

ClaimT = TypeVar("ClaimT")

_SHOWN: Final = 20
"""Findings of one answer that are listed one by one."""
_FACETS: Final = {"sizes": "size", "angles": "angle", "staging": "staging"}


def checked(text: str, answer: Answer, *, names: Collection[str] = ()) -> Claims:
    """Return what of an answer the text bears out, and findings about the rest.

    `names` are the proper names of the text: one of them says whatever noun it is of.
    """
    known_names = frozenset(word for name in names for word in words_of(name))
    check = _Check(text=text, english=language_of(text) == ENGLISH, names=known_names)
    entities = _unique(_kept(check.entity(said) for said in answer.entities))
    known = {claim.said.id for claim in entities}
    return Claims(
        entities=entities,
        actions=_kept(check.action(said, known) for said in answer.actions),
        relations=_kept(check.relation(said, known) for said in answer.relations),
        camera=_kept(check.camera(said, known) for said in answer.camera),
        lights=_kept(check.light(said) for said in answer.lights),
        settings=_kept(check.setting(said) for said in answer.settings),
        shot_duration=check.number(answer.shot_duration, "shot"),
        findings=_shown(check.findings),
    )


@dataclass(slots=True, kw_only=True)
class _Check:
    """One checking: the text, and what was found wrong so far."""

    text: str
    english: bool
    names: frozenset[str]
    findings: list[Finding] = field(default_factory=list[Finding])

    def entity(self, said: EntitySaid) -> EntityClaim | None:
        spans = self.spans(said.quote, said.noun)
        named = noun_said(said.noun, said.quote) or not self.names.isdisjoint(words_of(said.quote))
        if not spans or not self.says(said.noun, said.quote, named):
            return None
        attributes = _kept(self.attribute(a) for a in said.attributes)
        return EntityClaim(
            said=said,
            spans=spans,
            count=self.number(said.count, said.noun),
            attributes=tuple(a for a in attributes if a.name != "garment"),
            garments=tuple(a.value for a in attributes if a.name == "garment"),
        )

    def attribute(self, said: AttributeSaid) -> AttributeFact | None:
        spans = self.spans(said.quote, said.value)
        if not spans or not self.says(said.value, said.quote, value_said(said.value, said.quote)):
            return None
        return AttributeFact(
            name=said.name, value=said.value.lower(), span=spans[0], of_part=said.of_part.lower()
        )

    def action(self, said: ActionSaid, known: set[str]) -> ActionClaim | None:
        spans = self.spans(said.quote, said.verb)
        others = (said.object, said.source, said.goal, said.companion)
        if not spans or not self.known(said.verb, (said.agent,), others, known=known):
            return None
        if not self.says(said.verb, said.quote, verb_said(said.verb, said.quote)):
            return None
        numbers = {
            name: number
            for name in ("distance", "duration", "speed")
            if (number := self.number(getattr(said, name), said.verb, of=name)) is not None
        }
        return ActionClaim(said=said, spans=spans, numbers=numbers)

    def relation(self, said: RelationSaid, known: set[str]) -> RelationClaim | None:
        spans = self.spans(said.quote, said.relation, content=False)
        ends = (said.subject, said.object)
        if not spans or not self.known(said.relation, ends, (), known=known):
            return None
        if said.subject == said.object:
            return None
        distance = self.number(said.distance, said.relation, of="distance")
        return RelationClaim(said=said, spans=spans, distance=distance)

    def camera(self, said: CameraSaid, known: set[str]) -> CameraFact | None:
        spans = self.spans(said.quote, said.value)
        if not spans or said.value not in _framings(said.facet):
            return None
        about = said.about if said.about in known else ""
        return CameraFact(
            facet=said.facet, value=said.value, at=said.at, subject=about, span=spans[0]
        )

    def light(self, said: LightSaid) -> LightFact | None:
        spans = self.spans(said.quote, said.value)
        return LightFact(value=said.value, side=said.side, span=spans[0]) if spans else None

    def setting(self, said: SettingSaid) -> SettingFact | None:
        spans = self.spans(said.quote, said.value)
        if not spans:
            return None
        value = said.value.lower()
        if said.facet == "place":
            fits = self.says(value, said.quote, noun_said(value, said.quote))
        else:
            value = value.replace(" ", "_")
            fits = value in vocabulary().sheets["settings"][said.facet].mapping()
        return SettingFact(facet=said.facet, value=value, span=spans[0]) if fits else None

    def number(self, said: NumberSaid | None, what: str, *, of: str = "") -> Number | None:
        """Return a number that its quote says, and that measures what it is to measure."""
        if said is None:
            return None
        number = read_number(self.text, said)
        wanted = {"distance": "length", "duration": "duration", "speed": "speed"}.get(of)
        if number is None or (wanted is not None and number.dimension != wanted):
            self.note(f'{said.value:g} {said.unit} of "{what}"', said.quote, says="another number")
            return None
        return number

    def spans(self, quote: str, what: str, *, content: bool = True) -> tuple[Span, ...]:
        found = quoted_spans(self.text, quote, content=content)
        if not found:
            self.findings.append(_false_quote(what, quote))
        return found

    def says(self, what: str, quote: str, said: bool) -> bool:  # noqa: FBT001  # its own words
        """Return whether a quote says something; only English can be checked."""
        if said or not self.english:
            return True
        self.note(what, quote, says="something else")
        return False

    def known(
        self, what: str, needed: Sequence[str], others: Sequence[str], *, known: set[str]
    ) -> bool:
        """Return whether every entity that is referred to is there."""
        missing = [k for k in (*needed, *(k for k in others if k)) if k not in known]
        if missing:
            self.findings.append(
                _finding("llm.unknown-entity", f'"{what}" is about nothing that is in the answer')
            )
        return not missing

    def note(self, what: str, quote: str, *, says: str) -> None:
        message = f'{what} is not in its quote: "{quote[:60]}" says {says}'
        self.findings.append(_finding("llm.not-in-quote", message))


def _framings(facet: str) -> set[str]:
    sheet = vocabulary().sheets["camera"]
    if facet == "move":
        return {move["id"].text() for move in sheet["moves"].items()}
    return {v for name, of in _FACETS.items() if of == facet for v in sheet[name].mapping()}


def _kept(claims: Iterable[ClaimT | None]) -> tuple[ClaimT, ...]:
    return tuple(claim for claim in claims if claim is not None)


def _unique(claims: Sequence[EntityClaim]) -> tuple[EntityClaim, ...]:
    """Return the first claim of each id; those without an id cannot be referred to."""
    named = {claim.said.id: claim for claim in reversed(claims) if claim.said.id}
    return tuple(c for c in claims if not c.said.id or named[c.said.id] is c)


def _false_quote(what: str, quote: str) -> Finding:
    message = f'"{what[:60]}" is dropped: its quote "{quote[:60]}" does not stand in the text'
    return _finding("llm.false-quote", message)


def _finding(code: str, message: str) -> Finding:
    return Finding(code=code, severity="warning", message=message)


def _shown(findings: list[Finding]) -> tuple[Finding, ...]:
    unique = list(dict.fromkeys(findings))
    if len(unique) <= _SHOWN:
        return tuple(unique)
    more = f"{len(unique) - _SHOWN} more facts of the language model are dropped"
    return (*unique[:_SHOWN], _finding("llm.many-dropped", more))
