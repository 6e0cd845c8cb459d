"""Writing a control pack: frames in any order and from any thread, the manifest last."""

import hashlib
import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from groundplan import __version__
from groundplan.errors import OutputError, PackError
from groundplan.passes.camera_text import CAMERA_FILES, camera_files
from groundplan.passes.cameras import CAMERA_CONVENTIONS, camera_track
from groundplan.passes.chunks import (
    CHUNK_OVERHEAD,
    array_metadata,
    chunk_name,
    decode_chunk,
    encode_chunk,
)
from groundplan.passes.files import (
    json_bytes,
    read_bounded,
    sha256_of,
    write_atomic,
    write_plain,
)
from groundplan.passes.manifest import (
    HASHES_FILE,
    MANIFEST_FILE,
    MAX_PIXELS,
    ClockRecord,
    FileRecord,
    Hashes,
    InstanceRecord,
    Manifest,
    PassHashes,
    PassRecord,
    RendererRecord,
)
from groundplan.passes.specs import SPECS
from groundplan.previz.port import Frame, Pass, Renderer, RenderOptions
from groundplan.scene.stage import CameraPose, Instance, Stage, StageClock
from groundplan.world.finding import Finding

__all__ = ["PackInfo", "PackWriter"]

_CONVENTIONS: Final = {
    "axes": "right-handed, +Y up, metres; a camera looks along -Z, +X right, +Y up",
    "cameras": CAMERA_CONVENTIONS,
    "frames": "arrays count from 0; people count from start_frame",
    "pixels": "row, column from the top left; pixel centres at +0.5",
    "sensor": "whole gate in cameras.json; the picture crops it, centred, to its own shape",
    "truth": "sampled at pixel centres, never filtered, no lens distortion, no blur",
}

