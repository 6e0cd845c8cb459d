"""Bodies as they are posed and drawn: joints, heads, boxes in the picture, and what hides them."""

from functools import cached_property
from typing import Final

import numpy as np
from jaxtyping import Float, Int, Int64

from groundplan.geometry.camera import project
from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.passes.amodal import AmodalBoxes, posed_points
from groundplan.passes.sight import Sight
from groundplan.scene.blocks import FrameBlocks
from groundplan.scene.build import build_stage
from groundplan.scene.joints import BodyPoints, bodies_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.stage import Item, Pose, Stage
from groundplan.units import Subframes
from groundplan.world.document import World
from groundplan.world.queries import present_in_shot

__all__ = ["PosedBodies"]

_FACE: Final = ((0, 1), (1, 3), (3, 5))
"""Rows of nose, eyes and ears in COCO-17."""
_HEAD: Final = frozenset({"head", "leftEye", "rightEye", "jaw"})
Points = Float[np.ndarray, "point 3"]
Vertices = Int64[np.ndarray, "..."]


class PosedBodies:
    """The drawn surfaces and joints of one shot at some times."""

    def __init__(
        self,
        document: World,
        shot: str,
        times: Int[np.ndarray, " time"],
        *,
        library: Library = EMPTY,
    ) -> None:
        """Look at a shot at times [subframes]; nothing is posed before it is asked for."""
        self._document = document
        self._shot = shot
        self._times = times
        self._library = library
        self._heads: dict[str, Float[np.ndarray, "time 4"] | None] = {}
        self._shares: dict[str, Float[np.ndarray, " time"] | None] = {}

    @cached_property
    def stage(self) -> Stage:
        """Return the shot, ready to be drawn."""
        return build_stage(self._document, self._shot, self._library)

    @cached_property
    def poses(self) -> tuple[Pose, ...]:
        """Return the pose at every time."""
        pose = self.stage.pose
        if isinstance(pose, FrameBlocks):
            found: tuple[Pose, ...] = pose.many(self._times.tolist())  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]  # of poses, as the stage promises
            return found
        return tuple(pose(Subframes(int(t))) for t in self._times)

    @cached_property
    def boxes(self) -> tuple[dict[int, tuple[float, float, float, float]], ...]:
        """Return the amodal boxes [px] by instance at every time."""
        amodal = AmodalBoxes(self.stage)
        return tuple(amodal(pose) for pose in self.poses)

    @cached_property
    def joints(self) -> tuple[dict[str, BodyPoints], ...]:
        """Return joints by entity id at every time."""
        world = present_in_shot(self._document, self._shot)
        return bodies_of(world, self._library).many(self._times.tolist())

    @cached_property
    def _sight(self) -> Sight:
        return Sight(self.stage)

    @cached_property
    def _instances(self) -> dict[str, int]:
        return {i.entity: i.instance for i in self.stage.instances}

    def instance(self, entity: str) -> int | None:
        """Return the number that an entity is drawn with; None for what is not drawn."""
        return self._instances.get(entity)

    def joint(self, entity: str, *names: str) -> Float[np.ndarray, "time 3"] | None:
        """Return the middle of some joints at every time [m]; None where a body has none such."""
        found: list[Points] = []
        for bodies in self.joints:
            body = bodies.get(entity)
            if body is None or any(name not in body.names for name in names):
                return None
            rows = [body.names.index(name) for name in names]
            found.append(body.points_in_world[rows].mean(axis=0))
        return np.array(found)

    def eyes(self, entity: str) -> Float[np.ndarray, "time 3"] | None:
        """Return the middle between the eyes at every time [m]."""
        return self.joint(entity, "leftEye", "rightEye")

    def face_ahead(self, entity: str) -> Float[np.ndarray, "time 3"] | None:
        """Return where a person's face looks, as unit vectors in the world; None for others.

        From the middle of the ears to the middle of eyes and nose (COCO-17 keypoints 0 to 4).
        """
        found: list[Points] = []
        for bodies in self.joints:
            body = bodies.get(entity)
            face = None if body is None else body.keypoints.get("coco17")
            if face is None:
                return None
            nose, eyes, ears = (face.points_in_world[a:b].mean(axis=0) for a, b in _FACE)
            found.append(0.5 * (nose + eyes) - ears)
        ahead = np.array(found)
        return ahead / np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)

    def box(self, entity: str) -> Float[np.ndarray, "time 4"] | None:
        """Return x0, y0, x1, y1 of an entity [px] at every time, hidden parts too; NaN behind.

        None for what is not drawn.
        """
        number = self.instance(entity)
        if number is None:
            return None
        nowhere = (np.nan, np.nan, np.nan, np.nan)
        return np.array([boxes.get(number, nowhere) for boxes in self.boxes])

    def head_box(self, entity: str) -> Float[np.ndarray, "time 4"] | None:
        """Return x0, y0, x1, y1 [px] of the skin, hair and hat that go with a head's bones."""
        if entity not in self._heads:
            self._heads[entity] = self._head_box(entity)
        return self._heads[entity]

    def _head_box(self, entity: str) -> Float[np.ndarray, "time 4"] | None:
        number = self.instance(entity)
        if number is None:
            return None
        rows = [r for r, item in enumerate(self.stage.items) if item.instance == number]
        parts = [(r, _head_vertices(self.stage.items[r], self._head_bones(entity))) for r in rows]
        parts = [(r, vertices) for r, vertices in parts if len(vertices)]
        if not parts:
            return None
        return np.array([_box_of(self.stage, pose, parts) for pose in self.poses])

    def _head_bones(self, entity: str) -> list[int]:
        body = self.joints[0].get(entity)
        return [] if body is None else [n for n, name in enumerate(body.names) if name in _HEAD]

    def surface(self, entity: str, index: int) -> Float[np.ndarray, "triangle corner 3"] | None:
        """Return the drawn triangles of an entity at one of the times, in the world [m]."""
        number = self.instance(entity)
        if number is None:
            return None
        pose = self.poses[index]
        found: list[Float[np.ndarray, "triangle corner 3"]] = []
        for row, item in enumerate(self.stage.items):
            if item.instance == number:
                every = np.arange(len(item.mesh.positions), dtype=np.int64)
                own = posed_points(item, pose, vertices=every)
                matrix = pose.world_from_item[row].astype(np.float64)
                found.append(transform_points(matrix[None], own)[item.mesh.triangles])
        return np.concatenate(found) if found else None

    def seen_share(self, entity: str) -> Float[np.ndarray, " time"] | None:
        """Return which share of what of a body is in the frame nothing hides, 0..1, by rays.

        NaN where nothing of it is in the frame; None for what is not drawn.
        """
        if entity not in self._shares:
            self._shares[entity] = self._share(entity)
        return self._shares[entity]

    def _share(self, entity: str) -> Float[np.ndarray, " time"] | None:
        number = self.instance(entity)
        if number is None:
            return None
        return np.array([self._sight.share(pose, number) for pose in self.poses])

    def eyes_seen(self, entity: str, *, slack_m: float) -> Int[np.ndarray, " time"] | None:
        """Return how many eyes of a body are in frame and in sight; None for who has none."""
        eyes = [self.joint(entity, name) for name in ("leftEye", "rightEye")]
        if eyes[0] is None or eyes[1] is None:
            return None
        both = np.stack([eyes[0], eyes[1]], axis=1)
        return np.array([
            int(self._sight.reaches(pose, both[k], slack_m=slack_m).sum())
            for k, pose in enumerate(self.poses)
        ])  # fmt: skip

    def first_seen(self, entity: str) -> int | None:
        """Return the first time at which something of a body shows; None where it never does."""
        number = self.instance(entity)
        if number is None:
            return None
        return next((k for k, p in enumerate(self.poses) if self._sight.shows(p, number)), None)


