"""From a graph's outputs to footage: every frame of the planned size, or the file as it is."""

from importlib import metadata
from typing import Final

import numpy as np

from groundplan.errors import CallError
from groundplan.shader.comfy.clips import Picture, frame_of, video_length
from groundplan.shader.comfy.job import Job
from groundplan.shader.comfy.pace import Pace
from groundplan.shader.comfy.server import SavedFile, Server
from groundplan.shader.port import Delivered
from groundplan.world.base import JsonData

__all__ = ["delivered"]

_VIDEO_LIMIT: Final = 2 << 30
_SLACK: Final = 1 << 20
"""What a PNG may have beside its pixels: the graph, which ComfyUI writes into it [bytes]."""
_TRIES: Final = 3
_LISTS: Final = ("images", "videos", "gifs", "video")
"""Names under which nodes list what they kept; SaveVideo says `images`."""


def delivered(
    server: Server, job: Job, outputs: dict[str, JsonData], *, prompt_id: str, pace: Pace
) -> Delivered:
    """Return what a graph made.

    Raises:
        CallError: It is not what was planned: nothing is cut, padded or resized.
    """
    files = _files(outputs.get(job.expected.node))
    want = job.expected
    many = want.frame_count if want.kind == "frames" else 1
    if len(files) != many:
        raise CallError(
            f"{len(files)} files came back where {many} were planned",
            "see the graph at the server",
            over=True,
        )
    video = frames = None
    if want.kind == "video":
        video = _video(server, job, files[0], pace=pace)
    else:
        pictures = [_frame(server, job, file, pace=pace) for file in files]
        frames = np.stack(pictures)
    about = server.about()
    return Delivered(
        frames=frames,
        video=video,
        request_id=prompt_id,
        weights=_weights(job),
        libraries={"comfyui": about.version, "httpx": metadata.version("httpx")},
        device=about.device,
    )


def _files(output: JsonData) -> list[SavedFile]:
    table = output if isinstance(output, dict) else {}
    lists = [found for found in (table.get(name) for name in _LISTS) if isinstance(found, list)]
    return [
        SavedFile(
            filename=str(one.get("filename")),
            subfolder=str(one.get("subfolder") or ""),
            folder=str(one.get("type") or "output"),
        )
        for one in (lists[0] if lists else ())
        if isinstance(one, dict)
    ]


def _frame(server: Server, job: Job, file: SavedFile, *, pace: Pace) -> Picture:
    width, height = job.expected.size_px
    data = _fetched(server, file, limit=width * height * 4 + _SLACK, pace=pace)
    return frame_of(data, size_px=job.expected.size_px)


def _video(server: Server, job: Job, file: SavedFile, *, pace: Pace) -> bytes:
    data = _fetched(server, file, limit=_VIDEO_LIMIT, pace=pace)
    planned = job.expected.frame_count
    count = video_length(data, size_px=job.expected.size_px, most=planned + 1)
    if count != planned:
        raise CallError(
            f"a video of {count} frames came back", f"{planned} were planned", over=True
        )
    return data


def _fetched(server: Server, file: SavedFile, *, limit: int, pace: Pace) -> bytes:
    """Return a file; fetching is safe to repeat."""
    for left in reversed(range(_TRIES)):
        try:
            return server.view(file, limit=limit)
        except CallError as error:
            if error.over:
                raise
            if not left:
                raise CallError(
                    error.problem, "the result stays there: run again to fetch it", over=False
                ) from None
            pace.sleep(pace.poll_s)
    raise AssertionError  # the last try returns or raises


def _weights(job: Job) -> dict[str, str]:
    """Return the model files that the graph names; a server does not tell their hashes."""
    found: dict[str, str] = {}
    for key, node in job.prompt.items():
        inputs = node.get("inputs") if isinstance(node, dict) else None
        if isinstance(node, dict) and isinstance(inputs, dict):
            for name, value in inputs.items():
                if isinstance(value, str) and value.endswith((".safetensors", ".pt", ".gguf")):
                    found[f"{key}.{node['class_type']}.{name}"] = value
    return dict(sorted(found.items()))
