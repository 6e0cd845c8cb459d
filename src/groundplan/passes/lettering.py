"""Letters on pictures: Pillow's own scalable font, lines that fit, and text that can be read."""

from typing import Final, Literal

from PIL import ImageDraw, ImageFont

__all__ = ["Font", "font", "lettered", "shortened", "wrapped"]

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_ELLIPSIS: Final = "..."
_MOST_LETTERS: Final = 400
"""A title may be a megabyte: measuring all of it would take minutes."""
_WHITE: Final = (245, 245, 240)
_BLACK: Final = (8, 8, 8)


def font(size: float) -> Font:
    """Return the font at a height [px]."""
    return ImageFont.load_default(size)


def lettered(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    words: str,
    *,
    size: float,
    anchor: Literal["ls", "rs", "ms", "la", "ra", "ma"] = "ls",
    fill: tuple[int, int, int] = _WHITE,
) -> None:
    """Draw one line in light letters with a dark edge; `anchor` as Pillow names them."""
    edge = max(1, round(size / 11.0))
    draw.text(
        at, words, font=font(size), fill=fill, anchor=anchor, stroke_width=edge, stroke_fill=_BLACK
    )


def wrapped(text: str, letters: Font, width: float, *, most_lines: int) -> list[str]:
    """Return at most so many lines that are no wider than `width` [px]; at least one, maybe empty.

    What does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    words = text[: 8 * _MOST_LETTERS].split()
    while words and len(lines) < most_lines:
        count = len(words)
        while count > 1 and letters.getlength(" ".join(words[:count])) > width:
            count -= 1
        if len(lines) == most_lines - 1:
            count = len(words)
        lines.append(shortened(" ".join(words[:count]), letters, width))
        words = words[count:]
    return lines or [""]


def shortened(text: str, letters: Font, width: float) -> str:
    """Return a line that is no wider than `width` [px], with an ellipsis where it was cut."""
    text = "".join(c if c.isprintable() else " " for c in text[:_MOST_LETTERS])
    if letters.getlength(text) <= width:
        return text
    while text and letters.getlength(text + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS
