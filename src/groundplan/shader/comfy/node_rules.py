"""A graph against what a server says of its nodes: refused before anything is queued.

ComfyUI itself checks types, limits and choices, but lets sizes off a node's step pass and then
rounds them down, and drops inputs that its version of a node does not know. Both are refused here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeGuard

from groundplan.errors import CallError
from groundplan.world.base import JsonData

__all__ = ["NodeRule", "check_graph", "node_rule"]

_SHOWN: Final = 12
"""How many choices a message lists."""
_KINDS: Final = {"INT": int, "FLOAT": int | float, "STRING": str, "BOOLEAN": bool}
_DYNAMIC: Final = "COMFY_DYNAMICCOMBO_V3"
_UPLOADS: Final = ("image_upload", "video_upload", "upload", "audio_upload")


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRule:
    """What one input takes."""

    kind: str
    """INT, FLOAT, STRING, BOOLEAN, COMBO or a type of links."""
    required: bool
    choices: tuple[JsonData, ...] = ()
    low: float | None = None
    high: float | None = None
    step: int | None = None
    """Of whole numbers, counted from `low`."""
    uploads: bool = False
    """Its choices are files, and one that is sent later is as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRule:
    """What one class of nodes takes and gives."""

    inputs: Mapping[str, InputRule]
    outputs: tuple[str, ...]


def node_rule(kind: str, info: JsonData) -> NodeRule:
    """Return the rule in a server's answer to `/object_info/{kind}`.

    Raises:
        CallError: The server has no such node, or its answer is none.
    """
    entry = info.get(kind) if _is_object(info) else None
    if entry is None:
        raise CallError(
            f"the server has no node {kind}", "update ComfyUI: it is one of its own", over=True
        )
    groups = entry.get("input") if _is_object(entry) else None
    outputs = entry.get("output") if _is_object(entry) else None
    if not _is_object(groups) or not isinstance(outputs, list):
        raise CallError(f"the server does not describe {kind}", "update ComfyUI", over=True)
    inputs: dict[str, InputRule] = {}
    for group in ("required", "optional"):
        named = groups.get(group)
        if _is_object(named):
            for name, spec in named.items():
                inputs[name] = _input_rule(spec, required=group == "required")
    return NodeRule(inputs=inputs, outputs=tuple(_kind(one) for one in outputs))


def check_graph(prompt: Mapping[str, JsonData], rules: Mapping[str, NodeRule]) -> None:
    """Refuse a graph that breaks a rule of the server's nodes.

    Raises:
        CallError: Names node and input, and what would be right.
    """
    for key, node in prompt.items():
        assert _is_object(node)  # noqa: S101  (the graph is ours)
        kind, inputs = str(node["class_type"]), node["inputs"]
        assert _is_object(inputs)  # noqa: S101
        rule = rules[kind]
        place = f"{kind} (node {key})"
        for name, one in rule.inputs.items():
            if one.required and name not in inputs:
                _refuse(f"{place} needs {name}", "this ComfyUI is newer or older than we know")
        for name, value in inputs.items():
            if name not in rule.inputs:
                _unknown(place, name, rule)
            elif isinstance(value, list):
                source = _class_of(prompt, value)
                _check_link(
                    f"{name} of {place}",
                    value,
                    takes=rule.inputs[name].kind,
                    source=source,
                    given=rules[source].outputs,
                )
            else:
                _check_value(f"{name} of {place}", value, rule.inputs[name])


def _input_rule(spec: JsonData, *, required: bool) -> InputRule:
    if not isinstance(spec, list) or not spec:
        return InputRule(kind="*", required=required)
    more = spec[1] if len(spec) > 1 and _is_object(spec[1]) else {}
    listed = spec[0] if isinstance(spec[0], list) else more.get("options")
    step, low, high = more.get("step"), more.get("min"), more.get("max")
    return InputRule(
        kind=_kind(spec[0]),
        required=required,
        choices=tuple(listed) if isinstance(listed, list) else (),
        low=low if isinstance(low, int | float) else None,
        high=high if isinstance(high, int | float) else None,
        step=step if isinstance(step, int) and step > 1 else None,
        uploads=any(bool(more.get(name)) for name in _UPLOADS),
    )


def _kind(spec: JsonData) -> str:
    return "COMBO" if isinstance(spec, list) else str(spec)[:80]


def _unknown(place: str, name: str, rule: NodeRule) -> None:
    head, dot, _ = name.partition(".")
    if dot and head in rule.inputs:
        return  # the choices inside a choice; servers without them have none to leave out
    known = ", ".join(rule.inputs) or "none"
    _refuse(f"{place} has no input {name}, it would be dropped", f"it has {known}: update ComfyUI")


def _class_of(prompt: Mapping[str, JsonData], link: list[JsonData]) -> str:
    node = prompt[str(link[0])]
    return str(node["class_type"]) if _is_object(node) else ""


def _check_link(
    place: str, link: list[JsonData], *, takes: str, source: str, given: tuple[str, ...]
) -> None:
    slot = link[1]
    if not isinstance(slot, int) or slot >= len(given):
        _refuse(f"{source} has no output {slot}, which {place} reads", "update ComfyUI")
        return
    accepted = {part.strip() for part in takes.split(",")}
    if "*" not in {*accepted, given[slot]} and given[slot] not in accepted:
        _refuse(
            f"{place} takes {takes}, output {slot} of {source} is {given[slot]}", "update ComfyUI"
        )


def _check_value(place: str, value: JsonData, rule: InputRule) -> None:
    if rule.kind == _DYNAMIC or rule.uploads:
        return
    if rule.kind == "COMBO":
        if value not in rule.choices:
            _refuse(f"{place} is {value!r}, which the server does not have", _choices(rule))
        return
    # A few inputs take several kinds: "FLOAT,INT".
    wanted = [_KINDS[kind] for kind in rule.kind.split(",") if kind in _KINDS]
    if rule.kind != "*" and not any(isinstance(value, kind) for kind in wanted):
        _refuse(f"{place} is {value!r}", f"it takes {rule.kind}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        _check_number(place, value, rule)


def _check_number(place: str, value: float, rule: InputRule) -> None:
    if rule.low is not None and value < rule.low:
        _refuse(f"{place} is {value:g}", f"the node takes {rule.low:g} or more")
    if rule.high is not None and value > rule.high:
        _refuse(f"{place} is {value:g}", f"the node takes {rule.high:g} or less")
    if rule.kind == "INT" and rule.step is not None:
        start = rule.low or 0
        off = (value - start) % rule.step
        if off:
            lower, upper = value - off, value - off + rule.step
            _refuse(f"{place} is {value:g}, which the node would round", f"{lower:g} or {upper:g}")


def _choices(rule: InputRule) -> str:
    if not rule.choices:
        return "it has none: put the file into its models folder"
    shown = ", ".join(str(one)[:100] for one in rule.choices[:_SHOWN])
    rest = len(rule.choices) - _SHOWN
    return f"it has {shown}" + (f" and {rest} more" if rest > 0 else "")


def _refuse(problem: str, remedy: str) -> None:
    raise CallError(problem, remedy, over=True)


def _is_object(value: JsonData) -> TypeGuard[dict[str, JsonData]]:
    return isinstance(value, dict)
