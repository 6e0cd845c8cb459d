"""A dry run writes each shot's request into its own folder, or says in one line why not."""
# A dry run is asked by itself: `shoot` renders the shots of a whole project first.
# pyright: reportPrivateUsage=false

from collections.abc import Generator
from pathlib import Path

import pytest
from tests.unit.studio.pretend_host import PretendShader, plan_of
from tests.unit.studio.small_film import small_film

from groundplan.errors import OutputError
from groundplan.studio.project import Project
from groundplan.studio.shading.control_pack import render_control_pack
from groundplan.studio.shading.shooting import ShadeOrder, _dry_run
from groundplan.world.store import Store


@pytest.fixture
def project(tmp_path: Path) -> Generator[Project]:
    store = Store.create(tmp_path / "project", small_film())
    yield Project(store)
    store.close()


@pytest.mark.parametrize(("shot", "folder"), [("", "out/s1"), ("1", "out")])
def test_a_named_folder_holds_one_shot_or_a_folder_for_each(
    project: Project, tmp_path: Path, shot: str, folder: str
) -> None:
    shader, out = PretendShader(tmp_path / "host"), tmp_path / "out"
    plan = plan_of(shader)
    pack = render_control_pack(small_film(), plan, tmp_path / "pack")

    def dry_run(place: Path) -> tuple[str, ...]:
        order = ShadeOrder(backend="pretend", shot=shot, dry_run=True, out=place)
        made = _dry_run(
            project, shader, plan, pack=pack, order=order, progress=lambda _done, _total: None
        )
        return made.files

    place = tmp_path / folder
    assert dry_run(out) == (str(place / "plan.json"), str(place / "request.json"))
    taken = tmp_path / "file"
    taken.write_text("x")
    with pytest.raises(OutputError, match="can't be written"):
        dry_run(taken)
