"""`measure --self-test`: the judge sits its own exam, and the table is printed."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import orjson

from groundplan.cli.terminal import print_json, print_lines, progress_bar
from groundplan.errors import OutputError

if TYPE_CHECKING:
    from groundplan.studio.selftest.rows import Trial
    from groundplan.studio.selftest.running import SelfTest

__all__ = ["SelfTestOptions", "sit_self_test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestOptions:
    """As the command line gives them."""

    clips: int
    seed: int
    direct: bool
    processes: int
    out: Path | None
    as_json: bool


def sit_self_test(options: SelfTestOptions) -> None:
    """Judge clips with known errors, and print the table; Ctrl-C ends with what there is.

    Raises:
        InputError: There is no clip to be made.
        OutputError: `out` cannot be written.
        MissingExtraError: An extra that clips are made with is not installed.
    """
    from groundplan.studio.selftest.running import SelfTest  # noqa: PLC0415  (slow to import)
    from groundplan.studio.selftest.saved import selftest_json, selftest_report  # noqa: PLC0415
    from groundplan.studio.selftest.telling import score_lines, wrong_lines  # noqa: PLC0415
    from groundplan.world.files import write_atomic  # noqa: PLC0415

    if options.out is not None and not options.out.absolute().parent.is_dir():
        # Told now: the exam may take hours.
        raise OutputError(f"there is no folder {options.out.parent}", "make it first")
    with TemporaryDirectory(prefix="groundplan-self-test-") as folder:
        test = SelfTest(
            count=options.clips, seed=options.seed, folder=Path(folder), direct=options.direct
        )
        trials = _sat(test, processes=options.processes)
    report = selftest_report(test, trials)
    saved = selftest_json(report)
    if options.out is not None:
        write_atomic(options.out, saved)
    if options.as_json:
        print_json(orjson.loads(saved))
        return
    wrong = wrong_lines(trials)
    print_lines(
        [*score_lines(report.score), *(["", "Wrong verdicts.", "", *wrong] if wrong else [])]
    )


def _sat(test: "SelfTest", *, processes: int) -> "tuple[Trial, ...]":
    from groundplan.studio.selftest.running import trials_of  # noqa: PLC0415

    rows: list[Trial] = []
    with (
        progress_bar("self-test") as progress,
        closing(trials_of(test, processes=processes)) as all_rows,
    ):
        try:
            for row in all_rows:
                rows.append(row)
                progress(len(rows), test.count)
        except KeyboardInterrupt:
            if not rows:
                raise
    return tuple(rows)