def _head_vertices(item: Item, bones: list[int]) -> Int64[np.ndarray, " point"]:
    skin = item.mesh.skin
    if skin is None or not bones:
        return np.zeros(0, dtype=np.int64)
    main = skin.joints[np.arange(len(skin.joints)), np.argmax(skin.weights, axis=1)]
    return np.flatnonzero(np.isin(main, bones)).astype(np.int64)


def _box_of(stage: Stage, pose: Pose, parts: list[tuple[int, Vertices]]) -> Float[np.ndarray, " 4"]:
    pixels = np.concatenate([_pixels(stage, pose, row=row, vertices=v) for row, v in parts])
    if not np.all(np.isfinite(pixels)):
        return np.full(4, np.nan)
    return np.concatenate([pixels.min(axis=0), pixels.max(axis=0)])


def _pixels(
    stage: Stage, pose: Pose, *, row: int, vertices: Int64[np.ndarray, " point"]
) -> Float[np.ndarray, "point 2"]:
    back = inverse_rigid(np.asarray(pose.camera.world_from_camera, dtype=np.float64))
    own = posed_points(stage.items[row], pose, vertices=vertices)
    in_world = transform_points(pose.world_from_item[row].astype(np.float64)[None], own)
    inside = transform_points(back[None], in_world)
    return project(inside, np.asarray(pose.camera.intrinsics_px, dtype=np.float64)[None])
