"""ComfyUI's own templates as graphs that can be sent, to hold ours against them.

The templates are read where `comfyui-workflow-templates-json` has them; nothing of their text is
kept here. They are in the editor's format: subgraphs, reroutes and widget values by position.
"""
# pyright: basic

import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[3] / "integration" / "comfy" / "object_info.json"
WIDGETS = {"INT", "FLOAT", "STRING", "BOOLEAN", "COMBO", "FLOAT,INT"}
BYPASSED = 4
SILENT = {2, BYPASSED}


@pytest.fixture(scope="session")
def object_info() -> dict[str, Any]:
    """Return what the fake server says of the nodes that our graphs use."""
    return json.loads(PATH.read_text())


@pytest.fixture(scope="session")
def template(object_info: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
    """Return a reader of templates in API format, by name."""
    found = importlib.util.find_spec("comfyui_workflow_templates_json")
    if found is None or found.origin is None:
        pytest.skip("comfyui-workflow-templates-json is not installed: graphs are not compared")
    folder = Path(found.origin).parent / "templates"

    def read(name: str) -> dict[str, Any]:
        body = json.loads((folder / f"{name}.json").read_text())
        return Converter(body, object_info).converted()

    return read


@dataclass(frozen=True)
class Scope:
    """The nodes of a graph or subgraph, and the instance that a subgraph stands for."""

    name: str
    nodes: dict[int, dict[str, Any]]
    links: dict[int, tuple[int, int]]
    outputs: list[dict[str, Any]]
    inputs: list[dict[str, Any]]
    parent: "Scope | None" = None
    instance: dict[str, Any] | None = None


class Converter:
    """From the editor's format to the API's, from the saving node back to what it reads."""

    def __init__(self, body: dict[str, Any], object_info: dict[str, Any]) -> None:
        """Read the subgraphs' definitions."""
        self._body, self._info = body, object_info
        listed = body.get("definitions", {}).get("subgraphs", [])
        self._subgraphs = {one["id"]: one for one in listed}
        self._api: dict[str, Any] = {}

    def converted(self) -> dict[str, Any]:
        """Return the nodes that a live SaveVideo depends on, `{id: {class_type, inputs}}`."""
        root = _scope(self._body, name="")
        (saver,) = (
            node for node in root.nodes.values()
            if node["type"] == "SaveVideo" and node.get("mode", 0) not in SILENT
        )  # fmt: skip
        self._place(root, saver)
        return self._api

    def _place(self, scope: Scope, node: dict[str, Any]) -> str:
        key = f"{scope.name}{node['id']}"
        if key not in self._api:
            inputs: dict[str, Any] = self._widgets(node)
            self._api[key] = {"class_type": node["type"], "inputs": inputs}
            for one in node.get("inputs", []):
                if one.get("link") is not None:
                    source = self._source(scope, one["link"])
                    if source is not None:
                        inputs[one["name"]] = source
        return key

    def _widgets(self, node: dict[str, Any]) -> dict[str, Any]:
        """Return widget values by name; numbers that the editor rolls and buttons have no name."""
        groups = self._info.get(node["type"], {}).get("input", {})
        values = iter(node.get("widgets_values") or [])
        found: dict[str, Any] = {}
        for name, spec in {**groups.get("required", {}), **groups.get("optional", {})}.items():
            if not isinstance(spec[0], list) and spec[0] not in WIDGETS:
                continue
            value = next(values, None)
            if value is not None:
                found[name] = round(value, 6) if isinstance(value, float) else value
            more = spec[1] if len(spec) > 1 else {}
            if any(
                more.get(key) for key in ("control_after_generate", "image_upload", "video_upload")
            ):
                next(values, None)
        return found

    def _source(self, scope: Scope, link: int) -> Any:  # noqa: ANN401
        """Return `[id, slot]` of what feeds a link, or the value of a primitive node."""
        origin, slot = scope.links[link]
        if origin == -10:
            assert scope.parent is not None and scope.instance is not None  # noqa: PT018
            name = scope.inputs[slot]["name"]
            feeds = [one for one in scope.instance["inputs"] if one["name"] == name]
            outer = feeds[0].get("link") if feeds else None
            return None if outer is None else self._source(scope.parent, outer)
        node = scope.nodes[origin]
        if node["type"] in self._subgraphs:
            inner = _scope(
                self._subgraphs[node["type"]],
                name=f"{scope.name}{origin}/",
                parent=scope,
                node=node,
            )
            return self._source(inner, inner.outputs[slot]["linkIds"][0])
        if node["type"] == "Reroute":
            return self._source(scope, node["inputs"][0]["link"])
        if node["type"].startswith("Primitive"):
            return node["widgets_values"][0]
        if node.get("mode", 0) == BYPASSED:
            kind = node["outputs"][slot]["type"]
            feeds = [
                one["link"] for one in node["inputs"] if one["type"] == kind and one.get("link")
            ]
            return self._source(scope, feeds[0]) if feeds else None
        return [self._place(scope, node), slot]


def _scope(
    body: dict[str, Any],
    *,
    name: str,
    parent: Scope | None = None,
    node: dict[str, Any] | None = None,
) -> Scope:
    links: dict[int, tuple[int, int]] = {}
    for link in body["links"]:
        if isinstance(link, dict):
            links[link["id"]] = (link["origin_id"], link["origin_slot"])
        else:
            links[link[0]] = (link[1], link[2])
    return Scope(
        name=name,
        nodes={one["id"]: one for one in body["nodes"]},
        links=links,
        outputs=body.get("outputs", []),
        inputs=body.get("inputs", []),
        parent=parent,
        instance=node,
    )
