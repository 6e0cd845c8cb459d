"""A lens of a set put on the camera of a shot, as edits of a person."""

from typing import Final

from groundplan.errors import InputError
from groundplan.geometry.lenses import (
    LENS_SETS,
    LensModel,
    covers,
    lens_named,
    lens_of_set,
    radial_distortion,
    uncovered_share,
)
from groundplan.scene.view import camera_entity, pinhole
from groundplan.studio.history import Outcome, edit
from groundplan.studio.project import Project
from groundplan.units import Millimetres
from groundplan.world.entity import Camera, Entity
from groundplan.world.queries import shot_numbered

__all__ = ["mount", "mounting_notes"]

_ZOOM: Final = "camera.focal_mm"


def mount(
    project: Project, name: str, *, shot: str = "1", character: bool = True
) -> tuple[Outcome, tuple[str, ...]]:
    """Put a lens on a shot's camera, one undo takes it off; return what changed and what is odd.

    `name`: a lens ("spherical_s35/50"), or a set, of which the nearest lens in view is taken.
    Without `character` the lens neither breathes nor bends.

    Raises:
        InputError: There is no such lens, or it has not the lengths that the shot zooms through.
        PathError: There is no such shot.
    """
    world = project.world
    key, _ = shot_numbered(world, shot)
    camera_id, entity, camera = camera_entity(world, key)
    lens, focal = _chosen(name, camera)
    keys = entity.channels[_ZOOM].keys.values() if _ZOOM in entity.channels else ()
    lengths = [float(k.v) for k in keys if isinstance(k.v, (int, float))]
    if any(not lens.reaches(Millimetres(length)) for length in lengths):
        raise InputError(
            f"the shot zooms from {min(lengths):g} to {max(lengths):g} mm, {lens.name} does not",
            "mount a zoom that does",
        )
    values = {
        "lens_name": lens.name,
        "close_focus_m": lens.close_focus_m,
        "breathing": lens.breathing if character else 0.0,
        "distortion_k1": radial_distortion(lens) if character else 0.0,
    } | ({} if lengths else {"focal_mm": focal})
    outcome = edit(project, [f"entities/{camera_id}/camera/{k}={v}" for k, v in values.items()])
    now = project.world.entities[camera_id]
    return outcome, mounting_notes(project, lens, now)


def mounting_notes(project: Project, lens: LensModel, entity: Entity) -> tuple[str, ...]:
    """Return what does not go together: squeeze, image circle, stop, closest focus."""
    world, camera = project.world, entity.camera
    if camera is None:
        return ()
    notes: list[str] = []
    if lens.squeeze != world.film.desqueeze:
        notes.append(
            f"the lens squeezes {lens.squeeze:g}x and the film is de-squeezed"
            f" {world.film.desqueeze:g}x: set film/desqueeze={lens.squeeze:g}"
        )
    gate = pinhole(world, camera, focal_mm=camera.focal_mm).used_gate_mm
    used = (float(gate[0]), float(gate[1]))
    if not covers(lens, used):
        notes.append(
            f"its image circle of {lens.image_circle_mm:g} mm is exceeded by"
            f" {100.0 * uncovered_share(lens, used):.0f} % in the corners of the gate"
        )
    if camera.fstop < lens.fstop - 1e-6:
        notes.append(f"f/{camera.fstop:g} is wider than it opens: f/{lens.fstop:.2g}")
    if camera.focus_m < lens.close_focus_m and "camera.focus_m" not in entity.channels:
        notes.append(
            f"focus at {camera.focus_m:g} m is nearer than it can: {lens.close_focus_m:g} m"
        )
    return tuple(notes)


def _chosen(name: str, camera: Camera) -> tuple[LensModel, float]:
    if name in LENS_SETS:
        return lens_of_set(name, Millimetres(camera.focal_mm))
    lens = lens_named(name)
    return lens, min(max(camera.focal_mm, lens.short_mm), lens.long_mm)
