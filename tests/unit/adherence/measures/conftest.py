"""The plan of the ball with its boxes, rendered once."""

import pytest
from tests.unit.passes.conftest import RendererFake, make_stage

from groundplan.adherence.plan_view import PlanView, plan_view
from groundplan.passes.pack import ControlPack
from groundplan.passes.render import PackOptions, write_pack
from groundplan.previz.port import RENDERED_PASSES, RenderOptions


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> PlanView:
    folder = tmp_path_factory.mktemp("measured") / "pack"
    render = RenderOptions(passes=RENDERED_PASSES)
    options = PackOptions(render=render, threads=1, previews=(), contact_sheet=False)
    write_pack(RendererFake(), make_stage(frames=5), folder, options=options)
    return plan_view(ControlPack.open(folder))
