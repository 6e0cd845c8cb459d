"""A drawing board for assets: shapes in metres at the default size, gathered by material role.

Standing shapes (`box`, `cylinder`, `cone`, `lathe`) take the centre of their base; round ones
(`ball`, `ring`, anything turned on its side) take their centre. Angles here are degrees, because
the kits are tables that people read.
"""

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from jaxtyping import Float

from groundplan.assets import solids
from groundplan.assets.meshes import TriangleMesh, Weights, shaded
from groundplan.assets.opening import OpeningPart
from groundplan.assets.skeleton import Skeleton
from groundplan.assets.solids import Solid
from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms

__all__ = ["Draft", "Model", "Part", "Point", "finished"]

Point = tuple[float, float, float]
Axis = Literal["x", "y", "z"]

_ON_SIDE: dict[str, tuple[float, float, float]] = {
    "x": (0.0, 0.0, -90.0),
    "y": (0.0, 0.0, 0.0),
    "z": (0.0, 90.0, 0.0),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A mesh in one material role."""

    mesh: TriangleMesh
    role: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """A built asset: faces +Z, stands on y = 0, centred on the origin."""

    parts: tuple[Part, ...]
    size_m: Point
    """Width, height, depth."""
    anchors: dict[str, Point]
    """Places to put things, in the model's own axes [m]: `top`, `seat`, `inside` …"""
    skeleton: Skeleton | None = None
    """Of what turns by itself, such as wheels; the parts then hang on it rigidly."""
    opening: dict[str, OpeningPart] = field(default_factory=dict[str, OpeningPart])
    """What opens and closes, by the joint that it hangs on."""


def _turned(turn: Point) -> Float[np.ndarray, " 4"]:
    yaw, pitch, roll = (math.radians(angle) for angle in turn)
    return quaternions.from_euler_yxz(yaw, pitch, roll)


@dataclass(slots=True, kw_only=True)
class Draft:
    """Shapes added one by one; `detail` doubles the number of sides each time."""

    detail: int = 0
    shapes: list[tuple[str, Solid]] = field(default_factory=list[tuple[str, Solid]])
    anchors: dict[str, Point] = field(default_factory=dict[str, Point])
    pivots: dict[str, Point] = field(default_factory=dict[str, Point])
    """Where what turns by itself turns, by joint."""
    opening: dict[str, OpeningPart] = field(default_factory=dict[str, OpeningPart])
    owners: list[str] = field(default_factory=list[str])
    """The joint that each shape hangs on; the empty name is the body."""
    _joint: str = ""

    def sides(self, count: int) -> int:
        """Return a number of sides at this detail."""
        return count * 2**self.detail

    def add(
        self,
        solid: Solid,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
        scale: Point = (1.0, 1.0, 1.0),
    ) -> None:
        """Add a solid, scaled, then turned by (yaw, pitch, roll) [degrees], then moved [m]."""
        matrix = transforms.compose(np.array(at), _turned(turn), np.array(scale))
        self.shapes.append((role, solids.moved(solid, matrix)))
        self.owners.append(self._joint)

    @contextmanager
    def turning(self, joint: str, pivot: Point) -> Generator[None]:
        """Hang what is drawn meanwhile on a joint that turns about `pivot`."""
        self.pivots[joint] = pivot
        before, self._joint = self._joint, joint
        yield
        self._joint = before

    @contextmanager
    def opens(self, joint: str, pivot: Point, part: OpeningPart) -> Generator[None]:
        """Hang what is drawn meanwhile on a joint that opens about or along `pivot`."""
        self.opening[joint] = part
        with self.turning(joint, pivot):
            yield

    def box(
        self,
        size: Point,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
        bevel: float | None = None,
    ) -> None:
        """Add a bevelled box that stands on `at` (before it is turned about its centre)."""
        cut = min(0.08 * min(size), 0.03) if bevel is None else bevel
        centre = (at[0], at[1] + 0.5 * size[1], at[2])
        self.add(solids.box(size, bevel=cut), role, at=centre, turn=turn)

    def cylinder(  # noqa: PLR0913 - a table of shapes needs them all
        self,
        radius: float,
        height: float,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        top: float = -1.0,
        axis: Axis = "y",
        sides: int = 20,
    ) -> None:
        """Add a cylinder standing on `at`, or lying along `axis` with its middle there."""
        bevel = 0.06 * min(radius, height)
        solid = solids.cylinder(radius, height, segments=self.sides(sides), bevel=bevel, top=top)
        if axis != "y":
            solid = solids.moved(
                solid, transforms.compose(np.array([0.0, -0.5 * height, 0.0]), _turned((0, 0, 0)))
            )
        self.add(solid, role, at=at, turn=_ON_SIDE[axis])

    def cone(
        self,
        radius: float,
        height: float,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
        sides: int = 20,
    ) -> None:
        """Add a cone whose base's centre is `at`."""
        self.add(solids.cone(radius, height, segments=self.sides(sides)), role, at=at, turn=turn)

    def ball(
        self,
        radii: float | Point,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
        sides: int = 16,
    ) -> None:
        """Add an ellipsoid around `at`."""
        scale = (radii, radii, radii) if isinstance(radii, (int, float)) else radii
        count = self.sides(sides)
        solid = solids.sphere(segments=count, rings=max(count * 5 // 8, 5))
        self.add(solid, role, at=at, turn=turn, scale=scale)

    def lathe(
        self,
        profile: Sequence[tuple[float, float]],
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
        sides: int = 24,
    ) -> None:
        """Add a turned profile of (radius, height)."""
        self.add(solids.lathe(profile, segments=self.sides(sides)), role, at=at, turn=turn)

    def ring(
        self,
        radius: float,
        thickness: float,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        axis: Axis = "y",
    ) -> None:
        """Add a torus around `axis` with its middle at `at`."""
        solid = solids.torus(radius, thickness, segments=self.sides(24), sides=8)
        self.add(solid, role, at=at, turn=_ON_SIDE[axis])

    def add_ring(self, at: Point, radii: tuple[float, float], thickness: float) -> None:
        """Add an oval hoop in XY around `at`, `radii` to the middle of its bar [m]."""
        solid = solids.torus(1.0, thickness / max(radii), segments=self.sides(28), sides=8)
        self.add(solid, at=at, turn=(0.0, 90.0, 0.0), scale=(radii[0], max(radii), radii[1]))

    def rod(  # noqa: PLR0917 - two ends, a radius and a role read best in a row
        self, start: Point, end: Point, radius: float, role: str = "main"
    ) -> None:
        """Add a straight round bar."""
        self.add(solids.tube([start, end], radius, segments=self.sides(10)), role)

    def tube(
        self,
        path: Sequence[Point],
        radius: float | Sequence[float],
        role: str = "main",
    ) -> None:
        """Add a bent round bar."""
        self.add(solids.tube(path, radius, segments=self.sides(10)), role)

    def slab(
        self,
        outline: Sequence[tuple[float, float]],
        depth: float,
        role: str = "main",
        *,
        at: Point = (0.0, 0.0, 0.0),
        turn: Point = (0.0, 0.0, 0.0),
    ) -> None:
        """Add an outline in XY made `depth` thick about z = 0; turn by 90 for a side view."""
        self.add(solids.extrude(outline, depth), role, at=at, turn=turn)

    def anchor(self, name: str, at: Point) -> None:
        """Name a place, in the same coordinates as the shapes."""
        self.anchors[name] = at


def finished(draft: Draft, size_m: Point) -> Model:
    """Return the drawing fitted to `size_m` exactly, one part per role, with normals.

    Raises:
        SceneError: The drawing is empty, or a size is not above 0.
    """
    if not draft.shapes:
        raise SceneError("an asset has no shapes", "draw at least one")
    if not all(math.isfinite(length) and length > 0.0 for length in size_m):
        raise SceneError(f"an asset's size is {size_m} m", "give three lengths above 0 m")
    everything = np.concatenate([solid.points for _, solid in draft.shapes])
    low, high = everything.min(axis=0), everything.max(axis=0)
    extent = high - low
    scale = np.where(extent > 1e-9, np.array(size_m) / np.maximum(extent, 1e-9), 1.0)
    origin = np.array([0.5 * (low[0] + high[0]), low[1], 0.5 * (low[2] + high[2])])
    roles = list(dict.fromkeys(role for role, _ in draft.shapes))
    skeleton = _skeleton(draft, origin=origin, scale=scale)
    parts = tuple(
        Part(mesh=_fitted(draft, role, origin=origin, scale=scale), role=role) for role in roles
    )
    anchors = {"top": (0.0, size_m[1], 0.0)}
    for name, place in draft.anchors.items():
        x, y, z = (np.array(place) - origin) * scale
        anchors[name] = (float(x), float(y), float(z))
    opening = {
        joint: _fitted_part(part, origin=origin, scale=scale)
        for joint, part in draft.opening.items()
    }
    return Model(
        parts=parts, size_m=size_m, anchors=anchors, skeleton=skeleton, opening=opening
    )  # fmt: skip


def _fitted_part(
    part: OpeningPart, *, origin: Float[np.ndarray, " 3"], scale: Float[np.ndarray, " 3"]
) -> OpeningPart:
    x, y, z = ((np.array(part.handle) - origin) * scale).tolist()
    stretch = float(scale["xyz".index(part.axis)]) if part.slides else 1.0
    return replace(part, handle=(x, y, z), full=part.full * stretch)


def _skeleton(
    draft: Draft, *, origin: Float[np.ndarray, " 3"], scale: Float[np.ndarray, " 3"]
) -> Skeleton | None:
    if not draft.pivots:
        return None
    places = (np.array(list(draft.pivots.values())) - origin) * scale
    return Skeleton(
        names=("body", *draft.pivots),
        parents=(-1, *(0 for _ in draft.pivots)),
        places=np.concatenate([np.zeros((1, 3)), places]),
    )


def _fitted(
    draft: Draft, role: str, *, origin: Float[np.ndarray, " 3"], scale: Float[np.ndarray, " 3"]
) -> TriangleMesh:
    shapes = [
        (solid, owner)
        for (name, solid), owner in zip(draft.shapes, draft.owners, strict=True)
        if name == role
    ]
    whole = solids.merged([solid for solid, _ in shapes])
    fitted = Solid(points=(whole.points - origin) * scale, faces=whole.faces)
    mesh, source = shaded(fitted)
    if not draft.pivots:
        return mesh
    rows = ["", *draft.pivots]
    owners = np.repeat(
        [rows.index(owner) for _, owner in shapes], [len(solid.points) for solid, _ in shapes]
    )
    joints = np.zeros((len(source), 4), dtype=np.uint16)
    joints[:, 0] = owners[source]
    weights = np.zeros((len(source), 4), dtype=np.float32)
    weights[:, 0] = 1.0
    return replace(mesh, skin=Weights(joints=joints, weights=weights))
