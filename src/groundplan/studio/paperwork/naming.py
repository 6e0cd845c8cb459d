"""What a shot is called and what happens in it, in the words of the world."""

import re
from typing import Final

from groundplan.agents.camera.terms import size_of_fraction
from groundplan.agents.critic.observation import observe
from groundplan.world.document import World
from groundplan.world.narrative import Action, Line

__all__ = [
    "file_stem", "lines_in", "measured_size", "shot_action", "shot_lines", "slate_of",
    "speaker_name",
]  # fmt: skip

_PLAIN: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]{0,79}")


def file_stem(world: World, shot_id: str) -> str:
    """Return what a shot's files are called: its name, its id where that is no name of one file.

    People write what they like: a name may hold a path, or be another shot's too.
    """
    name = world.shots[shot_id].name
    alone = sum(1 for shot in world.shots.values() if shot.name.lower() == name.lower()) == 1
    return name if alone and _PLAIN.fullmatch(name) else shot_id


def slate_of(world: World, shot_id: str) -> str:
    """Return scene and shot as a slate has them: the script's number, or scene and letters.

    Shots of a numbered scene that the script does not number are lettered in the order of the cut,
    the first without a letter, I and O left out; a world without scenes has the shot's name.
    """
    shot = world.shots[shot_id]
    scene = world.narrative.scenes.get(shot.scene)
    if shot.number:
        return shot.number
    if scene is None:
        return shot.name
    ordered = sorted(world.narrative.scenes.values(), key=lambda item: item.order)
    number = scene.number or str(ordered.index(scene) + 1)
    own = sorted(
        (other.order, key) for key, other in world.shots.items() if other.scene == shot.scene
    )
    return number + _letters([key for _, key in own].index(shot_id))


def _letters(place: int) -> str:
    """Return "" for 0, then A to Z without I and O, then AA and on."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    text = ""
    while place > 0:
        place, rest = divmod(place - 1, len(alphabet))
        text = alphabet[rest] + text
    return text


def measured_size(world: World, shot_id: str) -> str:
    """Return the size in whose band the subject is at the first frame; empty without a subject."""
    seen = observe(world, shot_id)
    figure = None if seen is None else seen.subject
    if seen is None or figure is None:
        return ""
    ratio = float(seen.visible_heights(figure)[0]) / figure.framed_m
    return size_of_fraction(ratio).id if ratio > 0.0 else ""


def shot_action(world: World, shot_id: str) -> str:
    """Return what is done during a shot: "anna walks to the bench; ben waves"."""
    shot = world.shots[shot_id]
    timed = [a for a in world.narrative.actions.values() if _during(a, shot.first, shot.last)]
    own = [a for a in timed if not shot.scene or _in_scene(world, a.agent, shot.scene)]
    own.sort(key=lambda a: (a.start, a.order))
    return "; ".join(dict.fromkeys(_told(world, action) for action in own))


def lines_in(world: World, shot_id: str) -> list[Line]:
    """Return what is spoken during a shot, in the order in which it begins."""
    shot = world.shots[shot_id]
    spoken = [
        line for line in world.narrative.lines.values() if _during(line, shot.first, shot.last)
    ]
    return sorted(spoken, key=lambda line: line.start)


def shot_lines(world: World, shot_id: str) -> str:
    """Return what is spoken during a shot: "ANNA: You are late."."""
    return " / ".join(f"{speaker_name(world, l)}: {l.text}" for l in lines_in(world, shot_id))  # noqa: E741


def speaker_name(world: World, line: Line) -> str:
    """Return who speaks, as a script writes it, with (O.S.) and (V.O.)."""
    speaker = world.entities.get(line.speaker or "")
    name = "?" if speaker is None else speaker.name.replace("_", " ").upper()
    heard = {"off_screen": " (O.S.)", "voice_over": " (V.O.)"}.get(line.heard, "")
    return name + heard


def _told(world: World, action: Action) -> str:
    def name(key: str | None) -> str:
        entity = world.entities.get(key or "")
        return "" if entity is None else entity.name.replace("_", " ")

    words = [name(action.agent), action.verb.replace("_", " "), name(action.object)]
    if action.goal and action.goal != action.object:
        words += ["to", name(action.goal)]
    if action.companion:
        words += ["with", name(action.companion)]
    return " ".join(word for word in words if word)


def _during(timed: Action | Line, first: int, last: int) -> bool:
    """Return whether something takes place in a shot: its last frame lasts one frame."""
    return timed.start < last + 1000 and max(timed.end, timed.start + 1) > first


def _in_scene(world: World, entity: str, scene: str) -> bool:
    found = world.entities.get(entity)
    return found is not None and (not found.scenes or scene in found.scenes)
