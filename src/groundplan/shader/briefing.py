"""A shot's brief, read from the world: what it fixes, in numbers and in words."""

from groundplan.scene.library import EMPTY, Library
from groundplan.shader.brief import CameraMove, ShotBrief
from groundplan.shader.fixed import ShotNumbers, intents_of
from groundplan.shader.measuring.camera import CameraCourse, camera_course
from groundplan.shader.measuring.in_view import shot_view
from groundplan.shader.measuring.light import shot_light
from groundplan.shader.measuring.sharpness import sharpness
from groundplan.shader.measuring.ways import ways_of
from groundplan.shader.prompt.camera_words import plain_move
from groundplan.shader.prompt.cast import Cast, Member, cast_of
from groundplan.shader.prompt.deed import Deed
from groundplan.shader.prompt.deeds import deeds_of
from groundplan.shader.prompt.grammar import present
from groundplan.shader.prompt.places import placed
from groundplan.shader.prompt.settings import (
    place_of,
    setting_of,
    styles_of,
    time_phrase,
    weather_phrase,
)
from groundplan.shader.prompt.story import Story
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
    there = present_in_shot(world, shot_id)
    numbers = _numbers(there, shot_id, library=library)
    shot, seen = there.shots[shot_id], sorted(numbers.view.seen)
    return ShotBrief(
        world_hash=world_hash(world),
        shot=shot_id,
        name=shot.name,
        size_px=(world.film.width_px, world.film.height_px),
        rate=(world.timebase.fps_num, world.timebase.fps_den),
        frame_count=(shot.last - shot.first) // 1000 + 1,
        first=shot.first,
        handle_frames=shot.handle_frames,
        people=tuple(key for key in seen if there.entities[key].kind == "character"),
        animals=tuple(key for key in seen if there.entities[key].kind == "animal"),
        camera=_move(shot, numbers.course),
        intents=intents_of(numbers),
        words=_words(there, shot_id, cast=numbers.cast, deeds=numbers.deeds),
    )


def _numbers(there: World, shot_id: str, *, library: Library) -> ShotNumbers:
    view = shot_view(there, shot_id, library=library)
    ways = ways_of(there, shot_id, shot=view, library=library)
    cast = cast_of(there, shot_id, shot=view)
    shot, rate = there.shots[shot_id], there.timebase
    return ShotNumbers(
        there=there,
        shot=shot_id,
        # The last frame lasts one frame too.
        seconds=((shot.last - shot.first) // 1000 + 1) * rate.fps_den / rate.fps_num,
        view=view,
        course=camera_course(there, shot_id),
        ways=ways,
        sharp=sharpness(there, shot_id),
        light=shot_light(there, shot_id, shot=view, library=library),
        cast=cast,
        deeds=deeds_of(Story(there=there, shot=shot, cast=cast, ways=ways)),
    )


def _move(shot: Shot, course: CameraCourse) -> CameraMove:
    return CameraMove(
        move=plain_move(shot),
        travel_m=_rounded(course.travel_m),
        turn_rad=_rounded(course.turn_rad),
        zoom=round(course.zoom, 6),
        focal_mm=round(course.focal_mm[0], 6),
    )


def _rounded(values: tuple[float, float, float]) -> tuple[float, float, float]:
    # To a micrometre and a microradian: what is smaller is the arithmetic's.
    right, up, back = (round(value, 6) + 0.0 for value in values)
    return right, up, back


def _words(there: World, shot_id: str, *, cast: Cast, deeds: tuple[Deed, ...]) -> ShotWords:
    setting, shot = setting_of(there, shot_id), there.shots[shot_id]
    alive = [m for m in cast.members if m.kind in {"character", "animal"}]
    main = shot.framing.subject
    subjects = [m for m in cast.members if m in alive or main in m.entities]
    return ShotWords(
        subjects=tuple(member.first for member in subjects),
        things=tuple(member.first for member in cast.members if member not in subjects),
        scenery=cast.scenery,
        again={member.first: member.again for member in cast.members},
        actions=tuple(deed.clause for deed in deeds),
        links=tuple(deed.link for deed in deeds),
        details=tuple(_detail(member) for member in alive if _detailed(member)),
        place=placed(place_of(there, shot_id)),
        time_of_day=time_phrase(setting.time_of_day),
        weather=weather_phrase(setting.weather),
        style=styles_of(setting),
        lines=tuple(_lines(there, shot, cast=cast)),
    )


def _detailed(member: Member) -> bool:
    """Tell whether all of a member wear the same: several may not."""
    return bool(member.look.details) and len(member.entities) == 1


def _detail(member: Member) -> str:
    own = [_inflected(detail, member) for detail in member.look.details]
    return f"{member.again} {' and '.join(own)}"


def _inflected(detail: str, member: Member) -> str:
    verb, _, rest = detail.partition(" ")
    base = {"wears": "wear", "has": "have"}[verb]
    return f"{present(base, many=member.many)} {rest}"


def _lines(there: World, shot: Shot, *, cast: Cast) -> list[str]:
    lines = sorted(there.narrative.lines.items(), key=lambda item: (item[1].start, item[0]))
    said: list[str] = []
    for _, line in lines:
        member = cast.by_entity.get(line.speaker or "")
        if min(line.end, shot.last) > max(line.start, shot.first) and not line.heard:
            said.append(f"{member.again if member is not None else 'somebody'} says: {line.text}")
    return said
