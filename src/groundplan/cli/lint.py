"""Commands that judge: `lint`, `test`, `explain`, and `waive`, which accepts a judgement."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from groundplan.cli.opening import opened
from groundplan.cli.terminal import print_json, print_lines
from groundplan.errors import InputError, OutputError

if TYPE_CHECKING:
    from groundplan.agents.critic.linting import LintReport

__all__ = ["register"]

EXIT_FOUND: Final = 1

Folder = Annotated[Path, typer.Argument(help="Project folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print machine-readable JSON.")]
ShotName = Annotated[str, typer.Option("--shot", help="Only this shot: SH010, or 1 for the first.")]
Junit = Annotated[Path | None, typer.Option("--junit", help="Also write JUnit XML to this file.")]


def lint(  # noqa: PLR0913  (each is an option of the command)
    folder: Folder,
    *,
    shot: ShotName = "",
    select: Annotated[
        str, typer.Option(help="Only these codes or families, comma between: GP1,GP214.")
    ] = "",
    ignore: Annotated[str, typer.Option(help="Not these codes or families.")] = "",
    min_severity: Annotated[
        str, typer.Option("--min-severity", help="info, warning or error.")
    ] = "info",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail as well.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Repair what can be, as one step that undo takes back.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --fix: say what would change.")
    ] = False,
    junit: Junit = None,
    as_json: Json = False,
) -> None:
    """Look for faults of framing, grammar, space, motion, light, safety and readiness.

    Status 1 when there is an error (with --strict, a warning), 2 for wrong input.
    """
    from groundplan.studio.lint import (  # noqa: PLC0415
        chosen,
        lint_project,
        report_json,
        report_junit,
        report_lines,
    )
    from groundplan.studio.lint_fixes import fix_project  # noqa: PLC0415

    if dry_run and not fix:
        raise InputError("--dry-run says what --fix would do", "give --fix as well")
    if junit is not None:
        _check_writable(junit)
    with opened(folder, writable=fix and not dry_run) as project:
        choice = chosen(project.world, select=select, ignore=ignore, shot=shot, least=min_severity)
        fixed = fix_project(project, choice, dry_run=dry_run) if fix else None
        world = project.world if fixed is None else fixed.world
        report = lint_project(project, choice) if fixed is None else fixed.report
        if junit is not None:
            _write(junit, report_junit(world, report, name=folder.resolve().name))
        if as_json:
            done = {} if fixed is None else {"fixed": fixed.as_json()}
            print_json({**report_json(world, report), **done})
        else:
            print_lines([*([] if fixed is None else fixed.lines), *report_lines(world, report)])
    _leave(report, strict=strict)


def _leave(report: "LintReport", *, strict: bool) -> None:
    if report.count("error") or (strict and report.count("warning")):
        raise typer.Exit(EXIT_FOUND)


def _check_writable(path: Path) -> None:
    """Refuse a report that could not be written, before anything is changed."""
    if path.is_dir() or not path.parent.is_dir():
        raise OutputError(f"{path} cannot be written", "name a file in a folder that is there")


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written ({error.strerror})", "name a file in a folder that is there"
        ) from error


def assert_shots(
    folder: Folder,
    *,
    shot: ShotName = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="What was only wished fails as well.")
    ] = False,
    junit: Junit = None,
    as_json: Json = False,
) -> None:
    """Assert every intent of the shots on the posed scene; status 1 when one fails."""
    from groundplan.studio.testing import shot_tests  # noqa: PLC0415

    with opened(folder, writable=False) as project:
        tested = shot_tests(project, shot=shot, strict=strict)
    if junit is not None:
        _write(junit, tested.junit(folder.resolve().name))
    if as_json:
        print_json(tested.as_json())
    else:
        print_lines(tested.lines)
    if tested.failures:
        raise typer.Exit(EXIT_FOUND)


def explain(
    rule: Annotated[
        str, typer.Argument(help="A code as GP201, or a dotted one; none: list all.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say what a rule of the linter checks, why, with which number, and how to cure it."""
    from groundplan.agents.critic.rules.registry import all_rules, rule_called  # noqa: PLC0415
    from groundplan.studio.explaining import explanation, rule_json, rule_list  # noqa: PLC0415

    if not rule:
        if as_json:
            print_json([rule_json(r) for r in all_rules().values()])
        else:
            print_lines(rule_list())
        return
    found = rule_called(rule)
    if as_json:
        print_json(rule_json(found))
    else:
        print_lines(explanation(found))


def waive(
    folder: Folder,
    code: Annotated[str, typer.Argument(help="Code or family: GP201, GP2.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is accepted.")],
    shot: ShotName = "",
    path: Annotated[str, typer.Option(help="Only for this field or entity.")] = "",
    as_json: Json = False,
) -> None:
    """Accept what a rule finds, with a reason; the waiver is part of the world."""
    from groundplan.studio.lint import waive as accept  # noqa: PLC0415

    with opened(folder) as project:
        outcome = accept(project, code, reason=reason, shot=shot, path=path)
    if as_json:
        print_json(outcome.as_json())
    else:
        print_lines(outcome.lines)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(lint)
    app.command("test")(assert_shots)
    app.command()(explain)
    app.command()(waive)
