"""Who sees a clip for the judge: a small network that says of every pixel what it belongs to.

It is trained on previz of training worlds alone, made worse in ways that drawn clips are bad, and
is frozen before anything is drawn. It sees single frames: neither arm nor plan nor time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor, nn
from torch.nn import functional

from gacha.briefs import LANDMARKS, Brief
from gacha.shards import LANDMARK, MOVER
from gacha.views import Clips

__all__ = [
    "CLASSES", "Observer", "class_numbers", "classes_of", "observer_loss", "read_observer",
    "save_observer",
]  # fmt: skip

CLASSES: Final = ("else", "person", "dog", "horse", "cow", *LANDMARKS)
_PEOPLE: Final = frozenset({"woman", "man", "girl", "boy"})
_WIDTHS: Final = (24, 48, 64)
_FRAMES: Final = 3
"""So many of each clip in a step: neighbours look alike."""


class Observer(nn.Module):
    """Class scores of every pixel."""

    def __init__(self) -> None:
        """Start untrained."""
        super().__init__()
        first, second, third = _WIDTHS
        self.fine = _layers(3, first)
        self.middle = _layers(first, second)
        self.coarse = _layers(second, third)
        self.up_middle = _layers(third + second, second)
        self.up_fine = _layers(second + first, first)
        self.last = nn.Conv2d(first, len(CLASSES), 1)

    def forward(self, pictures: Float[Tensor, "n 3 h w"]) -> Float[Tensor, "n class h w"]:
        """Return scores; pictures are -1..1, their sides multiples of 4."""
        fine = self.fine(pictures)
        middle = self.middle(functional.max_pool2d(fine, 2))
        coarse = self.coarse(functional.max_pool2d(middle, 2))
        middle = self.up_middle(torch.cat([_twice(coarse), middle], 1))
        return self.last(self.up_fine(torch.cat([_twice(middle), fine], 1)))

    @torch.no_grad()
    def seen(
        self, film: Float[Tensor, "clip 3 frame height width"]
    ) -> UInt8[np.ndarray, "clip frame height width"]:
        """Return the class of every pixel, an index of `CLASSES`."""
        clips, _, frames = film.shape[:3]
        pictures = film.transpose(1, 2).flatten(0, 1)
        scores = torch.cat([self(some).argmax(1) for some in pictures.split(2048)])
        return scores.unflatten(0, (clips, frames)).to(torch.uint8).cpu().numpy()


def class_numbers(brief: Brief) -> tuple[int, int]:
    """Return the classes of mover and landmark."""
    mover = "person" if brief.mover in _PEOPLE else brief.mover
    return CLASSES.index(mover), CLASSES.index(brief.landmark)


def classes_of(briefs: Sequence[Brief]) -> Int64[Tensor, "world 2"]:
    """Return the classes of mover and landmark of each brief."""
    return torch.tensor([class_numbers(brief) for brief in briefs])


def _targets(
    labels: UInt8[Tensor, "clip frame h w"], classes: Int64[Tensor, "clip 2"]
) -> Int64[Tensor, "clip frame h w"]:
    """Return the class of every pixel of clips whose mover and landmark are of some classes."""
    mover, landmark = classes[:, 0, None, None, None], classes[:, 1, None, None, None]
    return (labels == MOVER) * mover + (labels == LANDMARK) * landmark


def _worsened(
    pictures: Float[Tensor, "n 3 h w"], *, random: torch.Generator
) -> Float[Tensor, "n 3 h w"]:
    """Return pictures with other contrast and tint, blurred, noisy: each by its own amount."""
    count, device = len(pictures), pictures.device

    def amount(low: float, high: float, *shape: int) -> Tensor:
        number = torch.rand((count, *shape, 1, 1), generator=random)
        return (low + (high - low) * number).to(device)

    soft = functional.avg_pool2d(functional.pad(pictures, (1, 1, 1, 1), mode="reflect"), 3, 1)
    softness = amount(-1.0, 1.0, 1).clamp(min=0)
    mixed = pictures + softness * (soft - pictures)
    mixed = mixed * amount(0.8, 1.2, 3) + amount(-0.15, 0.15, 3)
    noise = torch.randn(pictures.shape, generator=random).to(device)
    return mixed + amount(-0.05, 0.15, 1).clamp(min=0) * noise


def save_observer(observer: Observer, path: Path) -> None:
    """Write weights as float16."""
    arrays = {name: value.half().cpu().numpy() for name, value in observer.state_dict().items()}
    np.savez_compressed(path, **arrays)  # pyright: ignore[reportArgumentType]


def read_observer(path: Path, *, device: torch.device) -> Observer:
    """Return the observer of a file, ready to see."""
    observer = Observer()
    with np.load(path, allow_pickle=False) as data:
        observer.load_state_dict(
            {name: torch.from_numpy(data[name].astype(np.float32)) for name in data.files}
        )
    return observer.to(device).eval()


def observer_loss(
    observer: Observer, clips: Clips, *, classes: Tensor, random: torch.Generator
) -> Float[Tensor, ""]:
    """Return the cross entropy of all pixels of a few frames of a batch of clips."""
    some = torch.randperm(clips.labels.shape[1], generator=random)[:_FRAMES].to(classes.device)
    pictures = clips.pictures[:, :, some].transpose(1, 2).flatten(0, 1)
    wanted = _targets(clips.labels[:, some], classes).flatten(0, 1)
    pictures = _worsened(pictures, random=random)
    return functional.cross_entropy(observer(pictures), wanted)


def _layers(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, padding_mode="replicate"),
        nn.GroupNorm(8, outputs),
        nn.SiLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, padding_mode="replicate"),
        nn.GroupNorm(8, outputs),
        nn.SiLU(),
    )


def _twice(image: Tensor) -> Tensor:
    return functional.interpolate(image, scale_factor=2, mode="nearest")
