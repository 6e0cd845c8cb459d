"""The body of an entity: a person in her garments, or an animal of its species."""

from functools import lru_cache

from groundplan.assets.mannequin import Mannequin, human_mannequin
from groundplan.assets.quadruped import quadruped_mannequin
from groundplan.assets.species import species
from groundplan.errors import SceneError
from groundplan.world.entity import Body, Entity

__all__ = ["mannequin_of"]


def mannequin_of(entity: Entity) -> Mannequin:
    """Return the jointed body that an entity's `body` and garments describe.

    Raises:
        SceneError: The entity has no body, or one that cannot be drawn.
    """
    if entity.body is None:
        raise SceneError(f"{entity.name} has no body", "give it a body with a rig and a height")
    garments = tuple(sorted(entity.appearance.garments)) if entity.appearance else ()
    return _built(entity.body, garments)


@lru_cache(maxsize=64)
def _built(body: Body, garments: tuple[str, ...]) -> Mannequin:
    if body.rig == "human":
        return human_mannequin(
            body.height_m,
            garments=garments,
            build=body.build,
            age_years=body.age_years,
            gender=body.gender,
        )
    kind = species(body.species)
    if kind.rig == "quadruped":
        return quadruped_mannequin(kind, height_m=body.height_m, build=body.build)
    raise SceneError(f"{body.species} cannot be drawn yet", "use a four-legged species")
