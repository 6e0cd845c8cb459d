"""References: which of the things in a world a phrase means ("her", "the red one", "the left man").

A phrase is read from its first word: a pronoun, a name, or determiner, properties, noun and what
stands behind it ("in the red coat", "on the left"). Position in the frame is that of the start of
the shot. What stays ambiguous is said to be so, and nobody is picked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from groundplan.agents.colours import colour_code
from groundplan.agents.directing.scene import Body, Scene
from groundplan.language.lexicon import lexicon
from groundplan.language.morphology import singulars
from groundplan.language.vocabulary import NounEntry, vocabulary

__all__ = ["Mention", "group_at", "mention_at"]

_WORD: Final = re.compile(r"[a-z0-9_]+(?:[-'][a-z0-9]+)*", re.IGNORECASE)
_DETERMINERS: Final = frozenset({
    "the", "that", "this", "these", "those", "both", "all", "every", "each", "of", "same",
    "two", "three", "four", "five", "six", "seven", "eight",
})  # fmt: skip
_NEW: Final = frozenset({"a", "an", "another", "some", "one"})
_SIDES: Final = frozenset({"left", "right", "near", "nearest", "closest", "far", "farthest",
                           "furthest", "front", "back", "rear", "middle", "leftmost", "rightmost",
                           "left-hand", "right-hand"})  # fmt: skip
_ORDER: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_ONE_OF: Final = re.compile(r"one\s+of\s+(?=the\b|them\b|these\b|those\b)", re.IGNORECASE)
_JOINED: Final = re.compile(r"\s*(?:,\s*and|,|and)\s+", re.IGNORECASE)
_EVERYBODY: Final = frozenset({"everyone", "everybody", "all", "both", "they", "them"})
_GENERIC: Final = {"man": ("character", "male"), "woman": ("character", "female"),
                   "boy": ("character", "male"), "girl": ("character", "female"),
                   "person": ("character", ""), "people": ("character", ""),
                   "kid": ("character", ""), "child": ("character", ""),
                   "figure": ("character", ""), "actor": ("character", ""),
                   "animal": ("animal", ""), "vehicle": ("vehicle", ""), "car": ("", ""),
                   "thing": ("", "any"), "object": ("", "any")}  # fmt: skip
_BEHIND: Final = re.compile(
    r"\s+(?:(?:on|to|at|in)\s+(?:the\s+)?(?:screen\s+|camera\s+)?"
    r"(?P<side>left|right|front|back|middle|foreground|background)\b"
    r"|(?:in|with|wearing|who\s+wears)\s+(?:the\s+|a\s+|an\s+|his\s+|her\s+)?"
    r"(?P<worn>(?:[a-z-]+\s+){0,2}[a-z-]+?)(?=$|\s+(?:to|is|and|by|with|for|on|behind|in|next|near"
    r"|should|stops?|walks?|runs?|stand|sit|wave|turn)\b|[.,;!?]))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A phrase that names something, and what it means."""

    text: str
    start: int
    end: int
    bodies: tuple[Body, ...] = ()
    problem: str = ""
    """Why it means nothing, or too much; empty when it is clear."""
    options: tuple[str, ...] = ()
    new: bool = False
    """It says "a …": something that is not there yet."""


def mention_at(scene: Scene, text: str, start: int) -> Mention | None:
    """Return what the phrase that starts at a place names; None when it is no such phrase."""
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(text, start)]
    if not words or words[0][1] != start:
        return None
    first, _, end = words[0]
    one = _ONE_OF.match(text, start)
    if one is not None and (of := mention_at(scene, text, one.end())) is not None and of.bodies:
        return Mention(text=text[start : of.end], start=start, end=of.end, bodies=of.bodies[:1])
    named = [b for b in scene.bodies() if b.name.lower() == first]
    if named:
        return Mention(text=text[start:end], start=start, end=end, bodies=tuple(named))
    pronoun = lexicon().pronouns.get(first, "")
    everybody = first in _EVERYBODY and (len(words) == 1 or words[1][0] not in _DETERMINERS)
    if (pronoun in {"female", "male", "neuter", "plural"} or everybody) and not (
        first in {"all", "both"} and _noun(scene, words, 1) is not None
    ):
        return _pronoun(scene, text, (start, end), kind=pronoun or "plural")
    return _phrase(scene, text, words)


