"""Straight flows from noise to film: what the network learns, and how it draws.

Source:
    Lipman et al., Flow Matching for Generative Modeling (arXiv 2210.02747), the straight path;
    Ho and Salimans, Classifier-Free Diffusion Guidance (arXiv 2207.12598), written for velocities.
    Both from general knowledge.
"""

import itertools
from dataclasses import dataclass
from typing import Final

import torch
from jaxtyping import Float, Int64
from torch import Tensor

from gacha.captions import CAPTION_KINDS
from gacha.network import FilmNetwork
from gacha.views import Clips

__all__ = ["ARMS", "Arm", "DrawRecipe", "drawn", "loss", "told", "told_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """What the network is told."""

    caption: str
    """One of `CAPTION_KINDS`."""
    control: str = "none"
    """`pack`: depth and ids · `depth`: depth alone · `none`."""
    own: bool = True
    """False: the control of another world."""


ARMS: Final = {
    "coarse_text": Arm(caption="coarse"),
    "stated_numbers": Arm(caption="stated"),
    "full_numbers": Arm(caption="full"),
    "depth": Arm(caption="coarse", control="depth"),
    "control_pack": Arm(caption="coarse", control="pack"),
    "wrong_blueprint": Arm(caption="coarse", control="pack", own=False),
}
"""Arms that draw; the oracle is the previz itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecipe:
    """How every arm draws."""

    steps: int = 20
    guidance: float = 2.0


_LATE: Final = -0.4
"""Mean of the logit of training times: a clip is laid out while it is more noise than picture."""
_SHIFT: Final = 2.0
"""By how much denser the steps of drawing are at the start, for the same reason."""
_SILENT: Final = 0.1
_CAPTION_ODDS: Final = (0.0, 0.3, 0.3, 0.4)
"""Of the kinds of caption, in training, when anything is said."""
_CONTROL_ODDS: Final = (0.55, 0.15, 0.3)
"""None, depth alone, depth and ids."""


def told(
    clips: Clips, *, random: torch.Generator
) -> tuple[Int64[Tensor, "clip slot"], Float[Tensor, "clip slot"], Tensor]:
    """Return captions and control with parts left out at random, as in training."""
    count, device = len(clips.labels), clips.labels.device
    silent = torch.rand(count, generator=random) < _SILENT
    kind = _chosen(_CAPTION_ODDS, count, random=random)
    given = _chosen(_CONTROL_ODDS, count, random=random)
    kind, given = kind.masked_fill(silent, 0).to(device), given.masked_fill(silent, 0).to(device)
    return *clips.caption(kind), _left_out(clips.control, given)


def told_to(
    arm: Arm, clips: Clips, *, control: Tensor
) -> tuple[Int64[Tensor, "clip slot"], Float[Tensor, "clip slot"], Tensor]:
    """Return what an arm tells the network; `control` is that of the clips, or of others."""
    count, device = len(clips.labels), clips.labels.device
    kind = torch.full((count,), CAPTION_KINDS.index(arm.caption), device=device)
    given = torch.full((count,), ("none", "depth", "pack").index(arm.control), device=device)
    return *clips.caption(kind), _left_out(control, given)


def loss(network: FilmNetwork, clips: Clips, *, random: torch.Generator) -> Float[Tensor, ""]:
    """Return the mean squared error of the velocity at random times."""
    words, values, control = told(clips, random=random)
    count, device = len(words), words.device
    time = (torch.randn(count, generator=random) + _LATE).sigmoid().to(device)
    noise = torch.randn(clips.pictures.shape, device=device)
    at = time[:, None, None, None, None]
    velocity = network(
        noise + at * (clips.pictures - noise),
        time=time, words=words, values=values, control=control,
    )  # fmt: skip
    return (velocity.float() - (clips.pictures - noise)).square().mean()


@torch.no_grad()
def drawn(
    network: FilmNetwork,
    noise: Float[Tensor, "clip 3 frame height width"],
    *,
    words: Tensor,
    values: Tensor,
    control: Tensor,
    recipe: DrawRecipe,
) -> Float[Tensor, "clip 3 frame height width"]:
    """Return clips (-1..1) that the noise becomes, by Euler steps that are short at first."""
    count = len(noise)
    both = {
        "words": torch.cat([words, torch.zeros_like(words)]),
        "values": torch.cat([values, torch.full_like(values, torch.nan)]),
        "control": torch.cat([control, torch.zeros_like(control)]),
    }
    even = torch.linspace(0, 1, recipe.steps + 1, dtype=torch.float64)
    times = (even / (even + _SHIFT * (1 - even))).tolist()
    film = noise
    for start, end in itertools.pairwise(times):
        time = torch.full((2 * count,), start, device=noise.device)
        asked, free = network(torch.cat([film, film]), time=time, **both).float().chunk(2)
        film = film + (end - start) * (free + recipe.guidance * (asked - free))
    return film.clamp(-1, 1)


def _chosen(odds: tuple[float, ...], count: int, *, random: torch.Generator) -> Tensor:
    return torch.multinomial(torch.tensor(odds), count, replacement=True, generator=random)


def _left_out(control: Tensor, given: Tensor) -> Tensor:
    """Return control without ids where only depth is given, all 0 where nothing is."""
    ids = torch.tensor([False, True, True, False], device=control.device)
    without = (given == 0)[:, None] | ((given == 1)[:, None] & ids)
    return control.masked_fill(without[:, :, None, None, None], 0.0)
