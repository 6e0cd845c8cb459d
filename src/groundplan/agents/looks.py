"""Skin, hair and beard: what the words say of them, and what is drawn when they say nothing.

Tones and colours are our engineering defaults; they are about surfaces, not about origin.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from groundplan.agents.colours import colour_code
from groundplan.agents.draws import Draw
from groundplan.agents.notes import Note
from groundplan.language.facts import AttributeFact, EntityFact, Span
from groundplan.world.entity import Hair

__all__ = ["SKIN_TONES", "Looks", "looks_of"]

SKIN_TONES: Final = (
    "#d0b3a0", "#c8a48d", "#c09a82", "#a98570", "#8d6c59", "#735546", "#5a4338", "#43322b",
)  # fmt: skip
_SKIN_WORDS: Final[Mapping[str, int]] = {
    "pale": 0, "fair": 0, "light": 1, "white": 1, "tanned": 3, "tan": 3, "olive": 3, "bronzed": 3,
    "brown": 5, "dark": 6, "black": 6, "ebony": 7,
}  # fmt: skip
_HAIR_COLOURS: Final[Mapping[str, str]] = {
    "black": "#1a1512", "brown": "#4a3022", "dark": "#241a14", "brunette": "#4a3022",
    "chestnut": "#503526", "auburn": "#553024", "red": "#6e4028", "ginger": "#8a5a34",
    "blond": "#b39a72", "blonde": "#b39a72", "fair": "#b39a72", "golden": "#b8995f",
    "grey": "#8b8884", "gray": "#8b8884", "silver": "#b3b1ad", "white": "#dedbd5",
    "redhead": "#6e4028",
}  # fmt: skip
_NATURAL: Final = ("#1a1512", "#2e2019", "#43302a", "#5c4536", "#7a6248", "#4f3a2c")
_AGED: Final = ("#8b8884", "#b3b1ad", "#d3d0ca")
_OWN_WORDS: Final = frozenset({"blond", "blonde", "brunette", "ginger", "auburn", "redhead"})
_STYLES: Final[Mapping[str, str]] = {
    "bald": "bald", "hairless": "bald", "balding": "balding", "shaved": "buzz", "buzz cut": "buzz",
    "crew cut": "buzz", "cropped": "cropped", "afro": "afro", "bun": "bun", "top knot": "top_knot",
    "topknot": "top_knot", "ponytail": "ponytail", "braid": "braids", "braids": "braids",
    "braided": "braids", "pigtails": "braids", "plaits": "braids", "dreadlocks": "braids",
    "bob": "bob", "curly": "curly", "curls": "curly", "wavy": "wavy", "fringe": "fringe",
    "bangs": "fringe", "receding": "receding", "quiff": "quiff", "spiky": "quiff",
    "mohawk": "quiff", "slicked": "side_part", "parted": "side_part", "neat": "side_part",
}  # fmt: skip
_ALIKE: Final = frozenset({"dreadlocks", "mohawk", "spiky", "pigtails", "neat"})
"""Words that the nearest style stands for."""
_LENGTHS: Final = ("long", "flowing", "straight", "short")
_HAIR_PARTS: Final = ("hair", "locks", "curls", "ponytail", "hairstyle", "haircut")
_BEARDS: Final[Mapping[str, str]] = {
    "beard": "full", "bearded": "full", "stubble": "stubble", "unshaven": "stubble",
    "moustache": "moustache", "mustache": "moustache", "moustached": "moustache",
    "goatee": "goatee", "sideburns": "stubble", "clean-shaven": "none", "shaven": "none",
}  # fmt: skip
_WOMEN: Final = ("long", "bob", "wavy", "ponytail", "bun", "long_fringe")
_MEN: Final = ("short", "side_part", "cropped", "quiff", "curly")
_GIRLS: Final = ("ponytail", "braids", "long", "bob_fringe")
_BOYS: Final = ("short", "fringe", "curly")
_OLD_WOMEN: Final = ("bun", "bob", "short")
_OLD_MEN: Final = ("receding", "balding", "side_part")
_BEARDED: Final = 0.25
_OLD_YEARS: Final = 60.0
_CHILD_YEARS: Final = 14.0
_BEARD_YEARS: Final = 20.0


@dataclass(slots=True)
class Looks:
    """Skin, hair and beard, the words that they come from, and what could not be shown."""

    skin: str = ""
    hair: Hair = field(default_factory=Hair)
    beard: str = "none"
    read: dict[str, Span] = field(default_factory=dict[str, Span])
    """By path below `appearance`."""
    notes: list[Note] = field(default_factory=list[Note])


def looks_of(fact: EntityFact, *, age_years: float, gender: str, draw: Draw) -> Looks:
    """Return how somebody looks."""
    found = Looks(skin=draw.pick(SKIN_TONES, "skin"))
    _skin(fact, found)
    style = _style(fact, found, gender=gender) or _usual_style(age_years, gender, draw)
    color = _hair_colour(fact, found)
    if not color:
        color = draw.pick(_AGED if age_years > _OLD_YEARS else _NATURAL, "hair")
    found.hair = Hair(style=style, color=color)  # pyright: ignore[reportArgumentType]  # both tables hold styles only
    beard = _beard(fact, found)
    if not beard:
        grown = gender == "male" and age_years >= _BEARD_YEARS
        full = grown and draw.chance(_BEARDED, "beard")
        beard = draw.pick(("full", "stubble", "moustache", "goatee"), "beard") if full else "none"
    found.beard = beard
    _undrawn(fact, found)
    return found


def _about(fact: EntityFact, *parts: str) -> Iterator[AttributeFact]:
    yield from (a for a in fact.attributes if a.of_part in parts)


def _skin(fact: EntityFact, found: Looks) -> None:
    own = [a for a in _about(fact, "") if a.name in {"color", "quality"} and a.value != "light"]
    own = [a for a in own if a.value not in {"fair", "dark"}]
    for attribute in (*_about(fact, "skin", "complexion"), *own):
        word = attribute.value.rpartition(" ")[2]
        tone, code = _SKIN_WORDS.get(word), None
        if tone is not None:
            lighter = 2 if attribute.value.startswith("light ") else 0
            code = SKIN_TONES[max(tone - lighter, 0)]
        elif attribute.of_part and attribute.name == "color":
            code = colour_code(attribute.value)
        if code is not None:
            found.skin = code
            found.read["skin"] = attribute.span
            return


def _style(fact: EntityFact, found: Looks, *, gender: str) -> str:
    """Return the style that the words say, or an empty text."""
    hair = {a.value for a in _about(fact, *_HAIR_PARTS)}
    source = _style_word(fact, hair)
    if not source:
        return ""
    style = _fitted(_STYLES.get(source, source), long="long" in hair, gender=gender)
    spans = [a.span for a in fact.attributes if source in {a.value, a.of_part}]
    found.read["hair/style"] = spans[0] if spans else fact.span
    if source in _ALIKE:
        found.notes.append(
            Note(code="casting.hair-likeness", severity="info", below="appearance/hair/style",
                 message=f'"{source}" is drawn as the nearest style, {style}', measured=style,
                 expected=source)
        )  # fmt: skip
    return style


def _style_word(fact: EntityFact, hair: set[str]) -> str:
    """Return the word that tells a style: its own before "long" and "short"."""
    parts = {a.of_part: None for a in fact.attributes}
    words = [a.value for a in _about(fact, "hair", "", "head", "hairstyle", "haircut")]
    for word in (*words, *parts):
        if word in _STYLES and (word not in {"neat", "shaved"} or word in hair):
            return word
    return next((word for word in _LENGTHS if word in hair), "")


def _fitted(style: str, *, long: bool, gender: str) -> str:
    """Return a style as it is worn with long hair, or by a woman."""
    if style in {"long", "straight", "flowing"}:
        return "long"
    if style == "curly":
        return "wavy" if long else "curly"
    if style == "fringe" and long:
        return "long_fringe"
    return (
        {"fringe": "bob_fringe", "short": "bob"}.get(style, style) if gender == "female" else style
    )


def _hair_colour(fact: EntityFact, found: Looks) -> str:
    parts = ("hair", "locks", "curls", "ponytail", "bun", "braids", "braid", "bob", "afro")
    told = [a for a in _about(fact, *parts) if a.value in _HAIR_COLOURS or a.name == "color"]
    told += [a for a in _about(fact, "") if a.value in _OWN_WORDS]
    told += list(_about(fact, "beard", "moustache", "mustache", "goatee", "stubble"))
    for attribute in told:
        last = attribute.value.rpartition(" ")[2]
        code = _HAIR_COLOURS.get(attribute.value) or _HAIR_COLOURS.get(last)
        code = code or (colour_code(attribute.value) if attribute.name == "color" else None)
        if code:
            found.read["hair/color"] = attribute.span
            return code
    noun = fact.noun.rpartition(" ")[2]
    if noun in _OWN_WORDS:
        found.read["hair/color"] = fact.span
        return _HAIR_COLOURS[noun]
    return ""


def _beard(fact: EntityFact, found: Looks) -> str:
    for attribute in fact.attributes:
        word = attribute.of_part if attribute.of_part in _BEARDS else attribute.value
        if word not in _BEARDS:
            continue
        style = _BEARDS[word]
        sizes = {a.value for a in _about(fact, "beard")}
        if style == "full" and "long" in sizes:
            style = "long"
        found.read["beard"] = attribute.span
        return style
    return ""


def _usual_style(age_years: float, gender: str, draw: Draw) -> str:
    if age_years < 2.5:
        return "cropped"
    woman = gender == "female"
    if age_years < _CHILD_YEARS:
        options = _GIRLS if woman else _BOYS
    elif age_years > _OLD_YEARS:
        options = _OLD_WOMEN if woman else _OLD_MEN if gender == "male" else ("short",)
    else:
        options = _WOMEN if woman else _MEN if gender == "male" else ("short", "curly", "bob")
    return draw.pick(options, f"hair:{'female' if woman else gender}:{len(options)}")


def _undrawn(fact: EntityFact, found: Looks) -> None:
    """Note what is said of eyes and marks on the face, which are all drawn alike."""
    for part in ("eyes", "eye", "freckles", "wrinkles", "tattoo", "tattoos"):
        told = [a for a in fact.attributes if part in {a.of_part, a.value}]
        if told:
            shown = " ".join(dict.fromkeys([a.value for a in told if a.of_part] + [part]))
            found.notes.append(
                Note(code="casting.face-detail", severity="info", below="attributes",
                     message=f'"{shown}" is kept in words and not drawn', span=told[0].span)
            )  # fmt: skip
