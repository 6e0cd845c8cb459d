"""Where every entity is at many times: channels, parents, headings along paths, and aims."""

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import quaternions, transforms
from groundplan.geometry.camera import Lens, Pinhole
from groundplan.motion.channels import entity_of, field_at, local_at, parent_chain
from groundplan.motion.path import GroundPath, ground_path, placed
from groundplan.world.document import World
from groundplan.world.entity import Aim, Entity

__all__ = ["Placement", "intrinsics_at"]


def intrinsics_at(
    world: World, camera_id: str, times: Float[np.ndarray, " time"]
) -> Float[np.ndarray, "time 3 3"]:
    """Return K [px] of a camera at the times.

    Raises:
        SceneError: The entity is no camera.
        InputError: A focal length, gate or picture size is not above 0.
    """
    entity = entity_of(world, camera_id)
    lens = entity.camera
    if lens is None:
        raise SceneError(f"{entity.name} is no camera", "point the shot at a camera entity")
    focal = field_at(entity, "camera.focal_mm", times, default=(lens.focal_mm,))[:, 0]
    different = {float(f) for f in focal}
    table = {
        f: Pinhole(
            lens=Lens(
                focal_mm=f,
                sensor_width_mm=lens.sensor_width_mm,
                sensor_height_mm=lens.sensor_height_mm,
                squeeze=world.film.desqueeze,
            ),
            image_width_px=world.film.width_px,
            image_height_px=world.film.height_px,
            pixel_aspect=world.film.pixel_aspect,
        ).intrinsics_px
        for f in different
    }
    return np.stack([table[float(f)] for f in focal])


