"""Prompts: instructions from a file with a version, and the text as fenced data."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import orjson

from groundplan.agents.llm.answer import SCHEMA_ID, Answer
from groundplan.agents.llm.recording import sha256
from groundplan.language.facts import Facts
from groundplan.language.vocabulary import vocabulary

__all__ = ["Prompt", "prompt_for"]

_FILES: Final = {"llm": "read_brief", "hybrid": "read_brief_with_facts"}
_SHOWN: Final = {
    "entities": ("key", "noun", "words", "kind", "count", "absent"),
    "actions": ("key", "agent", "verb", "object", "source", "goal", "direction", "order",
                "negated"),
    "relations": ("key", "subject", "relation", "object"),
    "camera": ("facet", "value", "at"),
    "lights": ("value", "side"),
    "settings": ("facet", "value"),
    "unresolved": ("text",),
}  # fmt: skip
"""What the model sees of the reader's facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is sent."""

    id: str
    """Name and version: `read_brief/1`."""
    instructions: str
    message: str

    @property
    def sha256(self) -> str:
        """Return the hash of all that is sent, the form of the answer included."""
        form = orjson.dumps(Answer.model_json_schema(), option=orjson.OPT_SORT_KEYS).decode()
        return sha256(f"{SCHEMA_ID}\x1f{form}\x1f{self.instructions}\x1f{self.message}")


def prompt_for(facts: Facts, mode: Literal["llm", "hybrid"]) -> Prompt:
    """Return the prompt that asks for the facts of a text; hybrid shows what the reader found."""
    identity, instructions = _instructions(_FILES[mode])
    message = f"BEGIN BRIEF\n{facts.text}\nEND BRIEF"
    if mode == "hybrid":
        message += f"\n\nBEGIN FACTS\n{_shown(facts)}\nEND FACTS"
    return Prompt(id=identity, instructions=instructions, message=message)


@cache
def _instructions(name: str) -> tuple[str, str]:
    """Return "name/version" and the instructions of a prompt file."""
    head, _, body = _file(name).partition("\n---\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    settings = vocabulary().sheets["settings"]
    for facet in ("time_of_day", "weather", "style"):
        body = body.replace(f"{{{facet}}}", ", ".join(settings[facet].mapping()))
    if "{read_brief}" in body:
        body = body.replace("{read_brief}", _instructions("read_brief")[1])
    return f"{lines['id']}/{lines['version']}", body.strip()


def _file(name: str) -> str:
    return files("groundplan.agents.llm").joinpath("prompts", f"{name}.md").read_text("utf-8")


def _shown(facts: Facts) -> str:
    """Return the reader's facts as lines of JSON, without what is empty."""
    lines: list[str] = []
    for name, fields in _SHOWN.items():
        for fact in getattr(facts, name):
            record = asdict(fact)
            said = {f: record[f] for f in fields if record[f] not in ("", (), None, False)}
            lines.append(f"{name}: {orjson.dumps(said).decode()}")
    return "\n".join(lines) or "none"
