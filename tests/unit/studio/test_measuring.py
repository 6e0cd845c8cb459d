"""A clip is held against its shot: which shot, which take, and what the ledger keeps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.studio.small_film import small_film
from tests.unit.studio.test_shading_judging import report

from groundplan.agents.director import Planned
from groundplan.errors import InputError, PathError
from groundplan.footage.calls import Judgement, MadeBy, NewCall, Result
from groundplan.footage.ledger import Ledger
from groundplan.studio.measuring import (
    judgement_of_clip,
    measure_clip,
    note_in_ledger,
    shot_of_clip,
)
from groundplan.studio.project import Project
from groundplan.studio.shading.deciding import PERSON

CLIP = "footage/s1/001.mp4"
BY_HAND = Judgement(protocol="", verdict="", accepted=True, accepted_by=PERSON)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    world = small_film()
    planned = Planned(world=world, base=world, patches=(), findings=(), questions=())
    with Project.create(tmp_path / "film", planned) as made:
        clip = made.folder / CLIP
        clip.parent.mkdir(parents=True)
        clip.write_bytes(b"a clip")
        yield made


def _ledger(project: Project) -> Ledger:
    return Ledger(project.folder, clock=lambda: datetime(2031, 5, 4, tzinfo=UTC))


def _called(project: Project, *judgements: Judgement | None, clip: str = CLIP) -> None:
    """Write calls that made a clip, judged or not."""
    with _ledger(project) as ledger:
        for number, judgement in enumerate(judgements):
            row = ledger.plan(
                NewCall(
                    key=f"{number:064x}", call_hash=f"{number:064x}", shot="s1",
                    world_hash="c" * 64, pack_hash="d" * 64, backend="pretend",
                    capabilities_version="1", seed=number, prompt_hash="",
                )
            )  # fmt: skip
            ledger.sending(row.id)
            ledger.done(row.id, Result(output_hash="e" * 64, part="", made_by=MadeBy()))
            ledger.filed([row.id], clip)
            if judgement is not None:
                ledger.judged(row.id, judgement)


def _judgements(project: Project) -> list[Judgement | None]:
    with _ledger(project) as ledger:
        return [row.judgement for row in ledger.rows()]


def test_a_verdict_is_written_to_every_call_that_made_the_clip(project: Project) -> None:
    _called(project, None, None)
    _called(project, None, clip="footage/s1/002.mp4")
    assert note_in_ledger(project, project.folder / CLIP, report("fail")) == 2
    first, second, other = _judgements(project)
    assert first == second
    assert first is not None
    assert (first.verdict, first.accepted) == ("fail", False)
    assert other is None


def test_what_a_clip_is_as_another_shot_says_nothing_of_its_calls(project: Project) -> None:
    _called(project, None)
    other = replace(report("fail"), shot="s2")
    assert note_in_ledger(project, project.folder / CLIP, other) == 0
    assert _judgements(project) == [None]


def test_what_a_clip_is_in_an_edited_world_says_nothing_of_its_calls(project: Project) -> None:
    _called(project, None)
    edited = replace(report("fail"), world_hash="9" * 64)
    assert note_in_ledger(project, project.folder / CLIP, edited) == 0
    assert _judgements(project) == [None]


def test_of_a_clip_that_cannot_be_read_nobody_can_tell_and_why_is_kept(project: Project) -> None:
    said = judgement_of_clip(project, project.folder / CLIP, "s1")
    assert (said.verdict, said.accepted, said.accepted_by) == ("cannot_tell", False, "rule")
    assert "001.mp4" in said.cause


def test_a_later_verdict_takes_the_place_of_an_earlier_one(project: Project) -> None:
    _called(project, None)
    note_in_ledger(project, project.folder / CLIP, report("fail"))
    note_in_ledger(project, project.folder / CLIP, report("pass"))
    (found,) = _judgements(project)
    assert found is not None
    assert found.accepted


def test_what_a_person_decided_stays(project: Project) -> None:
    _called(project, BY_HAND, None)
    assert note_in_ledger(project, project.folder / CLIP, report("fail")) == 1
    kept, judged = _judgements(project)
    assert kept == BY_HAND
    assert judged is not None
    assert judged.accepted_by == "rule"


def test_a_clip_from_elsewhere_is_nobodys_call(project: Project, tmp_path: Path) -> None:
    _called(project, None)
    away = tmp_path / "elsewhere.mp4"
    away.write_bytes(b"a clip")
    assert note_in_ledger(project, away, report("pass")) == 0
    assert _judgements(project) == [None]


def test_a_way_round_to_the_clip_is_the_clip(project: Project) -> None:
    _called(project, None)
    round_about = project.folder / "footage" / ".." / CLIP
    assert note_in_ledger(project, round_about, report("pass")) == 1


@pytest.mark.parametrize("wanted", ["s2", "SH020", "2"])
def test_a_shot_is_named_by_id_name_or_number(project: Project, wanted: str) -> None:
    assert shot_of_clip(project, project.folder / CLIP, wanted) == "s2"


def test_of_several_shots_one_has_to_be_named(project: Project) -> None:
    with pytest.raises(InputError, match=r"001\.mp4 may be of any of 2 shots; name it: --shot"):
        shot_of_clip(project, project.folder / CLIP)


def test_a_shot_that_is_not_there_is_refused(project: Project) -> None:
    with pytest.raises(PathError):
        shot_of_clip(project, project.folder / CLIP, "SH990")


def test_a_clip_that_is_not_there_is_refused_before_anything_is_rendered(
    project: Project,
) -> None:
    with pytest.raises(InputError, match="there is no file"):
        measure_clip(project, project.folder / "footage" / "none.mp4", "s1")
    assert not (project.folder / "takes").exists()
