"""One described world against one gold record: a verdict for every measure that the gold names."""

from typing import Any

from judging import framing
from judging.actions import judge_actions
from judging.attributes import has_attribute, is_absent
from judging.camera import measure_motion, shows_move, shows_moves
from judging.changes import changes_as
from judging.colours import has_colours
from judging.counts import counted, shown_at_some_sample
from judging.naming import answering
from judging.places import has_scene, room_verdicts
from judging.relations import holds

__all__ = ["judge"]

Description = dict[str, Any]
Gold = dict[str, Any]


def judge(description: Description, gold: Gold) -> dict[str, bool]:
    """Return verdicts by measure."""
    verdicts: dict[str, bool] = {"valid world": bool(description["shots"])}
    if "entities" in gold:
        shown = [shown_at_some_sample(description, noun) for noun in gold["entities"]]
        verdicts["entities in frame"] = all(shown)
    if "counts" in gold:
        wrong = [counted(description, noun, n) for noun, n in gold["counts"].items()]
        verdicts["counts"] = not any(wrong)
    if gold.get("relations"):
        verdicts["relations"] = all(_relation(description, r) for r in gold["relations"])
    if gold.get("actions"):
        verdicts |= judge_actions(description, gold["actions"])
    verdicts |= _looks(description, gold)
    if "scene" in gold:
        verdicts["scene"] = has_scene(description, gold["scene"])
    if "room" in gold:
        verdicts |= room_verdicts(description, gold["room"]["size_m"])
    return verdicts | _camera(description, gold.get("camera", {}))


def _relation(description: Description, gold: Gold) -> bool:
    shot = description["shots"][0]
    sample = shot["samples"][0 if gold.get("when", "start") == "start" else -1]
    bodies = sample["entities"]
    return any(
        holds(name, bodies[a], bodies[b], sample=sample)
        for name in (gold["relation"], *gold.get("accept", []))
        for a in answering(description, gold["subject"])
        for b in answering(description, gold["object"])
        if a != b and a in bodies and b in bodies
    )


def _looks(description: Description, gold: Gold) -> dict[str, bool]:
    verdicts: dict[str, bool] = {}
    if gold.get("colours"):
        verdicts["colours"] = all(
            has_colours(description, noun, wanted) for noun, wanted in gold["colours"].items()
        )
    if gold.get("attributes"):
        verdicts["attributes"] = all(has_attribute(description, a) for a in gold["attributes"])
    if gold.get("absent"):
        verdicts["absent"] = all(is_absent(description, noun) for noun in gold["absent"])
    for change in gold.get("changes", []):
        first = description["shots"][0]["samples"][0]["entities"]
        named = [key for key in answering(description, change["noun"]) if key in first]
        shown = any(changes_as(description, key, change) for key in named)
        measure = "change of size" if change["attribute"] == "size" else "change of state"
        verdicts[measure] = verdicts.get(measure, True) and shown
    return verdicts


def _camera(description: Description, camera: Gold) -> dict[str, bool]:
    verdicts: dict[str, bool] = {}
    shot = description["shots"][0]
    motion = measure_motion(shot["samples"])
    if "move" in camera:
        accepted = {camera["move"], *camera.get("accept", [])}
        barred = [camera["not_move"]] if "not_move" in camera else []
        verdicts["camera move"] = any(shows_move(motion, move) for move in accepted) and not any(
            shows_move(motion, move) for move in barred
        )
    if "moves" in camera:
        verdicts["camera moves"] = shows_moves(motion, camera["moves"])
    if camera.get("size"):
        verdicts["camera size"] = framing.has_size(description, camera["size"])
    if camera.get("angle") and camera["angle"] not in ("over_shoulder", "profile", "back"):
        verdicts["camera angle"] = framing.has_angle(description, camera["angle"])
    if "lens_mm" in camera:
        verdicts["camera lens"] = framing.has_lens(description, float(camera["lens_mm"]))
    if "hfov_min_deg" in camera:
        wide = framing.sees_at_least(description, float(camera["hfov_min_deg"]))
        verdicts["camera view angle"] = wide
    return verdicts
