"""Captions as tokens: words of a closed vocabulary, and numbers as a key with a value.

A caption has a fixed row of slots, so that a batch of them is an array. Three kinds of caption say
ever more: `coarse` has words alone; `stated` adds the numbers of groundplan's sentence; `full` adds
where mover and landmark are on the screen, which is what the plan makes of the sentence.
"""

from typing import Final

import numpy as np
import torch
from jaxtyping import Float32, Int64
from torch import Tensor

from gacha.briefs import LANDMARKS, MOVERS, Brief
from gacha.shards import LANDMARK, MOVER

__all__ = [
    "CAPTION_KINDS", "SLOT_COUNT", "VOCABULARY", "coarse_words", "screen_numbers", "stated_numbers",
    "written",
]  # fmt: skip

CAPTION_KINDS: Final = ("none", "coarse", "stated", "full")
_COARSE: Final = 9
_STATED: Final = ("path_m", "speed_mps", "apart_m", "move", "lens_mm", "shift_x", "shift_y")
_SCALES: Final = {"path_m": 4.0, "speed_mps": 2.0, "apart_m": 3.0, "lens_mm": 50.0}
_MOVE_SCALES: Final = {"static": 1.0, "pan": 20.0, "dolly": 2.0, "truck": 2.0}
_SCREEN: Final = tuple(
    f"{who} {when} {what}"
    for who in ("mover", "landmark")
    for when in ("start", "middle", "end")
    for what in ("x", "y", "width", "height")
)
SLOT_COUNT: Final = _COARSE + len(_STATED) + len(_SCREEN)
"""Tokens of a caption; what is not said is the word `absent`."""


def _vocabulary() -> dict[str, int]:
    colours = ("", "red", "blue", "yellow", "white", "green")
    words = ["absent", *MOVERS, *LANDMARKS, "walks", "runs"]
    words += [f"{kind} {colour}" for kind in ("dress", "colour") for colour in colours]
    words += [f"way {one}" for one in ("left", "right", "nearer", "farther")]
    words += [f"relation {one}" for one in ("past", "in front of", "behind", "left of", "right of")]
    words += [f"place {one}" for one in ("", "field", "beach", "park", "hill", "street")]
    words += ["camera static"]
    words += [f"camera {one} {way}" for one in ("pan", "truck") for way in ("left", "right")]
    words += ["camera dolly in", "camera dolly out"]
    words += [f"number {one}" for one in (*_STATED, *_MOVE_SCALES, *_SCREEN)]
    return {word: index for index, word in enumerate(words)}


VOCABULARY: Final = _vocabulary()


def coarse_words(brief: Brief, *, mirrored: bool) -> Int64[np.ndarray, " word"]:
    """Return the tokens of the sentence without numbers; mirrored, left and right change places."""
    said = [_mirrored(word) for word in brief.words] if mirrored else list(brief.words)
    return np.array([VOCABULARY[word] for word in said])


def stated_numbers(
    brief: Brief,
) -> tuple[Int64[np.ndarray, " number"], Float32[np.ndarray, " number"]]:
    """Return keys and scaled values of the sentence's numbers but for the lens shift, left at 0."""
    move = brief.words[-1].split()[1]
    keys = [move if name == "move" else name for name in _STATED]
    values = [
        brief.numbers.get(name, 0.0)
        / (_MOVE_SCALES[move] if name == "move" else _SCALES.get(name, 1.0))
        for name in _STATED
    ]
    return np.array([VOCABULARY[f"number {key}"] for key in keys]), np.array(values, np.float32)


def screen_numbers(labels: Tensor) -> Float32[Tensor, "clip number"]:
    """Return centre, width and height of mover and landmark at start, middle and end.

    As shares of the picture's width (x, width) and height (y, height); NaN where nothing shows.
    `labels` is `[clip, frame, row, column]`.
    """
    count, frames, height, width = labels.shape
    keys = labels[:, [0, (frames - 1) // 2, frames - 1]]
    found: list[Tensor] = []
    for label in (MOVER, LANDMARK):
        mask = keys == label
        area = mask.sum((2, 3)).float()
        across, down = mask.any(2).float(), mask.any(3).float()
        columns = torch.arange(width, device=labels.device) + 0.5
        rows = torch.arange(height, device=labels.device) + 0.5
        x = (mask.sum(2) * columns).sum(-1) / area / width
        y = (mask.sum(3) * rows).sum(-1) / area / height
        numbers = [x, y, _extent(across) / width, _extent(down) / height]
        found.append(torch.stack(numbers, -1).masked_fill((area == 0)[..., None], torch.nan))
    return torch.stack(found, 1).reshape(count, -1)


def written(
    kind: Int64[Tensor, " clip"],
    *,
    coarse: Int64[Tensor, "clip word"],
    keys: Int64[Tensor, "clip stated"],
    stated: Float32[Tensor, "clip stated"],
    screen: Float32[Tensor, "clip number"],
) -> tuple[Int64[Tensor, "clip slot"], Float32[Tensor, "clip slot"]]:
    """Return words and values of captions; `kind` is an index of `CAPTION_KINDS`.

    The value of a word, and of a number that is not said, is NaN.
    """
    named = torch.tensor([VOCABULARY[f"number {one}"] for one in _SCREEN], device=kind.device)
    words = torch.cat([coarse, keys, named.expand(len(kind), -1)], 1)
    silent = torch.full_like(coarse, torch.nan, dtype=torch.float32)
    values = torch.cat([silent, stated, screen], 1)
    needed = torch.tensor(
        [1] * _COARSE + [2] * len(_STATED) + [3] * len(_SCREEN), device=kind.device
    )
    said = (kind[:, None] >= needed) & ((needed < 3) | ~values.isnan())
    return words.where(said, VOCABULARY["absent"]), values.where(said, torch.nan)


def _extent(line: Tensor) -> Tensor:
    """Return how far from the first to the last place that is set."""
    places = torch.arange(line.shape[-1], device=line.device)
    last = (line * (places + 1)).amax(-1)
    first = (line * (line.shape[-1] - places)).amax(-1)
    return (last + first - line.shape[-1]).clamp(min=0.0)


def _mirrored(word: str) -> str:
    swap = {"left": "right", "right": "left"}
    return " ".join(swap.get(part, part) for part in word.split(" "))
