"""The camera role: reads what was asked and what stands where, proposes one camera per shot."""

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from groundplan.agents.camera.base import Base
from groundplan.agents.camera.constrained import (
    asked_of_solver,
    constrained,
    constrained_base,
    path_of,
)
from groundplan.agents.camera.path import CameraPath
from groundplan.agents.camera.request import CameraRequest, request_of
from groundplan.agents.camera.rising import above_ground
from groundplan.agents.camera.situation import Situation, situation_of
from groundplan.agents.camera.solve import moved, solve
from groundplan.agents.camera.solving.solved import Conflict
from groundplan.agents.camera.terms import ANGLES, size_of_fraction
from groundplan.agents.camera.way_clear import way_finding
from groundplan.agents.camera.writing import camera_entity, camera_provenance
from groundplan.agents.port import Proposal, WorldView
from groundplan.agents.shot_facts import (
    bodies_in_shot,
    camera_key,
    facts_of_shot,
    shot_count,
    shot_key,
)
from groundplan.agents.spans import world_span
from groundplan.geometry import transforms
from groundplan.language.facts import Facts
from groundplan.world.build import PatchBuilder
from groundplan.world.edits import Provenance
from groundplan.world.entity import Entity
from groundplan.world.finding import Finding
from groundplan.world.opinion import Origin
from groundplan.world.terrain import landform_of_world

__all__ = ["CameraAgent"]

_TERRITORY: Final = (
    "entities/*$",
    "entities/*/camera",
    "entities/*/aim",
    "shots/*/camera",
    "shots/*/framing",
)


class CameraAgent:
    """Solves where the camera stands, looks and moves."""

    @property
    def name(self) -> str:
        """Return the role's name."""
        return "camera"

    @property
    def territory(self) -> tuple[str, ...]:
        """Return what it may touch: a camera of its own, and how shots use it."""
        return _TERRITORY

    def run(self, view: WorldView, facts: Facts) -> Proposal:
        """Return the camera of every shot."""
        builder = PatchBuilder(view.world, actor="agent:camera", summary="Place the camera")
        findings: list[Finding] = []
        for index in range(shot_count(facts)):
            if shot_key(index) in view.world.shots:
                findings += _place(builder, view, facts, index=index)
        return Proposal(edits=builder.patch().edits, findings=tuple(findings))


def _place(builder: PatchBuilder, view: WorldView, facts: Facts, *, index: int) -> list[Finding]:
    """Write the camera of one shot; return what of it can't be, or not as asked."""
    key, name = shot_key(index), camera_key(index)
    shot, camera = view.world.shots[key], view.entity(name)
    shown = frozenset(view.entity(k) for k in bodies_in_shot(facts, index))
    facts = facts_of_shot(facts, index)
    request = request_of(facts)
    situation = situation_of(view, facts, request=request, shot=shot, shown=shown)
    path, base = solve(request, situation, camera=camera)
    made = _constrained(view, facts, key, camera, request=request, situation=situation,
                        path=path, base=base)  # fmt: skip
    path, base = made.path, made.base
    path = above_ground(path, landform_of_world(view.world))
    held = camera_provenance(request, base, facts=facts)
    main = held.pop("")
    entity = _stopped(camera_entity(request, path, facts=facts, name=name), made.fstop)
    blocked = way_finding(view.world, key, camera, camera=entity)
    if camera in view.world.entities:
        builder.remove_node(f"entities/{camera}")
    builder.add_node(
        f"entities/{camera}",
        entity,
        origin=main.origin,
        basis=main.basis,
        overrides=held,
    )
    if shot.camera != camera:
        builder.set_field(f"shots/{key}/camera", camera)
    _frame(builder, key, request=request, situation=situation, path=path, base=base)
    for who, body in (("subject", made.subject), ("other", made.other)):
        if body:
            builder.set_field(f"shots/{key}/framing/{who}", body, basis="extracted")
    moved_findings = [
        replace(f, paths=tuple(_whole_path(p, key) for p in f.paths)) for f in path.findings
    ]
    walls = [blocked] if blocked is not None and not made.findings else []
    return [*made.findings, *moved_findings, *walls]


