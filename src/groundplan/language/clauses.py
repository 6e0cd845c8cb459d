"""Reads chunks from left to right and says who does what, where, beside whom and when."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from groundplan.language.cast import Cast
from groundplan.language.chunks import Chunk
from groundplan.language.facts import (
    ActionFact,
    AttributeFact,
    ChangeFact,
    QuantityFact,
    RelationFact,
    Span,
    UnresolvedFact,
)
from groundplan.language.lexicon import Preposition, lexicon
from groundplan.language.noun_phrases import NounPhrase
from groundplan.language.spotting import Board
from groundplan.language.tokens import span_of
from groundplan.language.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ActionDraft",
    "ChangeDraft",
    "Clauses",
    "RelationDraft",
    "State",
    "do_with",
    "is_garment",
    "is_part",
    "part_attributes",
    "relate",
]  # fmt: skip


@dataclass(slots=True, kw_only=True)
class ActionDraft:
    """An action while the text is read."""

    key: str
    agent: str
    verb: str
    action: str
    verb_class: str
    places: list[int]
    """Word indices."""
    order: int
    negated: bool = False
    object: str = ""
    source: str = ""
    goal: str = ""
    companion: str = ""
    companion_relation: str = ""
    path: str = ""
    path_kind: str = ""
    part: str = ""
    direction: str = ""
    manner: list[str] = field(default_factory=list[str])
    distance_m: float | None = None
    duration_s: float | None = None
    speed_mps: float | None = None
    angle_rad: float | None = None
    delay_s: float | None = None
    passive: bool = False
    participle: bool = False
    sentence: int = 0
    mutual: bool = False
    """The two do it to each other."""
    ends: bool = False
    """It is over in a moment: what is said next comes after it."""

    def fact(self, span: Span) -> ActionFact:
        """Return the finished fact."""
        return ActionFact(
            key=self.key, agent=self.agent, verb=self.verb, action=self.action, span=span,
            object=self.object, source=self.source, goal=self.goal, companion=self.companion,
            companion_relation=self.companion_relation, path=self.path, path_kind=self.path_kind,
            part=self.part,
            direction=self.direction or lexicon().inherent.get(self.verb, ""),
            manner=tuple(self.manner), distance_m=self.distance_m,
            duration_s=self.duration_s, speed_mps=self.speed_mps,
            angle_rad=self.angle_rad, delay_s=self.delay_s, order=self.order,
            negated=self.negated,
        )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class RelationDraft:
    """A relation while the text is read."""

    key: str
    subject: str
    relation: str
    object: str
    places: list[int]
    when: Literal["always", "start", "end"] = "always"
    frame: Literal["camera", "object"] = "camera"
    distance_m: float | None = None
    at: bool = False
    """Said as "at" or "around"."""

    def fact(self, span: Span) -> RelationFact:
        """Return the finished fact."""
        return RelationFact(
            key=self.key, subject=self.subject, relation=self.relation, object=self.object,
            span=span, distance_m=self.distance_m, when=self.when, frame=self.frame,
            at=self.at,
        )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class ChangeDraft:
    """A change while the text is read."""

    entity: str
    name: str
    start: str
    end: str
    action: str
    places: list[int]
    of_part: str = ""

    def fact(self, span: Span) -> ChangeFact:
        """Return the finished fact."""
        return ChangeFact(
            entity=self.entity, name=self.name, start=self.start, end=self.end, action=self.action,
            span=span, of_part=self.of_part,
        )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class State:
    """Where the reader stands in a sentence."""

    subject: list[str] = field(default_factory=list[str])
    former: list[str] = field(default_factory=list[str])
    """The subject of the sentences before, while this one has none of its own."""
    last: str = ""
    last_role: str = ""
    """free, object, pp or ""."""
    acting: list[ActionDraft] = field(default_factory=list[ActionDraft])
    """The actions of the current verb, one per agent."""
    pending: Preposition | None = None
    pending_at: int = 0
    pending_after: str = ""
    """Kind of the chunk before the preposition."""
    slot: str = ""
    """What the last noun was: subject, object or prep."""
    slot_preposition: Preposition | None = None
    between: bool = False
    """The first of two things that something stands between was read."""
    joined: str = ""
    """"and" or "comma" when one stands right before."""
    verb_seen: bool = False
    """A verb followed the current subject."""
    wearing: str = ""
    part: str = ""
    """What of the subject the clause is about ("her dress is blue")."""
    brought: str = ""
    """What "with" has just brought in beside the subject."""
    owner: str = ""
    """Possessor named by "'s"."""
    copula: bool = False
    relative: bool = False
    headless: list[ActionDraft] = field(default_factory=list[ActionDraft])
    """Actions whose agent is still to come ("in walks a man")."""
    fronted: list[tuple[Preposition, str, int]] = field(
        default_factory=list[tuple[Preposition, str, int]]
    )
    counted: int = 0
    """Number said by "a group of", for the next noun."""
    counted_guess: bool = False
    heaped: Span | None = None
    """Where "a stack of" stands."""
    after: bool = False
    before: bool = False
    """The clause so far comes after the one behind the comma ("before leaving, she …")."""
    when: bool = False
    """The clause so far is when the one behind the comma begins."""
    tried: bool = False
    """"Tries to": over when the next thing is done."""
    negate: bool = False
    """The next verb is said not to happen ("neither", "refuses to")."""
    absent: bool = False
    """The next nouns are said not to be there ("without")."""
    meanwhile: bool = False
    led: bool = False
    """A particle opens the sentence ("out steps a man")."""
    listing: bool = False
    """Things done one after the other, listed with commas."""
    comparing: bool = False
    previous: str = ""
    """Kind of the last chunk that counts."""
    blocked: bool = False
    """The subject is something that is no entity (light, weather)."""
    ended: bool = False
    """Where somebody is in the end is said ("ends up behind her")."""
    due: bool = False
    """The next noun is the object, whatever stands before it ("takes a bite of an apple")."""

    def who(self) -> list[str]:
        """Return whom the words are about: the subject, or that of the sentences before."""
        return self.subject or ([] if self.blocked else self.former)


class Clauses:
    """The reader of chunks; `read` fills `cast`, `actions` and `relations`."""

    def __init__(self, words: Words, board: Board) -> None:
        """Start with an empty world."""
        self.words = words
        self.board = board
        self.cast = Cast(words)
        self.actions: list[ActionDraft] = []
        self.relations: list[RelationDraft] = []
        self.changes: list[ChangeDraft] = []
        self.unresolved: list[UnresolvedFact] = []
        self.state = State()
        self.order = 0
        self.pair: tuple[str, ...] = ()
        """Whom "one" and "the other" mean."""
        self.sentence = 0
        self.waiting: list[tuple[QuantityFact, str]] = []
        """Times said before their verb, with what they are of it."""
        self.chunks: Sequence[Chunk] = ()
        self.at = 0

    def use(self, start: int, end: int) -> None:
        """Mark words as explained."""
        self.board.used.update(self.words.indices[start:end])

    def doubt(self, start: int, end: int, reason: str) -> None:
        """List words that were read and not understood."""
        self.use(start, end)
        tokens = self.words.tokens[start:end]
        span = span_of(tokens)
        text = " ".join(t.text for t in tokens)
        self.unresolved.append(UnresolvedFact(text=text, span=span, reason=reason))

    def actions_here(self) -> list[ActionDraft]:
        """Return the actions that the current sentence has named so far."""
        return [a for a in self.actions if a.sentence == self.sentence]

    def ahead(self, offset: int = 1) -> Chunk | None:
        """Return a chunk behind the current one, or None."""
        place = self.at + offset
        return self.chunks[place] if place < len(self.chunks) else None


_AT_WORDS: Final = frozenset({"at", "around", "at the head of"})
"""Prepositions of who uses a table or a desk."""


def relate(
    reader: Clauses, subject: str, preposition: Preposition, *, to: str, at: int
) -> RelationDraft | None:
    """Add a relation, unless it is there, reflexive or about a place."""
    relation = preposition.relation
    if relation in {"at", "face"}:
        relation = "next_to"
    if not relation or not subject or subject == to:
        return None
    place = reader.cast[to]
    if (
        place.kind == "set"
        and relation in {"inside", "on", "next_to"}
        and preposition.words
        in {"in", "on", "at", "within", "along", "inside", "around", "by", "near"}
        and place.role == "place"
    ):
        return None
    draft = RelationDraft(
        key=f"r{len(reader.relations) + 1}",
        subject=subject,
        relation=relation,
        object=to,
        places=[at, at + 1],
        at=relation == "next_to" and preposition.words in _AT_WORDS,
    )
    reader.relations.append(draft)
    return draft


def part_attributes(phrase: NounPhrase, part: str) -> list[AttributeFact]:
    """Return the properties of a garment or body part, as its wearer's."""
    return [replace(a, of_part=part) for a in phrase.attributes]


_THINGS_TOO: Final = frozenset(
    {"chest", "trunk", "horn", "shell", "nail", "palm", "face", "bow", "tail"}
)
"""Parts of bodies that are things as well, where "a" stands before them."""


def is_garment(phrase: NounPhrase) -> bool:
    """Whether a noun phrase names something worn."""
    return phrase.noun in lexicon().garments


def is_part(phrase: NounPhrase) -> bool:
    """Whether a noun phrase names a part of a body."""
    thing = phrase.noun in _THINGS_TOO and phrase.determiner in {"a", "an", "another", "some"}
    return phrase.noun in lexicon().parts and not thing


def do_with(reader: Clauses, part: str, *, owner: str) -> None:
    """Note what part of their own body somebody does a thing with: that is done on the spot.

    Of two the one it is put on counts: "puts his hands on his hips".
    """
    pending = reader.state.pending
    for action in reader.state.acting:
        laid_on = pending is not None and pending.words == "on" and action.part
        if action.agent != owner or (pending is not None and not laid_on):
            continue
        action.part = part
        if action.verb_class == "travel":
            action.verb = f"{action.verb} {part}"
            action.action, action.verb_class = "wave", "still"