def group_at(scene: Scene, text: str, start: int) -> Mention | None:
    """Return what a phrase names together with others joined to it ("the man and the dog")."""
    found = mention_at(scene, text, start)
    while found is not None and found.bodies and (link := _JOINED.match(text, found.end)):
        more = mention_at(scene, text, link.end())
        if more is None or not more.bodies:
            break
        bodies = tuple(dict.fromkeys((*found.bodies, *more.bodies)))
        found = Mention(text=text[start : more.end], start=start, end=more.end, bodies=bodies)
    return found


def _pronoun(scene: Scene, text: str, at: tuple[int, int], *, kind: str) -> Mention:
    """Return whom a pronoun means: who was spoken of last, else who alone can be meant."""
    start, end = at
    bodies = scene.bodies()
    people = [b for b in bodies if b.kind == "character"]
    tests: dict[str, Callable[[Body], bool]] = {
        "female": lambda b: b.kind == "character" and _gender(b) in {"female", ""},
        "male": lambda b: b.kind == "character" and _gender(b) in {"male", ""},
        "neuter": lambda b: b.kind != "character" and b.key != "" and b.kind != "set",
        "plural": lambda b: b.kind in {"character", "animal"},
    }
    fit = [b for b in bodies if tests[kind](b) and b.key]
    if kind == "plural":
        fit = people or fit
        return _mention(text, at, fit, single=False)
    exact = [b for b in fit if _gender(b) == kind]
    fit = exact or fit
    spoken = [b for key in reversed(scene.spoken) for b in fit if b.entity == key]
    subject = scene.shot.framing.subject if scene.shot is not None else None
    framed = [b for b in fit if b.entity == subject]
    acting = [b for b in fit if any(a.agent == b.key for a in scene.facts.actions)]
    for choice in (spoken[:1], fit if len(fit) == 1 else [], framed, acting[:1]):
        if choice:
            return _mention(text, (start, end), choice, single=True)
    return _mention(text, at, fit, single=True)


def _gender(body: Body) -> str:
    return body.fact.gender if body.fact is not None else ""


def _mention(text: str, at: tuple[int, int], bodies: Sequence[Body], *, single: bool) -> Mention:
    start, end = at
    said = text[start:end]
    names = tuple(dict.fromkeys(body.name for body in bodies))
    problem = ""
    if not bodies:
        problem = f'nothing in the world answers to "{said}"'
    elif single and len(bodies) > 1:
        problem = f'"{said}" may be {" or ".join(names[:4])}'
    return Mention(
        text=said, start=start, end=end, bodies=tuple(bodies) if not problem else (),
        problem=problem, options=names if problem else (),
    )  # fmt: skip


_Words = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    word: str
    entry: NounEntry | None
    count: int
    """Words that it takes."""
    many: bool


def _noun(scene: Scene, words: _Words, at: int) -> _Head | None:
    """Return the noun at a word: of the vocabulary, of the scene, or "one"."""
    lowers = [word for word, _, _ in words]
    if at >= len(lowers):
        return None
    own = {b.noun: b for b in scene.bodies()}
    for length in (3, 2, 1):
        phrase = " ".join(lowers[at : at + length])
        single = next((s for s in (phrase, *singulars(phrase)) if s in own), "")
        if single and at + length <= len(lowers):
            return _Head(word=single, entry=vocabulary().noun(single), count=length,
                         many=single != phrase)  # fmt: skip
    found = vocabulary().nouns.match(lowers, at)
    if found is not None:
        length, entry = found
        return _Head(word=entry.noun, entry=entry, count=length, many=entry.many)
    if lowers[at] in {"one", "ones"}:
        return _Head(word="", entry=None, count=1, many=lowers[at] == "ones")
    return None


def _phrase(scene: Scene, text: str, words: _Words) -> Mention | None:
    found = _determined(words)
    if found is None:
        return None
    determiner, at = found
    modifiers, head, at = _headed(scene, words, at)
    bare = determiner in {"the", "that"} and modifiers == ["other"]
    if head is None and bare:
        head = _Head(word="", entry=None, count=0, many=False)
    said = bool(determiner or modifiers)
    if head is None or not (said or head.many or _is_own(scene, head)):
        return None
    at = (words[0][1], words[at + head.count - 1][2])
    same = _of_noun(scene, head) if determiner == "one" else []
    if len(same) > 1:
        return _mention(text, at, same[:1], single=True)
    if determiner.split(" ")[0] in _NEW and "one" not in determiner.split(" ")[1:]:
        return Mention(text=text[at[0] : at[1]], start=at[0], end=at[1], new=True)
    return _meant(scene, text, at, head=head, said=(determiner, modifiers))


