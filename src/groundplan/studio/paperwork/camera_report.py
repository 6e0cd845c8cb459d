"""The camera report of a shot: everything a camera crew writes down, read from the world."""

import math
from functools import partial
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import exposure, focus
from groundplan.geometry.guides import aspect_label
from groundplan.geometry.lenses import LENSES, covers, tstop_of
from groundplan.geometry.sensors import SENSORS
from groundplan.scene import view
from groundplan.scene.lamps import exposure_of
from groundplan.scene.library import EMPTY, Library
from groundplan.scene.meter import read_shot
from groundplan.studio.paperwork.naming import measured_size, shot_action, shot_lines, slate_of
from groundplan.studio.paperwork.report_data import (
    ExposureReport,
    FocusReport,
    LensReport,
    Pair,
    PlacingReport,
    ShotReport,
    SlateReport,
)
from groundplan.studio.paperwork.subjects import subject_points
from groundplan.units import Lux, Metres, Millimetres, Radians
from groundplan.world.document import World
from groundplan.world.entity import Camera, Entity
from groundplan.world.placement import number_at
from groundplan.world.queries import present_in_shot, shots_in_order

__all__ = ["shot_report", "shot_reports"]

_DARKEST_LX: Final = 1e-3
_SAME_GATE_MM: Final = 0.02

Times = Float[np.ndarray, " time"]


def shot_reports(
    world: World, *, library: Library = EMPTY, takes: dict[str, int] | None = None
) -> tuple[ShotReport, ...]:
    """Return the report of every shot, in the order of the cut; `takes` by shot id.

    Raises:
        SceneError: A shot has no camera that can be posed.
    """
    counts = takes or {}
    return tuple(
        shot_report(world, key, library=library, takes=counts.get(key, 0))
        for key, _ in shots_in_order(world)
    )


def shot_report(
    world: World, shot_id: str, *, library: Library = EMPTY, takes: int = 0
) -> ShotReport:
    """Return the report of one shot.

    Raises:
        SceneError: It has no camera that can be posed.
    """
    view.camera_entity(world, shot_id)
    there = present_in_shot(world, shot_id)
    camera_id, entity, camera = view.camera_entity(there, shot_id)
    shot = world.shots[shot_id]
    ends = np.array([float(shot.first), float(shot.last)])
    subject = shot.framing.subject or ""
    points = subject_points(there, subject, ends, library=library) if subject else None
    eyes = view.view_at(there, camera_id, ends)[:, :3, 3]
    distances = None if points is None else _pair(np.linalg.norm(points - eyes, axis=1))
    return ShotReport(
        slate=_slate(world, shot_id, takes=takes),
        lens=_lens(there, entity, camera, times=ends),
        focus=_focus(entity, camera, ends, subject_m=distances),
        exposure=_exposure(there, shot_id, entity, camera_id=camera_id),
        camera=_placing(there, shot_id, camera_id=camera_id),
    )


def _slate(world: World, shot_id: str, *, takes: int) -> SlateReport:
    shot, base, film = world.shots[shot_id], world.timebase, world.film
    frames = (shot.last - shot.first) // 1000 + 1
    second = base.fps_den / base.fps_num
    scene = world.narrative.scenes.get(shot.scene)
    subject = world.entities.get(shot.framing.subject or "")
    aspect = film.width_px * film.pixel_aspect / film.height_px
    return SlateReport(
        shot=shot.name,
        id=shot_id,
        slate=slate_of(world, shot_id),
        scene="" if scene is None else scene.heading,
        takes=takes,
        size=shot.framing.size or measured_size(world, shot_id),
        angle=shot.framing.angle,
        move=shot.framing.move,
        staging=shot.framing.staging,
        setup=shot.setup,
        subject="" if subject is None else subject.name,
        action=shot_action(world, shot_id),
        dialogue=shot_lines(world, shot_id),
        frames=frames,
        first_frame=base.start_frame + shot.first // 1000,
        start_s=shot.first / 1000.0 * second,
        duration_s=frames * second,
        fps=base.fps_num / base.fps_den,
        picture_px=(film.width_px, film.height_px),
        aspect=aspect_label(aspect),
        guides=tuple(aspect_label(guide) for guide in film.guides),
    )


def _lens(world: World, entity: Entity, camera: Camera, *, times: Times) -> LensReport:
    holes = [
        view.pinhole(world, camera, focal_mm=float(f))
        for f in view.focals_at(entity, camera, times)
    ]
    model = LENSES.get(camera.lens_name)
    gate = holes[0].used_gate_mm
    fields = [hole.field_of_view for hole in holes]
    return LensReport(
        lens=camera.lens_name or "ideal",
        focal_mm=_pair(number_at(entity, "camera.focal_mm", times)),
        sensor=_sensor_label(camera),
        sensor_mm=(camera.sensor_width_mm, camera.sensor_height_mm),
        used_gate_mm=(float(gate[0]), float(gate[1])),
        squeeze=world.film.desqueeze,
        fov_horizontal_deg=_degrees([field.horizontal for field in fields]),
        fov_vertical_deg=_degrees([field.vertical for field in fields]),
        breathing=camera.breathing,
        distortion_k1=camera.distortion_k1,
        image_circle_mm=None if model is None else model.image_circle_mm,
        covers_gate=None if model is None else covers(model, (float(gate[0]), float(gate[1]))),
    )


