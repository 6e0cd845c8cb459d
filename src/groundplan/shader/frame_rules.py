"""Which frame counts, sizes and rates a model takes, and the right value nearest to a wrong one."""

import math
from fractions import Fraction

from pydantic.dataclasses import dataclass

from groundplan.world.base import CLOSED

__all__ = ["FrameRule", "RateRule", "SizeRule"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class FrameRule:
    """Valid counts are `stride * n + offset` from `minimum` to `maximum`, ends included."""

    stride: int = 1
    offset: int = 0
    minimum: int = 1
    maximum: int | None = None

    def holds(self, count: int) -> bool:
        """Return whether a model takes `count` frames as they are."""
        inside = self.minimum <= count and (self.maximum is None or count <= self.maximum)
        return inside and (count - self.offset) % self.stride == 0

    def at_least(self, count: int) -> int | None:
        """Return the smallest valid count of at least `count`; None where it is above the most."""
        wanted = max(count, self.minimum)
        found = wanted + (self.offset - wanted) % self.stride
        return found if self.maximum is None or found <= self.maximum else None

    def at_most(self, count: int) -> int | None:
        """Return the largest valid count of at most `count`; None where it is below the least."""
        wanted = count if self.maximum is None else min(count, self.maximum)
        found = wanted - (wanted - self.offset) % self.stride
        return found if found >= self.minimum else None

    def says(self) -> str:
        """Return the rule in words: "4n+1, 5 to 81"."""
        step = "any" if self.stride == 1 else f"{self.stride}n+{self.offset % self.stride}"
        most = "or more" if self.maximum is None else f"to {self.maximum}"
        return f"{step}, {self.minimum} {most}"


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class SizeRule:
    """Valid sizes are tiers, or multiples of `multiple` px with limits."""

    multiple: int = 1
    tiers: tuple[tuple[int, int], ...] = ()
    """Width, height; where there are any, nothing else is valid."""
    least_px: int = 1
    """Shortest side."""
    most_pixels: int | None = None
    """Width times height."""

    def holds(self, size_px: tuple[int, int]) -> bool:
        """Return whether a model takes this width and height as they are."""
        if self.tiers:
            return size_px in self.tiers
        width, height = size_px
        fits = self.most_pixels is None or width * height <= self.most_pixels
        even = width % self.multiple == height % self.multiple == 0
        return fits and even and min(size_px) >= self.least_px

    def nearest(self, size_px: tuple[int, int]) -> tuple[int, int]:
        """Return the valid size whose aspect ratio, then area, is nearest."""
        if self.holds(size_px):
            return size_px
        return min(self.tiers or self._around(size_px), key=lambda size: _distance(size, size_px))

    def _around(self, size_px: tuple[int, int]) -> list[tuple[int, int]]:
        width, height = size_px
        scale = max(1.0, self.least_px / min(size_px))
        if self.most_pixels is not None:
            scale = min(scale, math.sqrt(self.most_pixels / (width * height)))
        steps = [
            (math.floor(side * scale / self.multiple), math.ceil(side * scale / self.multiple))
            for side in size_px
        ]
        sizes = [(w * self.multiple, h * self.multiple) for w in steps[0] for h in steps[1]]
        valid = [size for size in sizes if self.holds(size)]
        side = max(self.multiple, math.ceil(self.least_px / self.multiple) * self.multiple)
        return valid or [(side, side)]

    def says(self) -> str:
        """Return the rule in words."""
        if self.tiers:
            return ", ".join(f"{w}x{h}" for w, h in self.tiers)
        most = "" if self.most_pixels is None else f", at most {self.most_pixels} px"
        return ("any size" if self.multiple == 1 else f"multiples of {self.multiple}") + most


@dataclass(frozen=True, slots=True, kw_only=True, config=CLOSED)
class RateRule:
    """Valid frame rates: a few, or all from `minimum` to `maximum` [frames/s]."""

    fixed: tuple[tuple[int, int], ...] = ()
    """Numerators and denominators."""
    minimum: int = 1
    maximum: int = 120

    def holds(self, rate: Fraction) -> bool:
        """Return whether a model's frames can be this far apart."""
        if self.fixed:
            return rate in self._fixed()
        return self.minimum <= rate <= self.maximum

    def nearest(self, rate: Fraction) -> Fraction:
        """Return the valid rate nearest by ratio."""
        if self.holds(rate):
            return rate
        if not self.fixed:
            return min(max(rate, Fraction(self.minimum)), Fraction(self.maximum))
        return min(self._fixed(), key=lambda one: abs(math.log(one / rate)))

    def says(self) -> str:
        """Return the rule in words."""
        if self.fixed:
            return ", ".join(str(rate) for rate in self._fixed())
        return f"{self.minimum} to {self.maximum}"

    def _fixed(self) -> tuple[Fraction, ...]:
        return tuple(Fraction(numerator, denominator) for numerator, denominator in self.fixed)


def _distance(size: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float]:
    (width, height), (wide, high) = size, wanted
    shape = abs(math.log((width / height) / (wide / high)))
    return round(shape, 6), abs(math.log((width * height) / (wide * high)))
