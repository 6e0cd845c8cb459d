"""GP7xx, first part: what video models fail at in a picture: small faces, fast motion, crowds."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.camera.terms import SIZES
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.agents.figures import Figure
from groundplan.world.entity import Entity

__all__ = ["MODEL_CHECKS"]

_TEXTS: Final = frozenset(
    {"sign", "poster", "newspaper", "letter", "menu", "map", "ticket", "calendar", "document",
     "blackboard", "billboard", "label", "postcard", "scroll"}
)  # fmt: skip
"""Things that are there to be read."""
_WIDE: Final = frozenset({"wide", "extreme_wide"})
"""Sizes of which a small subject is the meaning: told, but as a note."""
_NO_FACE: Final = frozenset({"pov", "insert"})


def _box(film: Filmed, entity: str) -> Float[np.ndarray, "time 4"] | None:
    """Return a drawn body's box [px], cut to the frame; NaN where it is not in it."""
    box = film.bodies.box(entity)
    if box is None:
        return None
    width, height = film.size_px
    cut = np.stack([
        np.clip(box[:, 0], 0, width), np.clip(box[:, 1], 0, height),
        np.clip(box[:, 2], 0, width), np.clip(box[:, 3], 0, height),
    ], axis=1)  # fmt: skip
    there = (cut[:, 2] - cut[:, 0] >= 1.0) & (cut[:, 3] - cut[:, 1] >= 1.0)
    return np.where(there[:, None], cut, np.nan)


