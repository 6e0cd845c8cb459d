"""Who comes back: the people, animals and vehicles that one scene has from another."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from groundplan.agents.port import SceneContext
from groundplan.language.facts import EntityFact, Facts
from groundplan.world.document import World

__all__ = ["Ensemble", "Star"]

_RECURRING: Final = frozenset({"character", "animal", "vehicle"})
_DEFINITE: Final = re.compile(r"\s*(the|his|her|their|its|that|this)\b", re.IGNORECASE)
"""How a text speaks of what it has named before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """Somebody whom more than one scene may show."""

    entity: str
    """World id."""
    draw: int
    """Number among the people of the film, as `Draw` takes it."""
    fact: EntityFact
    """As the first scene describes them."""


@dataclass(slots=True)
class Ensemble:
    """Everybody so far, by proper name, or by noun where one scene has just one of the kind."""

    _stars: dict[str, Star] = field(default_factory=dict[str, Star])
    _people: int = 0

    def enter(self, facts: Facts, scene: str) -> tuple[Facts, SceneContext]:
        """Return a scene's facts with what is known of who comes back, and who they are."""
        known: dict[str, Star] = {}
        for fact in facts.entities:
            star = self._stars.get(_called(fact)) if _comes_back(fact, facts) else None
            if star is not None and star.entity not in {s.entity for s in known.values()}:
                known[fact.key] = star
        entities = tuple(
            _as_before(fact, known[fact.key].fact) if fact.key in known else fact
            for fact in facts.entities
        )
        context = SceneContext(
            id=scene,
            known={key: star.entity for key, star in known.items()},
            draws={key: star.draw for key, star in known.items()},
            first_draw=self._people,
        )
        return replace(facts, entities=entities), context

    def leave(
        self, facts: Facts, world: World, context: SceneContext, *, ids: dict[str, str]
    ) -> None:
        """Remember whom a scene showed; `ids` are world ids by fact key.

        Who is carried along by something else (a rider) is not remembered: their place is that of
        what carries them.
        """
        kinds = [fact.noun for fact in facts.entities if fact.kind in _RECURRING]
        for fact in facts.entities:
            if fact.kind == "character":
                draw = context.draws.get(fact.key, self._people)
                self._people += 0 if fact.key in context.draws else max(1, fact.count)
            else:
                draw = 0
            entity = world.entities.get(ids.get(fact.key, ""))
            alone = fact.name or kinds.count(fact.noun) == 1
            if entity is None or entity.parent is not None or not alone or fact.count != 1:
                continue
            if fact.kind in _RECURRING and not fact.absent:
                star = Star(entity=ids[fact.key], draw=draw, fact=fact)
                self._stars.setdefault(_called(fact), star)


def _called(fact: EntityFact) -> str:
    return fact.name.casefold() or f"the {fact.noun}"


def _comes_back(fact: EntityFact, facts: Facts) -> bool:
    """Tell whether words speak of somebody as of one who is known: by name, or as "the" one."""
    if fact.kind not in _RECURRING or fact.count != 1 or fact.absent:
        return False
    before = facts.text[fact.span.start : fact.span.end]
    return bool(fact.name) or _DEFINITE.match(before) is not None


def _as_before(fact: EntityFact, first: EntityFact) -> EntityFact:
    """Return a fact with all that was said when they were first seen."""
    said = {(a.name, a.of_part) for a in fact.attributes}
    before = [a for a in first.attributes if (a.name, a.of_part) not in said]
    return replace(
        fact,
        attributes=(
            *fact.attributes,
            *(replace(a, span=fact.span) for a in before),
        ),
        garments=fact.garments or first.garments,
        gender=fact.gender or first.gender,
        noun=first.noun,
    )  # fmt: skip
