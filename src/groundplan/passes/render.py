"""From a stage to a finished pack: render, measure, store, preview; whole or not at all."""

import importlib.util
import itertools
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Literal

from groundplan.assets.keypoints import SchemeName
from groundplan.errors import InputError, PackError
from groundplan.passes.amodal import AmodalBoxes
from groundplan.passes.boxes import BoxRow, BoxTrack, box_row, box_track
from groundplan.passes.coco import coco_document
from groundplan.passes.contact_sheet import SheetSource, contact_sheet
from groundplan.passes.exr import EXR_FOLDER, ExrSource, write_exr
from groundplan.passes.files import json_bytes
from groundplan.passes.joints import (
    JointRow,
    JointsAt,
    PosedJoints,
    joint_row,
    joint_track,
    own_instances,
)
from groundplan.passes.keypoints import KeypointRow, KeypointRows, keypoint_row, keypoint_track
from groundplan.passes.manifest import Manifest
from groundplan.passes.pose_pictures import PoseParts, PosePoints, pose_picture
from groundplan.passes.previews import (
    PREVIEWS,
    ClipRanges,
    GuideMarks,
    PreviewName,
    missing_video_finding,
    write_preview,
)
from groundplan.passes.tracks import TrackedPoints, TrackRow, track_bytes
from groundplan.passes.writer import PackInfo, PackWriter
from groundplan.previz.port import DRAWN_PASSES, Frame, Pass, Renderer, RenderOptions
from groundplan.scene.stage import Stage
from groundplan.world.finding import Finding

__all__ = ["PackOptions", "Progress", "write_pack"]

Progress = Callable[[int, int], None]
"""Called in the calling thread with frames done and frames in all. What it raises cancels."""

_MAX_THREADS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PackOptions:
    """What goes into a pack."""

    render: RenderOptions = field(default_factory=RenderOptions)
    threads: int = 2
    """Frames are split into as many stretches; bytes do not depend on it."""
    previews: tuple[PreviewName, ...] = PREVIEWS
    contact_sheet: bool = True
    pose_points: PosePoints = "confident"
    """Which joints the pose passes draw."""
    pose_parts: PoseParts = "whole"
    """Whether people's poses show hands and faces."""
    tracks_per_entity: int = 0
    """Surface points to follow on each; they need depth and instance ids."""
    exr: bool = False
    """Also a multi-layer EXR per frame; needs the extra `exr`."""
    title: str = ""
    guides: tuple[float, ...] = ()
    """Aspect ratios marked on the contact sheet and the beauty preview; truth is never drawn on."""
    pixel_aspect: float = 1.0
    """Width over height of a pixel as it is shown: guides follow it."""


