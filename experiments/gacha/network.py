"""One small video diffusion transformer: told in words, in numbers, by pictures, or by nothing.

Pixels in, velocity out; full attention over space, time and caption. The same weights serve every
arm of the experiment.
"""

from dataclasses import dataclass
from typing import Final

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn
from torch.nn import functional

from gacha.captions import SLOT_COUNT, VOCABULARY
from gacha.views import CLIP_PX, CONTROL_CHANNELS

__all__ = ["FilmNetwork", "NetworkSize"]

_PATCH: Final = (2, 4, 4)
_OCTAVES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSize:
    """How large the network is."""

    width: int = 256
    depth: int = 10
    head_width: int = 64
    frame_count: int = 12


class FilmNetwork(nn.Module):
    """Velocity of clips on the straight way from noise (time 0) to picture (time 1)."""

    def __init__(self, size: NetworkSize) -> None:
        """Start as a network that answers 0."""
        super().__init__()
        volume = _PATCH[0] * _PATCH[1] * _PATCH[2]
        self.size = size
        self.grid = (
            size.frame_count // _PATCH[0],
            CLIP_PX[1] // _PATCH[1],
            CLIP_PX[0] // _PATCH[2],
        )
        self.patches = nn.Linear((3 + CONTROL_CHANNELS) * volume, size.width)
        self.places = nn.ParameterList(
            nn.Parameter(0.02 * torch.randn(count, size.width)) for count in self.grid
        )
        self.caption = _Caption(size)
        self.clock = nn.Sequential(
            nn.Linear(4 * _OCTAVES, size.width), nn.SiLU(), nn.Linear(size.width, size.width)
        )
        self.modulation = nn.Linear(size.width, 6 * size.width)
        self.blocks = nn.ModuleList(_Block(size) for _ in range(size.depth))
        self.last = nn.Linear(size.width, 3 * volume)
        for layer in (self.last, self.modulation):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(
        self,
        noisy: Float[Tensor, "clip 3 frame height width"],
        *,
        time: Float[Tensor, " clip"],
        words: Int64[Tensor, "clip slot"],
        values: Float[Tensor, "clip slot"],
        control: Float[Tensor, "clip 4 frame height width"],
    ) -> Float[Tensor, "clip 3 frame height width"]:
        """Return the velocity; a control of zeros is none."""
        frames, rows, columns = self.grid
        where = (self.places[0][:, None, None] + self.places[1][:, None] + self.places[2]).flatten(
            0, 2
        )
        film = self.patches(_cut(torch.cat([noisy, control], 1))) + where
        clock = self.clock(_waves(1000 ** (torch.arange(2 * _OCTAVES) / (2 * _OCTAVES - 1)), time))
        said = self.caption(words, values)
        tokens = torch.cat([said, film], 1)
        shared = self.modulation(functional.silu(clock)).unflatten(-1, (6, -1))
        for block in self.blocks:
            tokens = block(tokens, shared)
        film = functional.layer_norm(tokens[:, said.shape[1] :], (self.size.width,))
        return _joined(self.last(film), (frames, rows, columns))


class _Caption(nn.Module):
    """Words and numbers as tokens: a number is its key plus waves of its value."""

    def __init__(self, size: NetworkSize) -> None:
        super().__init__()
        self.words = nn.Embedding(len(VOCABULARY), size.width)
        self.slots = nn.Parameter(0.02 * torch.randn(SLOT_COUNT, size.width))
        self.numbers = nn.Sequential(
            nn.Linear(1 + 2 * _OCTAVES, size.width), nn.SiLU(), nn.Linear(size.width, size.width)
        )
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                size.width, size.width // size.head_width, 2 * size.width, dropout=0.0,
                activation="gelu", batch_first=True, norm_first=True,
            )
            for _ in range(2)
        )  # fmt: skip

    def forward(self, words: Tensor, values: Tensor) -> Tensor:
        tokens = self.words(words) + self.slots
        known = ~values.isnan()
        value = values.nan_to_num()
        waves = _waves(torch.pi * 2.0 ** torch.arange(_OCTAVES), value)
        features = torch.cat([value[..., None], waves], -1)
        tokens = tokens + self.numbers(features) * known[..., None]
        for layer in self.layers:
            tokens = layer(tokens)
        return tokens


class _Block(nn.Module):
    """Attention and a mixing layer, scaled and shifted by the clock."""

    def __init__(self, size: NetworkSize) -> None:
        super().__init__()
        self.heads = size.width // size.head_width
        self.own = nn.Parameter(torch.randn(6, size.width) / size.width**0.5)
        self.query_key_value = nn.Linear(size.width, 3 * size.width)
        self.query_scale = nn.Parameter(torch.ones(size.head_width))
        self.key_scale = nn.Parameter(torch.ones(size.head_width))
        self.together = nn.Linear(size.width, size.width)
        self.mix = nn.Sequential(
            nn.Linear(size.width, 4 * size.width),
            nn.GELU(approximate="tanh"),
            nn.Linear(4 * size.width, size.width),
        )

    def forward(self, tokens: Tensor, shared: Tensor) -> Tensor:
        change = (shared + self.own)[:, None].unbind(2)
        width = (tokens.shape[-1],)
        inner = functional.layer_norm(tokens, width) * (1 + change[0]) + change[1]
        parts = self.query_key_value(inner).unflatten(-1, (3, self.heads, -1))
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        query = functional.rms_norm(query, query.shape[-1:]) * self.query_scale
        key = functional.rms_norm(key, key.shape[-1:]) * self.key_scale
        seen = functional.scaled_dot_product_attention(
            query.to(value.dtype), key.to(value.dtype), value
        )
        tokens = tokens + change[2] * self.together(seen.transpose(1, 2).flatten(2))
        inner = functional.layer_norm(tokens, width) * (1 + change[3]) + change[4]
        return tokens + change[5] * self.mix(inner)


def _waves(rates: Tensor, value: Tensor) -> Tensor:
    """Return sine and cosine of a value at several rates, on a new last axis."""
    angles = value[..., None] * rates.to(value.device, value.dtype)
    return torch.cat([angles.sin(), angles.cos()], -1)


def _cut(film: Tensor) -> Tensor:
    """Return patches in a row: `[clip, patch, value]`."""
    clips, channels, frames, height, width = film.shape
    frame, row, column = _PATCH
    cut = film.reshape(
        clips, channels, frames // frame, frame, height // row, row, width // column, column
    )
    return cut.permute(0, 2, 4, 6, 1, 3, 5, 7).flatten(4).flatten(1, 3)


def _joined(patches: Tensor, grid: tuple[int, int, int]) -> Tensor:
    """Return the pictures that patches make up."""
    parts = patches.unflatten(1, grid).unflatten(-1, (3, *_PATCH))
    return parts.permute(0, 4, 1, 5, 2, 6, 3, 7).flatten(6).flatten(4, 5).flatten(2, 3)
