"""Commands for what a crew reads: `lenses`, `mount`, `report`, `plan`, `animatic`."""

from pathlib import Path
from typing import Annotated

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines, print_table, progress_bar

__all__ = ["register"]

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]
ShotName = Annotated[str, typer.Option("--shot", help="Shot number, name or id; default: all.")]


def lenses(*, as_json: Json = False) -> None:
    """List lens sets and sensors: focal lengths, stops, closest focus, image circles."""
    from groundplan.studio.paperwork.lens_list import lenses_json, lenses_tables  # noqa: PLC0415

    if as_json:
        print_json(lenses_json())
        return
    for table in lenses_tables():
        print_table(table.title, table.headers, table.rows)


def mount(
    folder: Folder,
    lens: Annotated[str, typer.Argument(help="Lens, as spherical_s35/50, or a set.")],
    *,
    shot: Annotated[str, typer.Option(help="Shot number, name or id.")] = "1",
    ideal: Annotated[
        bool, typer.Option("--ideal", help="Without its breathing and distortion.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put a lens on the camera of a shot; one undo takes it off."""
    from groundplan.studio.paperwork.mounting import mount as mount_lens  # noqa: PLC0415

    with opened(folder) as project:
        outcome, notes = mount_lens(project, lens, shot=shot, character=not ideal)
    if as_json:
        print_json({**outcome.as_json(), "notes": list(notes)})
    else:
        print_lines([*outcome.lines, *notes])


def report(
    folder: Folder,
    *,
    shot: ShotName = "",
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write a shot list as CSV to this file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the camera report: lens, focus, exposure and place of the camera, shot by shot."""
    from groundplan.studio.paperwork.report_data import report_json  # noqa: PLC0415
    from groundplan.studio.paperwork.report_tables import report_csv, report_tables  # noqa: PLC0415
    from groundplan.studio.paperwork.reporting import project_reports  # noqa: PLC0415
    from groundplan.world.files import write_atomic  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        reports = project_reports(project, shot=shot)
    if csv is not None:
        write_atomic(csv, report_csv(reports).encode())
    if as_json:
        print_json(report_json(reports))
    elif csv is not None:
        print_lines([str(csv)])
    else:
        for table in report_tables(reports):
            print_table(table.title, table.headers, table.rows)


def plan(
    folder: Folder,
    *,
    shot: ShotName = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for them; default: DIR/plans.")
    ] = None,
    production: Annotated[
        str, typer.Option(help="Name in the title block; default: the folder's.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Draw the floor plan of each shot, to scale, as SVG."""
    from groundplan.studio.floor_plan.writing import write_plans  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        files = write_plans(project, shot=shot, folder=out, production=production)
    if as_json:
        print_json({"files": files})
    else:
        print_lines(files)


def animatic(  # noqa: PLR0913  (a command line)
    folder: Folder,
    *,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Video to write (.mp4).")] = None,
    stills: Annotated[
        Path | None, typer.Option(help="Write a PNG of each shot into this folder instead.")
    ] = None,
    shot: ShotName = "",
    slate: Annotated[float, typer.Option(min=0.0, max=60.0, help="Seconds of each slate.")] = 1.0,
    guides: Annotated[
        str, typer.Option(help="Aspect ratios to mark, as 2.39,9:16; film: the film's own.")
    ] = "film",
    timecode: Annotated[str, typer.Option(help="Of the first frame.")] = "01:00:00:00",
    clean: Annotated[bool, typer.Option("--clean", help="Without burn-ins.")] = False,
    lens: Annotated[bool, typer.Option("--lens", help="Bend pictures as the lens does.")] = False,
    production: Annotated[str, typer.Option(help="On the slate; default: the folder's name.")] = "",
    threads: Annotated[
        int, typer.Option(min=1, max=256, help="Rendering threads; any number, same bytes.")
    ] = 2,
    as_json: Json = False,
) -> None:
    """Film every shot in order, with slates, burn-ins, timecode and subtitles."""
    from groundplan.studio.animatic.frames import Look  # noqa: PLC0415
    from groundplan.studio.animatic.writing import (  # noqa: PLC0415
        AnimaticRequest,
        write_animatic,
        write_stills,
    )
    from groundplan.studio.rendering import parse_guides  # noqa: PLC0415

    with opened(folder, writable=False) as project, progress_bar("filming") as progress:
        look = Look(
            production=production or folder.resolve().name, slate_s=slate, burn_in=not clean,
            guides=parse_guides(guides, project.world), lens=lens, threads=threads,
        )  # fmt: skip
        request = AnimaticRequest(shot=shot, start=timecode, look=look)
        files: list[str] = []
        if stills is not None:
            files += write_stills(project, stills, request=request, progress=progress)
        if out is not None or stills is None:
            target = out or folder / "animatic.mp4"
            files.append(write_animatic(project, target, request=request, progress=progress))
    if as_json:
        print_json({"files": files})
    else:
        print_lines(files)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (lenses, mount, report, plan, animatic):
        app.command()(command)