def write_pack(
    renderer: Renderer,
    stage: Stage,
    folder: Path,
    *,
    options: PackOptions,
    joints_at: JointsAt | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """Render every frame of a stage into a pack in `folder` and return its manifest.

    An error, or an exception from `progress`, removes what was written.

    Raises:
        InputError: `threads` is not in 1..256, or poses are asked for without joints.
        RenderError: The stage cannot be rendered.
        OutputError: The folder cannot be written.
    """
    if not 1 <= options.threads <= _MAX_THREADS:
        raise InputError(f"{options.threads} threads", f"give 1 to {_MAX_THREADS}")
    if options.render.passes & DRAWN_PASSES and joints_at is None:
        raise InputError("a pose pass without joints", "give `joints_at`, or leave the pass out")
    info = PackInfo.of(stage, renderer, options.render, title=options.title)
    writer = PackWriter(folder, info)
    try:
        work = _Work(stage, writer, options, joints_at=joints_at)
        _render(renderer, work, options=options, progress=progress or _silent)
        findings = _beside(work, info, options)
        return writer.finish(findings)
    except BaseException:
        writer.discard()
        raise


class _Work:
    """What the threads of one pack share."""

    def __init__(
        self,
        stage: Stage,
        writer: PackWriter,
        options: PackOptions,
        *,
        joints_at: JointsAt | None,
    ) -> None:
        self.stage = stage
        self.writer = writer
        self.options = options
        self.joints_at = joints_at
        self.amodal = AmodalBoxes(stage)
        self.boxes: dict[int, dict[int, BoxRow]] = {}
        self.joints: dict[int, dict[str, JointRow]] = {}
        self.keypoints: dict[int, KeypointRows] = {}
        wanted = options.tracks_per_entity
        self.points = TrackedPoints(stage, per_entity=wanted) if wanted else None
        self.tracks: dict[int, TrackRow] = {}
        self.ranges = ClipRanges()

    def take(self, frame: Frame) -> None:
        """Measure what is in a frame, and store it with what is drawn from it."""
        self.ranges.see(frame)
        time = self.stage.clock.time(frame.index)
        if frame.instance is not None:
            amodal = self.amodal(self.stage.pose(time))
            self.boxes[frame.index] = box_row(frame.instance, amodal)
        if self.points is not None and frame.instance is not None and frame.depth is not None:
            self.tracks[frame.index] = self.points(self.stage.pose(time), frame)
        if self.joints_at and frame.instance is not None and frame.depth is not None:
            self._see_bodies(frame, self.joints_at(time))
        self.writer.write(self._with_poses(frame))

    def _see_bodies(self, frame: Frame, bodies: Mapping[str, PosedJoints]) -> None:
        own = {entity: own_instances(self.stage.instances, entity) for entity in bodies}
        near_m = frame.camera.near_m
        self.joints[frame.index] = {
            entity: joint_row(posed, frame, own=own[entity], near_m=near_m)
            for entity, posed in bodies.items()
        }
        self.keypoints[frame.index] = {
            entity: {
                scheme: keypoint_row(points, frame, own=own[entity])
                for scheme, points in posed.keypoints.items()
            }
            for entity, posed in bodies.items()
        }

    def _with_poses(self, frame: Frame) -> Frame:
        drawn = {
            name: pose_picture(
                self._bodies(frame, scheme),
                scheme, size_px=self.stage.size_px, points=self.options.pose_points,
                whole=self._wholes(frame) if scheme == "openpose18" else (),
            )
            for name, scheme in _POSES
            if name in self.options.render.passes
        }  # fmt: skip
        return replace(frame, pose=drawn.get(Pass.POSE), pose_animal=drawn.get(Pass.POSE_ANIMAL))

    def _wholes(self, frame: Frame) -> list[KeypointRow]:
        whole = self.options.pose_parts == "whole"
        return self._bodies(frame, "wholebody133") if whole else []

    def _bodies(self, frame: Frame, scheme: SchemeName) -> list[KeypointRow]:
        rows = self.keypoints[frame.index]
        return [rows[entity][scheme] for entity in sorted(rows) if scheme in rows[entity]]


_POSES: Final[tuple[tuple[Pass, Literal["openpose18", "ap10k"]], ...]] = (
    (Pass.POSE, "openpose18"),
    (Pass.POSE_ANIMAL, "ap10k"),
)


def _for_renderer(options: RenderOptions) -> RenderOptions:
    """Return what must be rendered so that the passes asked for can be made."""
    drawn = options.passes & DRAWN_PASSES
    needed = frozenset({Pass.DEPTH, Pass.INSTANCE}) if drawn else frozenset[Pass]()
    return replace(options, passes=(options.passes - drawn) | needed)


def _render(renderer: Renderer, work: _Work, *, options: PackOptions, progress: Progress) -> None:
    count = work.stage.clock.frame_count
    done: SimpleQueue[BaseException | None] = SimpleQueue()
    stop = threading.Event()

    def run(frames: Sequence[int]) -> None:
        try:
            _film(
                renderer, work, frames, options=_for_renderer(options.render), done=done, stop=stop
            )
        except BaseException as error:  # noqa: BLE001 (handed to the calling thread, which raises it)
            done.put(error)

    with ThreadPoolExecutor(options.threads) as pool:
        try:
            for stretch in _stretches(count, options.threads):
                pool.submit(run, stretch)
            for number in range(1, count + 1):
                if (error := done.get()) is not None:
                    raise error
                progress(number, count)
        finally:
            stop.set()


def _film(
    renderer: Renderer,
    work: _Work,
    frames: Sequence[int],
    *,
    options: RenderOptions,
    done: "SimpleQueue[BaseException | None]",
    stop: threading.Event,
) -> None:
    """Render and store a stretch of frames, saying `None` to `done` after each."""
    missing = set(frames)
    for frame in renderer.render(work.stage, frames, options=options):
        work.take(frame)
        missing.discard(frame.index)
        done.put(None)
        if stop.is_set():
            return
    if missing:
        raise PackError(f"{renderer.name} left out {len(missing)} frames", "report it to its maker")


def _stretches(count: int, threads: int) -> list[range]:
    edges = [count * i // threads for i in range(threads + 1)]
    return [range(a, b) for a, b in itertools.pairwise(edges) if a < b]


def _beside(work: _Work, info: PackInfo, options: PackOptions) -> list[Finding]:
    """Write what stands beside the passes; return what could not be made."""
    writer, findings = work.writer, list[Finding]()
    count = info.clock.frame_count
    boxes: BoxTrack | None = None
    if work.boxes:
        boxes = box_track(
            [work.boxes[i] for i in range(count)],
            instances=info.instances,
            clock=info.clock,
            size_px=info.size_px,
        )
        writer.add_file("boxes.json", json_bytes(boxes), what="visible and amodal boxes")
    if work.joints:
        joints = joint_track([work.joints[i] for i in range(count)], clock=info.clock)
        writer.add_file("joints.json", json_bytes(joints), what="joints in world and picture")
        _write_keypoints(work, info, boxes)
    if work.points is not None and not work.tracks:
        findings.append(_needs_depth("tracks", "tracks.npz: whether a point shows"))
    elif work.points is not None:
        tracks = track_bytes(work.points.tracks(work.tracks))
        writer.add_file(
            "tracks.npz", tracks, what="surface points, followed: world, pixel, visible"
        )
    if work.joints_at and not work.joints:
        findings.append(_needs_depth("joints", "joints.json: whether a joint shows"))
    if options.contact_sheet:
        source = SheetSource(
            info=info, read=writer.read, camera=writer.camera,
            guides=options.guides, pixel_aspect=options.pixel_aspect,
        )  # fmt: skip
        sheet = contact_sheet(source)
        writer.add_file("contact_sheet.png", sheet, what="contact sheet, sRGB")
    if options.exr:
        _write_exrs(work, info)
    return [*findings, *_films(work, info, options)]


def _write_keypoints(work: _Work, info: PackInfo, boxes: BoxTrack | None) -> None:
    rows = [work.keypoints[i] for i in range(info.clock.frame_count)]
    track = keypoint_track(rows, clock=info.clock, size_px=info.size_px)
    work.writer.add_file(
        "keypoints.json",
        json_bytes(track),
        what="COCO-17, OpenPose-18, WholeBody, AP-10K keypoints",
    )
    if boxes is not None:
        document = coco_document(track, boxes, start_frame=info.clock.start_frame)
        work.writer.add_file(
            "keypoints_coco.json", json_bytes(document), what="keypoints as COCO annotations"
        )


def _films(work: _Work, info: PackInfo, options: PackOptions) -> list[Finding]:
    """Write the previews as video, or say why there are none."""
    if options.previews and importlib.util.find_spec("av") is None:
        return [missing_video_finding()]
    if options.previews:
        marks = GuideMarks(options.guides, options.pixel_aspect)
        with ThreadPoolExecutor(options.threads) as pool:
            jobs = [
                pool.submit(write_preview, work.writer, info, name, ranges=work.ranges, marks=marks)
                for name in options.previews
            ]
            for job in jobs:
                job.result()
    return []


def _write_exrs(work: _Work, info: PackInfo) -> None:
    writer = work.writer
    (writer.folder / EXR_FOLDER).mkdir(exist_ok=True)
    source = ExrSource(
        world_hash=info.world_hash,
        instances=info.records,
        passes=info.options.passes,
        read=writer.read,
    )
    for index in range(info.clock.frame_count):
        path = f"{EXR_FOLDER}/frame.{info.clock.start_frame + index:04d}.exr"
        write_exr(source, index, writer.folder / path)
        writer.add_written(path, what="all passes of a frame, multi-layer EXR")


def _needs_depth(code: str, what: str) -> Finding:
    needed = f"{Pass.DEPTH} and {Pass.INSTANCE}"
    return Finding(
        code=f"pack.no-{code}",
        severity="warning",
        message=f"no {what} needs the passes {needed}",
        options=(f"render {needed} too",),
    )


def _silent(_done: int, _count: int) -> None:
    """Say nothing."""
