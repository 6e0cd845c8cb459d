"""Who sees a clip for the judge: a network that says of every pixel of a clip what it belongs to.

It is trained on previz of training worlds alone, made worse in ways that drawn clips are bad
(`worsening.py`), and is frozen before anything is drawn. It sees a whole clip, since a crate that
is cut off by the frame is known by the frames in which it is whole; it sees neither arm nor plan.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from jaxtyping import Float, Int64, UInt8
from torch import Tensor, nn
from torch.nn import functional

from gacha.briefs import LANDMARKS, Brief
from gacha.shards import LANDMARK, MOVER
from gacha.views import CLIP_PX

__all__ = [
    "CLASSES", "Observer", "ObserverSize", "class_numbers", "classes_of", "read_observer",
    "save_observer", "wanted_classes",
]  # fmt: skip

CLASSES: Final = ("else", "person", "dog", "horse", "cow", *LANDMARKS)
_PEOPLE: Final = frozenset({"woman", "man", "girl", "boy"})
_HEAD_WIDTH: Final = 64
_USUAL: Final = 3.0
"""Score of "else" to begin with: most pixels are."""
_CLIPS_AT_ONCE: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverSize:
    """How large the observer is."""

    first: int = 48
    """Width at full size; twice that at a half, four times that at a quarter."""
    depth: int = 4
    """Layers in which all places and times of a clip see one another."""
    frame_count: int = 12
    """Of the longest clip."""


class Observer(nn.Module):
    """Class scores of every pixel."""

    def __init__(self, size: ObserverSize | None = None) -> None:
        """Start untrained."""
        super().__init__()
        size = size or ObserverSize()
        first, second, third = size.first, 2 * size.first, 4 * size.first
        self.size = size
        self.fine = _layers(3, first)
        self.middle = _layers(first, second)
        self.coarse = _layers(second, third)
        grid = (size.frame_count, CLIP_PX[1] // 4, CLIP_PX[0] // 4)
        self.places = nn.ParameterList(
            nn.Parameter(0.02 * torch.randn(count, third)) for count in grid
        )
        self.blocks = nn.ModuleList(_Block(third) for _ in range(size.depth))
        self.up_middle = _layers(third + second, second)
        self.up_fine = _layers(second + first, first)
        self.last = nn.Linear(first, len(CLASSES))
        with torch.no_grad():
            self.last.bias[0] += _USUAL

    def forward(
        self, film: Float[Tensor, "clip 3 frame h w"]
    ) -> Float[Tensor, "clip class frame h w"]:
        """Return scores; pictures are -1..1."""
        pictures = film.transpose(1, 2).flatten(0, 1)
        fine = self.fine(pictures.contiguous(memory_format=torch.channels_last))
        middle = self.middle(functional.max_pool2d(fine, 2))
        coarse = self.coarse(functional.max_pool2d(middle, 2))
        coarse = self._together(coarse, frames=film.shape[2])
        middle = self.up_middle(torch.cat([_twice(coarse), middle], 1))
        fine = self.up_fine(torch.cat([_twice(middle), fine], 1))
        scores = self.last(fine.permute(0, 2, 3, 1))
        return scores.unflatten(0, (len(film), -1)).permute(0, 4, 1, 2, 3)

    def _together(
        self, coarse: Float[Tensor, "n width h w"], *, frames: int
    ) -> Float[Tensor, "n width h w"]:
        """Let all places and times of each clip see one another."""
        frame, row, column = self.places
        tokens = coarse.unflatten(0, (-1, frames)).permute(0, 1, 3, 4, 2)
        grid = tokens.shape[1:4]
        tokens = (tokens + frame[:frames, None, None] + row[:, None] + column).flatten(1, 3)
        for block in self.blocks:
            tokens = block(tokens)
        seen = tokens.to(coarse.dtype).unflatten(1, grid).flatten(0, 1).permute(0, 3, 1, 2)
        return seen.contiguous(memory_format=torch.channels_last)

    @torch.no_grad()
    def seen(
        self, film: Float[Tensor, "clip 3 frame height width"]
    ) -> UInt8[np.ndarray, "clip frame height width"]:
        """Return the class of every pixel, an index of `CLASSES`.

        A clip is seen twice, the second time mirrored and backwards.
        """
        classes = [self._likeliest(some) for some in film.split(_CLIPS_AT_ONCE)]
        return torch.cat(classes).to(torch.uint8).cpu().numpy()

    def _likeliest(self, film: Tensor) -> Tensor:
        there = self(film).softmax(1)
        back = self(film.flip(2, -1)).softmax(1).flip(2, -1)
        return (there + back).argmax(1)


class _Block(nn.Module):
    """Attention and a mixing layer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = width // _HEAD_WIDTH
        self.before = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.together = nn.Linear(width, width)
        self.mix = nn.Sequential(
            nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"),
            nn.Linear(4 * width, width),
        )  # fmt: skip
        # A block begins as one that changes nothing: pictures are learnt before clips are.
        for layer in (self.together, self.mix[-1]):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, tokens: Float[Tensor, "clip n width"]) -> Float[Tensor, "clip n width"]:
        parts = self.query_key_value(self.before(tokens)).unflatten(-1, (3, self.heads, -1))
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(query, key, value)
        tokens = tokens + self.together(seen.transpose(1, 2).flatten(2))
        return tokens + self.mix(tokens)


def class_numbers(brief: Brief) -> tuple[int, int]:
    """Return the classes of mover and landmark."""
    mover = "person" if brief.mover in _PEOPLE else brief.mover
    return CLASSES.index(mover), CLASSES.index(brief.landmark)


def classes_of(briefs: Sequence[Brief]) -> Int64[Tensor, "world 2"]:
    """Return the classes of mover and landmark of each brief."""
    return torch.tensor([class_numbers(brief) for brief in briefs])


def wanted_classes(
    labels: UInt8[Tensor, "clip frame h w"], classes: Int64[Tensor, "clip 2"]
) -> Int64[Tensor, "clip frame h w"]:
    """Return the class of every pixel of clips whose mover and landmark are of some classes."""
    mover, landmark = classes[:, 0, None, None, None], classes[:, 1, None, None, None]
    return (labels == MOVER) * mover + (labels == LANDMARK) * landmark


def save_observer(observer: Observer, path: Path) -> None:
    """Write size, and weights as float16."""
    arrays = {name: value.half().cpu().numpy() for name, value in observer.state_dict().items()}
    size = np.array(list(asdict(observer.size).values()))
    np.savez_compressed(path, size=size, **arrays)  # pyright: ignore[reportArgumentType]


def read_observer(path: Path, *, device: torch.device) -> Observer:
    """Return the observer of a file, ready to see."""
    with np.load(path, allow_pickle=False) as data:
        first, depth, frame_count = (int(one) for one in data["size"])
        observer = Observer(ObserverSize(first=first, depth=depth, frame_count=frame_count))
        weights = set(data.files) - {"size"}
        observer.load_state_dict(
            {name: torch.from_numpy(data[name].astype(np.float32)) for name in weights}
        )
    return observer.to(device).eval()


def _layers(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.SiLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.SiLU(),
    )


def _twice(image: Tensor) -> Tensor:
    return functional.interpolate(image, scale_factor=2, mode="nearest")
