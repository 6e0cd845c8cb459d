"""The server: tools over MCP on standard input and output, one call at a time.

The only module that imports the SDK.
"""

import asyncio
import contextlib
import sys
from pathlib import Path

from mcp import types
from mcp.server.lowlevel import NotificationOptions, Server
from mcp.server.models import InitializationOptions
from mcp.server.stdio import stdio_server

from groundplan import __version__
from groundplan.studio.mcp.calling import answer_or_line
from groundplan.studio.mcp.tools import INSTRUCTIONS, TOOLS, Tool

__all__ = ["run"]


def run(folder: Path) -> None:
    """Serve a project until the client closes standard input."""
    asyncio.run(_serve(folder))


async def _serve(folder: Path) -> None:
    server = _server(folder)
    options = InitializationOptions(
        server_name="groundplan",
        server_version=__version__,
        capabilities=server.get_capabilities(NotificationOptions(), {}),
        instructions=INSTRUCTIONS,
    )
    async with stdio_server() as (incoming, outgoing):
        with contextlib.redirect_stdout(sys.stderr):  # a stray print would break the protocol
            await server.run(incoming, outgoing, options)


def _server(folder: Path) -> "Server[object]":
    server: Server[object] = Server("groundplan", version=__version__)
    turn = asyncio.Lock()

    async def list_tools(request: types.ListToolsRequest) -> types.ServerResult:
        del request
        return types.ServerResult(types.ListToolsResult(tools=[_told(t) for t in TOOLS.values()]))

    async def call_tool(request: types.CallToolRequest) -> types.ServerResult:
        called = request.params
        async with turn:
            text, failed = await asyncio.to_thread(
                answer_or_line, folder, called.name, called.arguments or {}
            )
        content: list[types.ContentBlock] = [types.TextContent(type="text", text=text)]
        return types.ServerResult(types.CallToolResult(content=content, isError=failed))

    server.request_handlers[types.ListToolsRequest] = list_tools
    server.request_handlers[types.CallToolRequest] = call_tool
    return server


def _told(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        description=tool.says,
        inputSchema=tool.takes.model_json_schema(),
        annotations=types.ToolAnnotations(
            readOnlyHint=not tool.changes,
            destructiveHint=False,
            idempotentHint=not tool.changes,
            openWorldHint=False,
        ),
    )