def _determined(words: _Words) -> tuple[str, int] | None:
    """Return the determiner ("all of the") and where it ends; None when "of" stands alone."""
    at, determiner = 0, ""
    while at < len(words) and words[at][0] in _DETERMINERS | _NEW | {"other"}:
        if words[at][0] == "of" and not determiner:
            return None
        if words[at][0] == "other" and at > 0:
            break
        determiner = f"{determiner} {words[at][0]}".strip()
        at += 1
    return determiner, at


def _headed(scene: Scene, words: _Words, at: int) -> tuple[list[str], _Head | None, int]:
    """Return the properties from a word on, the noun behind them, and where that begins."""
    modifiers: list[str] = []
    head = _noun(scene, words, at)
    while head is None and at < len(words) and len(modifiers) < 3:
        word = words[at][0]
        if not (word in _SIDES or word in _ORDER or word == "other" or _is_property(word)):
            break
        modifiers.append(word)
        at += 1
        head = _noun(scene, words, at)
    return modifiers, head, at


def _meant(
    scene: Scene, text: str, at: tuple[int, int], *, head: _Head, said: tuple[str, list[str]]
) -> Mention:
    """Return what a phrase with a noun means, with what stands behind it taken in."""
    (start, end), (determiner, modifiers) = at, said
    behind = _BEHIND.match(text, end)
    wanted = list(modifiers)
    if behind is not None and _means(scene, behind, head):
        end = behind.end()
        wanted += [behind["side"]] if behind["side"] else [f"worn:{behind['worn'].lower()}"]
    many = head.many or not _MANY.isdisjoint(determiner.split(" "))
    bodies = _narrowed(scene, _of_noun(scene, head), wanted)
    number = lexicon().numbers.get(determiner, 0)
    if number > 1 and len(bodies) != number:  # "two dogs" where there is one: others
        return Mention(text=text[start:end], start=start, end=end, new=True)
    return _mention(text, (start, end), bodies, single=not many)


_MANY: Final = frozenset({"both", "all", "every", "each", "two", "three", "four"})


def _is_own(scene: Scene, head: _Head) -> bool:
    return any(b.noun == head.word for b in scene.bodies())


def _is_property(word: str) -> bool:
    return word in lexicon().colors or word in lexicon().adjectives or word in lexicon().shades


def _means(scene: Scene, behind: re.Match[str], head: _Head) -> bool:
    """Return whether what stands behind a noun says which one is meant."""
    if behind["side"]:
        return len(_of_noun(scene, head)) > 1
    worn = behind["worn"].lower()
    return any(_wears(scene, body, worn) for body in _of_noun(scene, head))


def _of_noun(scene: Scene, head: _Head) -> list[Body]:
    """Return what a noun can mean, the narrowest sense that anything answers to."""
    bodies = [b for b in scene.bodies() if "scenery" not in _tags(scene, b)]
    if not head.word:
        return [b for b in bodies if b.key and b.kind != "set"]
    exact = [b for b in bodies if b.noun == head.word]
    entry = head.entry
    if not exact and entry is not None:
        exact = [b for b in bodies if _id(b.noun) == entry.id]
    if not exact:
        exact = [b for b in bodies if b.noun.rpartition(" ")[2] == head.word]
    if not exact:
        exact = _generic(bodies, head)
    if not exact:
        dressed = [b for b in scene.bodies() if "scenery" in _tags(scene, b)]
        exact = [b for b in dressed if b.noun == head.word]
    return exact


def _generic(bodies: Sequence[Body], head: _Head) -> list[Body]:
    name = head.entry.id if head.entry is not None else head.word
    kind, gender = _GENERIC.get(name, _GENERIC.get(head.word, ("", "")))
    if gender == "any":
        return [b for b in bodies if b.key and b.kind in {"prop", "unknown"}]
    if not kind:
        return []
    same = [b for b in bodies if b.kind == kind and b.key]
    return [b for b in same if not gender or _gender(b) == gender] or (
        [b for b in same if not _gender(b)] if gender else []
    )


