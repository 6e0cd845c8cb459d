"""Sentences with numbers in them, drawn at random, that groundplan turns into worlds to film.

A sentence is kept in two forms: as groundplan reads it, and as the words and numbers of a caption.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

__all__ = ["LANDMARKS", "MOVERS", "SPLITS", "Brief", "briefs"]

MOVERS: Final = ("woman", "man", "girl", "boy", "dog", "horse", "cow")
LANDMARKS: Final = ("car", "table", "barrel", "crate")
_CLOTHED: Final = {"woman": "coat", "man": "jacket", "girl": "coat", "boy": "jacket"}
_CLOTH_COLOURS: Final = ("red", "blue", "yellow", "green")
_LANDMARK_COLOURS: Final = ("red", "blue", "yellow", "white", "green")
_PLACES: Final = {
    "": "", "field": "in a field", "beach": "on a beach", "park": "in a park",
    "hill": "on a snowy hill", "street": "in a street",
}  # fmt: skip
_WAYS: Final = {
    "left": "to the left", "right": "to the right", "nearer": "towards the camera",
    "farther": "away from the camera",
}  # fmt: skip
_WAY_ODDS: Final = (0.4, 0.4, 0.1, 0.1)
_RELATIONS: Final = {
    "past": (0.0, 0.0), "in front of": (0.8, 2.5), "behind": (0.8, 2.5), "left of": (1.0, 3.5),
    "right of": (1.0, 3.5),
}  # fmt: skip
"""Where a walk starts from the landmark, and from how near to how far [m]."""
_MOVES: Final = {
    "static": ("static camera", 0.0, 0.0),
    "pan left": ("the camera pans left {:g} degrees", 4.0, 22.0),
    "pan right": ("the camera pans right {:g} degrees", 4.0, 22.0),
    "dolly in": ("the camera dollies in {:g} m", 0.5, 2.5),
    "dolly out": ("the camera dollies out {:g} m", 0.5, 2.5),
    "truck left": ("the camera trucks left {:g} m", 0.5, 2.0),
    "truck right": ("the camera trucks right {:g} m", 0.5, 2.0),
}
_LENSES_MM: Final = (24, 28, 35, 50)
SPLITS: Final = {"train": 0.8, "calibration": 0.1, "held_out": 0.1}
"""Share of the combinations of mover, landmark, place and move that each split draws from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One shot in words."""

    sentence: str
    """For groundplan: with numbers."""
    coarse: str
    """The same without a number."""
    mover: str
    landmark: str
    words: tuple[str, ...]
    """Tokens of the coarse sentence."""
    numbers: dict[str, float] = field(default_factory=dict[str, float])
    """What the sentence states: metres, metres a second, degrees, millimetres."""


def briefs(split: str, count: int, *, seed: int) -> list[Brief]:
    """Return sentences of a split; no other split has their combinations.

    Raises:
        ValueError: There is no such split.
    """
    if split not in SPLITS:
        raise ValueError(f"split {split!r}: choose from {', '.join(SPLITS)}")
    combinations = _combinations(split, seed)
    rng = np.random.default_rng([seed, 1 + list(SPLITS).index(split)])
    return [_drawn(combinations[k % len(combinations)], rng) for k in range(count)]


def _combinations(split: str, seed: int) -> list[tuple[str, str, str, str]]:
    every = [(m, k, p, v) for m in MOVERS for k in LANDMARKS for p in _PLACES for v in _MOVES]
    order = np.random.default_rng(seed).permutation(len(every))
    ends = np.round(np.cumsum([0.0, *SPLITS.values()]) * len(every)).astype(int)
    place = list(SPLITS).index(split)
    return [every[k] for k in order[ends[place] : ends[place + 1]]]


def _drawn(combination: tuple[str, str, str, str], rng: np.random.Generator) -> Brief:
    mover, landmark, place, move = combination
    verb = str(rng.choice(["walks", "runs"]))
    way = str(rng.choice(list(_WAYS), p=_WAY_ODDS))
    relation = str(rng.choice(list(_RELATIONS)))
    colour, cloth = str(rng.choice(_LANDMARK_COLOURS)), _CLOTHED.get(mover, "")
    dress = str(rng.choice(_CLOTH_COLOURS)) if cloth else ""
    numbers = {
        "path_m": round(float(rng.uniform(1.5, 4.5)), 1),
        "speed_mps": round(float(rng.uniform(0.8, 2.2)), 1),
        "apart_m": round(float(rng.uniform(*_RELATIONS[relation])), 1),
        "move": round(float(rng.uniform(*_MOVES[move][1:])), 1),
        "lens_mm": float(rng.choice(_LENSES_MM)),
    }
    who = f"A {mover}" + (f" in a {dress} {cloth}" if cloth else "")
    apart = "" if relation == "past" else f"{numbers['apart_m']:g} m "
    where = f" {_PLACES[place]}" if place else ""
    said = _MOVES[move][0].format(numbers["move"])
    return Brief(
        sentence=(
            f"{who} {verb} {numbers['path_m']:g} m {_WAYS[way]} at {numbers['speed_mps']:g} m/s "
            f"{apart}{relation} a {colour} {landmark}{where} at noon. "
            f"Wide shot, {said}, {numbers['lens_mm']:g} mm lens."
        ),
        coarse=(
            f"{who} {verb} {_WAYS[way]} {relation} a {colour} {landmark}{where} at noon. "
            f"Wide shot, {_without_number(said)}."
        ),
        mover=mover,
        landmark=landmark,
        words=(mover, f"dress {dress}", verb, f"way {way}", f"relation {relation}",
               f"colour {colour}", landmark, f"place {place}", f"camera {move}"),
        numbers=numbers,
    )  # fmt: skip


def _without_number(said: str) -> str:
    return " ".join(w for w in said.split() if not w[0].isdigit() and w not in {"degrees", "m"})
