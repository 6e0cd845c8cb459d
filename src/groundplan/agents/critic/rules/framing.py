"""GP1xx: where people sit in the frame, how they are cut by it, and what is said of it already."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from jaxtyping import Bool, Float

from groundplan.agents.camera.terms import SIZES
from groundplan.agents.critic.filmed import Filmed
from groundplan.agents.critic.rules.rule import Hit, ShotCheck
from groundplan.agents.figures import Figure

__all__ = ["FRAMING_CHECKS"]

_STAGED: Final = frozenset({"over_shoulder", "pov", "insert", "group"})
_STEEP_RAD: Final = math.radians(25.0)
"""Beyond, headroom is no measure of composition: our engineering default."""
_FREE_MOVES: Final = ("handheld", "dutch", "roll", "drone", "whip", "shake")
_GOING_MPS: Final = 0.3


def sizes_of(film: Filmed, figure: Figure) -> Float[np.ndarray, " time"]:
    """Return visible height over framed height at the nine samples."""
    return film.seen.visible_heights(figure) / figure.framed_m


def lone_person(film: Filmed) -> Figure | None:
    """Return the subject where it is a person, seen from about level and not past another."""
    subject = film.subject
    if subject is None or subject.kind != "character":
        return None
    if film.shot.framing.staging in _STAGED:
        return None
    return subject


def _level(film: Filmed) -> Bool[np.ndarray, " time"]:
    return np.abs(film.seen.pitches) < _STEEP_RAD


def _headrooms(film: Filmed, subject: Figure) -> Float[np.ndarray, " time"]:
    """Return the headroom [frame heights]; NaN where it says nothing."""
    head = film.bodies.head_box(subject.entity)
    size = sizes_of(film, subject)
    if head is None:
        return np.full(len(size), np.nan)
    width, height = film.size_px
    there = (head[:, 2] > 0.0) & (head[:, 0] < width) & (head[:, 3] > 0.0) & (head[:, 1] < height)
    fits = (size > SIZES["medium_close_up"].low) & (size < SIZES["full"].high) & _level(film)
    return np.where(there & fits, head[:, 1] / height, np.nan)


def _headroom_small(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = lone_person(film)
    if subject is None:
        return
    rooms = _headrooms(film, subject)
    low = np.where(rooms >= 0.0, rooms, np.nan)
    if np.all(np.isnan(low)):
        return
    worst = int(np.nanargmin(low))
    if low[worst] < limit / 100.0:
        lift = (0.08 - float(low[worst])) * float(film.seen.visible_heights(subject)[worst])
        yield Hit(
            message=(
                f"headroom of {subject.name} is {100 * low[worst]:.1f} % of frame height, "
                "5 to 12 % is usual"
            ),
            at_s=film.time_of_sample(worst), paths=(film.camera_path, f"entities/{subject.entity}"),
            measured=round(100 * float(low[worst]), 2), expected=limit,
            options=(f"aim the camera {100 * lift:.0f} cm higher",),
        )  # fmt: skip


def _head_cut(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = lone_person(film)
    if subject is None:
        return
    rooms = _headrooms(film, subject)
    if np.all(np.isnan(rooms)):
        return
    worst = int(np.nanargmin(rooms))
    if rooms[worst] < -limit / 100.0:
        yield Hit(
            message=(
                f"the upper edge cuts {100 * -rooms[worst]:.1f} % of frame height off "
                f"{subject.name}'s head in a shot that is wider than a close-up"
            ),
            at_s=film.time_of_sample(worst), paths=(film.camera_path, f"entities/{subject.entity}"),
            measured=round(100 * -float(rooms[worst]), 2), expected=limit,
            options=("aim the camera higher", "call it a close-up"),
        )  # fmt: skip


def _headroom_large(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = lone_person(film)
    if subject is None or subject.moving:
        return
    rooms = _headrooms(film, subject)
    if np.all(np.isnan(rooms)):
        return
    least = float(np.nanmin(rooms))
    if least > limit / 100.0:
        yield Hit(
            message=(
                f"there is {100 * least:.0f} % of frame height above {subject.name}'s head all the "
                "time, 5 to 12 % is usual: the figure sinks"
            ),
            paths=(film.camera_path, f"entities/{subject.entity}"),
            measured=round(100 * least, 2), expected=limit,
            options=("aim the camera lower", "step closer"),
        )  # fmt: skip


_JOINTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"neck": ("neck",), "knees": ("leftLowerLeg", "rightLowerLeg"),
     "ankles": ("leftFoot", "rightFoot")}
)  # fmt: skip


def _joint_cut(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a lower edge that runs through a joint for the whole of a still shot."""
    subject = lone_person(film)
    if subject is None:
        return
    edge = film.size_px[1]
    whole = film.bodies.box(subject.entity)
    if whole is None:
        return
    tall = whole[:, 3] - whole[:, 1]
    for name, joints in _JOINTS.items():
        points = film.bodies.joint(subject.entity, *joints)
        if points is None:
            continue
        nine = _nine_pixels(film, points)
        off = np.abs(nine[:, 1] - edge) / np.maximum(tall, 1.0)
        across = (nine[:, 0] > 0.0) & (nine[:, 0] < film.size_px[0])
        if np.all(np.isfinite(off)) and np.all(across) and float(off.max()) < limit / 100.0:
            yield Hit(
                message=f"the lower edge of the frame cuts {subject.name} at the {name}",
                paths=(film.camera_path, f"entities/{subject.entity}"),
                measured=round(100 * float(off.max()), 2), expected=limit,
                options=("frame a little wider or tighter",),
            )  # fmt: skip


