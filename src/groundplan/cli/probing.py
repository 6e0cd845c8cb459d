"""What the light meter prints: a table per shot, or JSON."""

from pathlib import Path
from typing import Final

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines, print_table

__all__ = ["probed"]

_LAMPS: Final = ("light", "role", "white", "gel", "facing lx", "face lx", "dome lx", "distance")


def probed(
    folder: Path, *, where: str, at: float | None, as_json: bool, false_colour: Path | None
) -> None:
    """Print what a light meter reads at a face or a place, in each shot of a project."""
    from groundplan.scene.library import Library  # noqa: PLC0415
    from groundplan.studio.probing import (  # noqa: PLC0415
        probe_json,
        probe_rows,
        probes,
        write_false_colour,
    )

    with opened(folder, writable=False) as project:
        world, library = project.world, Library(project.store.attachment)
        readings = probes(world, where=where, at_s=at, library=library)
        if false_colour is not None:
            write_false_colour(world, readings, false_colour, library=library)
    if as_json:
        print_json(probe_json(world, readings))
        return
    for one in readings:
        whole, lamps = probe_rows(one)
        print_table(f"Light meter, {world.shots[one.shot].name}", ("reading", "is"), whole)
        print_table("Light by light", _LAMPS, lamps)
    if false_colour is not None:
        print_lines([str(false_colour)])
