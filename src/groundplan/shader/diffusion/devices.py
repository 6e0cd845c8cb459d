"""On what a pipeline runs, in which precision, and what to say when memory runs out."""
# torch is typed only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final, Literal

from groundplan.errors import CallError
from groundplan.shader.diffusion.choice import PipelineChoice

__all__ = ["device_named", "device_of", "dtype_of", "free_memory", "ran_out", "repeatable"]

_NO_ROOM: Final = ("can't allocate memory", "not enough memory", "out of memory")
"""Source: c10 `DefaultCPUAllocator` (Linux, Windows) and CUDA caching allocator messages."""


def device_of(choice: PipelineChoice) -> Literal["cpu", "cuda"]:
    """Return the device; `auto` takes cuda where there is one.

    Raises:
        CallError: cuda is wished and there is none, or offload has no device to spare.
    """
    import torch

    there = torch.cuda.is_available()
    if choice.device == "cuda" and not there:
        raise CallError("there is no CUDA device here", "give --set device=cpu")
    device: Literal["cpu", "cuda"] = "cuda" if there and choice.device != "cpu" else "cpu"
    if device == "cpu" and choice.offload != "none":
        raise CallError(f"offload={choice.offload} on the cpu", "give --set offload=none")
    return device


def dtype_of(choice: PipelineChoice, device: str) -> str:
    """Return the name of the precision; `auto` is bfloat16 on cuda and float32 on the cpu."""
    if choice.dtype != "auto":
        return choice.dtype
    return "bfloat16" if device == "cuda" else "float32"


def device_named(device: str) -> str:
    """Return a device in words, for provenance."""
    import torch

    return f"cuda: {torch.cuda.get_device_name()}" if device == "cuda" else "cpu"


def ran_out(error: BaseException) -> bool:
    """Return whether an error means that memory ran out, on either side."""
    import torch

    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_ROOM)


def free_memory() -> None:
    """Give back what a failed call has left."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


@contextmanager
def repeatable() -> Generator[None]:
    """Take the algorithms that give the same numbers every time, where torch has them."""
    import torch

    before = torch.are_deterministic_algorithms_enabled()
    warned = torch.is_deterministic_algorithms_warn_only_enabled()
    searched = torch.backends.cudnn.benchmark
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    torch.backends.cudnn.benchmark = False
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(mode=before, warn_only=warned)
        torch.backends.cudnn.benchmark = searched
