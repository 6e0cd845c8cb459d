"""Every frame of plan and clip against the next one: read once, for all measures of the picture."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Bool, Float32, Float64, UInt8

from groundplan.adherence.clip.aligned import AlignedClip
from groundplan.adherence.picture.kernels import along_flow, edge_energy, luma_of
from groundplan.adherence.picture.structure import Structure, cell_size, likeness, structure_of
from groundplan.adherence.plan_view import PlanView
from groundplan.previz.port import Pass

__all__ = ["Changes", "PictureFacts", "picture_facts"]

_BORDER_PX: Final = 2
_FINE_BELOW_PX: Final = 400
"""Width from which every other row and column is enough (our engineering choices)."""
_MOST: Final = 0.99
_MOST_EVERY_PX: Final = 3
_FLAT: Final = 1.0
"""Squared differences over 8 px [1/255^2] that are no picture."""
_LEAST_SHARE: Final = 0.05
"""Of the picture's pixels that must stay in sight for a pair to say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Means over pixels that stay in sight, of frame t+1 against frame t [luma, 0..255]."""

    along: Float64[np.ndarray, " pair"]
    """Size of the change along the plan's flow; NaN where next to nothing stays in sight."""
    brighter: Float64[np.ndarray, " pair"]
    """The same, signed."""
    moving_share: Float64[np.ndarray, " pair"]
    """Of these pixels, those that move by 1 px or more."""
    moving_along: Float64[np.ndarray, " pair"]
    """Size of their change along the plan's flow; 0 where nothing moves."""
    moving_in_place: Float64[np.ndarray, " pair"]
    """And of what changes at their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What the measures read."""

    clip: Changes
    plan: Changes
    seen: Bool[np.ndarray, " frame"]
    """The clip has this frame."""
    fresh: Bool[np.ndarray, " pair"]
    """It has both, and they are not one frame shown twice by the mapping of clocks."""
    most_change: Float64[np.ndarray, " pair"]
    """Change in place that a hundredth of the clip's picture exceeds [luma, 0..255]."""
    sharpness: Float64[np.ndarray, " frame"]
    """Ratio of the clip's to the plan's; NaN where either is flat."""
    structures: tuple[Structure, ...]
    """Of the clip's frames."""
    cell_flow: tuple[Float64[np.ndarray, "row column 2"], ...]
    """Of the plan, per pair [cells]."""
    cell_hidden: tuple[Bool[np.ndarray, "row column"], ...]
    likeness: Float64[np.ndarray, " pair"]
    """Of the clip's frame t+1 to t, see `structure.likeness`."""
    plan_likeness: Float64[np.ndarray, " pair"]


def picture_facts(plan: PlanView, clip: AlignedClip) -> PictureFacts:
    """Read plan and clip.

    Raises:
        PackError: The pack is damaged.
    """
    seen = clip.source >= 0
    own, other = _Reader(plan.beauty), _Reader(clip.frames)
    flows: list[Float64[np.ndarray, "row column 2"]] = []
    hiddens: list[Bool[np.ndarray, "row column"]] = []
    for frame in range(plan.frame_count - 1):
        flow, occluded = plan.pack[Pass.FLOW_FWD][frame], plan.pack[Pass.OCCLUDED_FWD][frame]
        flows.append(_of_cells(flow).astype(np.float64) / cell_size(plan.size_px[0]))
        hiddens.append(_of_cells(occluded) != 0)
        for reader in (own, other):
            reader.pair(flow, occluded, cells=(flows[-1], hiddens[-1]))
    return PictureFacts(
        clip=other.changes(),
        plan=own.changes(),
        seen=seen,
        fresh=seen[1:] & seen[:-1] & (np.diff(clip.source) != 0),
        most_change=np.array(other.most_change, np.float64),
        sharpness=np.where(seen, np.array(other.sharpness) / np.array(own.sharpness), np.nan),
        structures=tuple(other.structures),
        cell_flow=tuple(flows),
        cell_hidden=tuple(hiddens),
        likeness=np.array(other.likeness, np.float64),
        plan_likeness=np.array(own.likeness, np.float64),
    )


class _Reader:
    """Goes through the frames of a clip once; keeps the one before."""

    def __init__(self, frames: UInt8[np.ndarray, "frame height width 3"]) -> None:
        self.structures: list[Structure] = []
        self.sharpness: list[float] = []
        self.likeness: list[float] = []
        self.most_change: list[float] = []
        self._sums: list[Float64[np.ndarray, 6]] = []
        self._frames = frames
        height, width = frames.shape[1:3]
        self._step = 2 if width >= _FINE_BELOW_PX else 1
        side = len(range(_BORDER_PX, height - _BORDER_PX, self._step))
        self._looked_at = side * len(range(_BORDER_PX, width - _BORDER_PX, self._step))
        self._here = self._read(0)

    def pair(
        self,
        flow: Float32[np.ndarray, "height width 2"],
        occluded: UInt8[np.ndarray, "height width"],
        *,
        cells: tuple[Float64[np.ndarray, "row column 2"], Bool[np.ndarray, "row column"]],
    ) -> None:
        """Compare the frame read last with the next one."""
        later = self._read(len(self.structures))
        sums = np.zeros(6)
        along_flow(self._here, later, flow, occluded, self._step, _BORDER_PX, sums)
        self._sums.append(sums)
        few = (slice(None, None, _MOST_EVERY_PX),) * 2
        change = np.abs(later[few] - self._here[few])
        self.most_change.append(float(np.quantile(change, _MOST)))
        before, after = (one.cells for one in self.structures[-2:])
        self.likeness.append(likeness(before, after, flow=cells[0], hidden=cells[1]))
        self._here = later

    def changes(self) -> Changes:
        """Return the means of all pairs."""
        sums = np.array(self._sums, np.float64).reshape(-1, 6)
        some = sums[:, 0] >= max(1.0, _LEAST_SHARE * self._looked_at)
        whole = np.where(some, sums[:, 0], np.nan)
        moving = np.maximum(sums[:, 3], 1.0)
        return Changes(
            along=sums[:, 1] / whole,
            brighter=sums[:, 2] / whole,
            moving_share=sums[:, 3] / np.maximum(sums[:, 0], 1.0),
            moving_along=sums[:, 4] / moving,
            moving_in_place=sums[:, 5] / moving,
        )

    def _read(self, frame: int) -> Float32[np.ndarray, "height width"]:
        luma = np.empty(self._frames.shape[1:3], np.float32)
        luma_of(self._frames[frame], luma)
        self.structures.append(structure_of(luma))
        energy = np.zeros(3)
        edge_energy(luma, self._step, energy)
        strong = energy[1] > _FLAT * max(energy[2], 1.0)
        self.sharpness.append(float(np.sqrt(energy[0] / energy[1])) if strong else np.nan)
        return luma


def _of_cells(plane: np.ndarray) -> np.ndarray:
    """Return the value in the middle of every cell of `structure`."""
    size = cell_size(plane.shape[1])
    rows, columns = plane.shape[0] // size, plane.shape[1] // size
    return plane[size // 2 :: size, size // 2 :: size][:rows, :columns]
