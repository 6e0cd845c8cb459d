"""Keypoints in the picture: where the camera puts them, and what hides them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import orjson
import pytest

from groundplan.assets.human import human_figure
from groundplan.assets.keypoints import COCO17, keypoints_of
from groundplan.errors import PackError
from groundplan.passes import ControlPack
from groundplan.passes.joints import PosedJoints
from groundplan.passes.keypoints import KeypointRow, keypoint_row, parse_keypoints
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import Frame, Renderer
from groundplan.scene.joints import SchemePoints
from groundplan.scene.stage import CameraPose, Exposure, Stage

OWN, WALL = 4, 9
SIZE = (320, 240)


def camera() -> CameraPose:
    """Return a camera 4 m ahead of the origin, which looks at it along -Z."""
    placed = np.eye(4)
    placed[:3, 3] = (0.0, 1.0, 4.0)
    return CameraPose(
        world_from_camera=placed,
        intrinsics_px=np.array([[300.0, 0, 160], [0, 300.0, 120], [0, 0, 1]]),
        distortion=(0.0, 0.0, 0.0, 0.0, 0.0), near_m=0.05, focal_mm=35.0, sensor_mm=(24.89, 14.0),
        fstop=4.0, focus_m=4.0, shutter_angle_rad=3.14,
        exposure=Exposure(saturation_luminance_nit=1.0, ev100=0.0, automatic=True),
    )  # fmt: skip


def frame(depth_m: float = np.inf, instance: int = 0) -> Frame:
    """Return a frame that one flat surface fills."""
    shape = (SIZE[1], SIZE[0])
    return Frame(
        index=0,
        camera=camera(),
        depth=np.full(shape, depth_m, np.float32),
        instance=np.full(shape, instance, np.uint16),
    )


def person(*, turned: bool = False, shift: float = 0.0) -> SchemePoints:
    """Return a person's COCO points, at the origin, facing the camera or turned away."""
    skeleton = human_figure(1.7).skeleton
    still = np.tile(np.eye(4), (1, len(skeleton.names), 1, 1))
    still[0, :, :3, 3] = skeleton.places
    found = keypoints_of(skeleton, still)["coco17"]
    points = found.points[0] * (np.array([-1.0, 1.0, -1.0]) if turned else 1.0)
    return SchemePoints(points + np.array([shift, 0.0, 0.0]), found.depth_m)


def seen(posed: SchemePoints, *, against: Frame) -> KeypointRow:
    return keypoint_row(posed, against, own=frozenset({OWN}))


def test_left_is_at_the_right_of_the_picture_when_she_faces_the_camera() -> None:
    for turned, sign in ((False, 1.0), (True, -1.0)):
        row = seen(person(turned=turned), against=frame())
        px = {n: p for n, p in zip(COCO17, row.points_px, strict=True) if p}
        for part in ("eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle"):
            assert sign * (px[f"left_{part}"][0] - px[f"right_{part}"][0]) > 1.0


def test_points_are_where_the_pinhole_puts_them() -> None:
    posed = person()
    row = seen(posed, against=frame())
    for world, px in zip(posed.points_in_world, row.points_px, strict=True):
        depth = 4.0 - world[2]
        wanted = (160 + 300 * world[0] / depth, 120 - 300 * (world[1] - 1.0) / depth)
        assert px == pytest.approx(wanted, abs=1e-5)


def test_a_wall_in_front_hides_every_point_and_one_behind_none() -> None:
    assert set(seen(person(), against=frame(2.0, WALL)).visible) == {1}
    assert set(seen(person(), against=frame(6.0, WALL)).visible) == {2}


def test_her_own_head_hides_the_face_of_one_who_turned_away() -> None:
    posed = person(turned=True)
    # Her own surface a hand's breadth before the middle of her body.
    row = seen(posed, against=frame(3.91, OWN))
    hidden = {n for n, v in zip(COCO17, row.visible, strict=True) if v == 1}
    assert {"nose", "left_eye", "right_eye"} <= hidden
    assert not {"left_shoulder", "right_hip", "left_hip"} & hidden
    assert dict(zip(COCO17, row.behind_self, strict=True))["nose"]


def test_points_outside_or_absent_are_not_labelled() -> None:
    assert set(seen(person(shift=9.0), against=frame()).visible) == {0}
    posed = person()
    posed.points_in_world[0] = np.nan
    row = seen(posed, against=frame())
    assert (row.points_in_world[0], row.points_px[0], row.visible[0]) == (None, None, 0)


def test_a_pack_holds_them_and_their_coco_form(
    tmp_path: Path, renderer: Renderer, stage_of: Callable[..., Stage]
) -> None:
    stage = stage_of((64, 36), frames=3)
    points = np.tile(np.array([-1.0, 0.8, 0.0]), (17, 1))
    points[1] = np.nan
    posed = SchemePoints(points, np.full(17, 0.7))
    body = PosedJoints(("hips",), points[:1], {"coco17": posed})

    def joints_at(time: int) -> dict[str, PosedJoints]:
        assert time % 1000 == 0
        return {"1" * 26: body}

    write_pack(renderer, stage, tmp_path, options=PackOptions(), joints_at=joints_at)
    pack = ControlPack.open(tmp_path)
    (found,) = pack.keypoints.bodies
    assert found.names == COCO17
    assert found.visible == ((2, 0, *(2,) * 15),) * 3
    coco = orjson.loads(pack.file("keypoints_coco.json"))
    assert [i["id"] for i in coco["images"]] == [1001, 1002, 1003]
    first = coco["annotations"][0]
    assert first["num_keypoints"] == 16
    assert first["keypoints"][3:6] == [0.0, 0.0, 0]
    assert tuple(first["keypoints"][:2]) == found.points_px[0][0]
    x, y, width, height = first["bbox"]
    u, v = first["keypoints"][:2]
    assert x <= u <= x + width
    assert y <= v <= y + height
    assert coco["categories"][0]["keypoints"] == list(COCO17)


def test_bytes_that_are_no_track_are_refused() -> None:
    with pytest.raises(PackError, match="not a keypoint track"):
        parse_keypoints(b'{"schema": "groundplan.keypoints/1"}')
