"""Previz made worse in the ways that drawn clips are bad, for the observer to learn from.

Pictures get another contrast and tint, are blurred and noisy. Subjects or whole frames of another
clip appear for a while, so that the observer learns to say what a frame shows even where the rest
of the clip shows something else. Every change of what is shown changes what is wanted with it.
"""

from typing import Final

import torch
from jaxtyping import Bool, Float, Int64
from torch import Tensor
from torch.nn import functional

__all__ = ["mixed_up", "shifted", "worsened"]

_PASTED: Final = 0.35
"""Share of clips in which subjects of another clip appear."""
_CUT: Final = 0.15
"""Share of clips in which whole frames of another clip appear."""
_FARTHEST_PX: Final = (8, 16)
"""By how much another clip is shifted at most: down, across."""


def shifted(random: torch.Generator) -> tuple[int, int]:
    """Return how far down and across another clip is shifted [px]; drawn on the CPU: no waiting."""
    down, across = (int(torch.randint(-far, far + 1, (), generator=random)) for far in _FARTHEST_PX)
    return down, across


def mixed_up(
    film: Float[Tensor, "clip 3 frame h w"],
    wanted: Int64[Tensor, "clip frame h w"],
    *,
    shift: tuple[int, int],
    random: torch.Generator,
) -> tuple[Float[Tensor, "clip 3 frame h w"], Int64[Tensor, "clip frame h w"]]:
    """Return clips, half of them backwards, some with parts of the clip before them.

    What is taken from another clip is shifted, down and across [px].
    """
    back = _odds(len(film), random)[:, None, None, None] < 0.5
    wanted = torch.where(back, wanted.flip(1), wanted)
    film = torch.where(back[:, None], film.flip(2), film)
    other = film.roll((1, *shift), (0, -2, -1))
    others = wanted.roll((1, *shift), (0, -2, -1))
    odds = _odds(len(film), random)[:, None, None, None]
    shown = (odds < _CUT) | ((odds < _CUT + _PASTED) & (others > 0))
    shown = shown & _for_a_while(film.shape[2], odds=odds, random=random)
    return torch.where(shown[:, None], other, film), torch.where(shown, others, wanted)


def _for_a_while(
    frames: int, *, odds: Float[Tensor, "clip 1 1 1"], random: torch.Generator
) -> Bool[Tensor, "clip frame 1 1"]:
    """Return the frames from a random first to a random last; not seldom all."""
    first, length = (_odds(len(odds), random)[:, None, None, None] for _ in range(2))
    at = (torch.arange(frames, device=odds.device) / frames)[:, None, None]
    begin = (1.6 * first - 0.6).clamp(min=0)
    return (at >= begin) & (at < begin + 0.1 + 1.2 * length)


def worsened(
    film: Float[Tensor, "clip 3 frame h w"], *, random: torch.Generator
) -> Float[Tensor, "clip 3 frame h w"]:
    """Return clips with other contrast and tint, blurred, noisy: each by its own amount."""

    def amount(low: float, high: float, channels: int = 1) -> Tensor:
        odds = torch.rand(
            (len(film), channels, 1, 1, 1), generator=random, device=film.device
        )  # fmt: skip
        return low + (high - low) * odds

    pictures = film.transpose(1, 2).flatten(0, 1)
    soft = functional.avg_pool2d(functional.pad(pictures, (1, 1, 1, 1), mode="reflect"), 3, 1)
    soft = soft.unflatten(0, (len(film), -1)).transpose(1, 2)
    changed = film + amount(-1.0, 1.0).clamp(min=0) * (soft - film)
    changed = changed * amount(0.8, 1.2, 3) + amount(-0.15, 0.15, 3)
    noise = torch.randn(film.shape, generator=random, device=film.device)
    return changed + amount(-0.1, 0.15).clamp(min=0) * noise


def _odds(count: int, random: torch.Generator) -> Float[Tensor, " count"]:
    return torch.rand(count, generator=random, device=random.device)
