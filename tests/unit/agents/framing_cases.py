"""More than two thousand framings: sizes, angles, places, lenses, formats, bodies and counts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tests.unit.agents.framing_set import Actor, entity_id

from groundplan.world.intent import Intent

KINDS = ("woman", "man", "child", "seated", "horse", "dog", "car", "cup", "chair")
EYED = frozenset({"woman", "man", "child", "seated", "horse", "dog"})
SIZES = ("extreme_close_up", "close_up", "medium_close_up", "medium", "medium_long", "full", "wide")
ANGLES = (
    ("eye_level",) * 5
    + ("high",) * 4
    + ("dutch",) * 3
    + ("overhead",) * 3
    + ("low",) * 2
    + ("worms_eye",)
)
LENSES = (None, 24.0, 35.0, 50.0, 85.0)
FORMATS = ((832, 480), (832, 348), (832, 624), (624, 1108))
XS, YS = (1 / 3, 0.5, 2 / 3, 0.42, 0.6), (1 / 3, 0.5, 0.4, 0.6)
WIDES = (24.0, 35.0, 50.0)
ROWS = {2: (1 / 3, 2 / 3), 3: (0.25, 0.5, 0.75), 4: (0.2, 0.4, 0.6, 0.8)}


@dataclass(frozen=True)
class Case:
    """One framing: a world's bodies, the picture's format, and what is asked."""

    name: str
    actors: tuple[Actor, ...]
    size_px: tuple[int, int]
    intents: dict[str, Intent]


def singles(count: int, *, seed: int = 5) -> Iterator[Case]:
    """Yield framings of one body, grouped by body and format so that worlds can be shared."""
    rng = np.random.default_rng(seed)
    groups = [(k, f) for k in KINDS for f in FORMATS]
    for number, (kind, size_px) in enumerate(groups):
        own = count // len(groups) + (number < count % len(groups))
        for _ in range(own):
            yield single(rng, kind, size_px)


def single(rng: np.random.Generator, kind: str, size_px: tuple[int, int]) -> Case:
    sizes = SIZES if kind in EYED else SIZES[3:]
    size, angle = sizes[rng.integers(len(sizes))], ANGLES[rng.integers(len(ANGLES))]
    lens = LENSES[rng.integers(len(LENSES))]
    x, y = XS[rng.integers(len(XS))], YS[rng.integers(len(YS))]
    whole = kind not in EYED or size in {"full", "wide"}
    part = "body" if whole else "eyes"
    loose = size in {"medium_close_up", "medium", "medium_long"}
    room = not whole and loose and angle not in {"overhead", "worms_eye"} and rng.random() < 0.6
    who = entity_id(0)
    intents = {
        "i1": Intent(kind="shot_size", subject=who, value=size),
        "i2": Intent(kind="camera_angle", value=angle),
        "i3": Intent(kind="screen_x", subject=who, part=part, value=x),
        "i4": Intent(kind="headroom", subject=who, value=0.25 * y)
        if room
        else Intent(kind="screen_y", subject=who, part=part, value=y),
    }
    if lens is not None:
        intents["i5"] = Intent(kind="focal_length", value=lens, unit="mm")
    what = "headroom" if room else part
    return Case(f"{kind} {size} {angle} {what} {x:.2f} {y:.2f} {lens} {size_px}",
                (Actor(kind, lift=0.9 * (kind == "cup")),), size_px, intents)  # fmt: skip


def groups(count: int, *, seed: int = 6) -> Iterator[Case]:
    """Yield framings of two to four bodies, each with its own place across the frame."""
    rng = np.random.default_rng(seed)
    settings: list[tuple[tuple[Actor, ...], tuple[int, int]]] = []
    for number in range(36):
        bodies = 2 + number % 3
        settings.append((company(rng, bodies), FORMATS[number % 3]))
    for number, (actors, size_px) in enumerate(settings):
        own = count // len(settings) + (number < count % len(settings))
        for _ in range(own):
            yield together(rng, actors, size_px)


def company(rng: np.random.Generator, count: int) -> tuple[Actor, ...]:
    kinds = [KINDS[int(rng.integers(6))] for _ in range(count)]
    apart = 2.4 if "horse" in kinds else 0.9
    return tuple(
        Actor(kind, ((k - 0.5 * (count - 1)) * apart + float(rng.uniform(-0.1, 0.1)),
                     float(rng.uniform(-0.3, 0.3))), float(rng.uniform(-0.4, 0.4)))
        for k, kind in enumerate(kinds)
    )  # fmt: skip


def together(rng: np.random.Generator, actors: tuple[Actor, ...], size_px: tuple[int, int]) -> Case:
    """Return places of all across the frame: evenly spread, or as some camera sees them.

    Four in a row have a cross ratio that no camera changes: even places suit few of them.
    """
    lens = WIDES[int(rng.integers(3))]
    y = float(rng.uniform(0.3, 0.5))
    if len(actors) < 3 or rng.random() < 0.35:
        shift, spread = float(rng.uniform(-0.06, 0.06)), float(rng.uniform(0.6, 1.1))
        xs = [0.5 + shift + spread * (x - 0.5) for x in ROWS[len(actors)]]
    else:
        xs = _as_seen(rng, actors, lens=1.3 * lens, size_px=size_px)
    intents = {
        f"x{k}": Intent(kind="screen_x", subject=entity_id(k), part="eyes", value=x)
        for k, x in enumerate(xs)
    }
    intents["y"] = Intent(kind="screen_y", subject=entity_id(0), part="eyes", value=y)
    intents["f"] = Intent(kind="focal_length", value=lens, upper=3.0 * lens, unit="mm")
    intents["a"] = Intent(kind="camera_angle", value="eye_level" if rng.random() < 0.7 else "high")
    told = " ".join(f"{a.kind} {x:.2f}" for a, x in zip(actors, xs, strict=True))
    turned = math.degrees(sum(a.heading for a in actors))
    return Case(f"{told} {y:.2f} {lens} {size_px} {turned:.0f}",
                actors, size_px, intents)  # fmt: skip


def _as_seen(
    rng: np.random.Generator, actors: tuple[Actor, ...], *, lens: float, size_px: tuple[int, int]
) -> list[float]:  # fmt: skip
    """Return where a level camera, placed at random before them, sees bodies across the frame."""
    azimuth = float(rng.uniform(-0.5, 0.5))
    tangent = 0.5 * min(24.89, 14.0 * size_px[0] / size_px[1]) / lens
    half = 0.5 * (actors[-1].at[0] - actors[0].at[0]) * math.cos(azimuth)
    away = half / (float(rng.uniform(0.5, 0.7)) * tangent) + half * abs(math.sin(azimuth))
    turn = np.array(
        [[math.cos(azimuth), -math.sin(azimuth)], [math.sin(azimuth), math.cos(azimuth)]]
    )
    seen = [turn @ np.array(a.at) for a in actors]
    return [0.5 + 0.5 * float(p[0] / ((away - p[1]) * tangent)) for p in seen]
