"""An outside agent over standard input and output, with the client of the MCP SDK."""

import asyncio
import json
import os
import sys
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundplan.agents.director import plan
from groundplan.cli import main
from groundplan.inputs.text import facts_from_text
from groundplan.studio.mcp.tools import TOOLS
from groundplan.studio.project import Project

if TYPE_CHECKING:
    from mcp import ClientSession

needs_sdk = pytest.mark.skipif(
    util.find_spec("mcp") is None, reason="the extra groundplan[mcp] is not installed"
)
PROGRAM = "import sys; from groundplan.cli import main; sys.argv[0] = 'groundplan'; main()"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "take"
    brief = "A woman in a red coat walks to a bench at noon. Medium shot, 35mm lens."
    with Project.create(folder, plan(facts_from_text(brief))):
        return folder


async def called(session: "ClientSession", name: str, **arguments: object) -> tuple[str, bool]:
    from mcp import types  # noqa: PLC0415  (an extra)

    result = await session.call_tool(name, arguments)
    assert len(result.content) == 1
    content = result.content[0]
    assert isinstance(content, types.TextContent)
    return content.text, result.isError


async def said(session: "ClientSession", name: str, **arguments: object) -> dict[str, Any]:
    text, failed = await called(session, name, **arguments)
    assert not failed, text
    return json.loads(text)


async def conversation(folder: Path) -> None:
    from mcp import ClientSession, StdioServerParameters  # noqa: PLC0415  (an extra)
    from mcp.client.stdio import stdio_client  # noqa: PLC0415

    server = StdioServerParameters(
        command=sys.executable, args=["-c", PROGRAM, "mcp", str(folder)], env=dict(os.environ)
    )
    async with (
        stdio_client(server) as (incoming, outgoing),
        ClientSession(incoming, outgoing) as session,
    ):
        greeted = await session.initialize()
        assert greeted.serverInfo.name == "groundplan"
        assert "dry run" in (greeted.instructions or "")
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert list(tools) == list(TOOLS)
        proposed = tools["propose_edits"].inputSchema["properties"]
        assert proposed["dry_run"]["default"] is True
        await change_and_take_back(session)
        await be_hostile(session)


async def change_and_take_back(session: "ClientSession") -> None:
    entities = (await said(session, "list_entities"))["entities"]
    assert {"woman", "bench"} <= {each["name"] for each in entities}
    wanted = ["woman.body.height_m=1.8"]
    tried = await said(session, "propose_edits", assignments=wanted)
    assert tried["applies"]
    first = (await said(session, "log"))["total"]
    done = await said(session, "propose_edits", assignments=wanted, dry_run=False)
    assert [change["after"] for change in done["changes"]] == [1.8]
    noted = await said(session, "direct", note="make it dusk", dry_run=False)
    assert noted["changed"]
    assert (await said(session, "log"))["total"] == first + 2
    await said(session, "undo")
    await said(session, "undo")
    assert "only its own" in (await called(session, "undo"))[0]


async def be_hostile(session: "ClientSession") -> None:
    asked = [
        called(session, "eval", code="import os"),
        called(session, "direct", note="x" * 3_000_000),
        called(session, "read_field", path="../" * 300 + "etc/passwd"),
        called(session, "propose_edits", assignments=["camera.focal_mm=50"], dry_run=False),
    ]
    for text, failed in await asyncio.gather(*asked):
        assert failed, text
        assert len(text.splitlines()) == 1
        assert len(text) <= 1000
    assert (await said(session, "list_entities"))["total"] > 0


@needs_sdk
def test_an_agent_looks_changes_and_takes_back_over_stdio(project: Path) -> None:
    asyncio.run(asyncio.wait_for(conversation(project), timeout=240))


def test_without_the_extra_the_command_says_what_to_install(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "groundplan.studio.mcp.server", raising=False)
    monkeypatch.setattr(sys, "argv", ["groundplan", "mcp", str(project)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert "pip install 'groundplan[mcp]'" in capsys.readouterr().err
