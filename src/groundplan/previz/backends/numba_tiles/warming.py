"""A stage that touches every kernel once, so that all are compiled before a take needs them."""

from dataclasses import replace

import numpy as np

from groundplan.scene.stage import (
    CameraPose,
    Exposure,
    Instance,
    Item,
    LightPose,
    Material,
    Mesh,
    Morphs,
    Pose,
    Skin,
    SkyPose,
    Stage,
    StageClock,
)
from groundplan.units import Subframes

__all__ = ["warming_stage"]

_SIZE_PX = (48, 32)


def warming_stage() -> Stage:
    """Return a skinned and a rigid triangle under a sun, one of them with a pattern."""
    mesh = Mesh(
        positions=np.array([[-1, -1, -4], [1, -1, -4], [0, 1, -4]], np.float32),
        normals=np.tile(np.array([0, 0, 1], np.float32), (3, 1)),
        triangles=np.array([[0, 1, 2]], np.int32),
    )
    skin = Skin(joints=np.zeros((3, 4), np.uint16), weights=np.full((3, 4), 0.25, np.float32))
    moved = np.zeros((1, 3, 3), np.float32)
    morphs = Morphs(vertices=np.arange(3, dtype=np.int32), offsets=moved, normals=moved)
    items = (
        Item(instance=1, mesh=mesh, material=Material(pattern="bricks")),
        Item(instance=2, mesh=replace(mesh, skin=skin, morphs=morphs), material=Material()),
    )
    instances = tuple(Instance(instance=n, entity=f"e{n}", name="", kind="prop") for n in (1, 2))
    return Stage(
        world_hash="", shot="", clock=StageClock(fps_num=1, fps_den=1, frame_count=1),
        size_px=_SIZE_PX, items=items, instances=instances, pose=_pose,
    )  # fmt: skip


def _pose(time: Subframes) -> Pose:
    matrices = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    matrices[1, 0, 3] = 0.5
    sun = LightPose(entity="sun", kind="sun", illuminance_lx=1.0, direction=(0.0, -0.6, -0.8))
    grey = (0.1, 0.1, 0.1)
    return Pose(
        time=time, world_from_item=matrices, skin_from_bind=matrices[:1], camera=_camera(),
        morph_weights=np.ones(1, np.float32), lights=(sun,),
        sky=SkyPose(zenith_nit=grey, horizon_nit=grey, ground_nit=grey),
    )  # fmt: skip


def _camera() -> CameraPose:
    return CameraPose(
        world_from_camera=np.eye(4),
        intrinsics_px=np.array([[40.0, 0.0, 24.0], [0.0, 40.0, 16.0], [0.0, 0.0, 1.0]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.1, focal_mm=35.0, sensor_mm=(24.9, 14.0),
        fstop=8.0, focus_m=4.0, shutter_angle_rad=3.0,
        exposure=Exposure(saturation_luminance_nit=1.0, ev100=0.0, automatic=False),
    )  # fmt: skip
