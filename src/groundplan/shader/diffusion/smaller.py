"""What to ask for when a plan did not fit into memory."""

from groundplan.shader.capabilities import Capabilities
from groundplan.shader.diffusion.choice import PipelineChoice

__all__ = ["smaller_plan", "smaller_size"]


def smaller_size(capabilities: Capabilities, size_px: tuple[int, int]) -> tuple[int, int] | None:
    """Return the valid size nearest to three quarters of each side; None where none is smaller."""
    width, height = size_px
    rule = capabilities.sizes
    if rule.tiers:
        less = [one for one in rule.tiers if one[0] * one[1] < width * height]
        return max(less, key=lambda one: one[0] * one[1], default=None)
    found = rule.nearest((max(width * 3 // 4, 1), max(height * 3 // 4, 1)))
    return found if found[0] * found[1] < width * height else None


def smaller_plan(
    capabilities: Capabilities, choice: PipelineChoice, *, size_px: tuple[int, int], frames: int
) -> str:
    """Return what would need less memory, least loss first."""
    ways: list[str] = []
    if choice.device != "cpu" and choice.offload != "sequential":
        ways.append(f"--set offload={'model' if choice.offload == 'none' else 'sequential'}")
    size = smaller_size(capabilities, size_px)
    if size is not None:
        ways.append(f"{size[0]}x{size[1]} px instead of {size_px[0]}x{size_px[1]}")
    fewer = capabilities.frames.at_most(frames * 3 // 4)
    if fewer is not None and fewer < frames:
        ways.append(f"{fewer} frames instead of {frames}")
    if choice.dtype == "float32":
        ways.append("--set dtype=bfloat16")
    return f"try {', or '.join(ways)}" if ways else "use a machine with more memory"
