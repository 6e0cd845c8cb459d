"""The look network: a small U-net on folded pixels, told by numbers which look to give."""

from typing import Final

from torch import Tensor, nn
from torch.nn import functional

__all__ = ["LookNetwork"]

_WIDTHS: Final = (24, 40, 64, 96)
"""Channels at a half, a quarter, an eighth and a sixteenth of the picture's sides."""


class LookNetwork(nn.Module):
    """From planes (1 plane y x) and weights of looks (1 look) to sRGB (1 3 y x), sides of 16n."""

    def __init__(self, *, planes: int, looks: int) -> None:
        """Make a network with random weights."""
        super().__init__()
        half, quarter, eighth, least = _WIDTHS
        self.fold = _Conv(4 * planes, half, looks)
        self.down1 = _Conv(half, quarter, looks, stride=2)
        self.at_quarter = _Pair(quarter, looks)
        self.down2 = _Conv(quarter, eighth, looks, stride=2)
        self.at_eighth = nn.ModuleList([_Pair(eighth, looks), _Pair(eighth, looks)])
        self.down3 = _Conv(eighth, least, looks, stride=2)
        self.at_least = _Pair(least, looks)
        self.up3 = nn.Conv2d(least, eighth, 1)
        self.up2 = nn.Conv2d(eighth, quarter, 1)
        self.back_quarter = _Pair(quarter, looks)
        self.up1 = nn.Conv2d(quarter, half, 1)
        self.back_half = _Conv(half, half, looks)
        self.out = nn.Conv2d(half, 12, 3, padding=1)
        self.keep = nn.Linear(looks, 3, bias=False)
        """How much of the beauty itself a look keeps."""

    def forward(self, planes: Tensor, look: Tensor) -> Tensor:
        """Return the picture; not clipped, so that errors beyond the ends still teach."""
        half = self.fold(functional.pixel_unshuffle(planes, 2), look)
        quarter = self.at_quarter(self.down1(half, look), look)
        eighth = self.down2(quarter, look)
        for pair in self.at_eighth:
            eighth = pair(eighth, look)
        least = self.at_least(self.down3(eighth, look), look)
        eighth = eighth + _doubled(self.up3(least))
        quarter = self.back_quarter(quarter + _doubled(self.up2(eighth)), look)
        half = self.back_half(half + _doubled(self.up1(quarter)), look)
        picture = functional.pixel_shuffle(self.out(half), 2)
        return picture + planes[:, :3] * self.keep(look)[:, :, None, None]


class _Conv(nn.Module):
    """A convolution whose scale and offset a look sets, and a rectifier."""

    def __init__(self, inside: int, outside: int, looks: int, *, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inside, outside, 3, stride=stride, padding=1)
        self.scale = nn.Linear(looks, outside, bias=False)
        self.offset = nn.Linear(looks, outside, bias=False)
        nn.init.normal_(self.scale.weight, std=0.05)
        nn.init.normal_(self.offset.weight, std=0.05)

    def forward(self, planes: Tensor, look: Tensor) -> Tensor:
        seen = self.conv(planes)
        scale = 1.0 + self.scale(look)[:, :, None, None]
        return functional.relu(seen * scale + self.offset(look)[:, :, None, None])


class _Pair(nn.Module):
    """Two convolutions about which the signal may pass."""

    def __init__(self, width: int, looks: int) -> None:
        super().__init__()
        self.first = _Conv(width, width, looks)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, planes: Tensor, look: Tensor) -> Tensor:
        return planes + self.second(self.first(planes, look))


def _doubled(planes: Tensor) -> Tensor:
    return functional.interpolate(planes, scale_factor=2, mode="bilinear", align_corners=False)
