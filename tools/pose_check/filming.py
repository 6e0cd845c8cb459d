"""Films the worlds into control packs and reads back pictures, keypoints and cameras."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from groundplan.geometry.transforms import transform_points
from groundplan.passes.joints import PosedJoints
from groundplan.passes.keypoints import BodyKeypoints
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.backends.numba_tiles import NumbaRenderer
from groundplan.previz.port import Pass, RenderOptions
from groundplan.scene.build import build_stage
from groundplan.scene.joints import bodies_of
from groundplan.scene.library import EMPTY
from groundplan.studio.options import TakeOptions
from groundplan.studio.take import plan_world
from groundplan.world.document import World
from groundplan.world.queries import shots_in_order
from pose_check.cast import FRAMES, PERSON, VIEWS_RAD, setups, world_of

__all__ = ["Filmed", "film_all"]

PASSES: Final = frozenset({Pass.BEAUTY, Pass.DEPTH, Pass.INSTANCE})
BRIEFS: Final = (
    ("walking", "full", "Full shot. A woman in a red coat walks to the left."),
    ("walking", "full", "Full shot. An old man in a blue suit walks towards the camera."),
    ("walking", "medium", "Medium shot. A man in a white shirt walks to the right, tracking shot."),
    ("walking", "full", "Full shot. A boy in a yellow jacket walks away from the camera."),
    ("sitting", "full", "Full shot. A man in a grey suit sits on a bench."),
    ("sitting", "medium", "Medium shot. A woman in a green dress sits on a chair."),
    ("sitting", "full", "Full shot, side view. An old woman in a brown coat sits on a chair."),
    ("gesturing", "full", "Full shot. A girl in a blue dress is waving."),
    ("gesturing", "medium", "Medium shot. A man in a black jacket claps his hands."),
    ("gesturing", "full", "Full shot. A woman in a white blouse points at a tree."),
    ("gesturing", "medium", "Medium shot. A woman in a red sweater talks on the phone."),
    ("gesturing", "full", "Full shot, low angle. A tall man in a black coat salutes."),
)  # fmt: skip
"""What is done, the shot size, and the words: the whole flow, camera and staging included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filmed:
    """One picture, and what we say of the person in it."""

    picture: str
    """File name."""
    doing: str
    view: str
    size: str
    what: str
    points_px: np.ndarray
    """COCO-17; NaN where the body has no such point."""
    visible: np.ndarray
    """0 outside the picture, 1 hidden, 2 seen."""
    stature_px: float
    """The person's height standing, at their distance."""


def film_all(folder: Path, *, briefs: bool) -> Iterator[Filmed]:
    """Write pictures into a folder and yield what is in each."""
    renderer = NumbaRenderer()
    for setup in setups():
        outfit, height, *_ = setup.person
        what = f"{setup.action or setup.doing}, {outfit}, {height:g} m"
        shot = _Shot(
            name=setup.name, doing=setup.doing, view=setup.view, size=setup.size, what=what
        )  # fmt: skip
        yield from _film(renderer, world_of(setup), folder, shot=shot, person=PERSON)
    if briefs:
        for number, (doing, size, words) in enumerate(BRIEFS):
            world = plan_world(words, options=TakeOptions(seconds=3.0)).world
            person = next(k for k, e in sorted(world.entities.items()) if e.kind == "character")
            shot = _Shot(name=f"b{number:02d}", doing=doing, size=size, what=words)
            yield from _film(renderer, world, folder, shot=shot, person=person)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shot:
    """What a shot is called and shows."""

    name: str
    doing: str
    view: str = ""
    """Empty: to be seen from the hips."""
    size: str
    what: str


def _film(
    renderer: NumbaRenderer, world: World, folder: Path, *, shot: _Shot, person: str
) -> Iterator[Filmed]:
    pack = _pack(renderer, world, folder / "packs" / shot.name)
    frames = len(pack.cameras.frames)
    picked = np.unique(np.linspace(0, frames - 1, FRAMES).round().astype(int)).tolist()
    body = _body(pack, person)
    stature_m = _stature(world, person)
    for index in picked:
        name = f"{shot.name}_{index}.png"
        _save(pack, index, folder / name)
        camera = pack.cameras.frames[index]
        points = _array(body.points_in_world_m[index], 3)
        in_camera = transform_points(np.array(camera.camera_from_world_cv), points)
        hips = 0.5 * (in_camera[11] + in_camera[12])
        yield Filmed(
            picture=name, doing=shot.doing, view=shot.view or _view(in_camera), size=shot.size,
            what=shot.what, points_px=_array(body.points_px[index], 2),
            visible=np.array(body.visible[index]),
            stature_px=stature_m * camera.intrinsics_px[1][1] / float(hips[2]),
        )  # fmt: skip


def _pack(renderer: NumbaRenderer, world: World, folder: Path) -> ControlPack:
    folder.parent.mkdir(parents=True, exist_ok=True)
    ((shot_id, _), *_) = shots_in_order(world)
    stage = build_stage(world, shot_id, EMPTY)
    bodies = bodies_of(world, EMPTY, start=stage.clock.start_time)
    write_pack(
        renderer, stage, folder,
        options=PackOptions(render=RenderOptions(passes=PASSES), previews=(), contact_sheet=False),
        joints_at=lambda time: {k: PosedJoints(*v) for k, v in bodies(time).items()},
    )  # fmt: skip
    return ControlPack.open(folder)


def _body(pack: ControlPack, person: str) -> BodyKeypoints:
    bodies = (b for b in pack.keypoints.bodies if b.entity == person)
    return next(body for body in bodies if body.scheme == "coco17")


def _save(pack: ControlPack, index: int, path: Path) -> None:
    Image.fromarray(pack[Pass.BEAUTY][index]).save(path)


def _stature(world: World, person: str) -> float:
    body = world.entities[person].body
    if body is None:
        raise SystemExit(f"{person} has no body")
    return body.height_m


def _array(rows: tuple[tuple[float, ...] | None, ...], width: int) -> np.ndarray:
    nothing = (float("nan"),) * width
    return np.array([row or nothing for row in rows])


def _view(in_camera: np.ndarray) -> str:
    """Return the view nearest to how the hips are turned from the camera; OpenCV axes."""
    # The left hip of who faces the camera is to the right in the picture.
    across = in_camera[11] - in_camera[12]
    turned = abs(float(np.arctan2(across[2], across[0])))
    return min(VIEWS_RAD, key=lambda view: abs(VIEWS_RAD[view] - turned))
