"""What somebody or something looks like, in words of the world: noun, adjectives, clothes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from groundplan.assets.garments import BARE_FEET, cut, garment_id
from groundplan.errors import SceneError
from groundplan.language.morphology import plural
from groundplan.shader.prompt.colours import colour_word
from groundplan.shader.prompt.grammar import counted, is_plural, joined, plain, with_article
from groundplan.world.document import World
from groundplan.world.entity import Appearance, Body, Entity
from groundplan.world.stack import winner

__all__ = ["Look", "look_of"]

_ADJECTIVES: Final = (
    "state",
    "size",
    "build",
    "age",
    "mood",
    "pattern",
    "shape",
    "color",
    "material",
)
"""Attributes, in the order in which English puts them before a noun."""
_REGIONS_AT: Final = {
    "upper": 0.7, "whole": 0.6, "lower": 0.3, "skirt": 0.35, "feet": 0.03, "head": 0.97,
    "face": 0.93, "neck": 0.82, "back": 0.7, "hands": 0.45,
}  # fmt: skip
"""Where on a standing body a garment is, 0 the sole to 1 the crown."""
_ON: Final = frozenset({"head", "face", "neck", "back", "hands"})
_HAIR: Final = {
    "bald": "a bald head", "balding": "thinning hair", "buzz": "a buzz cut",
    "cropped": "cropped hair", "curly": "curly hair", "afro": "an afro", "bob": "a bob haircut",
    "bob_fringe": "a bob with a fringe",
    "long": "long hair", "wavy": "wavy hair", "long_fringe": "long hair with a fringe",
    "bun": "hair in a bun", "top_knot": "hair in a top knot", "ponytail": "a ponytail",
    "braids": "braids", "fringe": "a fringe", "quiff": "a quiff", "side_part": "parted hair",
    "receding": "receding hair", "short": "short hair",
}  # fmt: skip
_BEARD: Final = {
    "stubble": "stubble", "moustache": "a moustache", "goatee": "a goatee", "full": "a full beard",
    "long": "a long beard",
}  # fmt: skip
_DECADES: Final = {2: "twenties", 3: "thirties", 4: "forties", 5: "fifties", 6: "sixties",
                   7: "seventies", 8: "eighties", 9: "nineties"}  # fmt: skip
_PARTS: Final = ("hair", "beard", "moustache", "mustache", "eyes", "eye", "mane", "fur", "feathers")
_HEAD: Final = 0.92


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look; several bodies may share it."""

    noun: str
    """Singular."""
    adjectives: tuple[str, ...] = ()
    worn: tuple[str, ...] = ()
    """What was said to be worn: "red coat"."""
    topped: tuple[str, ...] = ()
    """The same of head and hands: "yellow hat"."""
    traits: tuple[str, ...] = ()
    """After the noun: "in her fifties", "with a grey beard"."""
    details: tuple[str, ...] = ()
    """What else the blueprint fixes and the picture shows: "wears blue jeans"."""

    @property
    def core(self) -> str:
        """Return adjectives and noun, without an article."""
        return " ".join([*self.adjectives, self.noun])

    def first(self, count: int = 1) -> str:
        """Return how it is called when it is first spoken of: "an old man in a blue suit"."""
        many = count > 1
        head = counted(count, self.core) if many else with_article(self.core, noun=self.noun)
        aged = [trait for trait in self.traits if trait.startswith("in ")]
        others = [trait for trait in self.traits if not trait.startswith("in ")]
        clothes = [f"in {_several(self.worn, many=many)}"] if self.worn else []
        held = [_several(self.topped, many=many), *others] if self.topped else others
        extra = [f"with {joined(held)}"] if held else []
        return " ".join([head, *aged, *clothes, *extra])


def look_of(world: World, key: str, *, heights: tuple[float, float] = (0.0, 1.0)) -> Look:
    """Return the look of an entity; `heights` is the part of it that the picture shows."""
    entity = world.entities[key]
    noun, seen = _noun(entity), entity.appearance
    if entity.body is None or entity.body.rig != "human" or seen is None:
        return Look(noun=noun, adjectives=_adjectives(entity, noun), traits=_traits(world, key))
    said = _garments_said(entity)
    worn = [(word, _dressed(entity, seen, word)) for word in said]
    return Look(
        noun=noun,
        adjectives=_adjectives(entity, noun),
        worn=tuple(text for word, text in worn if _region(word) not in _ON),
        topped=tuple(text for word, text in worn if _region(word) in _ON),
        traits=_traits(world, key),
        details=tuple(_details(entity, seen, said=said, heights=heights)),
    )


def _several(things: tuple[str, ...], *, many: bool) -> str:
    if many:
        return joined([one if is_plural(one) else plural(one) for one in things])
    return joined([with_article(one) for one in things])


