"""Who is in a shot, and how each is called: at first, and from then on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from groundplan.language.morphology import plural
from groundplan.shader.measuring.in_view import SCENERY, ShotView
from groundplan.shader.prompt.grammar import is_plural, with_article
from groundplan.shader.prompt.looks import Look, look_of
from groundplan.shader.prompt.settings import place_entity
from groundplan.world.document import World
from groundplan.world.entity import Entity

__all__ = ["Cast", "Member", "cast_of"]

_RANK: Final = {"character": 0, "animal": 1, "vehicle": 2, "prop": 3, "set": 3}
_MOST_MEMBERS: Final = 16
"""What is smaller or less alive goes untold: no model hears more out of a prompt."""
_MOST_SCENERY: Final = 8
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One body, or several that are spoken of as one."""

    entities: tuple[str, ...]
    look: Look
    kind: str
    first: str
    """As "a woman in a red coat"."""
    again: str
    """As "the woman"."""
    counted: bool = False
    """They were spoken of together: "three vegetables"."""

    @property
    def one(self) -> str:
        """Return the name of one of them: "one of the chairs", "the woman"."""
        return f"one of {self.again}" if len(self.entities) > 1 else self.again

    @property
    def many(self) -> bool:
        """Tell whether verbs take the plural."""
        return len(self.entities) > 1 or is_plural(self.look.noun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """All members, the first subject first."""

    members: tuple[Member, ...]
    scenery: tuple[str, ...] = ()

    @property
    def by_entity(self) -> Mapping[str, Member]:
        """Return who is meant by an entity id."""
        return {key: member for member in self.members for key in member.entities}


def cast_of(there: World, shot_id: str, *, shot: ShotView) -> Cast:
    """Return who and what is in view: people, animals, then things by how large they are.

    At most 16 are told, and 8 kinds of scenery.
    """
    ground = place_entity(there, shot_id)
    seen = [
        key for key in shot.seen
        if SCENERY not in there.entities[key].tags and key != ground
    ]  # fmt: skip
    subject = there.shots[shot_id].framing.subject
    seen.sort(
        key=lambda key: (
            key != subject,
            _RANK.get(there.entities[key].kind, 4),
            -round(shot.seen[key].area, 6),
            key,
        )
    )
    looks = {key: look_of(there, key, heights=shot.seen[key].heights) for key in seen}
    groups = _grouped(there, seen, looks)[:_MOST_MEMBERS]
    names = _names([looks[group[0]] for group in groups], [len(group) for group in groups])
    members = tuple(
        Member(
            entities=tuple(group),
            look=looks[group[0]],
            kind=there.entities[group[0]].kind,
            first=first,
            again=again,
            counted=_counted(there.entities[group[0]], looks[group[0]].noun),
        )
        for group, (first, again) in zip(groups, names, strict=True)
    )
    nouns = [
        look_of(there, key).noun for key in shot.seen if SCENERY in there.entities[key].tags
    ]  # fmt: skip
    return Cast(members=members, scenery=_counted_nouns(nouns))


def _grouped(there: World, keys: list[str], looks: Mapping[str, Look]) -> list[list[str]]:
    """Put together what looks the same: of people and animals only what was counted together."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for key in keys:
        entity, look = there.entities[key], looks[key]
        alone = entity.kind in {"character", "animal"} and not _counted(entity, look.noun)
        label = entity.label if entity.kind in {"character", "animal"} else ""
        same = (look.first(), entity.kind, label, key if alone else "")
        groups.setdefault(same, []).append(key)
    return list(groups.values())


def _counted(entity: Entity, noun: str) -> bool:
    words = f" {entity.label.lower()} "
    return bool(noun) and f" {plural(noun)} " in words


def _names(looks: list[Look], counts: list[int]) -> list[tuple[str, str]]:
    """Return first and later names; later ones are all different."""
    firsts = [look.first(count) for look, count in zip(looks, counts, strict=True)]
    alike = Counter(firsts)
    seen: Counter[str] = Counter()
    found: list[tuple[str, str]] = []
    for k, (look, count) in enumerate(zip(looks, counts, strict=True)):
        first, again = firsts[k], _later(look, count, others=_without(looks, counts, k))
        if alike[first] > 1 and count == 1:
            number = seen[first]
            seen[first] += 1
            which = _ORDINALS[min(number, len(_ORDINALS) - 1)]
            again = f"the {which} {look.noun}"
            if number:
                first = first.replace(with_article(look.core, noun=look.noun),
                                      f"a {which} {look.core}", 1)  # fmt: skip
        found.append((first, again))
    return found


def _without(looks: list[Look], counts: list[int], k: int) -> list[tuple[Look, int]]:
    return [one for i, one in enumerate(zip(looks, counts, strict=True)) if i != k]


def _later(look: Look, count: int, *, others: Iterable[tuple[Look, int]]) -> str:
    """Return the shortest name that nobody else has."""
    taken = {name for one, number in others for name in _later_names(one, number)[:2]}
    names = _later_names(look, count)
    return next((name for name in names if name not in taken), names[-1])


def _later_names(look: Look, count: int) -> tuple[str, ...]:
    noun, core = look.noun, look.core
    if count > 1:
        noun, core = (one if is_plural(one) else plural(one) for one in (noun, core))
    clothes = [*look.worn, *look.topped]
    dressed = [f"the {noun} in the {clothes[0]}"] if clothes else []
    aged = [f"the {noun} {trait}" for trait in look.traits if trait.startswith("in ")]
    return (f"the {noun}", f"the {core}", *dressed, *aged)


def _counted_nouns(nouns: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(nouns)
    return tuple(
        plural(noun) if number > 1 and not is_plural(noun) else with_article(noun)
        for noun, number in sorted(counts.items())[:_MOST_SCENERY]
    )
