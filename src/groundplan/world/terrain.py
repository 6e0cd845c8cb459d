"""The ground of a world as a landform: what motion, placing and drawing ask for heights."""

from functools import lru_cache

from groundplan.geometry.landform import Landform
from groundplan.world.document import World
from groundplan.world.entity import Terrain

__all__ = ["landform_of", "landform_of_world"]


@lru_cache(maxsize=32)
def landform_of(terrain: Terrain) -> Landform:
    """Return the landform that a terrain describes."""
    return Landform(
        shape=terrain.shape, grade_rad=terrain.grade_rad, heading_rad=terrain.heading_rad
    )


def landform_of_world(world: World) -> Landform | None:
    """Return the landform of the first entity that has one, by id; None on level ground."""
    found = (world.entities[key].terrain for key in sorted(world.entities))
    terrain = next((one for one in found if one is not None), None)
    return None if terrain is None else landform_of(terrain)