def _sensor_label(camera: Camera) -> str:
    """Return what the gate is called; its size where somebody changed it, or nobody knows it."""
    size = (camera.sensor_width_mm, camera.sensor_height_mm)
    known = SENSORS.get(camera.sensor_name)
    if known is not None and math.dist(size, (known.width_mm, known.height_mm)) < _SAME_GATE_MM:
        return known.label
    return f"{size[0]:.2f} x {size[1]:.2f} mm"


def _focus(entity: Entity, camera: Camera, times: Times, *, subject_m: Pair | None) -> FocusReport:
    gate = Millimetres(camera.sensor_width_mm), Millimetres(camera.sensor_height_mm)
    circle = Millimetres(camera.circle_mm or focus.circle_of_confusion(*gate))
    focals, stops, focuses = (
        _pair(number_at(entity, f"camera.{name}", times))
        for name in ("focal_mm", "fstop", "focus_m")
    )
    spans = [
        _sharp(Millimetres(f), fstop=n, distance=Metres(s), circle=circle)
        for f, n, s in zip(focals, stops, focuses, strict=True)
    ]
    deep = [
        focus.hyperfocal(Millimetres(f), fstop=n, circle=circle)
        for f, n in zip(focals, stops, strict=True)
    ]
    sharp = None
    if subject_m is not None:
        sharp = tuple(
            span is not None and span.near <= d <= span.far
            for span, d in zip(spans, subject_m, strict=True)
        )
    return FocusReport(
        focus_m=focuses,
        near_m=(_finite(spans[0], "near"), _finite(spans[1], "near")),
        far_m=(_finite(spans[0], "far"), _finite(spans[1], "far")),
        hyperfocal_m=(float(deep[0]), float(deep[1])),
        circle_mm=float(circle),
        close_focus_m=camera.close_focus_m,
        subject_m=subject_m,
        subject_sharp=None if sharp is None else (sharp[0], sharp[1]),
    )


def _sharp(
    focal: Millimetres, *, fstop: float, distance: Metres, circle: Millimetres
) -> focus.DepthOfField | None:
    """Return the depth of field; None where the focus lies within the focal length."""
    if distance * 1000.0 <= focal:
        return None
    return focus.depth_of_field(focal, focus=distance, fstop=fstop, circle=circle)


def _finite(span: focus.DepthOfField | None, end: str) -> float | None:
    value = math.inf if span is None else float(getattr(span, end))
    return value if math.isfinite(value) else None


def _exposure(world: World, shot_id: str, entity: Entity, *, camera_id: str) -> ExposureReport:
    shot, camera = world.shots[shot_id], entity.camera
    if camera is None:
        raise SceneError(f"shot {shot.name} has no camera", "add a camera entity to the shot")
    fps = world.timebase.fps_num / world.timebase.fps_den
    at = np.array([float(shot.first)])
    fstop, iso, nd, compensation, angle = (
        float(number_at(entity, f"camera.{name}", at)[0])
        for name in ("fstop", "iso", "nd_stops", "exposure_compensation_ev", "shutter_angle_rad")
    )
    shutter = exposure.shutter_seconds(Radians(angle), fps)
    subject = shot.framing.subject or camera_id
    reading = read_shot(world, shot_id, subject=subject, camera=camera_id)
    level = exposure.metered_ev100(
        Lux(max(reading.illuminance, _DARKEST_LX)),
        constant=exposure.DOME_CONSTANT_LX,
    )
    posed = exposure_of(entity, fps=fps, metered=reading.illuminance, time=float(shot.first))
    tstop = tstop_of(camera.lens_name, fstop)
    solved = partial(
        exposure.exposure_triangle, level, shutter=shutter, nd_stops=nd,
        compensation_ev=compensation,
    )  # fmt: skip
    return ExposureReport(
        fstop=fstop, tstop=tstop, shutter_deg=math.degrees(angle), shutter_s=float(shutter),
        iso=iso, iso_for_light=solved(stop=tstop).iso, tstop_for_light=solved(iso=iso).stop,
        nd_stops=nd, compensation_ev=compensation,
        automatic=camera.auto_exposure, ev100=posed.ev100,
        metered_lx=float(reading.illuminance), metered_k=float(reading.temperature),
        metered_ev100=level, over_stops=level - posed.ev100,
    )  # fmt: skip


def _placing(world: World, shot_id: str, *, camera_id: str) -> PlacingReport:
    shot, base, rig = world.shots[shot_id], world.timebase, world.entities[camera_id].rig
    times = np.arange(shot.first, shot.last + 1, 1000, dtype=np.float64)
    poses = view.view_at(world, camera_id, times)
    places, fps = poses[:, :3, 3], base.fps_num / base.fps_den
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    backs = poses[:, :3, 2]
    turns = np.arccos(np.clip(np.sum(backs[1:] * backs[:-1], axis=1), -1.0, 1.0))
    tilts = np.arcsin(np.clip(-backs[:, 1], -1.0, 1.0))
    rolls = np.arctan2(-poses[:, 1, 0], poses[:, 1, 1])
    return PlacingReport(
        height_m=_pair(places[[0, -1], 1]),
        tilt_deg=_degrees(tilts[[0, -1]].tolist()),
        roll_deg=_degrees(rolls[[0, -1]].tolist()),
        travel_m=float(steps.sum()),
        top_speed_mps=float(steps.max(initial=0.0)) * fps,
        top_turn_degps=math.degrees(float(turns.max(initial=0.0))) * fps,
        rig="" if rig is None else rig.kind,
    )


def _pair(values: Float[np.ndarray, " 2"]) -> Pair:
    return float(values[0]), float(values[-1])


def _degrees(angles: list[Radians] | list[float]) -> Pair:
    return math.degrees(angles[0]), math.degrees(angles[-1])
