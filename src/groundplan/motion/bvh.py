"""Biovision motion files (.bvh), read with bounds.

Source:
    Format as described by Meredith and Maddock, "Motion Capture File Formats Explained",
    University of Sheffield, 2001: HIERARCHY of OFFSET and CHANNELS, then MOTION; a joint's rotation
    is the product of its channels in the order in which they stand; angles are degrees.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np
from jaxtyping import Float

from groundplan.errors import InputError
from groundplan.geometry import quaternions

__all__ = ["BvhMotion", "read_bvh"]

LARGEST_BYTES: Final = 64 << 20
_MOST_JOINTS: Final = 512
_MOST_FRAMES: Final = 30_000
_MOST_NUMBERS: Final = 5_000_000
_MOST_TURNS: Final = 1_500_000
"""Joints times frames. Our limits: a file takes less than 500 MB and 5 s, whatever it says."""
_FARTHEST: Final = 1e6
_RATES_FPS: Final = (1.0, 1000.0)
_TOKEN: Final = re.compile(r"\S+")
_CHANNELS: Final = tuple(f"{axis}{kind}" for kind in ("position", "rotation") for axis in "XYZ")
_LONGEST_WORD: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BvhMotion:
    """What a file says, in its own units and axes."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    """-1 for the root; a parent comes before its children."""
    offsets: Float[np.ndarray, "joint 3"]
    """From the parent, at rest."""
    ends: dict[int, tuple[float, float, float]]
    """Offsets of the tips of joints without children."""
    fps: float
    rotations: Float[np.ndarray, "frame joint 4"]
    """Local, xyzw."""
    root: Float[np.ndarray, "frame 3"]
    """Of the root joint."""


@dataclass(slots=True)
class _Tree:
    names: list[str] = field(default_factory=list[str])
    parents: list[int] = field(default_factory=list[int])
    offsets: list[tuple[float, float, float]] = field(
        default_factory=list[tuple[float, float, float]]
    )
    channels: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    ends: dict[int, tuple[float, float, float]] = field(
        default_factory=dict[int, tuple[float, float, float]]
    )


def _wrong(problem: str, remedy: str = "export it again as BVH") -> InputError:
    return InputError(f"the BVH file {problem}", remedy)


def read_bvh(data: bytes) -> BvhMotion:
    """Return the motion of a file, every number checked.

    Raises:
        InputError: It is no BVH file, is cut off, or holds more or wilder numbers than a body has.
    """
    if len(data) > LARGEST_BYTES:
        raise _wrong(f"has {len(data)} bytes", f"at most {LARGEST_BYTES} are read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong("is not text") from None
    head, mark, tail = text.partition("MOTION")
    if not mark:
        raise _wrong("has no MOTION part")
    tree = _tree(match[0] for match in _TOKEN.finditer(head))
    fps, values = _frames(tail, tree)
    rotations, root = _posed(tree, values)
    return BvhMotion(
        names=tuple(tree.names), parents=tuple(tree.parents), offsets=np.array(tree.offsets),
        ends=tree.ends, fps=fps, rotations=rotations, root=root,
    )  # fmt: skip


def _tree(words: Iterator[str]) -> _Tree:
    """Read the joints, without recursion: depth is the file's to choose."""
    tree = _Tree()
    open_: list[int] = []
    waiting: int | None = None
    if _next(words) != "HIERARCHY":
        raise _wrong("does not begin with HIERARCHY")
    for word in words:
        if word in ("ROOT", "JOINT"):
            waiting = _named(tree, _next(words), root=word == "ROOT", parent=open_[-1:])
        elif word == "End":
            _next(words)
            waiting = -1
        elif word == "{" and waiting is not None:
            open_.append(waiting)
            waiting = None
        elif open_:
            _inside(tree, open_, words, word=word)
        else:
            raise _wrong(f"has {word[:_LONGEST_WORD]!r} where it can't be")
    if open_ or not tree.names:
        raise _wrong("ends before its joints do")
    return tree


def _inside(tree: _Tree, open_: list[int], words: Iterator[str], *, word: str) -> None:
    """Read what stands within a joint's braces."""
    if word == "}":
        open_.pop()
    elif word == "OFFSET":
        _place(tree, open_, tuple(_number(_next(words)) for _ in range(3)))
    elif word == "CHANNELS" and open_[-1] >= 0:
        tree.channels[open_[-1]] = _channels(words)
    else:
        raise _wrong(f"has {word[:_LONGEST_WORD]!r} where it can't be")