def _noun(entity: Entity) -> str:
    noun = plain(entity.semantics.noun).lower()
    if noun:
        return noun
    # A person's own name is no noun: a model knows nobody by it.
    return _kind(entity.body) if entity.body is not None else plain(entity.label or entity.name)


def _kind(body: Body) -> str:
    if body.rig != "human":
        return plain(body.species)
    young = body.age_years < 14.0
    people = {
        "female": ("girl", "woman"), "male": ("boy", "man"), "neutral": ("child", "person"),
    }  # fmt: skip
    return people[body.gender][0 if young else 1]


def _adjectives(entity: Entity, noun: str) -> tuple[str, ...]:
    said = entity.attributes
    found: list[str] = []
    for name in _ADJECTIVES:
        words = [plain(word) for word in said.get(name, "").split(",") if word.strip()]
        if name == "color" and words:
            words = [_own_colour(entity, words[0])]
        found += [word for word in words if word not in noun.split(" ")]
    if "age" not in said and "quality" in said:
        label = f"{entity.label} {entity.semantics.prompt}".lower().split()
        words = [plain(word) for word in said["quality"].split(",")]
        found = [word for word in words if word and word in label] + found
    return tuple(dict.fromkeys(found))


def _own_colour(entity: Entity, said: str) -> str:
    word = "" if said.startswith("#") else said
    code = entity.appearance.color if entity.appearance is not None else said
    return colour_word(code, said=word) if code.startswith("#") else word


def _traits(world: World, key: str) -> tuple[str, ...]:
    entity, found = world.entities[key], list[str]()
    body = entity.body
    decade = int(body.age_years // 10) if body is not None else 0
    if body is not None and body.rig == "human" and decade in _DECADES:
        top = winner(world.opinions.get(f"entities/{key}/body/age_years", ()))
        if top is not None and top.basis != "guessed" and "age" not in entity.attributes:
            whose = {"female": "her", "male": "his", "neutral": "their"}[body.gender]
            found.append(f"in {whose} {_DECADES[decade]}")
    for part in _PARTS:
        said = [plain(entity.attributes.get(f"{part}.{name}", "")) for name in ("size", "color")]
        if any(said):
            found.append(with_article(plain(f"{said[0]} {said[1]} {part}"), noun=part))
    return tuple(found)


def _garments_said(entity: Entity) -> list[str]:
    return [plain(w).lower() for w in entity.attributes.get("garments", "").split(",") if w.strip()]


def _dressed(entity: Entity, seen: Appearance, word: str) -> str:
    """Return "red coat" of the garment "coat"."""
    said = entity.attributes.get(f"{word}.color", "")
    material = plain(entity.attributes.get(f"{word}.material", ""))
    worn = seen.garments.get(word.replace(" ", "_")) or seen.garments.get(garment_id(word))
    colour = said
    if worn is not None and said:
        colour = colour_word(worn.color, said=said)
    return plain(f"{colour} {'' if material in word else material} {word}")


def _details(
    entity: Entity, seen: Appearance, *, said: list[str], heights: tuple[float, float]
) -> Iterator[str]:
    """Yield what the blueprint fixes beyond what was said, where the picture shows it."""
    spoken = {garment_id(word) or word for word in said}
    covered = {_region(word) for word in said}
    over = {"upper", "whole"} & covered
    outer = _outermost([name for name in seen.garments if name not in spoken])
    clothes = [
        plain(f"{colour_word(seen.garments[name].color)} {name}")
        for name in outer
        if _shows(_region(name), heights)
        and _region(name) not in covered
        and not (over and _region(name) == "upper")
        and not ("whole" in over and _region(name) in {"lower", "skirt"})
    ]
    if clothes:
        yield f"wears {joined([with_article(one) for one in clothes])}"
    face = [_HAIR.get(seen.hair.style, ""), _BEARD.get(seen.beard, "")]
    told = {"hair", "beard"} & {name.partition(".")[0] for name in entity.attributes}
    has = [word for word in face if word] if not told else []
    hatted = any(_region(name) == "head" for name in (*seen.garments, *said))
    if has and heights[1] >= _HEAD and not hatted:
        yield f"has {joined(has)}"


def _outermost(names: list[str]) -> list[str]:
    """Return one garment of each part of the body: what is worn over the others."""
    best: dict[str, str] = {}
    for name in sorted(names, key=_layer):
        best[_region(name)] = name
    if "whole" in best:
        best.pop("lower", None)
    order = list(_REGIONS_AT)
    return [best[region] for region in sorted(best, key=order.index)]


def _shows(region: str, heights: tuple[float, float]) -> bool:
    return heights[0] <= _REGIONS_AT[region] <= heights[1]


def _region(word: str) -> str:
    if word == BARE_FEET:
        return "feet"
    try:
        return cut(word).region
    except SceneError:
        # A word of the director's that the wardrobe lacks is still said; it counts as worn above.
        return "upper"


def _layer(name: str) -> int:
    try:
        return cut(name).layer
    except SceneError:
        return 0
