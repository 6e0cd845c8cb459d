"""Clips cut out of filmed worlds: a shifted lens, perhaps mirrored, with captions that still fit.

Worlds are rendered larger than the clips are. Where a clip is cut is a lens shift, so every world
gives many clips, each with its own true numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from jaxtyping import Float32, Int64, UInt8
from torch import Tensor

from gacha.captions import coarse_words, screen_numbers, stated_numbers, written
from gacha.shards import LANDMARK, MOVER, FilmedWorld

__all__ = ["CLIP_PX", "CONTROL_CHANNELS", "Clips", "Worlds", "held_places"]

CLIP_PX: Final = (64, 36)
CONTROL_CHANNELS: Final = 4
"""Depth, mover, landmark, and whether they are given at all."""
_SEEN_PX: Final = 8
_SEEN_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clips:
    """A batch of clips, with all that any arm may be told of them."""

    pictures: Float32[Tensor, "clip 3 frame height width"]
    """-1..1."""
    control: Float32[Tensor, "clip 4 frame height width"]
    """Depth -1..1; mover and landmark 0 or 1; last channel 1."""
    labels: UInt8[Tensor, "clip frame height width"]
    coarse: Int64[Tensor, "clip word"]
    keys: Int64[Tensor, "clip stated"]
    stated: Float32[Tensor, "clip stated"]
    screen: Float32[Tensor, "clip number"]

    def caption(self, kind: Tensor) -> tuple[Tensor, Tensor]:
        """Return words and values for each clip's kind of caption."""
        return written(
            kind, coarse=self.coarse, keys=self.keys, stated=self.stated, screen=self.screen
        )


class Worlds:
    """Worlds on a device, to cut clips from."""

    def __init__(self, worlds: Sequence[FilmedWorld], *, device: torch.device) -> None:
        """Move all pictures and words to the device."""

        def stacked(arrays: list[np.ndarray]) -> Tensor:
            return torch.from_numpy(np.stack(arrays)).to(device)

        self.device = device
        self.briefs = tuple(world.brief for world in worlds)
        self._pictures = stacked([world.pictures for world in worlds])
        self._nearness = stacked([world.nearness for world in worlds])
        self._labels = stacked([world.labels for world in worlds])
        self._coarse = stacked(
            [np.stack([coarse_words(b, mirrored=m) for m in (False, True)]) for b in self.briefs]
        )
        self._keys = stacked([stated_numbers(b)[0] for b in self.briefs])
        self._stated = stacked([stated_numbers(b)[1] for b in self.briefs])

    def __len__(self) -> int:
        """Return how many worlds there are."""
        return len(self.briefs)

    @property
    def spare_px(self) -> tuple[int, int]:
        """Return by how much the worlds are larger than clips: across, down."""
        height, width = self._labels.shape[2:]
        return width - CLIP_PX[0], height - CLIP_PX[1]

    def clips(
        self, worlds: Int64[Tensor, " clip"], *, left: Tensor, top: Tensor, mirrored: Tensor
    ) -> Clips:
        """Cut clips at columns and rows; `mirrored` is 0 or 1."""
        frames = torch.arange(self._labels.shape[1], device=worlds.device)[:, None, None]
        rows = top[:, None, None, None] + torch.arange(CLIP_PX[1], device=worlds.device)[:, None]
        columns = left[:, None] + torch.arange(CLIP_PX[0], device=worlds.device)
        columns = torch.where(mirrored[:, None] == 1, columns.flip(1), columns)[:, None, None]
        where = (worlds[:, None, None, None], frames, rows, columns)
        labels = self._labels[where]
        depth = self._nearness[where].float() / 127.5 - 1
        given = torch.stack([depth, labels == MOVER, labels == LANDMARK, torch.ones_like(depth)], 1)
        shift = torch.stack([left / self.spare_px[0], top / self.spare_px[1]], 1) - 0.5
        shift[:, 0] *= 1 - 2 * mirrored
        return Clips(
            pictures=self._pictures[where].permute(0, 4, 1, 2, 3).float() / 127.5 - 1,
            control=given.float(),
            labels=labels,
            coarse=self._coarse[worlds, mirrored],
            keys=self._keys[worlds],
            stated=torch.cat([self._stated[worlds, :-2], shift], 1),
            screen=screen_numbers(labels),
        )

    def drawn(self, count: int, *, random: torch.Generator) -> tuple[Int64[Tensor, " clip"], Clips]:
        """Return worlds and clips of them, all at random: place and mirroring too."""

        def below(limit: int) -> Tensor:
            return torch.randint(limit, (count,), generator=random).to(self.device)

        (across, down), worlds = self.spare_px, below(len(self))
        return worlds, self.clips(
            worlds, left=below(across + 1), top=below(down + 1), mirrored=below(2)
        )


def held_places(worlds: Sequence[FilmedWorld], *, seed: int) -> Int64[np.ndarray, "world 2"]:
    """Return column and row at which each world is cut for judging, the same at every call.

    The first of up to 64 random places where mover and landmark show well; else the last.
    """
    rng = np.random.default_rng([seed, 12])
    places: list[tuple[int, int]] = []
    for world in worlds:
        height, width = world.labels.shape[1:]
        left = top = 0
        for _ in range(64):
            left = int(rng.integers(width - CLIP_PX[0] + 1))
            top = int(rng.integers(height - CLIP_PX[1] + 1))
            cut = world.labels[:, top : top + CLIP_PX[1], left : left + CLIP_PX[0]]
            areas = np.array([(cut == label).sum((1, 2)) for label in (MOVER, LANDMARK)])
            if ((areas >= _SEEN_PX).mean(axis=1) >= _SEEN_SHARE).all():
                break
        places.append((left, top))
    return np.array(places)