def _nine_pixels(film: Filmed, points: Float[np.ndarray, "time 3"]) -> Float[np.ndarray, "time 2"]:
    seen = film.seen
    return seen.pixels_of(points[:, None])[:, 0]


def _lead_room(film: Filmed, limit: float) -> Iterator[Hit]:
    """Compare the space ahead of who goes or looks sideways with that behind."""
    subject = lone_person(film)
    if subject is None or "follow" in film.shot.framing.move:
        return
    ahead, what = _ahead(film, subject)
    box = film.bodies.box(subject.entity)
    if ahead is None or box is None:
        return
    width = film.size_px[0]
    left, right = box[:, 0], width - box[:, 2]
    inside = (left > 0.0) & (right > 0.0)
    ratio = np.where(ahead > 0, right / np.maximum(left, 1.0), left / np.maximum(right, 1.0))
    counted = inside & (ahead != 0) & (sizes_of(film, subject) < SIZES["wide"].high) & _level(film)
    if counted.sum() < len(ratio) / 2 or float(ratio[counted].max()) >= limit:
        return
    typical = float(np.median(ratio[counted]))
    yield Hit(
        message=(
            f"{subject.name} {what} out of the frame: the space ahead is {typical:.2f} of that "
            "behind, all the time"
        ),
        paths=(film.camera_path, f"entities/{subject.entity}"),
        measured=round(typical, 3), expected=limit,
        options=("turn the camera the way that it goes", "stand farther along the way"),
    )  # fmt: skip


def _ahead(film: Filmed, subject: Figure) -> tuple[Float[np.ndarray, " time"] | None, str]:
    """Return +1 where a subject goes or looks to screen right, -1 left, 0 neither."""
    right = film.seen.world_from_camera[:, :3, 0]
    if subject.moving:
        ways = np.gradient(subject.positions, axis=0)
        seconds = (film.shot.last - film.shot.first) / 1000.0 / film.fps / (len(ways) - 1)
        going = np.sum(ways * right, axis=1) / max(seconds, 1e-6)
        total = np.linalg.norm(ways, axis=1) / max(seconds, 1e-6)
        sideways = np.abs(going) > 0.7 * total
        return np.where((np.abs(going) > _GOING_MPS) & sideways, np.sign(going), 0.0), "goes"
    face = film.bodies.face_ahead(subject.entity)
    if face is None:
        return None, ""
    turned = np.sum(face * right, axis=1)
    return np.where(np.abs(turned) > 0.7, np.sign(turned), 0.0), "looks"


