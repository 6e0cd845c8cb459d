"""A mesh and a clip that a user brings: kept, opened, staged, moved, undone."""

from pathlib import Path

import numpy as np
import pytest
from tests.unit.assets.test_brought import flag
from tests.unit.motion.test_clips import CLIP, motion

from groundplan.assets.brought import write_mesh
from groundplan.errors import EditError, SceneError, StoreError
from groundplan.geometry import quaternions, transforms
from groundplan.motion.clips import write_motion
from groundplan.scene.build import build_stage
from groundplan.scene.joints import joints_of
from groundplan.scene.library import Library
from groundplan.units import Subframes
from groundplan.world.build import PatchBuilder
from groundplan.world.canonical import content_hash
from groundplan.world.entity import Body, Camera, Entity, Geometry, Transform
from groundplan.world.sequence import Shot, Track
from groundplan.world.store import Store

FLAG, CAMERA = "F1AG".ljust(26, "0"), "CAM".ljust(26, "0")
SIZE = (1.0, 1.0, 0.0)


def planted(folder: Path) -> Store:
    """Return a project with a flag, which plays its clip at half speed from frame 8 on."""
    store = Store.create(folder)
    mesh = store.put_attachment(write_mesh(flag()), kind="mesh")
    clip = store.put_attachment(write_motion(motion()), kind="clip")
    entity = Entity(name="flag", kind="prop", size_m=SIZE, geometry=Geometry(mesh=mesh))
    eye = Entity(
        name="camera", kind="camera", camera=Camera(), transform=Transform(position_m=(0, 1, 5))
    )
    track = Track(entity=FLAG, kind="clip", name=clip, first=8000, last=80000, speed=0.5)
    edits = PatchBuilder(store.world, actor="agent:test", summary="plant a flag")
    edits.add_node(f"entities/{FLAG}", entity).add_node(f"entities/{CAMERA}", eye)
    edits.add_node(f"clips/{clip}", CLIP).add_node("tracks/t1", track)
    shot = Shot(name="SH010", order=10, camera=CAMERA, first=0, last=80000)
    store.commit(edits.add_node("shots/s1", shot).patch())
    return store


def test_a_brought_mesh_is_drawn_after_saving_and_opening(tmp_path: Path) -> None:
    planted(tmp_path).close()
    with Store.open(tmp_path) as store:
        assert store.findings == ()
        stage = build_stage(store.world, "s1", Library(store.attachment))
    (item,) = stage.items
    assert np.array_equal(item.mesh.positions, flag().mesh.positions)
    assert item.mesh.skin is not None


def test_its_bones_follow_the_clip_where_the_track_places_it(tmp_path: Path) -> None:
    with planted(tmp_path) as store:
        stage = build_stage(store.world, "s1", Library(store.attachment))
        joints = joints_of(store.world, Library(store.attachment))
    # 8 clip frames a second at half speed: a quarter of a clip frame per frame of 1/16 s.
    for frame, angle, height in ((0, 0.0, 0.5), (8, 0.0, 0.5), (10, 0.2, 1.0), (12, 0.4, 1.5)):
        turned = stage.pose(Subframes(1000 * frame)).skin_from_bind[1].astype(float)
        heading = quaternions.to_heading(transforms.decompose(turned)[1])
        assert heading == pytest.approx(angle, abs=1e-6)
        names, points = joints(Subframes(1000 * frame))[FLAG]
        assert points[names.index("cloth"), 1] == pytest.approx(height, abs=1e-6)


def test_bringing_and_removing_geometry_can_be_undone(tmp_path: Path) -> None:
    with planted(tmp_path) as store:
        before = content_hash(store.world)
        edits = PatchBuilder(store.world, actor="agent:test", summary="strike it")
        store.commit(edits.remove_node(f"entities/{FLAG}/geometry").patch())
        assert build_stage(store.world, "s1", Library(store.attachment)).items == ()
        store.undo()
        assert content_hash(store.world) == before


def test_files_that_are_missing_or_changed_are_named(tmp_path: Path) -> None:
    with planted(tmp_path) as store:
        with pytest.raises(StoreError, match="without a project folder"):
            build_stage(store.world, "s1")
        (file,) = (tmp_path / "meshes").iterdir()
        file.write_bytes(file.read_bytes()[:-1] + b"?")
        with pytest.raises(StoreError, match="damaged"):
            build_stage(store.world, "s1", Library(store.attachment))
        file.unlink()
        with pytest.raises(StoreError, match="missing; put its file into meshes/"):
            build_stage(store.world, "s1", Library(store.attachment))


def test_a_size_that_is_not_the_meshs_is_refused(tmp_path: Path) -> None:
    with planted(tmp_path) as store:
        edits = PatchBuilder(store.world, actor="agent:test", summary="lie")
        store.commit(edits.set_field(f"entities/{FLAG}/size_m", (1.0, 1.2, 0.0)).patch())
        with pytest.raises(
            SceneError, match=r"state size_m as \(1\.000000, 1\.000000, 0\.000000\)"
        ):
            build_stage(store.world, "s1", Library(store.attachment))


@pytest.mark.parametrize(
    ("entity", "problem"),
    [
        (Entity(name="a", kind="prop", geometry=Geometry(mesh="0" * 64)), "no size"),
        (
            Entity(
                name="a", kind="prop", size_m=SIZE, geometry=Geometry(mesh="0" * 64),
                body=Body(rig="human"),
            ),
            "geometry and body",
        ),
    ],
)  # fmt: skip
def test_geometry_needs_a_size_and_stands_alone(
    entity: Entity, problem: str, tmp_path: Path
) -> None:
    with planted(tmp_path) as store:
        edits = PatchBuilder(store.world, actor="agent:test", summary="add")
        with pytest.raises(EditError, match=problem):
            store.commit(edits.add_node(f"entities/{'X'.ljust(26, '0')}", entity).patch())


def test_a_track_cannot_play_a_clip_that_the_document_lacks(tmp_path: Path) -> None:
    with planted(tmp_path) as store:
        edits = PatchBuilder(store.world, actor="agent:test", summary="add")
        track = Track(entity=FLAG, kind="clip", name="0" * 64, first=0, last=1000)
        with pytest.raises(EditError, match="no clip of the document"):
            store.commit(edits.add_node("tracks/t2", track).patch())
