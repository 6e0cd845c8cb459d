"""Amodal boxes are those of all posed vertices, cut at the near plane."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from groundplan.geometry.transforms import inverse_rigid, transform_points
from groundplan.passes.amodal import amodal_boxes
from groundplan.passes.boxes import box_row, visible_boxes
from groundplan.scene.stage import Item, Material, Mesh, Pose, Skin, Stage
from groundplan.units import Subframes


def brute_force(points_in_world: np.ndarray, pose: Pose) -> list[float]:
    view = inverse_rigid(np.asarray(pose.camera.world_from_camera))
    points = transform_points(view, points_in_world)
    k = pose.camera.intrinsics_px
    u = k[0, 0] * points[:, 0] / -points[:, 2] + k[0, 2]
    v = k[1, 1] * points[:, 1] / points[:, 2] + k[1, 2]
    return [float(u.min()), float(v.min()), float(u.max()), float(v.max())]


def cloud(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, 0.2, (count, 3)).astype(np.float32)


def mesh_of(points: np.ndarray, skin: Skin | None = None) -> Mesh:
    return Mesh(
        positions=points,
        normals=np.tile(np.array([0, 1, 0], dtype=np.float32), (len(points), 1)),
        triangles=np.arange(3 * (len(points) // 3), dtype=np.int32).reshape(-1, 3),
        skin=skin,
    )


def with_item(stage: Stage, item: Item, matrix: np.ndarray) -> tuple[Stage, Pose]:
    pose = replace(stage.pose(Subframes(0)), world_from_item=matrix[None].astype(np.float32))
    return replace(stage, items=(item,)), pose


def test_a_small_mesh_has_its_exact_box(stage_of: Callable[..., Stage]) -> None:
    points = cloud(300, 1)
    matrix = np.eye(4)
    matrix[:3, 3] = (0.5, 1.0, -1.0)
    stage, pose = with_item(
        stage_of((832, 480)), Item(instance=9, mesh=mesh_of(points), material=Material()), matrix
    )
    expected = brute_force(points + matrix[:3, 3], pose)
    assert amodal_boxes(stage, pose)[9] == pytest.approx(expected, abs=2e-3)


def test_a_skinned_mesh_is_posed_by_its_bones(stage_of: Callable[..., Stage]) -> None:
    points = cloud(400, 2)
    joints = np.zeros((400, 4), dtype=np.uint16)
    joints[200:, 0] = 1
    weights = np.tile(np.array([1, 0, 0, 0], dtype=np.float32), (400, 1))
    skin = Skin(joints=joints, weights=weights)
    item = Item(instance=9, mesh=mesh_of(points, skin), material=Material(), first_bone=1)
    stage, pose = with_item(stage_of((832, 480)), item, np.eye(4))
    bones = np.tile(np.eye(4, dtype=np.float32), (3, 1, 1))
    bones[1, :3, 3] = (1.0, 0.5, 0.0)
    bones[2, :3, 3] = (-1.0, 1.0, 0.0)
    pose = replace(pose, skin_from_bind=bones)
    moved = points + np.where(np.arange(400)[:, None] < 200, bones[1, :3, 3], bones[2, :3, 3])
    expected = np.array(brute_force(moved, pose))
    found = np.array(amodal_boxes(stage, pose)[9])
    np.testing.assert_allclose(found, expected, atol=0.02 * (expected[2] - expected[0]))


def test_a_mesh_behind_the_camera_has_no_box_and_a_crossing_one_is_cut(
    stage_of: Callable[..., Stage],
) -> None:
    matrix = np.eye(4)
    matrix[:3, 3] = (0.0, 1.0, 30.0)
    item = Item(instance=9, mesh=mesh_of(cloud(30, 3)), material=Material())
    stage, pose = with_item(stage_of((832, 480)), item, matrix)
    assert amodal_boxes(stage, pose) == {}
    crossing = np.array([[0, 1, 0], [0.1, 1, 9], [-0.1, 1, 9]], dtype=np.float32)
    item = Item(instance=9, mesh=mesh_of(crossing), material=Material())
    stage, pose = with_item(stage_of((832, 480)), item, np.eye(4))
    box = amodal_boxes(stage, pose)[9]
    assert np.isfinite(box).all()
    assert box[3] > 480


def test_visible_boxes_are_those_of_the_pixels() -> None:
    rng = np.random.default_rng(6)
    picture = rng.choice(np.array([0, 0, 4, 65535], dtype=np.uint16), (17, 23))
    found = visible_boxes(picture)
    assert set(found) == {4, 65535}
    for key, seen in found.items():
        y, x = np.nonzero(picture == key)
        assert seen.box == (x.min(), y.min(), x.max() + 1, y.max() + 1)
        assert seen.area_px == len(x)
    assert visible_boxes(np.zeros((4, 5), dtype=np.uint16)) == {}


def test_occlusion_is_0_when_all_shows_and_1_when_nothing_does() -> None:
    picture = np.zeros((10, 10), dtype=np.uint16)
    picture[2:6, 2:6] = 5
    whole = {5: (2.0, 2.0, 6.0, 6.0), 6: (1.0, 1.0, 3.0, 3.0), 7: (-9.0, -9.0, -1.0, -1.0)}
    rows = box_row(picture, whole)
    assert [rows[k].box_occlusion for k in (5, 6, 7)] == [0.0, 1.0, None]
    assert box_row(picture, {5: (2.0, 2.0, 6.0, 10.0)})[5].box_occlusion == 0.5