def _named(tree: _Tree, name: str, *, root: bool, parent: Sequence[int]) -> int:
    if root == bool(tree.names) or (not root and (not parent or parent[0] < 0)):
        raise _wrong(f"has the joint {name[:_LONGEST_WORD]!r} outside its one tree")
    if name in tree.names:
        raise _wrong(
            f"has two joints {name[:_LONGEST_WORD]!r}", "a joint has one parent and one name"
        )
    if len(tree.names) >= _MOST_JOINTS:
        raise _wrong(f"has more than {_MOST_JOINTS} joints", "bring one body")
    tree.names.append(name)
    tree.parents.append(-1 if root else parent[0])
    tree.offsets.append((0.0, 0.0, 0.0))
    tree.channels.append(())
    return len(tree.names) - 1


def _place(tree: _Tree, open_: Sequence[int], offset: tuple[float, ...]) -> None:
    place = (offset[0], offset[1], offset[2])
    if open_[-1] >= 0:
        tree.offsets[open_[-1]] = place
    elif len(open_) > 1 and open_[-2] >= 0:
        tree.ends[open_[-2]] = place


def _channels(words: Iterator[str]) -> tuple[str, ...]:
    count = _next(words)
    if count not in ("0", "1", "2", "3", "4", "5", "6"):
        raise _wrong(f"gives a joint {count[:_LONGEST_WORD]!r} channels", "a joint has 0 to 6")
    names = tuple(islice(words, int(count)))
    if len(names) != int(count) or len(set(names)) != len(names) or set(names) - {*_CHANNELS}:
        raise _wrong(f"has the channels {' '.join(names)[:200]!r}", f"use {', '.join(_CHANNELS)}")
    return names


def _next(words: Iterator[str]) -> str:
    word = next(words, None)
    if word is None:
        raise _wrong("is cut off")
    return word


def _number(word: str) -> float:
    try:
        value = float(word)
    except ValueError:
        value = math.nan
    if not abs(value) <= _FARTHEST:
        raise _wrong(f"has {word[:_LONGEST_WORD]!r} for a number", f"stay within {_FARTHEST:g}")
    return value


def _frames(tail: str, tree: _Tree) -> tuple[float, Float[np.ndarray, "frame channel"]]:
    width, joints = sum(len(c) for c in tree.channels), len(tree.names)
    found = re.match(r"\s*Frames:\s*(\d{1,9})\s+Frame\s+Time:\s*(\S+)\s", tail + "\n")
    if found is None:
        raise _wrong("does not say how many frames it has, and how long one takes")
    count, seconds = int(found[1]), _number(found[2])
    most = min(_MOST_FRAMES, _MOST_NUMBERS // max(width, 1), _MOST_TURNS // joints)
    if not 1 <= count <= most:
        raise _wrong(f"says it has {count} frames of {width} numbers for {joints} joints",
                     f"bring 1 to {most} frames of so many joints")  # fmt: skip
    if seconds <= 0.0 or not _RATES_FPS[0] <= 1.0 / seconds <= _RATES_FPS[1]:
        raise _wrong(f"has a frame time of {seconds:g} s", "give 0.001 to 1 s")
    words = [
        match[0] for match in islice(_TOKEN.finditer(tail, found.end() - 1), count * width + 1)
    ]
    if len(words) != count * width or width == 0:
        more = "more" if len(words) > count * width else str(len(words))
        raise _wrong(f"has {more} numbers for {count} frames of {width}", "it may be cut off")
    try:
        values = np.array(words, dtype=np.float64).reshape(count, width)
    except ValueError:
        raise _wrong("has words among its numbers") from None
    if not np.all(np.abs(values) <= _FARTHEST):
        raise _wrong("has numbers that are not finite, or too large")
    return 1.0 / seconds, values


def _posed(
    tree: _Tree, values: Float[np.ndarray, "frame channel"]
) -> tuple[Float[np.ndarray, "frame joint 4"], Float[np.ndarray, "frame 3"]]:
    rotations = np.tile(quaternions.identity(), (len(values), len(tree.names), 1))
    root = np.tile(np.array(tree.offsets[0]), (len(values), 1))
    column = 0
    for joint, channels in enumerate(tree.channels):
        for channel in channels:
            axis = "XYZ".index(channel[0])
            if channel.endswith("rotation"):
                unit = np.eye(3)[axis]
                turn = quaternions.from_axis_angle(unit, np.radians(values[:, column]))
                rotations[:, joint] = quaternions.multiply(rotations[:, joint], turn)
            elif joint == 0:
                # The root's channels are its place; other joints keep their bones' lengths.
                root[:, axis] = values[:, column]
            column += 1
    return quaternions.normalise(rotations), root
