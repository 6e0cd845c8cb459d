"""The camera of a shot at many times: pose, lens and exposure."""

import numpy as np
from jaxtyping import Float

from groundplan.errors import SceneError
from groundplan.geometry import exposure
from groundplan.motion.channels import entity_of, field_at, frames_per_second
from groundplan.scene.lighting import LightRig, unlit
from groundplan.scene.placement import Placement, intrinsics_at
from groundplan.scene.stage import CameraPose, Exposure
from groundplan.units import Lux, Radians
from groundplan.world.document import World
from groundplan.world.sequence import Shot

__all__ = ["CameraRig"]


class CameraRig:
    """The camera of one shot."""

    def __init__(self, placement: Placement, shot: Shot, lights: LightRig) -> None:
        """Meter once, at the shot's first frame, so that the exposure does not pump.

        Raises:
            SceneError: The shot's camera is missing or no camera, or there is no light to meter.
        """
        self.placement = placement
        self.entity_id = shot.camera
        entity = entity_of(placement.world, shot.camera)
        if entity.camera is None:
            raise SceneError(f"{entity.name} is no camera", "point the shot at a camera entity")
        self.entity, self.lens = entity, entity.camera
        self.metered_ev = 0.0
        if self.lens.auto_exposure:
            light = lights.metered_lx(float(shot.first), self._subject(shot))
            if light <= 0.0:
                raise unlit(placement.world)
            self.metered_ev = exposure.metered_ev100(Lux(light))

    def _subject(self, shot: Shot) -> Float[np.ndarray, " 3"]:
        world, time = self.placement.world, np.array([float(shot.first)])
        target = shot.framing.subject or (self.entity.aim.target if self.entity.aim else None)
        if target is None or target not in world.entities:
            matrix = self.placement.world_from_entity(self.entity_id, time)[0]
            return matrix[:3, 3] - self.lens.focus_m * matrix[:3, 2]
        place = self.placement.world_from_entity(target, time)[0, :3, 3]
        return place + np.array([0.0, 1.0, 0.0])

    def poses(self, times: Float[np.ndarray, " time"]) -> tuple[CameraPose, ...]:
        """Return the camera at the times [subframes]."""
        matrices = self.placement.world_from_entity(self.entity_id, times)
        axes = matrices[:, :3, :3]
        matrices = matrices.copy()
        matrices[:, :3, :3] = axes / np.linalg.norm(axes, axis=1)[:, None, :]
        intrinsics = intrinsics_at(self.placement.world, self.entity_id, times)
        lens = self.lens
        fields = {
            name: field_at(self.entity, f"camera.{name}", times, default=(value,))[:, 0]
            for name, value in (
                ("focal_mm", lens.focal_mm), ("fstop", lens.fstop), ("focus_m", lens.focus_m),
                ("iso", lens.iso), ("shutter_angle_rad", lens.shutter_angle_rad),
                ("exposure_compensation_ev", lens.exposure_compensation_ev),
            )
        }  # fmt: skip
        return tuple(
            self._pose({name: float(row[k]) for name, row in fields.items()}, matrix, k_px)
            for k, (matrix, k_px) in enumerate(zip(matrices, intrinsics, strict=True))
        )

    def _pose(
        self,
        fields: dict[str, float],
        matrix: Float[np.ndarray, "4 4"],
        intrinsics: Float[np.ndarray, "3 3"],
    ) -> CameraPose:
        lens = self.lens
        return CameraPose(
            world_from_camera=matrix,
            intrinsics_px=intrinsics,
            distortion=(
                lens.distortion_k1, lens.distortion_k2, lens.distortion_p1, lens.distortion_p2,
                lens.distortion_k3,
            ),
            near_m=lens.near_m,
            focal_mm=fields["focal_mm"],
            sensor_mm=(lens.sensor_width_mm, lens.sensor_height_mm),
            fstop=fields["fstop"],
            focus_m=fields["focus_m"],
            shutter_angle_rad=fields["shutter_angle_rad"],
            exposure=self._exposure(self.placement.world, fields),
        )  # fmt: skip

    def _exposure(self, world: World, fields: dict[str, float]) -> Exposure:
        ev = self.metered_ev
        if not self.lens.auto_exposure:
            angle = Radians(fields["shutter_angle_rad"])
            shutter = exposure.shutter_seconds(angle, frames_per_second(world))
            ev = exposure.ev100(fields["fstop"], shutter, fields["iso"])
        ev -= fields["exposure_compensation_ev"]
        return Exposure(
            saturation_luminance_nit=exposure.saturation_luminance(ev),
            ev100=ev,
            automatic=self.lens.auto_exposure,
        )
