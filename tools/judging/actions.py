"""Whether agents do what gold says: verb, object, motion, direction on the screen, order in time.

Direction is the net motion from the first to the last sample of the action in the picture of the
camera as it stands at the action's first sample: a camera that follows does not hide it.
"""

import math
from itertools import pairwise, product
from typing import Any, Final

import numpy as np

from judging.naming import answering
from judging.verb_groups import POSTURES, TRAVEL, same_verb

__all__ = ["judge_actions"]

_TRAVEL_M: Final = 0.3
_TRAVEL_LENGTHS: Final = 0.3
_KEEP_M: Final = 0.5
_SHIFT_PX: Final = 0.02
"""Least motion on the screen, of the picture's height."""
_DOWNHILL: Final = 2.5
_TOGETHER_S: Final = 0.05

Description = dict[str, Any]
Track = list[tuple[dict[str, Any], dict[str, Any]]]


def judge_actions(description: Description, gold: list[dict[str, Any]]) -> dict[str, bool]:
    """Return verdicts: agent, verb, object, motion, direction, order, and all of these together."""
    verdicts: dict[str, bool] = {}
    found: list[list[dict[str, Any]]] = []
    for wanted in gold:
        agents = _agents(description, wanted)
        own = [a for a in description["actions"] if a["agent"] in agents]
        _note(verdicts, "action: agent acts", right=bool(own))
        verbs = {str(v) for v in (wanted.get("verb"), *wanted.get("verb_any", [])) if v}
        if verbs:
            own = [a for a in own if same_verb(a["verb"], frozenset(verbs))]
            _note(verdicts, "action: verb", right=bool(own))
            kept = [a for a in own if _moves_as_its_verb(description, a, verbs)]
            _note(verdicts, "action: moves or keeps", right=bool(kept))
            found.append(kept)
        if wanted.get("object") and verbs:
            _note(
                verdicts, "action: object", right=any(_object(description, a, wanted) for a in own)
            )
        if "direction" in wanted:
            ways = [_acting(description, a) for a in own] if verbs else []
            ways = ways or [_track(description, key) for key in agents]
            right = any(_goes(description, way, wanted["direction"]) for way in ways)
            _note(verdicts, "action: direction", right=right)
    if any("order" in wanted for wanted in gold):
        verdicts["action: order"] = _in_order(gold, found)
    return verdicts | {"action: all": all(verdicts.values())}


def _note(verdicts: dict[str, bool], measure: str, *, right: bool) -> None:
    verdicts[measure] = verdicts.get(measure, True) and right


def _agents(description: Description, wanted: dict[str, Any]) -> list[str]:
    nouns = [noun for noun in (wanted["agent"], *wanted.get("agent_any", [])) if noun]
    if not nouns:  # the gold names nobody: anybody may do it
        return [action["agent"] for action in description["actions"]]
    return [key for noun in nouns for key in answering(description, noun)]


def _object(description: Description, action: dict[str, Any], wanted: dict[str, Any]) -> bool:
    nouns = [wanted["object"], *wanted.get("object_any", [])]
    return any(action["object"] in answering(description, noun) for noun in nouns)


def _track(description: Description, key: str) -> Track:
    """Return the samples of the first shot that hold an entity, each with its body there."""
    samples = description["shots"][0]["samples"]
    return [(s, s["entities"][key]) for s in samples if key in s["entities"]]


def _acting(description: Description, action: dict[str, Any]) -> Track:
    """Return the agent's samples from the start to the end of its action."""
    track = _track(description, action["agent"])
    step = track[1][0]["t_s"] - track[0][0]["t_s"] if len(track) > 1 else 0.0
    start, end = action["start_s"] - step, action["end_s"] + step
    return [(s, body) for s, body in track if start <= s["t_s"] <= end]


def _moves_as_its_verb(description: Description, action: dict[str, Any], verbs: set[str]) -> bool:
    bodies = [body for _, body in _acting(description, action)]
    if not bodies:
        return False
    path = sum(math.dist(a["position_m"], b["position_m"]) for a, b in pairwise(bodies))
    length = max(bodies[0]["size_m"])
    if verbs & TRAVEL:
        return path >= min(_TRAVEL_M, _TRAVEL_LENGTHS * length)
    if verbs & POSTURES:
        return path <= _KEEP_M or _carried(description, action["agent"])
    return True


def _carried(description: Description, key: str) -> bool:
    return any(
        r["subject"] == key and r["relation"] in ("on", "inside") for r in description["relations"]
    )


def _goes(description: Description, track: Track, way: str) -> bool:
    if len(track) < 2:
        return False
    first, last = (_on_screen(track[0][0], track[k][1]) for k in (0, -1))
    dx, dy = last[0] - first[0], last[1] - first[1]
    least = _SHIFT_PX * description["shots"][0]["size_px"][1]
    sideways = _DOWNHILL if way == "down" else 1.0
    if way in ("left", "right"):
        return (dx if way == "right" else -dx) >= max(least, abs(dy))
    return (dy if way == "down" else -dy) >= max(least, abs(dx) / sideways)


def _on_screen(camera: dict[str, Any], body: dict[str, Any]) -> tuple[float, float]:
    """Return where a body's middle lies [px] in one sample's picture; x right, y down."""
    x, y, z = body["position_m"]
    middle = np.array([x, y + body["size_m"][1] / 2, z, 1.0])
    point = np.array(camera["camera_from_world"], float) @ middle
    k = np.array(camera["intrinsics_px"], float)
    depth = max(float(point[2]), 0.1)
    return (
        float(k[0, 0] * point[0] / depth + k[0, 2]),
        float(k[1, 1] * point[1] / depth + k[1, 2]),
    )


def _in_order(gold: list[dict[str, Any]], found: list[list[dict[str, Any]]]) -> bool:
    """Tell whether some choice of found actions is in the said order, without overlap."""
    with_verb = [w for w in gold if "verb" in w]
    ranked = sorted(
        (w["order"], k) for k, w in enumerate(with_verb) if "order" in w
    )  # fmt: skip
    if len(ranked) < 2 or not all(found[k] for _, k in ranked):
        return False
    return any(
        all(a is not b and a["end_s"] <= b["start_s"] + _TOGETHER_S for a, b in pairwise(chosen))
        for chosen in product(*(found[k] for _, k in ranked))
    )
