"""Is what came back a whole video file? Frames are counted and measured by whoever decodes it."""

from typing import Final

from groundplan.errors import CallError

__all__ = ["check_video"]

_PAID: Final = (
    "it is most likely paid and still there under its request id: run the same command again to "
    "fetch it once more, or look at it at the host"
)


def check_video(data: bytes, *, host: str) -> None:
    """Refuse what is no mp4, or only the beginning of one.

    Raises:
        CallError: It is so.

    Source:
        ISO/IEC 14496-12, 4.3 File Type Box: `ftyp` comes first.
    """
    if data[4:8] != b"ftyp":
        raise CallError(f"{host} sent something that is not an mp4", _PAID, over=False)
    if not _boxes_fit(data):
        raise CallError(
            f"the video of {host} is cut off after {len(data)} bytes", _PAID, over=False
        )


def _boxes_fit(data: bytes) -> bool:
    """Return whether the top-level boxes end exactly where the file does.

    Source:
        ISO/IEC 14496-12, 4.2: 32-bit size and type; size 1 means that a 64-bit size follows, 0 that
        it goes to the end.
    """
    place = 0
    while place + 8 <= len(data):
        size, least = int.from_bytes(data[place : place + 4]), 8
        if size == 0:
            return True
        if size == 1:
            size, least = int.from_bytes(data[place + 8 : place + 16]), 16
        if size < least:
            return False
        place += size
    return place == len(data)
