"""Files that people bring and take away: motion as BVH, bodies as GLB."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np

from groundplan.assets import glb
from groundplan.assets.brought import write_mesh
from groundplan.assets.glb_mesh import GlbBody, mesh_of_glb
from groundplan.assets.meshes import bounds
from groundplan.assets.skeleton import Skeleton
from groundplan.errors import InputError, OutputError
from groundplan.geometry import colour
from groundplan.motion import bvh
from groundplan.motion.bvh import BvhMotion, read_bvh
from groundplan.motion.bvh_writing import write_bvh
from groundplan.motion.clips import JointMotion, write_motion
from groundplan.motion.retarget import is_same_skeleton, retargeted, taken
from groundplan.scene.body_frames import frames_of
from groundplan.scene.dressing import dressed
from groundplan.scene.library import Library
from groundplan.studio.project import Project
from groundplan.world.build import PatchBuilder
from groundplan.world.document import World
from groundplan.world.entity import Appearance, Entity, Geometry, Semantics
from groundplan.world.files import write_atomic
from groundplan.world.ids import entity_id as made_id
from groundplan.world.ids import unique_name
from groundplan.world.opinion import Origin
from groundplan.world.queries import entity_named, shots_in_order
from groundplan.world.sequence import Clip, Track

__all__ = ["Brought", "bring", "take_away"]

_ACTOR: Final = "user:director"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What came of a file."""

    entity: str
    """Name of who has it now."""
    sha256: str
    lines: tuple[str, ...]
    revision: int


def bring(project: Project, file: Path, *, name: str = "", licence: str = "") -> Brought:
    """Put a file's motion (.bvh) or body (.glb) on an entity, as one edit of a person.

    Without a name motion goes to the only body that has joints, and a body becomes a new entity.

    Raises:
        InputError: The file is none that can be read, or nobody can take it.
    """
    kind = file.suffix.lower()
    if kind not in (".bvh", ".glb"):
        raise InputError(f"{file.name} is neither .bvh nor .glb", "bring motion or a body")
    data = _read(file, limit=bvh.LARGEST_BYTES if kind == ".bvh" else glb.LARGEST_BYTES)
    if kind == ".bvh":
        return _bring_motion(project, read_bvh(data), file=file, name=name, licence=licence)
    return _bring_body(project, mesh_of_glb(data), file=file, name=name, licence=licence)


def _read(file: Path, *, limit: int) -> bytes:
    """Return the bytes of an ordinary file: a pipe or a device may never end.

    Raises:
        InputError: There is none, or it is too large.
    """
    try:
        if file.exists() and not file.is_file():
            raise InputError(f"{file} is no file", "check its name")
        with file.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"{file} can't be read ({error.strerror})", "check its name") from None
    except ValueError as error:
        raise InputError(f"the file's name can't be used ({error})", "check its name") from None
    if len(data) > limit:
        raise InputError(f"{file.name} has more than {limit} bytes", f"at most {limit} are read")
    return data


def _bring_motion(
    project: Project, motion: BvhMotion, *, file: Path, name: str, licence: str
) -> Brought:
    world = project.world
    entity_id, skeleton = _jointed(project, name)
    same = is_same_skeleton(motion, skeleton)
    joints = taken(motion) if same else retargeted(motion, skeleton)
    data = write_motion(joints)
    sha = project.store.put_attachment(data, kind="clip")
    rate = Fraction(joints.fps).limit_denominator(1001)
    entity = world.entities[entity_id]
    builder = PatchBuilder(
        world, actor=_ACTOR, summary=f"bring {file.name} as {entity.name}", origin=Origin.HUMAN
    )
    if sha not in world.clips:
        clip = Clip(
            format="npz", fps_num=rate.numerator, fps_den=rate.denominator,
            frame_count=len(joints.root), skeleton="VRM 1.0", source=file.name,
            licence=licence or "the owner's",
        )  # fmt: skip
        builder.add_node(f"clips/{sha}", clip)
    track = _track(world, joints, entity_id, sha=sha)
    for key, other in sorted(world.tracks.items()):
        if other.entity == entity_id and other.first <= track.last:
            if other.last <= track.last:
                builder.remove_node(f"tracks/{key}")
            else:
                builder.set_field(f"tracks/{key}/first", track.last)
    builder.add_node(f"tracks/{_free_track(world)}", track)
    applied = project.store.commit(builder.patch())
    seconds = len(joints.root) / joints.fps
    how = "as it is" if same else "retargeted by its joints' directions, feet held"
    line = f"{entity.name} plays {file.name}: {len(joints.root)} frames, {seconds:.2f} s, {how}"
    return Brought(entity=entity.name, sha256=sha, lines=(line,), revision=applied.world.revision)


def _track(world: World, joints: JointMotion, entity_id: str, *, sha: str) -> Track:
    fps = world.timebase.fps_num / world.timebase.fps_den
    end = round((len(joints.root) - 1) / joints.fps * fps * 1000.0)
    # A clip that ends before the shot does holds its last pose.
    last = max([end, 1000, *(shot.last for shot in world.shots.values())])
    return Track(entity=entity_id, kind="clip", name=sha, first=0, last=last)


def _free_track(world: World) -> str:
    number = 1
    while f"u{number}" in world.tracks:
        number += 1
    return f"u{number}"


def _jointed(project: Project, name: str) -> tuple[str, Skeleton]:
    """Return who takes motion, and its skeleton.

    Raises:
        InputError: Nobody is called that, it has no joints, or several could be meant.
    """
    world, library = project.world, Library(project.store.attachment)
    if not name:
        people = [key for key, e in sorted(world.entities.items()) if e.body is not None]
        if len(people) != 1:
            names = ", ".join(world.entities[key].name for key in people) or "nobody"
            raise InputError("who shall move is not said", f"name one with --as: {names}")
        entity_id = people[0]
    else:
        entity_id = entity_named(world, name)[0]
    look = dressed(world.entities[entity_id], library)
    if look is None or look.skeleton is None:
        raise InputError(
            f"{world.entities[entity_id].name} has no joints", "name a person or animal"
        )
    return entity_id, look.skeleton


def _bring_body(
    project: Project, found: GlbBody, *, file: Path, name: str, licence: str
) -> Brought:
    world = project.world
    sha = project.store.put_attachment(write_mesh(found.body), kind="mesh")
    low, high = bounds(found.body.mesh.positions)
    width, height, depth = (float(v) for v in high - low)
    geometry = Geometry(mesh=sha, source=file.name, licence=licence or "the owner's")
    builder = PatchBuilder(world, actor=_ACTOR, summary=f"bring {file.name}", origin=Origin.HUMAN)
    known = {entity.name: key for key, entity in world.entities.items()}
    called = name or unique_name(file.stem, known)
    if called in known:
        key = known[called]
        builder.set_field(f"entities/{key}/size_m", (width, height, depth))
        for part in ("asset", "primitive", "body"):
            if getattr(world.entities[key], part) is not None:
                builder.remove_node(f"entities/{key}/{part}")
        builder.add_node(f"entities/{key}/geometry", geometry)
    else:
        entity = Entity(
            name=called, kind="prop", size_m=(width, height, depth), geometry=geometry,
            appearance=Appearance(color=_hex(found.color)), semantics=Semantics(noun=called),
        )  # fmt: skip
        builder.add_node(f"entities/{made_id(len(world.entities), sha, called)}", entity)
    applied = project.store.commit(builder.patch())
    mesh = found.body.mesh
    joints = 0 if found.body.skeleton is None else len(found.body.skeleton.names)
    size = f"{width:.3f} x {height:.3f} x {depth:.3f} m"
    counts = f"{len(mesh.triangles)} triangles, {joints} joints"
    told = [f"{called} is drawn with {file.name}: {counts}, {size}"]
    told += [f"left out: {what}" for what in found.left_out]
    return Brought(entity=called, sha256=sha, lines=tuple(told), revision=applied.world.revision)


def _hex(color: tuple[float, float, float] | None) -> str:
    return "#8c8c8c" if color is None else colour.hex_from_linear(np.array(color))


def take_away(project: Project, name: str, file: Path) -> tuple[str, ...]:
    """Write the motion of a body over the first shot as a .bvh file; return what to say.

    The body's place at the first frame becomes the file's origin.

    Raises:
        InputError: It has no joints, or the file is no .bvh.
        OutputError: The file cannot be written.
    """
    if file.suffix.lower() != ".bvh":
        raise InputError(f"{file.name} is no .bvh", "export motion as .bvh")
    entity_id, _ = _jointed(project, name)
    world = project.world
    shot = shots_in_order(world)[0][1]
    times = np.arange(shot.first, shot.last + 1, 1000, dtype=np.float64)
    skeleton, rotations, root = frames_of(
        world, entity_id, times, library=Library(project.store.attachment)
    )
    offsets = skeleton.places - skeleton.places[np.maximum(skeleton.parents, 0)]
    offsets[0] = 0.0
    motion = BvhMotion(
        names=skeleton.names, parents=skeleton.parents, offsets=offsets, ends={},
        fps=world.timebase.fps_num / world.timebase.fps_den, rotations=rotations, root=root,
    )  # fmt: skip
    try:
        write_atomic(file, write_bvh(motion))
    except OSError as error:
        raise OutputError(f"{file} can't be written ({error.strerror})", "choose another") from None
    return (f"{file}: {len(root)} frames of {len(skeleton.names)} joints",)
