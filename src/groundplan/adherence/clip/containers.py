"""Which container a file is, told by its first bytes: one demuxer reads it, and no other is tried.

FFmpeg's own probing would also try playlists, scripts and devices, which open other files and
addresses. Here a file that is none of the containers below is refused before FFmpeg sees it.
"""

from typing import Final

from groundplan.errors import InputError

__all__ = ["HEAD_BYTES", "demuxer_of"]

HEAD_BYTES: Final = 1024
"""How much of a file is looked at [bytes]."""

_STARTS: Final = (
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (8, b"AVI ", "avi"),
    (0, b"OggS", "ogg"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"GIF8", "gif"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (0, b"\x06\x0e\x2b\x34\x02\x05", "mxf"),
    (0, b"YUV4MPEG2 ", "yuv4mpegpipe"),
    (0, b"DKIF", "ivf"),
    (0, b"nut/multimedia container\x00", "nut"),
)
"""Offset, bytes and FFmpeg's name.

Source:
    Magic numbers of Matroska (RFC 8794, EBML header), AVI (RIFF form type), Ogg (RFC 3533), MPEG-2
    program stream (ISO/IEC 13818-1, pack start code), GIF89a; the others as FFmpeg writes them.
"""
_MP4_BOXES: Final = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""First box of MP4 and QuickTime files (ISO/IEC 14496-12)."""
_TS_SYNC: Final = 0x47
_TS_PACKETS: Final = ((0, 188), (4, 192))
"""Offset of the sync byte and packet size [bytes] of MPEG-2 transport streams and of m2ts."""
_OTHERS: Final = (
    (0, b"#EXTM3U", "a playlist, which names other files"),
    (0, b"ffconcat", "a playlist, which names other files"),
    (0, b"[playlist]", "a playlist, which names other files"),
    (0, b"v=0", "a session description, which names an address"),
    (0, b"<", "a page or a playlist in XML or HTML"),
    (0, b"\x89PNG", "a still picture"),
    (0, b"\xff\xd8\xff", "a still picture"),
    (8, b"WEBP", "a still picture"),
    (8, b"WAVE", "sound alone"),
    (0, b"ID3", "sound alone"),
    (0, b"fLaC", "sound alone"),
)


def demuxer_of(head: bytes, *, name: str) -> str:
    """Return FFmpeg's name of the container that begins with `head`; `name` is for messages.

    Raises:
        InputError: It is none that is read.
    """
    if head[4:8] in _MP4_BOXES:
        return "mp4"
    for offset, magic, demuxer in _STARTS:
        if head[offset : offset + len(magic)] == magic:
            return demuxer
    if any(_is_transport_stream(head, *form) for form in _TS_PACKETS):
        return "mpegts"
    what = next((says for at, magic, says in _OTHERS if head[at : at + len(magic)] == magic), None)
    raise InputError(
        f"{name} is {'empty' if not head else what or 'no video that is known here'}",
        "give a video file: MP4, MOV, MKV, WebM, AVI, MPEG-TS, MXF or GIF",
    )


def _is_transport_stream(head: bytes, offset: int, size: int) -> bool:
    syncs = head[offset::size]
    return len(syncs) >= 3 and all(byte == _TS_SYNC for byte in syncs)