class Placement:
    """Matrices of all entities of a world; remembers the ways of bodies."""

    def __init__(self, world: World) -> None:
        """Keep the world."""
        self.world = world
        self._paths: dict[str, GroundPath] = {}

    def path(self, entity_id: str) -> GroundPath:
        """Return the way of an entity."""
        if entity_id not in self._paths:
            self._paths[entity_id] = ground_path(self.world, entity_id)
        return self._paths[entity_id]

    def moves(self, entity_id: str) -> bool:
        """Return whether the entity may be elsewhere at another time."""
        for link in parent_chain(self.world, entity_id):
            entity = self.world.entities[link]
            if any(name.startswith(("transform.", "aim.")) for name in entity.channels):
                return True
            if entity.aim is not None and self.moves(entity.aim.target):
                return True
        return False

    def world_from_entity(
        self, entity_id: str, times: Float[np.ndarray, " time"]
    ) -> Float[np.ndarray, "time 4 4"]:
        """Return the matrices of an entity at the times [subframes].

        Raises:
            SceneError: A parent or aim target is missing, or the entity aims at where it stands.
        """
        return self._placed(entity_id, times, depth=0)

    def _placed(
        self, entity_id: str, times: Float[np.ndarray, " time"], *, depth: int
    ) -> Float[np.ndarray, "time 4 4"]:
        entity = entity_of(self.world, entity_id)
        if depth > 8:
            raise SceneError(f"{entity.name} aims at what aims at it", "break the ring of aims")
        if entity.parent is not None:
            parent_chain(self.world, entity_id)
            above = self._placed(entity.parent, times, depth=depth)
            matrices = transforms.multiply(above, local_at(entity, times))
        elif entity.body is not None:
            matrices = placed(self.world, entity_id, path=self.path(entity_id), times=times)
        else:
            matrices = local_at(entity, times)
        if entity.aim is None or entity.body is not None:
            return matrices
        return self._aimed(entity_id, entity.aim, matrices, times, depth=depth)

    def aim_points(
        self, entity: Entity, times: Float[np.ndarray, " time"], *, depth: int = 0
    ) -> Float[np.ndarray, "time 3"]:
        """Return the point that an entity aims at [m]."""
        aim = entity.aim
        if aim is None:
            raise SceneError(f"{entity.name} aims at nothing", "give it an aim")
        target = self._placed(aim.target, times, depth=depth + 1)[:, :3, 3]
        height = field_at(entity, "aim.height_m", times, default=(aim.height_m,))
        offset = field_at(entity, "aim.offset_m", times, default=aim.offset_m)
        return target + offset + height * np.array([0.0, 1.0, 0.0])

    def _aimed(
        self,
        entity_id: str,
        aim: Aim,
        matrices: Float[np.ndarray, "time 4 4"],
        times: Float[np.ndarray, " time"],
        *,
        depth: int,
    ) -> Float[np.ndarray, "time 4 4"]:  # fmt: skip
        entity = self.world.entities[entity_id]
        line = self.aim_points(entity, times, depth=depth) - matrices[:, :3, 3]
        distance = np.linalg.norm(line, axis=1)
        if not np.all(distance > 1e-6):
            raise SceneError(f"{entity.name} aims at where it stands", "move it, or drop the aim")
        direction = line / distance[:, None]
        if entity.camera is not None:
            rotation = self._camera_rotation(entity_id, aim, direction, times)
        elif entity.light is not None:
            rotation = _level_rotation(direction, np.array([[0.0, 0.0, -1.0]]))
        else:
            rotation = quaternions.from_heading(np.arctan2(direction[:, 0], direction[:, 2]))
        result = matrices.copy()
        scale = np.linalg.norm(matrices[:, :3, :3], axis=1)[:, None, :]
        result[:, :3, :3] = quaternions.to_matrix(rotation) * scale
        return result

    def _camera_rotation(
        self,
        entity_id: str,
        aim: Aim,
        direction: Float[np.ndarray, "time 3"],
        times: Float[np.ndarray, " time"],
    ) -> Float[np.ndarray, "time 4"]:
        """Turn a camera so that the aimed direction lands on the asked place of the picture."""
        entity = self.world.entities[entity_id]
        screen = field_at(entity, "aim.screen", times, default=aim.screen)
        tilt = field_at(entity, "aim.roll_rad", times, default=(aim.roll_rad,))[:, 0]
        k = intrinsics_at(self.world, entity_id, times)
        px = screen * np.array([self.world.film.width_px, self.world.film.height_px])
        x = (px[:, 0] - k[:, 0, 2]) / k[:, 0, 0]
        y = -(px[:, 1] - k[:, 1, 2]) / k[:, 1, 1]
        ray = np.stack([x, y, np.full_like(x, -1.0)], axis=-1)
        ray /= np.linalg.norm(ray, axis=1, keepdims=True)
        # A positive roll is clockwise seen from behind: against the right-hand rule about +Z.
        rolled = quaternions.from_axis_angle(np.array([0.0, 0.0, 1.0]), -tilt)
        level = _level_rotation(direction, quaternions.rotate(rolled, ray))
        return quaternions.multiply(level, rolled)


def _level_rotation(
    direction: Float[np.ndarray, "time 3"], ray: Float[np.ndarray, "#time 3"]
) -> Float[np.ndarray, "time 4"]:
    """Return yaw after pitch that takes `ray` (own axes) to `direction` (world), both unit.

    The pitch solves ray_y cos p - ray_z sin p = direction_y; what no pitch can reach is nearest.
    """
    amplitude = np.hypot(ray[:, 1], ray[:, 2])
    lag = np.arctan2(ray[:, 1], -ray[:, 2])
    p = np.arcsin(np.clip(direction[:, 1] / amplitude, -1.0, 1.0)) - lag
    back = ray[:, 1] * np.sin(p) + ray[:, 2] * np.cos(p)
    turn = np.arctan2(direction[:, 0], direction[:, 2]) - np.arctan2(
        np.broadcast_to(ray[:, 0], back.shape), back
    )
    return quaternions.multiply(
        quaternions.from_axis_angle(np.array([0.0, 1.0, 0.0]), turn),
        quaternions.from_axis_angle(np.array([1.0, 0.0, 0.0]), p),
    )
