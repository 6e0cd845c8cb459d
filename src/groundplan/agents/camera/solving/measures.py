"""What a camera makes of a constraint, measured: numbers with units, many cameras at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from groundplan.agents.camera.clear import entry_fractions
from groundplan.agents.camera.solving.asks import Ask
from groundplan.agents.camera.solving.bodies import Body
from groundplan.agents.camera.solving.floor import Barrier, Floor
from groundplan.geometry.composition.sharpness import stop_needed
from groundplan.geometry.composition.views import PITCH, ROLL, Views, views_of

__all__ = ["Seen", "measured"]

Column = Float[np.ndarray, " view"]
_MARGIN: Final = 0.03
"""Heads of a group keep this far inside the frame."""
_GRID: Final = (0.2, 0.5, 0.8)
"""Where across each slice of a body it is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """Cameras at times, and what of bodies they show; found once and kept."""

    floor: Floor
    numbers: Float[np.ndarray, "view 7"]
    rows: Int[np.ndarray, " view"]
    """Of the floor's times."""
    views: Views
    boxes: dict[tuple[str, bool], Float[np.ndarray, "view 2 2"]] = field(
        default_factory=dict[tuple[str, bool], Float[np.ndarray, "view 2 2"]]
    )

    @classmethod
    def by(
        cls, floor: Floor, numbers: Float[np.ndarray, "view 7"], rows: Int[np.ndarray, " view"]
    ) -> "Seen":
        """Return what cameras, given by their numbers, see at times of the floor."""
        return cls(floor=floor, numbers=numbers, rows=rows,
                   views=views_of(numbers, gate_mm=floor.gate_mm))  # fmt: skip

    def box(self, body: Body, *, head: bool = False) -> Float[np.ndarray, "view 2 2"]:
        """Return low and high corner of a body, or of its head, in the frame (y down)."""
        key = (body.entity, head)
        if key not in self.boxes:
            points = body.points[:, body.head] if head and body.head.any() else body.points
            still = len(points) == 1
            places = self.views.places(points if still else points[self.rows])
            self.boxes[key] = np.stack([places.min(axis=1), places.max(axis=1)], axis=1)
        return self.boxes[key]

    def place(self, body: Body, part: str) -> Float[np.ndarray, "view 2"]:
        """Return where a part appears; of the body the middle of its box as it is seen."""
        part = part or body.main
        if part == "body" or part not in body.marks:
            return self.box(body).mean(axis=1)
        return self.views.places(body.marks[part][self.rows][:, None])[:, 0]

    def body(self, entity: str) -> Body:
        """Return a body by its entity id."""
        return self.floor.bodies[entity]


def measured(seen: Seen, ask: Ask) -> Column:
    """Return the number that a constraint is about, for each camera."""
    return _MEASURES[ask.kind](seen, ask)


def _screen_x(seen: Seen, ask: Ask) -> Column:
    return seen.place(seen.body(ask.subject), ask.part)[:, 0]


def _screen_y(seen: Seen, ask: Ask) -> Column:
    return seen.place(seen.body(ask.subject), ask.part)[:, 1]


def _screen_height(seen: Seen, ask: Ask) -> Column:
    box = seen.box(seen.body(ask.subject), head=ask.part == "head")
    return box[:, 1, 1] - box[:, 0, 1]


def _headroom(seen: Seen, ask: Ask) -> Column:
    return seen.box(seen.body(ask.subject), head=True)[:, 0, 1]


def _lead_room(seen: Seen, ask: Ask) -> Column:
    """Return space ahead over space behind; who looks at or away from the lens leads its going."""
    body = seen.body(ask.subject)
    right = seen.views.turns[:, :, 0]
    ahead = (body.going[seen.rows] * right).sum(axis=1)
    x = np.clip(seen.place(body, ask.part)[:, 0], 0.01, 0.99)
    return np.where(ahead >= 0.0, (1.0 - x) / x, x / (1.0 - x))


def _shot_size(seen: Seen, ask: Ask) -> Column:
    """Return the height that the frame shows at the subject over the subject's."""
    body = seen.body(ask.subject)
    depth = seen.views.depths(body.mark(body.main)[seen.rows][:, None])[:, 0]
    return 2.0 * seen.views.tangents[:, 1] * np.maximum(depth, 1e-3) / body.framed_m


def _pitch(seen: Seen, ask: Ask) -> Column:
    del ask
    return seen.numbers[:, PITCH]


def _roll(seen: Seen, ask: Ask) -> Column:
    del ask
    return seen.numbers[:, ROLL]


def _azimuth(seen: Seen, ask: Ask) -> Column:
    """Return where the camera stands about a subject, nearest to the middle of the band [rad]."""
    body = seen.body(ask.subject)
    way = seen.views.positions - body.mark(body.main)[seen.rows]
    front = body.world_from_body[seen.rows][:, :3, 2]
    own = np.arctan2(way[:, 0], way[:, 2]) - np.arctan2(front[:, 0], front[:, 2])
    middle = 0.5 * (ask.low + ask.high)
    return middle + np.remainder(own - middle + np.pi, 2.0 * np.pi) - np.pi