def _id(noun: str) -> str:
    entry = vocabulary().noun(noun)
    return entry.id if entry is not None else noun


def _tags(scene: Scene, body: Body) -> tuple[str, ...]:
    entity = scene.entity(body.entity)
    return entity.tags if entity is not None else ()


def _narrowed(scene: Scene, bodies: list[Body], wanted: Sequence[str]) -> list[Body]:
    for word in wanted:
        if word == "other":
            said = scene.spoken[-1:]
            bodies = [b for b in bodies if b.entity not in said]
        elif word in _ORDER:
            place = _ORDER[word]
            bodies = bodies[place:][:1] if place >= 0 else bodies[-1:]
        elif word.startswith("worn:"):
            bodies = [b for b in bodies if _wears(scene, b, word.removeprefix("worn:"))]
        elif word not in _SIDES and word not in {"foreground", "background"}:
            bodies = [b for b in bodies if _is_so(scene, b, word)]
    for word in wanted:
        if word in _SIDES or word in {"foreground", "background"}:
            bodies = _on_side(scene, bodies, word)
    return bodies


def _on_side(scene: Scene, bodies: list[Body], word: str) -> list[Body]:
    """Return the one of several that is farthest to a side of the frame, or in its depth."""
    if len(bodies) < 2:
        return bodies
    right, away = scene.axes
    placed = [(b, place) for b in bodies if (place := scene.place(b.entity)) is not None]
    if not placed:
        return []
    across = {b.entity: float(place @ right) for b, place in placed}
    depth = {b.entity: float(place @ away) for b, place in placed}
    order = sorted((b for b, _ in placed), key=lambda b: across[b.entity])
    far = sorted((b for b, _ in placed), key=lambda b: depth[b.entity])
    if word.startswith("left"):
        return order[:1]
    if word.startswith("right"):
        return order[-1:]
    if word == "middle":
        return order[len(order) // 2 :][:1] if len(order) % 2 else []
    return (
        far[-1:]
        if word in {"far", "farthest", "furthest", "back", "rear", "background"}
        else (far[:1])
    )


def _is_so(scene: Scene, body: Body, word: str) -> bool:
    """Return whether something has a property: said of it, or shown."""
    entity = scene.entity(body.entity)
    said = {a.value for a in body.fact.attributes if not a.of_part} if body.fact else set[str]()
    own = next((a for a in _own_colours(body, scene)), "") if len(said) > 1 else ""
    if word in lexicon().colors:
        code = colour_code(word)
        shown = (
            entity is not None
            and entity.appearance is not None
            and (entity.appearance.color == code)
        )
        dressed = body.fact is not None and any(
            a.of_part and a.value.endswith(word) for a in body.fact.attributes
        )
        if body.fact is not None and own:
            return own == word or shown
        return shown or dressed or any(v.endswith(word) for v in said)
    words = set(re.findall(r"[a-z-]+", entity.label.lower())) if entity is not None else set[str]()
    return word in said or word in words


def _own_colours(body: Body, scene: Scene) -> tuple[str, ...]:
    entity = scene.entity(body.entity)
    if entity is None or "color" not in entity.attributes:
        return ()
    return (entity.attributes["color"],)


def _wears(scene: Scene, body: Body, worn: str) -> bool:
    """Return whether somebody wears or has something ("red coat", "beard")."""
    if body.fact is None:
        return False
    *properties, noun = worn.split(" ")
    entity = scene.entity(body.entity)
    clothes = {*body.fact.garments, *(a.of_part for a in body.fact.attributes)}
    if entity is not None and entity.appearance is not None:
        clothes |= set(entity.appearance.garments)
    held = {e.noun for e in scene.facts.entities if e.held_by == body.key}
    if noun in lexicon().colors and not properties:
        return any(a.value.endswith(noun) for a in body.fact.attributes if a.of_part)
    if noun not in clothes | held:
        return False
    said = {a.value for a in body.fact.attributes if a.of_part in {noun, ""}}
    return all(any(v.endswith(p) for v in said) for p in properties) or not said