def _edge_cut(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a person whom a side of the frame halves for the whole shot."""
    subject = lone_person(film)
    box = None if subject is None else film.bodies.box(subject.entity)
    if subject is None or box is None or film.shot.framing.staging:
        return
    width = film.size_px[0]
    wide = np.maximum(box[:, 2] - box[:, 0], 1.0)
    out = (np.maximum(-box[:, 0], 0.0) + np.maximum(box[:, 2] - width, 0.0)) / wide
    one_side = (box[:, 0] >= 0.0) != (box[:, 2] <= width)
    cut = np.where(one_side & np.isfinite(out), out, 0.0)
    if float(cut.min()) > limit / 100.0 and float(cut.max()) < 1.0:
        yield Hit(
            message=(
                f"a side of the frame cuts {100 * cut.min():.0f} % of {subject.name}'s width off, "
                "all the time"
            ),
            paths=(film.camera_path, f"entities/{subject.entity}"),
            measured=round(100 * float(cut.min()), 1), expected=limit,
            options=("turn the camera", "step back"),
        )  # fmt: skip


def _unasked_roll(film: Filmed, limit: float) -> Iterator[Hit]:
    framing = film.shot.framing
    asked = any(word in text for word in _FREE_MOVES
                for text in (framing.move, framing.angle, framing.end_angle))  # fmt: skip
    if asked or any(True for _ in film.seen.asserted("camera_roll")):
        return
    poses = film.poses
    steep = np.abs(poses[:, 1, 2]) > 0.94
    rolls = np.degrees(np.arctan2(poses[:, 1, 0], np.hypot(poses[:, 1, 1], poses[:, 1, 2])))
    rolls = np.where(steep, 0.0, rolls)
    worst = int(np.argmax(np.abs(rolls)))
    if abs(rolls[worst]) > limit:
        yield Hit(
            message=f"the horizon leans by {abs(rolls[worst]):.1f} degrees, and nobody asked for a "
                    "dutch angle",
            at_s=film.time_of_frame(worst), paths=(film.camera_path,),
            measured=round(abs(float(rolls[worst])), 2), expected=limit,
            options=("level the camera", "call it dutch"),
        )  # fmt: skip


def _merger(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report something thin and tall that seems to grow out of a head."""
    subject = lone_person(film)
    head = None if subject is None else film.bodies.head_box(subject.entity)
    if subject is None or head is None or subject.moving or float(film.speeds.sum()) > 0.0:
        return
    wide = head[:, 2] - head[:, 0]
    for other in film.seen.figures.values():
        if other.entity == subject.entity or other.kind in {"set", "character", "animal"}:
            continue
        box = film.seen.boxes_px(other)
        low, high = box[:, 0], box[:, 1]
        behind = film.seen.depths(other) > film.seen.depths(subject)
        thin = (high[:, 0] - low[:, 0]) < limit * wide
        middle = 0.5 * (low[:, 0] + high[:, 0])
        over = (middle > head[:, 0]) & (middle < head[:, 2]) & (low[:, 1] < head[:, 1] - wide)
        joined = high[:, 1] > head[:, 1]
        if np.all(behind & thin & over & joined):
            yield Hit(
                message=f"{other.name} stands right behind {subject.name}'s head and seems to grow "
                        "out of it",
                paths=(f"entities/{other.entity}", film.camera_path),
                measured=round(float(np.mean((high[:, 0] - low[:, 0]) / wide)), 2), expected=limit,
                options=("move the camera sideways", f"move {other.name}"),
            )  # fmt: skip


def _outside_guide(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a face that an aspect guide of the film cuts off."""
    subject = lone_person(film)
    head = None if subject is None else film.bodies.head_box(subject.entity)
    if subject is None or head is None:
        return
    width, height = film.size_px
    whole = np.all(np.isfinite(head), axis=1) & (head[:, 0] >= 0.0) & (head[:, 2] <= width)
    whole &= (head[:, 1] >= 0.0) & (head[:, 3] <= height)
    for guide in film.world.film.guides:
        if not guide > 0.0:
            continue
        across = min(width, height * guide / film.world.film.pixel_aspect)
        down = min(height, width * film.world.film.pixel_aspect / guide)
        x0, y0 = 0.5 * (width - across), 0.5 * (height - down)
        out = np.maximum.reduce([x0 - head[:, 0], head[:, 2] - width + x0,
                                 y0 - head[:, 1], head[:, 3] - height + y0])  # fmt: skip
        share = np.where(whole, out / np.maximum(head[:, 3] - head[:, 1], 1.0), -np.inf)
        worst = int(np.argmax(share))
        if share[worst] > limit / 100.0:
            yield Hit(
                message=f"the {guide:g} guide cuts {100 * share[worst]:.0f} % of {subject.name}'s "
                        "head off",
                at_s=film.time_of_sample(worst), paths=(film.camera_path, "film/guides"),
                measured=round(100 * float(share[worst]), 1), expected=limit,
                options=("keep the head in the middle", "protect another format"),
            )  # fmt: skip


def _turned_away(film: Filmed, limit: float) -> Iterator[Hit]:
    """Report a close shot of somebody who shows the back of the head all the time."""
    subject = lone_person(film)
    if subject is None or np.any(sizes_of(film, subject) > SIZES["medium"].high):
        return
    eyes, face = film.bodies.eyes(subject.entity), film.bodies.face_ahead(subject.entity)
    if eyes is None or face is None:
        return
    to_camera = film.seen.centres - eyes
    to_camera = to_camera / np.maximum(np.linalg.norm(to_camera, axis=1, keepdims=True), 1e-9)
    away = np.degrees(np.arccos(np.clip(np.sum(face * to_camera, axis=1), -1.0, 1.0)))
    if float(away.min()) > limit:
        yield Hit(
            message=f"{subject.name} faces {away.min():.0f} degrees away from the camera in a "
                    "close shot: no eye shows",
            paths=(film.camera_path, f"entities/{subject.entity}"),
            measured=round(float(away.min()), 1), expected=limit,
            options=(f"turn {subject.name}", "go round to the face"),
        )  # fmt: skip


def _face_perspective(film: Filmed, limit: float) -> Iterator[Hit]:
    subject = lone_person(film)
    eyes = None if subject is None else film.bodies.eyes(subject.entity)
    if subject is None or eyes is None:
        return
    apart = np.linalg.norm(film.seen.centres - eyes, axis=1)
    worst = int(np.argmin(apart))
    if apart[worst] < limit:
        yield Hit(
            message=f"the camera is {apart[worst]:.2f} m from {subject.name}'s face: the nose "
                    "grows and the ears shrink",
            at_s=film.time_of_sample(worst), paths=(film.camera_path,),
            measured=round(float(apart[worst]), 3), expected=limit,
            options=("step back and use a longer lens",),
        )  # fmt: skip


FRAMING_CHECKS: Final[Mapping[str, ShotCheck]] = MappingProxyType(
    {
        "GP101": _headroom_small, "GP102": _head_cut, "GP103": _headroom_large,
        "GP104": _joint_cut, "GP105": _lead_room, "GP106": _edge_cut, "GP107": _unasked_roll,
        "GP108": _merger, "GP109": _outside_guide, "GP110": _turned_away,
        "GP111": _face_perspective,
    }
)  # fmt: skip
