"""The sheet of all shots, beside the document."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from groundplan.passes.film_sheet import film_sheet, row_of_take
from groundplan.passes.pack import ControlPack
from groundplan.studio.project import Project
from groundplan.studio.provenance import words_of_shot
from groundplan.units import SUBFRAMES_PER_FRAME
from groundplan.world.document import World
from groundplan.world.files import write_atomic

__all__ = ["NAME", "write_film_sheet"]

NAME: Final = "contact_sheet.png"


def write_film_sheet(project: Project, takes: Sequence[Path]) -> list[str]:
    """Write the sheet of takes `takes/<shot>/<number>`; return its path, none for a single take."""
    packs = [ControlPack.open(take) for take in takes]
    drawn = [(take, pack) for take, pack in zip(takes, packs, strict=True) if "beauty" in pack]
    if len(drawn) < 2:
        return []
    world = project.world
    rate = world.timebase.fps_den / world.timebase.fps_num
    rows = [
        row_of_take(
            pack,
            label=_label(world, take.parent.name),
            words=words_of_shot(world, take.parent.name),
            start_s=world.shots[take.parent.name].first // SUBFRAMES_PER_FRAME * rate,
        )
        for take, pack in drawn
    ]
    path = project.folder / NAME
    write_atomic(path, film_sheet(rows, title=_title(world)))
    return [str(path)]


def _label(world: World, shot_id: str) -> str:
    """Return name, number in the script, framing and place of a shot."""
    shot = world.shots[shot_id]
    scene = world.narrative.scenes.get(shot.scene)
    parts = (
        shot.name, shot.number, shot.framing.size.replace("_", " "),
        scene.heading if scene is not None else "",
    )  # fmt: skip
    return "  ".join(part for part in parts if part)


def _title(world: World) -> str:
    """Return the scenes' headings, or the brief."""
    headings = [s.heading for s in sorted(world.narrative.scenes.values(), key=lambda s: s.order)]
    said = [heading for heading in headings if heading]
    return "  |  ".join(said) or words_of_shot(world, min(world.shots))
