"""A shot's brief, read from the world: what it fixes, in numbers and in words."""

from groundplan.scene.library import EMPTY, Library
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.intents import ShotIntent
from groundplan.shader.prompt.words import ShotWords
from groundplan.world.canonical import world_hash
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot
from groundplan.world.sequence import Shot

__all__ = ["brief_of"]


def brief_of(world: World, shot_id: str, *, library: Library = EMPTY) -> ShotBrief:
    """Return the brief of a shot.

    Raises:
        SceneError: The shot or its camera cannot be posed.
    """
    del library
    there, shot = present_in_shot(world, shot_id), world.shots[shot_id]
    entities = sorted(there.entities.items())
    return ShotBrief(
        world_hash=world_hash(world),
        shot=shot_id,
        name=shot.name,
        size_px=(world.film.width_px, world.film.height_px),
        rate=(world.timebase.fps_num, world.timebase.fps_den),
        frame_count=(shot.last - shot.first) // 1000 + 1,
        people=tuple(key for key, one in entities if one.kind == "character"),
        animals=tuple(key for key, one in entities if one.kind == "animal"),
        camera=CameraMove(move=shot.framing.move),
        intents=_intents(there, shot),
        words=ShotWords(
            subjects=tuple(e.label or e.name for _, e in entities if e.kind == "character"),
            place=world.narrative.setting.place,
            style=world.narrative.setting.style,
        ),
    )


def _intents(world: World, shot: Shot) -> tuple[ShotIntent, ...]:
    move = shot.framing.move.replace("_", " ")
    found = [ShotIntent(name="camera_path", says=move, words=f"camera: {move}")]
    found.append(ShotIntent(name="layout", says=f"{len(world.entities)} things are placed"))
    return tuple(found)