_BESIDE: Final = (
    *CAMERA_FILES,
    "boxes.json",
    "cameras.json",
    "contact_sheet.png",
    "joints.json",
    "keypoints.json",
    "keypoints_coco.json",
    "previz.mp4",
    "tracks.npz",
)
"""What a pack puts beside its passes."""
_EXR_FOLDER: Final = "exr"
"""As `exr.EXR_FOLDER`, which knows packs and so cannot be imported here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackInfo:
    """What a pack is of, known before the first frame."""

    world_hash: str
    shot: str
    title: str
    clock: StageClock
    size_px: tuple[int, int]
    instances: tuple[Instance, ...]
    renderer_name: str
    renderer_version: str
    options: RenderOptions

    @property
    def records(self) -> tuple[InstanceRecord, ...]:
        """Return the instances as the manifest lists them."""
        return tuple(
            InstanceRecord(instance=i.instance, entity=i.entity, name=i.name, kind=i.kind)
            for i in self.instances
        )

    @classmethod
    def of(
        cls, stage: Stage, renderer: Renderer, options: RenderOptions, *, title: str = ""
    ) -> "PackInfo":
        """Return the facts of a stage as a renderer will show it."""
        return cls(
            world_hash=stage.world_hash,
            shot=stage.shot,
            title=title,
            clock=stage.clock,
            size_px=stage.size_px,
            instances=stage.instances,
            renderer_name=renderer.name,
            renderer_version=renderer.version,
            options=options,
        )


class PackWriter:
    """Writes one pack into a folder; without `finish` there is no pack.

    Thread-safe. Bytes depend neither on the order of frames nor on threads.

    Raises:
        OutputError: The folder cannot be written, or holds something that is not a pack.
        PackError: The picture is too large, or a pass is unknown.
    """

    def __init__(self, folder: Path, info: PackInfo) -> None:
        """Empty the folder of an older pack, and lay out the passes."""
        width, height = info.size_px
        if width * height > MAX_PIXELS:
            raise PackError(f"a frame of {width}x{height} px", f"give at most {MAX_PIXELS} px")
        self._folder = folder
        self._info = info
        self._passes = tuple(p for p in Pass if p in info.options.passes)
        self._lock = threading.Lock()
        self._cameras: dict[int, CameraPose] = {}
        self._hashes: dict[tuple[Pass, int], tuple[str, bytes, int]] = {}
        self._files: dict[str, FileRecord] = {}
        _clear(folder)
        self._lay_out()

    @property
    def folder(self) -> Path:
        """Return where the pack will lie."""
        return self._folder

    def write(self, frame: Frame) -> None:
        """Store one frame.

        Raises:
            PackError: It is not a frame of this shot, came before, or lacks a pass.
            OutputError: It cannot be written.
        """
        self._claim(frame)
        for name in self._passes:
            self._write_pass(name, frame)

    def add_file(self, path: str, data: bytes, *, what: str) -> None:
        """Store a file beside the passes; `what` says its content and conventions.

        Raises:
            OutputError: It cannot be written.
        """
        write_plain(self._folder / path, data)
        record = FileRecord(what=what, size_bytes=len(data), sha256=sha256_of(data))
        with self._lock:
            self._files[path] = record

    def add_written(self, path: str, *, what: str) -> None:
        """Take a file beside the passes that a library has written into the folder.

        Raises:
            OutputError: It cannot be read back.
        """
        try:
            data = (self._folder / path).read_bytes()
        except OSError as error:
            raise OutputError(
                f"{self._folder / path} cannot be read ({error.strerror})", "check the folder"
            ) from error
        record = FileRecord(what=what, size_bytes=len(data), sha256=sha256_of(data))
        with self._lock:
            self._files[path] = record

    def read(self, name: Pass, index: int) -> np.ndarray:
        """Return a frame that was written, for previews made before the pack is finished.

        Raises:
            PackError: It was not written.
        """
        spec = SPECS[name]
        path = self._folder / "passes" / name / chunk_name(index, spec)
        data = read_bounded(path, spec.frame_bytes(*self._info.size_px) + CHUNK_OVERHEAD)
        return decode_chunk(data, dtype=spec.dtype, shape=spec.frame_shape(*self._info.size_px))

    def camera(self, index: int) -> CameraPose:
        """Return the camera of a frame that was written."""
        return self._cameras[index]

    def finish(self, findings: Sequence[Finding] = ()) -> Manifest:
        """Write cameras and manifest; from here on the pack opens.

        Raises:
            PackError: Frames are missing.
            OutputError: A file cannot be written.
        """
        count = self._info.clock.frame_count
        missing = [i for i in range(count) if any((p, i) not in self._hashes for p in self._passes)]
        if missing:
            raise PackError(f"{len(missing)} of {count} frames are missing", "write every frame")
        track = camera_track(
            [self._cameras[i] for i in range(count)],
            clock=self._info.clock,
            size_px=self._info.size_px,
        )
        self.add_file("cameras.json", json_bytes(track), what="camera of every frame")
        for path, text in camera_files(track).items():
            self.add_file(path, text.encode(), what="cameras in OpenCV axes, as text")
        hashes = Hashes(passes={str(p): self._pass_hashes(p) for p in self._passes})
        self.add_file(HASHES_FILE, json_bytes(hashes), what="sha256 of every chunk and frame")
        manifest = self._manifest(findings)
        write_atomic(self._folder / MANIFEST_FILE, json_bytes(manifest))
        return manifest

    def discard(self) -> None:
        """Remove what was written, after a failure."""
        _clear(self._folder)
        for path in sorted(self._files):
            (self._folder / path).unlink(missing_ok=True)

    def _lay_out(self) -> None:
        width, height = self._info.size_px
        count = self._info.clock.frame_count
        try:
            for name in self._passes:
                (self._folder / "passes" / name).mkdir(parents=True, exist_ok=True)
            for path in CAMERA_FILES:
                (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self._folder} cannot be written ({error.strerror})", "choose another folder"
            ) from error
        write_plain(self._folder / "passes" / ".zgroup", json_bytes({"zarr_format": 2}))
        for name in self._passes:
            spec = SPECS[name]
            place = self._folder / "passes" / name
            shape = (count, *spec.frame_shape(width, height))
            write_plain(place / ".zarray", array_metadata(spec, shape))
            attributes = {"unit": spec.unit, "convention": spec.convention}
            write_plain(place / ".zattrs", json_bytes(attributes))

    def _claim(self, frame: Frame) -> None:
        count = self._info.clock.frame_count
        if not 0 <= frame.index < count:
            raise PackError(f"frame {frame.index} is outside the shot", f"give 0 to {count - 1}")
        with self._lock:
            if frame.index in self._cameras:
                raise PackError(f"frame {frame.index} came twice", "write every frame once")
            self._cameras[frame.index] = frame.camera

    def _write_pass(self, name: Pass, frame: Frame) -> None:
        spec = SPECS[name]
        array: np.ndarray | None = getattr(frame, name)
        shape = spec.frame_shape(*self._info.size_px)
        if array is None or array.shape != shape or array.dtype != np.dtype(spec.dtype):
            got = "nothing" if array is None else f"{array.dtype} {array.shape}"
            raise PackError(
                f"pass {name} of frame {frame.index} is {got}", f"give {spec.dtype} {shape}"
            )
        array = np.ascontiguousarray(array)
        data = encode_chunk(array, spec=spec)
        write_plain(self._folder / "passes" / name / chunk_name(frame.index, spec), data)
        entry = (sha256_of(data), hashlib.sha256(array.data).digest(), len(data))
        with self._lock:
            self._hashes[name, frame.index] = entry

    def _pass_hashes(self, name: Pass) -> PassHashes:
        rows = [self._hashes[name, i] for i in range(self._info.clock.frame_count)]
        return PassHashes(
            stored=tuple(stored for stored, _, _ in rows),
            decoded=tuple(decoded.hex() for _, decoded, _ in rows),
        )

    def _manifest(self, findings: Sequence[Finding]) -> Manifest:
        info = self._info
        return Manifest(
            groundplan=__version__,
            title=info.title,
            world_hash=info.world_hash,
            shot=info.shot,
            clock=_clock(info.clock),
            size_px=info.size_px,
            renderer=_renderer(info),
            conventions=_CONVENTIONS,
            passes={str(p): self._record(p) for p in self._passes},
            instances=info.records,
            files=_sorted(self._files),
            findings=tuple(findings),
        )

    def _record(self, name: Pass) -> PassRecord:
        spec = SPECS[name]
        count = self._info.clock.frame_count
        rows = [self._hashes[name, i] for i in range(count)]
        return PassRecord(
            path=f"passes/{name}",
            dtype=spec.dtype,
            shape=(count, *spec.frame_shape(*self._info.size_px)),
            unit=spec.unit,
            convention=spec.convention,
            sha256=sha256_of(b"".join(decoded for _, decoded, _ in rows)),
            stored_bytes=sum(size for _, _, size in rows),
        )


def _clock(clock: StageClock) -> ClockRecord:
    return ClockRecord(
        fps_num=clock.fps_num,
        fps_den=clock.fps_den,
        frame_count=clock.frame_count,
        start_frame=clock.start_frame,
        start_time_subframes=int(clock.start_time),
    )


def _renderer(info: PackInfo) -> RendererRecord:
    return RendererRecord(
        name=info.renderer_name,
        version=info.renderer_version,
        edge_samples=info.options.edge_samples,
        depth_of_field=info.options.depth_of_field,
        motion_blur=info.options.motion_blur,
        blur_samples=info.options.blur_samples,
        light=info.options.light,
    )


def _sorted(files: Mapping[str, FileRecord]) -> dict[str, FileRecord]:
    return {path: files[path] for path in sorted(files)}


def _clear(folder: Path) -> None:
    """Remove an older or unfinished pack, manifest first; touch nothing else."""
    passes = folder / "passes"
    try:
        (folder / MANIFEST_FILE).unlink(missing_ok=True)
        if not passes.exists():
            return
        if any(passes.iterdir()) and not (passes / ".zgroup").is_file():
            raise OutputError(f"{passes} was not made by groundplan", "choose another folder")
        shutil.rmtree(passes)
        for frame in sorted((folder / _EXR_FOLDER).glob("frame.*.exr")):
            frame.unlink()
        for name in _BESIDE:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror})", "choose another folder"
        ) from error
