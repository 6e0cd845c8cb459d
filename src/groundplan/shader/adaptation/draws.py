"""What is drawn in training: every draw follows from seed and number alone.

So the state of the generator is (seed, step): a run that is taken up again goes on exactly as it
would have, and the noise is the same on every device.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from jaxtyping import Float32, Int

__all__ = ["Draw", "draw", "noise_of", "shifted", "torch_seed", "validation_sigmas"]


class _Stream(IntEnum):
    """Independent streams of one seed."""

    ORDER = 0
    SAMPLE = 1
    NOISE = 2
    DROPOUT = 3
    VALIDATION = 4
    WEIGHTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One sample of one step."""

    item: int
    """Index among the trained items."""
    sigma: float
    """Share of noise, 0 to 1, before the model's shift."""
    captioned: bool


def draw(seed: int, number: int, *, item_count: int, caption_dropout: float) -> Draw:
    """Return the sample of a number (step times batch plus place), each item once per round."""
    round_, place = divmod(number, item_count)
    rng = _rng(seed, _Stream.SAMPLE, number)
    return Draw(
        item=int(_order(seed, round_, item_count)[place]),
        sigma=float(rng.uniform()),
        captioned=bool(rng.uniform() >= caption_dropout),
    )


def shifted(sigma: float, shift: float) -> float:
    """Return the share of noise after a flow scheduler's shift towards noise.

    Source:
        diffusers 0.42.1, `FlowMatchEulerDiscreteScheduler` and `UniPCMultistepScheduler` with
        `use_flow_sigmas`: shift * s / (1 + (shift - 1) * s).
    """
    return shift * sigma / (1.0 + (shift - 1.0) * sigma)


def noise_of(
    seed: int, number: int, shape: tuple[int, ...], *, validation: bool = False
) -> Float32[np.ndarray, "..."]:
    """Return standard normal noise."""
    stream = _Stream.VALIDATION if validation else _Stream.NOISE
    return _rng(seed, stream, number).standard_normal(shape, dtype=np.float32)


def validation_sigmas(count: int = 4) -> tuple[float, ...]:
    """Return evenly spaced shares of noise, the middles of `count` equal parts."""
    return tuple((k + 0.5) / count for k in range(count))


def torch_seed(seed: int, number: int | None) -> int:
    """Return a seed for torch: of a step's dropout, or with None of the first weights."""
    stream = _Stream.WEIGHTS if number is None else _Stream.DROPOUT
    return int(_rng(seed, stream, number or 0).integers(1 << 62))


def _rng(seed: int, stream: _Stream, number: int) -> np.random.Generator:
    return np.random.default_rng([seed, int(stream), number])


@lru_cache(maxsize=4)
def _order(seed: int, round_: int, item_count: int) -> Int[np.ndarray, " item"]:
    return _rng(seed, _Stream.ORDER, round_).permutation(item_count)