def _small(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = film.subject
    box = None if subject is None else _box(film, subject.entity)
    if subject is None or box is None or subject.kind == "set":
        return
    width, height = film.size_px
    share = 100.0 * (box[:, 2] - box[:, 0]) * (box[:, 3] - box[:, 1]) / (width * height)
    if np.all(np.isnan(share)):
        return
    middle = float(np.nanmedian(share))
    if middle < limit:
        yield Hit(
            message=f"the box of {subject.name} is {middle:.2f} % of the frame: a video model "
                    "draws so little with no detail and may lose it",
            paths=(f"entities/{subject.entity}", film.camera_path),
            measured=round(middle, 2), expected=limit,
            options=("step closer", "use a longer lens", "render at a larger size"),
            severity="info" if _wide_asked(film) else None,
        )  # fmt: skip


def _wide_asked(film: Filmed) -> bool:
    return any(str(i.value) in _WIDE for _, i in film.seen.asserted("shot_size"))


def _fast(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a body that crosses more of the frame per frame than a model can connect."""
    width, height = film.size_px
    for figure in film.dense.values():
        if figure.kind == "set" or len(figure.positions) < 2:
            continue
        middle = figure.positions + np.array([0.0, 0.5 * figure.height_m, 0.0])
        pixels = film.pixels(middle[:, None])[:, 0]
        with np.errstate(invalid="ignore"):
            inside = np.all((pixels >= 0) & (pixels <= np.array([width, height])), axis=1)
        steps = np.linalg.norm(np.diff(pixels, axis=0), axis=1)
        steps = np.where(inside[1:] & inside[:-1], np.nan_to_num(steps), 0.0)
        worst = int(np.argmax(steps))
        if 100.0 * steps[worst] / width > limit:
            yield Hit(
                message=f"{figure.name} moves {steps[worst]:.0f} px "
                        f"({100 * steps[worst] / width:.0f} % of the width) from one frame to the "
                        f"next: at {film.fps:g} frames a second a video model loses it",
                at_s=film.time_of_frame(worst + 1),
                paths=(f"entities/{figure.entity}", film.camera_path),
                measured=round(100.0 * float(steps[worst]) / width, 2), expected=limit,
                options=("raise the frame rate", "step back", "follow it with the camera"),
            )  # fmt: skip


def _whip(film: Filmed, limit: float) -> Iterator[Hit]:
    if not len(film.turns):
        return
    flow = film.turns * film.step_s * film.intrinsics[:-1, 0, 0]
    share = 100.0 * flow / film.size_px[0]
    worst = int(np.argmax(share))
    if share[worst] > limit:
        yield Hit(
            message=f"the camera turns so fast that the background moves {flow[worst]:.0f} px "
                    f"({share[worst]:.0f} % of the width) a frame",
            at_s=film.time_of_frame(worst), paths=(film.camera_path,),
            measured=round(float(share[worst]), 2), expected=limit,
            options=("turn more slowly", "raise the frame rate", "hide a cut in the whip"),
        )  # fmt: skip


def _crowd(film: Filmed, limit: float) -> Iterator[Hit]:
    people = [f for f in film.seen.figures.values() if f.living]
    if len(people) <= limit:
        return
    counts = np.sum([film.seen.in_frame(f) > 0.25 for f in people], axis=0)
    worst = int(np.argmax(counts))
    if counts[worst] > limit:
        yield Hit(
            message=f"{counts[worst]} people and animals are in the frame at once: a video model "
                    "mixes up who is who",
            at_s=film.time_of_sample(worst), paths=(film.camera_path,),
            measured=int(counts[worst]), expected=limit,
            options=("frame fewer", "split the shot"),
        )  # fmt: skip


def _text(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = film.subject
    if subject is None:
        return
    entity = film.world.entities[subject.entity]
    noun = entity.semantics.noun or (entity.asset.catalogue_id if entity.asset else "")
    written = noun in _TEXTS or "text" in entity.attributes
    box = _box(film, subject.entity) if written else None
    if box is None or np.all(np.isnan(box)):
        return
    tall = float(np.nanmax(box[:, 3] - box[:, 1]))
    if tall < limit:
        yield Hit(
            message=f"{subject.name} is {tall:.0f} px high: nothing on it can be read, and a video "
                    "model writes gibberish",
            paths=(f"entities/{subject.entity}", film.camera_path),
            measured=round(tall, 1), expected=limit,
            options=("come closer", "put the text on in post"),
        )  # fmt: skip


def _face_small(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a face that is to be seen and too small to be drawn."""
    for figure in film.people():
        speaks = any(
            line.speaker == figure.entity and line.start < film.shot.last
            and line.end > film.shot.first and not line.heard
            for line in film.world.narrative.lines.values()
        )  # fmt: skip
        asked = SIZES.get(film.shot.framing.size)
        close = figure is film.subject and asked is not None and asked.high <= SIZES["full"].high
        if not (speaks or close) or film.shot.framing.staging in _NO_FACE:
            continue
        head = film.bodies.head_box(figure.entity)
        if head is None or np.all(np.isnan(head)) or not _in_frame(film, head).any():
            continue
        tall = float(np.nanmax(np.where(_in_frame(film, head), head[:, 3] - head[:, 1], np.nan)))
        if tall < limit:
            yield Hit(
                message=f"the head of {figure.name}, who "
                        f"{'speaks' if speaks else 'is the subject'}, is {tall:.0f} px high: a "
                        "video model draws no face on it",
                paths=(f"entities/{figure.entity}", film.camera_path),
                measured=round(tall, 1), expected=limit,
                options=("come closer", "render at a larger size"),
            )  # fmt: skip


def _in_frame(film: Filmed, box: Float[np.ndarray, "time 4"]) -> Bool[np.ndarray, " time"]:
    width, height = film.size_px
    with np.errstate(invalid="ignore"):
        across = (box[:, 2] > 0) & (box[:, 0] < width)
        return across & (box[:, 3] > 0) & (box[:, 1] < height)


def _depth_flat(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a subject that fills less than a step of an 8-bit inverse-depth picture."""
    subject = film.subject
    if subject is None or subject.kind == "set":
        return
    thick = min(subject.size_m[0], subject.size_m[2])
    own = film.seen.depths(subject)
    depths = [own]
    for figure in film.seen.figures.values():
        if figure.kind != "set":
            shown = film.seen.in_frame(figure) > 0.05
            depths.append(np.where(shown, film.seen.depths(figure), np.inf))
    near = np.maximum(np.min(depths, axis=0), 0.05)
    levels = 255.0 * near * thick / np.maximum(own, 0.05) ** 2
    levels = np.where(own > 0.0, levels, np.inf)
    middle = float(np.median(levels))
    if middle < limit:
        yield Hit(
            message=f"in an 8-bit depth picture {subject.name} is {middle:.1f} steps deep, since "
                    f"something stands {float(np.median(near)):.1f} m before the lens: it is flat",
            paths=(f"entities/{subject.entity}", film.camera_path),
            measured=round(middle, 2), expected=limit,
            options=("move what stands near the lens", "come closer to the subject"),
        )  # fmt: skip


def _covered(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a subject of which others hide most for most of the time, by its drawn surface."""
    subject = film.subject
    if subject is None or subject.kind == "set" or film.shot.framing.staging in _NO_FACE:
        return
    if not _anything_before(film, subject):
        return
    share = film.bodies.seen_share(subject.entity)
    if share is None or np.all(np.isnan(share)):
        return
    little = share < limit
    if little.sum() > 0.5 * len(share):
        middle = float(np.nanmedian(share))
        yield Hit(
            message=f"others hide all but {100 * middle:.0f} % of {subject.name} for most of the "
                    "shot: a video model will not know what it is",
            paths=(f"entities/{subject.entity}", film.camera_path),
            measured=round(middle, 2), expected=limit,
            options=("move what stands before it", "move the camera"),
        )  # fmt: skip


def _anything_before(film: Filmed, subject: Figure) -> bool:
    own, depth = film.seen.boxes_px(subject), film.seen.depths(subject)
    for other in film.seen.figures.values():
        if other is subject:
            continue
        if other.kind == "set":
            if film.world.entities[other.entity].name != "ground":
                return True
            continue
        box = film.seen.boxes_px(other)
        meets = np.all((box[:, 0] < own[:, 1]) & (own[:, 0] < box[:, 1]), axis=1)
        if np.any((meets | np.isnan(box).any(axis=(1, 2))) & (film.seen.depths(other) < depth)):
            return True
    return False


def _lookalikes(film: Filmed, _: float) -> Iterator[Hit]:
    """Report two people in frame whom nothing but their place tells apart."""
    people = [f for f in film.people() if np.any(film.seen.in_frame(f) > 0.25)]
    for a, b in combinations(people, 2):
        first, second = (_look(film.world.entities[f.entity]) for f in (a, b))
        if first == second and first is not None:
            yield Hit(
                message=f"{a.name} and {b.name} look alike in clothes, hair, skin and build: a "
                        "video model swaps them",
                paths=(f"entities/{a.entity}/appearance", f"entities/{b.entity}/appearance"),
                measured="same", expected="different",
                options=(f"dress {b.name} in another colour",),
            )  # fmt: skip
            return


def _look(entity: Entity) -> object:
    look, body = entity.appearance, entity.body
    if look is None or body is None:
        return None
    clothes = tuple(sorted((k, g.color) for k, g in look.garments.items()))
    hair = (look.hair.style, look.hair.color, look.beard, look.skin)
    return clothes, hair, body.gender, round(body.height_m, 1), round(body.build, 1)


def _re_entry(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a subject that goes out of frame and comes back: a model draws somebody else then."""
    for figure in film.dense.values():
        if not (figure.living or figure is film.dense.get(film.shot.framing.subject or "")):
            continue
        middle = figure.positions + np.array([0.0, 0.5 * figure.height_m, 0.0])
        top = figure.positions + np.array([0.0, 0.95 * figure.height_m, 0.0])
        pixels = film.pixels(np.stack([middle, top], axis=1))
        with np.errstate(invalid="ignore"):
            inside = np.all((pixels >= 0) & (pixels <= np.array(film.size_px)), axis=2).any(axis=1)
        gone = _longest_gap(inside) * film.step_s
        if gone > limit:
            yield Hit(
                message=f"{figure.name} is out of frame for {gone:.1f} s and comes back: a video "
                        "model has forgotten the face by then",
                paths=(f"entities/{figure.entity}", film.camera_path),
                measured=round(gone, 2), expected=limit,
                options=("keep part of it in frame", "cut while it is out", "give a reference"),
            )  # fmt: skip


def _longest_gap(inside: Bool[np.ndarray, " frame"]) -> int:
    """Return the most frames out of frame with frames in it before and after."""
    at = np.flatnonzero(inside)
    return int(np.max(np.diff(at) - 1)) if len(at) > 1 else 0


MODEL_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP701": _small, "GP702": _fast, "GP703": _whip, "GP704": _crowd, "GP706": _text,
        "GP709": _face_small, "GP710": _depth_flat, "GP711": _covered, "GP712": _lookalikes,
        "GP713": _re_entry,
    }
)  # fmt: skip