def _distance(seen: Seen, ask: Ask) -> Column:
    body = seen.body(ask.subject)
    way = (seen.views.positions - body.ground[seen.rows])[:, [0, 2]]
    return np.hypot(way[:, 0], way[:, 1])


def _height(seen: Seen, ask: Ask) -> Column:
    del ask
    return seen.views.positions[:, 1]


def _focal(seen: Seen, ask: Ask) -> Column:
    del ask
    return seen.views.focals_mm


def _inside(seen: Seen, ask: Ask) -> Column:
    """Return how far inside the walls of a set the camera is; negative outside [m]."""
    matrix, box = seen.floor.insides[ask.object]
    local = (seen.views.positions - matrix[:3, 3]) @ matrix[:3, :3]
    return np.minimum(local - box[0], box[1] - local).min(axis=1)


def _clearance(seen: Seen, ask: Ask) -> Column:
    barrier = _barrier_of(seen, ask)
    return _outside(seen, barrier)[0].min(axis=1)


def _outside(
    seen: Seen, barrier: Barrier
) -> tuple[Float[np.ndarray, "view box"], Float[np.ndarray, "view box 2 3"]]:
    """Return how far from each box of a barrier the camera is (negative inside), and the boxes."""
    matrix = barrier.world_from_box[seen.rows]
    boxes = barrier.boxes[seen.rows]
    local = (seen.views.positions - matrix[:, :3, 3])[:, None] @ matrix[:, :3, :3]
    out = np.maximum(boxes[:, :, 0] - local, local - boxes[:, :, 1])
    away = np.sqrt((np.maximum(out, 0.0) ** 2).sum(axis=2)) + np.minimum(out.max(axis=2), 0.0)
    return away, boxes


def _barrier_of(seen: Seen, ask: Ask) -> Barrier:
    return next(b for b in seen.floor.barriers if b.entity == ask.object)


def _barrier(seen: Seen, ask: Ask) -> Column:
    """Return how far the camera would have to come nearer to its subject to clear a wall [m].

    Less than 0: that much room is left behind it. A wall that a subject stands in is none.
    """
    barrier = _barrier_of(seen, ask)
    body = seen.body(ask.subject)
    matrix = barrier.world_from_box[seen.rows]
    turn, place = matrix[:, :3, :3], matrix[:, :3, 3]
    camera = (seen.views.positions - place)[:, None] @ turn
    target = (body.mark(body.main)[seen.rows] - place)[:, None] @ turn
    away, boxes = _outside(seen, barrier)
    entry = entry_fractions(target, camera, boxes)
    length = np.linalg.norm(camera - target, axis=2)
    inside = np.all((target >= boxes[:, :, 0]) & (target <= boxes[:, :, 1]), axis=2)
    beyond = np.where((entry <= 1.0) & ~inside, (1.0 - np.minimum(entry, 1.0)) * length, -away)
    return beyond.max(axis=1)


def _framed(seen: Seen, ask: Ask) -> Column:
    """Return how far a head, or a part, is outside of the frame less a margin; negative inside."""
    body = seen.body(ask.subject)
    if ask.part or not body.head.any():
        place = seen.views.places(body.mark(ask.part or "body")[seen.rows][:, None])[:, 0]
        return (np.abs(place - 0.5) - (0.5 - _MARGIN)).max(axis=1)
    box = seen.box(body, head=True)
    outside = np.concatenate([_MARGIN - box[:, 0], box[:, 1] - (1.0 - _MARGIN)], axis=1)
    return outside.max(axis=1)


def _visible(seen: Seen, ask: Ask) -> Column:
    """Return the share of a body's outermost points that lies in the frame."""
    body = seen.body(ask.subject)
    places = seen.views.places(body.points if len(body.points) == 1 else body.points[seen.rows])
    return np.all((places >= 0.0) & (places <= 1.0), axis=2).mean(axis=1)


def _unoccluded(seen: Seen, ask: Ask) -> Column:
    """Return the share of lines of sight to a body, or its head, that nothing else blocks."""
    body = seen.body(ask.subject)
    boxes = body.boxes[seen.rows]
    boxes = boxes[:, -2:] if ask.part in {"head", "eyes", "face"} and body.head.any() else boxes
    grid = np.array([[x, 0.5, 0.5] for x in _GRID])
    local = boxes[:, :, None, 0] + grid * (boxes[:, :, None, 1] - boxes[:, :, None, 0])
    matrix = body.world_from_body[seen.rows]
    points = local.reshape(len(local), -1, 3) @ np.swapaxes(matrix[:, :3, :3], 1, 2)
    points = points + matrix[:, None, :3, 3]
    hidden = np.zeros(points.shape[:2], dtype=np.bool_)
    for barrier in seen.floor.barriers:
        if barrier.entity not in {body.entity, ask.object}:
            hidden |= _hides(seen, barrier, points)
    return 1.0 - hidden.mean(axis=1)