def _whole_path(path: str, shot: str) -> str:
    """Return a path from the document's root; one of a shot's framing lacks the shot."""
    return f"shots/{shot}/{path}" if path.startswith("framing") else path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A camera after the solver has had it."""

    path: CameraPath
    base: Base
    fstop: float | None = None
    subject: str = ""
    other: str = ""
    findings: list[Finding] = field(default_factory=list[Finding])


def _constrained(  # noqa: PLR0913, PLR0917  (everything that one shot is made of)
    view: WorldView, facts: Facts, shot: str, camera: str, *, request: CameraRequest,
    situation: Situation, path: CameraPath, base: Base,
) -> _Made:  # fmt: skip
    """Return the camera that meets what only the constraint solver can, or why there is none."""
    intents = asked_of_solver(view.world, shot, request=request, situation=situation)
    if not intents:
        return _Made(path=path, base=base)
    start = camera_entity(request, path, facts=facts, name="camera")
    found = constrained(view.world, shot, camera, camera=start, intents=intents)
    answer = found.answer
    if isinstance(answer, Conflict):
        finding = answer.finding(path=f"entities/{camera}")
        return _Made(path=path, base=base, findings=[finding])
    base = constrained_base(base, answer)
    if request.moves:
        path = moved(request, situation, base=base, camera=camera)
    else:
        kept = path.rig if request.rig is not None or not answer.moves else None
        path = replace(path_of(answer), rig=kept)
    return _Made(path=path, base=base, fstop=answer.fstop, subject=answer.subject,
                 other=found.other)  # fmt: skip


def _stopped(camera: Entity, fstop: float | None) -> Entity:
    """Return the camera with the stop that sharpness asks for."""
    if fstop is None or camera.camera is None:
        return camera
    return replace(camera, camera=replace(camera.camera, fstop=fstop))


def _frame(
    builder: PatchBuilder,
    shot: str,
    *,
    request: CameraRequest,
    situation: Situation,
    path: CameraPath,
    base: Base,
) -> None:
    """Write what the shot shows in vocabulary ids: said, or measured from the set-up."""
    subject = situation.subject
    said = {
        "move": path.move if request.moves else "",
        "size": request.size.id if request.size is not None else "",
        "angle": request.angle.id
        if request.angle is not None
        else "dutch"
        if request.dutch
        else "",
        "end_size": request.end_size.id if request.end_size is not None else "",
        "end_angle": request.end_angle.id if request.end_angle is not None else "",
        "staging": request.staging,
    }
    measured = {"move": path.move, "size": _size(situation, base), "angle": _angle(path, situation)}
    for name, value in said.items():
        where = f"shots/{shot}/framing/{name}"
        span = request.spans.get(name.removeprefix("end_"))
        if value:
            held = Provenance(
                origin=Origin.PLANNER,
                basis="extracted",
                span=world_span(span) if span is not None else None,
            )
            builder.set_field(where, value, origin=held.origin, basis=held.basis, span=held.span)
        elif name in measured:
            builder.set_field(where, measured[name], basis="guessed")
    if subject is not None:
        named = bool(request.subject)
        builder.set_field(
            f"shots/{shot}/framing/subject",
            subject.entity,
            basis="extracted" if named else "derived",
        )


def _size(situation: Situation, base: Base) -> str:
    visible = base.setup.depth_m * situation.gate.height_mm / base.setup.focal_mm
    height = situation.subject.framed_m if situation.subject is not None else 1.7
    return size_of_fraction(visible / height).id


def _angle(path: CameraPath, situation: Situation) -> str:
    """Return the word for the pitch at the first frame."""
    if path.rotations:
        turn = np.array(path.rotations[0][1])
        matrix = transforms.compose(np.zeros(3), turn)
        pitch = float(np.arcsin(-matrix[1, 2]))
    elif situation.subject is not None:
        lens = np.array(path.positions[0][1])
        aim = situation.subject.positions[0] + np.array([0.0, path.aim_heights[0][1], 0.0])
        way = aim - lens
        pitch = float(np.arctan2(way[1], np.hypot(way[0], way[2])))
    else:
        return "eye_level"
    bands = [t for t in ANGLES.values() if t.id not in {"dutch", "aerial"}]
    inside = [t.id for t in bands if t.low <= pitch <= t.high]
    return inside[0] if inside else "eye_level"
