"""The command that judges footage: `measure`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import orjson
import typer

from groundplan.adherence.definitions import DEFINITIONS
from groundplan.cli.opening import opened
from groundplan.cli.self_test import SelfTestOptions, sit_self_test
from groundplan.cli.terminal import print_json, print_lines, progress_bar
from groundplan.errors import InputError

if TYPE_CHECKING:
    from groundplan.adherence.verdict import ShotReport

__all__ = ["register"]

EXIT_FAILED: Final = 1
EXIT_OPEN: Final = 3
_VERDICTS: Final = {
    "pass": "it obeys the plan", "fail": "it does not obey the plan",
    "cannot_tell": "nobody can tell whether it obeys the plan",
}  # fmt: skip
_WORDS: Final = {"pass": "passes", "fail": "fails", "cannot_tell": "can't tell"}


def measure(  # noqa: PLR0913  (each is an option of the command)
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Project folder.")] = None,
    clip: Annotated[
        Path | None, typer.Argument(metavar="CLIP", help="A clip from any model or camera.")
    ] = None,
    *,
    shot: Annotated[
        str, typer.Option(help="Shot number, name or id; default: the clip's own, or the only.")
    ] = "",
    tracker: Annotated[
        str, typer.Option(help="Who looks at the clip: a registered tracker.")
    ] = "plan-guided",
    junit: Annotated[
        Path | None, typer.Option("--junit", help="Also write JUnit XML to this file.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report/--no-report", help="Write JSON and page into `reports/`.")
    ] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole report as JSON.")
    ] = False,
    cross_check: Annotated[
        bool,
        typer.Option("--cross-check", help="Also reconstruct the camera by pycolmap (minutes)."),
    ] = False,
    self_test: Annotated[
        bool,
        typer.Option(
            "--self-test", help="Judge our own clips with known errors, in place of DIR and CLIP."
        ),
    ] = False,
    clips: Annotated[int, typer.Option(help="Of the self-test: how many clips.")] = 60,
    seed: Annotated[int, typer.Option(help="Of the self-test: which clips.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Of the self-test: also write rows and table as JSON.")
    ] = None,
    direct: Annotated[
        bool, typer.Option("--direct", help="Of the self-test: skip the video files.")
    ] = False,
    processes: Annotated[int, typer.Option(help="Of the self-test: how many at once.")] = 1,
) -> None:
    """Hold a clip against the plan: what obeys, by how much, on which frames, and why not.

    Status 0: it obeys; 1: it does not; 3: nobody can tell; 2: wrong input.
    """
    if self_test:
        _self_test(
            (folder, clip),
            SelfTestOptions(
                clips=clips,
                seed=seed,
                direct=direct,
                processes=processes,
                out=out,
                as_json=as_json,
            ),
        )
        return
    if folder is None or clip is None:
        raise InputError(
            "DIR and CLIP are needed", "name a project folder and a clip, or give --self-test"
        )
    from groundplan.adherence.report.saved import report_json  # noqa: PLC0415
    from groundplan.studio.judging_junit import judging_junit  # noqa: PLC0415
    from groundplan.studio.measuring import (  # noqa: PLC0415
        cross_checked,
        measure_clip,
        note_in_ledger,
        shot_of_clip,
        write_report,
    )
    from groundplan.world.files import write_atomic  # noqa: PLC0415

    with opened(folder) as project, progress_bar("measuring") as progress:
        shot_id = shot_of_clip(project, clip, shot)
        measured = measure_clip(project, clip, shot_id, by=tracker, progress=progress)
        measured = cross_checked(measured) if cross_check else measured
        found = measured.judged.report
        saved = write_report(project, measured) if report else ()
        note_in_ledger(project, clip, found)
    if junit is not None:
        write_atomic(junit, judging_junit(folder.resolve().name, (found,)))
    if as_json:
        print_json(orjson.loads(report_json(found)))
    else:
        print_lines([*_lines(found), *(f"  {path}" for path in saved)])
    if found.status != "pass":
        raise typer.Exit(EXIT_FAILED if found.status == "fail" else EXIT_OPEN)


def _self_test(given: tuple[Path | None, Path | None], options: SelfTestOptions) -> None:
    if given != (None, None):
        raise InputError("--self-test makes its own clips", "leave out DIR and CLIP")
    sit_self_test(options)


def _lines(report: "ShotReport") -> list[str]:
    from groundplan.adherence.report.words import quantity_text  # noqa: PLC0415

    lines = [f"{report.shot_name}: {report.clip_name}: {_VERDICTS[report.status]}"]
    lines += [f"  {cause.says}" for cause in report.causes]
    lines += [f"  {one.says}" for one in report.mapping.findings if not one.fails]
    for check in report.checks:
        found = check.reason
        if check.value is not None:
            limit = quantity_text(check.tolerance, check.unit)
            found = f"{quantity_text(check.value, check.unit)} (at most {limit})"
        lines.append(f"  {_WORDS[check.status]:11} {check.name}: {found}")
    return [*lines, *_by_colmap(report)]


def _by_colmap(report: "ShotReport") -> list[str]:
    """Return what the cross-check found, a line for each number, or one for why there is none."""
    rows = [one for one in report.measurements if one.definition.startswith("colmap.")]
    lines = [
        f"  pycolmap    {DEFINITIONS[one.definition].says}: {one.value:.3g} {one.unit}"
        if one.value is not None
        else f"  pycolmap    {one.reason}"
        for one in rows
    ]
    return list(dict.fromkeys(lines))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(measure)