def _hides(
    seen: Seen, barrier: Barrier, points: Float[np.ndarray, "view point 3"]
) -> Bool[np.ndarray, "view point"]:
    matrix = barrier.world_from_box[seen.rows]
    turn, place = matrix[:, :3, :3], matrix[:, :3, 3]
    targets = (points - place[:, None]) @ turn
    eyes = (seen.views.positions - place)[:, None] @ turn
    boxes = barrier.boxes[seen.rows]
    entry = entry_fractions(eyes[:, :, None], targets[:, :, None], boxes[:, None])
    return np.asarray((entry < 0.98).any(axis=2))


def _eyes(seen: Seen, ask: Ask) -> Column:
    """Return the angle between where a face looks and the way to the camera [rad]."""
    body = seen.body(ask.subject)
    way = seen.views.positions - body.mark("eyes")[seen.rows]
    way = way / np.linalg.norm(way, axis=1, keepdims=True)
    return np.arccos(np.clip((way * body.facing[seen.rows]).sum(axis=1), -1.0, 1.0))


def _sharp(seen: Seen, ask: Ask) -> Column:
    """Return the f-number that makes all from the subject to the object sharp."""
    found = [
        seen.views.depths(b.mark(ask.part or b.main)[seen.rows][:, None])[:, 0]
        for b in (seen.body(ask.subject), seen.body(ask.object or ask.subject))
    ]
    near, far = np.minimum(*found), np.maximum(*found)
    return stop_needed(near, far, focals_mm=seen.views.focals_mm, circle_mm=seen.floor.circle_mm)


def _head_edge(seen: Seen, ask: Ask) -> Column:
    """Return the edge of the near head that is turned to the middle: its right one on the left."""
    box = seen.box(seen.body(ask.subject), head=True)
    return box[:, 1, 0] if ask.side == "left" else 1.0 - box[:, 0, 0]


def _gap(seen: Seen, ask: Ask) -> Column:
    """Return the room in the frame between two heads, side by side; negative where they overlap."""
    near = seen.box(seen.body(ask.subject), head=True)
    far = seen.box(seen.body(ask.object), head=True)
    if ask.side == "left":
        return far[:, 0, 0] - near[:, 1, 0]
    if ask.side == "right":
        return near[:, 0, 0] - far[:, 1, 0]
    return np.maximum(far[:, 0, 0] - near[:, 1, 0], near[:, 0, 0] - far[:, 1, 0])


def _behind(seen: Seen, ask: Ask) -> Column:
    """Return how much farther the camera is than the near head, on the level line from the far."""
    near, far = (seen.body(e).mark("eyes")[seen.rows] for e in (ask.subject, ask.object))
    line = (near - far) * np.array([1.0, 0.0, 1.0])
    line = line / np.maximum(np.linalg.norm(line, axis=1, keepdims=True), 1e-9)
    return ((seen.views.positions - near) * line).sum(axis=1)


def _midway(seen: Seen, ask: Ask) -> Column:
    one, two = (seen.place(seen.body(e), ask.part)[:, 0] for e in (ask.subject, ask.object))
    return 0.5 * (one + two)


def _across(seen: Seen, ask: Ask) -> Column:
    """Return how far from square to the line between two the axis looks [rad]."""
    one, two = (seen.body(e).mark(seen.body(e).main)[seen.rows] for e in (ask.subject, ask.object))
    line = (two - one) * np.array([1.0, 0.0, 1.0])
    line = line / np.maximum(np.linalg.norm(line, axis=1, keepdims=True), 1e-9)
    return np.arcsin(np.clip((seen.views.forward * line).sum(axis=1), -1.0, 1.0))


def _along(seen: Seen, ask: Ask) -> Column:
    """Return how far from the level line from one to another the axis looks [rad]."""
    one, two = (seen.body(e).mark(seen.body(e).main)[seen.rows] for e in (ask.subject, ask.object))
    line, look = two - one, seen.views.forward
    turn = np.arctan2(look[:, 0], look[:, 2]) - np.arctan2(line[:, 0], line[:, 2])
    return np.abs(np.remainder(turn + np.pi, 2.0 * np.pi) - np.pi)


_MEASURES: Final[dict[str, Callable[[Seen, Ask], Column]]] = {
    "screen_x": _screen_x, "screen_y": _screen_y, "screen_height": _screen_height,
    "headroom": _headroom, "lead_room": _lead_room, "shot_size": _shot_size,
    "camera_angle": _pitch, "camera_pitch": _pitch, "camera_roll": _roll,
    "camera_azimuth": _azimuth, "camera_distance": _distance, "camera_height": _height,
    "focal_length": _focal, "inside_set": _inside, "clearance": _clearance, "barrier": _barrier,
    "visible": _visible, "framed": _framed, "unoccluded": _unoccluded, "sees_both_eyes": _eyes,
    "sharp": _sharp, "head_edge": _head_edge, "gap": _gap, "behind": _behind, "midway": _midway,
    "across": _across, "along": _along,
}  # fmt: skip
