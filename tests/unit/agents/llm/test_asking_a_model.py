"""A model behind the OpenAI protocol: whatever it does, there is a world, and a word about it."""

import json
import os
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.unit.agents.llm.model_server import Canned, ModelServer, answering, model_server

from groundplan.agents.director import Planned
from groundplan.agents.llm.recording import recording_bytes
from groundplan.inputs.text import facts_from_text
from groundplan.language.facts import Facts
from groundplan.studio.options import PlannerOptions, TakeOptions
from groundplan.studio.reading import Reader
from groundplan.studio.script import plan_script
from groundplan.studio.take import make_take, plan_world
from groundplan.world.finding import Finding

INSTALLED = find_spec("pydantic_ai") is not None and find_spec("openai") is not None
needs_extra = pytest.mark.skipif(
    not INSTALLED, reason="the extra groundplan[llm] is not installed: run `make setup`"
)

BRIEF = "A woman walks to a bench. A heron preens beside the sundial."
HERON = {"id": "h", "noun": "heron", "kind": "animal", "quote": "A heron"}
SUNDIAL = {"id": "s", "noun": "sundial", "kind": "prop", "quote": "the sundial"}
GOOD = {
    "entities": [HERON, SUNDIAL],
    "actions": [{"agent": "h", "verb": "preen", "action": "work", "order": 1, "quote": "preens"}],
    "relations": [{"subject": "h", "relation": "next_to", "object": "s", "quote": "beside"}],
}
WRONG = {"entities": [{"id": "h", "noun": "heron", "kind": "dinosaur", "quote": "A heron"}]}
KEY = "sk-test-4711-never-to-be-seen"


def test_the_extra_is_installed_where_the_gate_runs() -> None:
    assert INSTALLED or os.environ.get("CI") != "true"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDPLAN_LLM_KEY", KEY)
    monkeypatch.delenv("GROUNDPLAN_LLM_MODEL", raising=False)
    monkeypatch.delenv("GROUNDPLAN_LLM_URL", raising=False)


def options(server: ModelServer, mode: str = "hybrid", timeout_s: float = 20.0) -> TakeOptions:
    return TakeOptions(
        planner=PlannerOptions(
            mode=mode,  # pyright: ignore[reportArgumentType]  # from the tests' tables
            model="openai:fake-1", model_url=server.url, timeout_s=timeout_s,
        )
    )  # fmt: skip


class Read(NamedTuple):
    """What came of one reading."""

    facts: Facts
    findings: list[Finding]
    recording: bytes


def read(text: str, planner: PlannerOptions) -> Read:
    """Return what a reader makes of a text."""
    reader = Reader(planner)
    facts = reader.read(facts_from_text(text))
    return Read(facts, reader.findings, recording_bytes(tuple(reader.calls)))


def codes(planned: Planned) -> list[str]:
    return [f.code for f in planned.findings if f.code.startswith(("llm.", "language."))]


def names(planned: Planned) -> set[str]:
    return {entity.name for entity in planned.world.entities.values()}


@needs_extra
@pytest.mark.parametrize("mode", ["llm", "hybrid"])
def test_what_a_model_quotes_is_in_the_world_in_its_name(mode: str) -> None:
    with model_server(answering(GOOD)) as server:
        planned = plan_world(BRIEF, options=options(server, mode))
    assert codes(planned) == []
    assert {"woman", "bench", "heron", "sundial"} <= names(planned)
    assert "heron preen" not in names(planned)
    preening = next(a for a in planned.world.narrative.actions.values() if a.verb == "preen")
    agent = planned.world.entities[preening.agent]
    assert agent.name == "heron"
    held = planned.world.opinions
    key = next(k for k, a in planned.world.narrative.actions.items() if a.verb == "preen")
    assert held[f"narrative/actions/{key}/verb"][0].origin == "llm"
    walking = next(k for k, a in planned.world.narrative.actions.items() if a.verb == "walk")
    assert held[f"narrative/actions/{walking}/verb"][0].origin == "planner"


@needs_extra
def test_a_request_has_the_schema_the_text_and_the_key_and_nothing_random() -> None:
    with model_server(answering(GOOD)) as server:
        read(BRIEF, options(server, "llm").planner)
        read(BRIEF, options(server, "llm").planner)
    first, second = server.requests
    assert first == second
    assert first["model"] == "fake-1"
    assert first["temperature"] == 0.0
    schema = first["response_format"]["json_schema"]["schema"]
    assert schema["properties"].keys() >= {"entities", "actions", "relations", "camera"}
    assert schema["$defs"]["EntitySaid"]["additionalProperties"] is False
    assert first["messages"][-1]["content"] == f"BEGIN BRIEF\n{BRIEF}\nEND BRIEF"
    assert set(server.keys) == {f"Bearer {KEY}"}


@needs_extra
def test_hybrid_shows_what_the_reader_found_and_llm_does_not() -> None:
    with model_server(answering(GOOD)) as server:
        read(BRIEF, options(server, "hybrid").planner)
    sent = server.requests[0]["messages"][-1]["content"]
    assert "BEGIN FACTS" in sent
    assert '"key":"e1","noun":"woman"' in sent


@needs_extra
def test_an_answer_that_does_not_fit_is_asked_for_again() -> None:
    with model_server(answering(WRONG), Canned(content="{not json"), answering(GOOD)) as server:
        planned = plan_world(BRIEF, options=options(server))
    assert len(server.requests) == 3
    assert "dinosaur" in json.dumps(server.requests[1]["messages"])
    assert codes(planned) == []
    assert "heron" in names(planned)


@needs_extra
@pytest.mark.parametrize(
    ("answer", "code", "requests"),
    [
        (answering(WRONG), "llm.invalid", 3),
        (Canned(content="I would rather write a poem."), "llm.invalid", 3),
        (Canned(content=""), "llm.invalid", 3),
        (Canned(content='{"entities": [', finish_reason="length"), "llm.invalid", None),
        (Canned(refusal="I can't help with that."), "llm.refused", 1),
        (Canned(content="", finish_reason="content_filter"), "llm.refused", 1),
        (Canned(status=429, error="rate_limit_exceeded", headers={"Retry-After": "7"}),
         "llm.rate-limited", 1),
        (Canned(status=401, error=f"Incorrect API key provided: {KEY}"), "llm.rejected", 1),
        (Canned(status=404, error="model_not_found"), "llm.rejected", 1),
        (Canned(status=500, error="server_error"), "llm.unreachable", 1),
    ],
    ids=["wrong schema", "poem", "empty", "cut off", "refusal", "filtered", "429", "401", "404",
         "500"],
)  # fmt: skip
def test_a_failure_is_a_finding_and_the_embedded_world(
    answer: Canned, code: str, requests: int | None
) -> None:
    with model_server(answer) as server:
        reading = read(BRIEF, options(server).planner)
    assert [finding.code for finding in reading.findings] == [code]
    assert reading.facts == facts_from_text(BRIEF)
    assert len(server.requests) == requests or requests is None
    assert all(KEY not in finding.message for finding in reading.findings)
    assert KEY.encode() not in reading.recording


@needs_extra
def test_after_a_failure_the_world_is_the_embedded_one() -> None:
    with model_server(answering(WRONG)) as server:
        planned = plan_world(BRIEF, options=options(server))
    assert codes(planned) == ["llm.invalid"]
    assert planned.world == plan_world(BRIEF, options=TakeOptions()).world


@needs_extra
def test_a_model_that_never_answers_is_waited_for_no_longer_than_asked() -> None:
    with model_server(Canned(held=True)) as server:
        began = time.perf_counter()
        reading = read(BRIEF, options(server, timeout_s=0.5).planner)
        took = time.perf_counter() - began
    assert [finding.code for finding in reading.findings] == ["llm.timeout"]
    assert reading.facts == facts_from_text(BRIEF)
    assert took < 5.0


@needs_extra
def test_a_server_that_is_not_there_is_a_finding() -> None:
    with model_server(answering(GOOD)) as server:
        chosen = options(server)
    reading = read(BRIEF, chosen.planner)
    assert [finding.code for finding in reading.findings] == ["llm.unreachable"]
    assert reading.facts == facts_from_text(BRIEF)


@needs_extra
def test_a_wait_that_the_server_asks_for_is_told() -> None:
    answer = Canned(status=429, error="rate_limit_exceeded", headers={"Retry-After": "7"})
    with model_server(answer) as server:
        reading = read(BRIEF, options(server).planner)
    assert "after 7 s" in reading.findings[0].message


@needs_extra
def test_a_replay_gives_the_same_bytes_without_a_server(tmp_path: Path) -> None:
    with model_server(answering(WRONG), answering(GOOD)) as server:
        make_take(BRIEF, tmp_path / "live", options=options(server), request=None)
    replayed = TakeOptions(planner=PlannerOptions(mode="hybrid", replay=tmp_path / "live"))
    make_take(BRIEF, tmp_path / "again", options=replayed, request=None)
    live = {p.name: p.read_bytes() for p in (tmp_path / "live").iterdir() if p.is_file()}
    again = {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir() if p.is_file()}
    assert live == again
    assert {"world.json", "ops.jsonl", "plan.json", "llm.json"} <= live.keys()
    assert all(KEY.encode() not in data for data in live.values())
    recorded = json.loads(live["llm.json"])["calls"][0]
    assert [json.loads(reply["raw"]) for reply in recorded["replies"]] == [WRONG, GOOD]


@needs_extra
def test_a_failure_replays_as_the_same_failure(tmp_path: Path) -> None:
    with model_server(Canned(status=429, error="rate_limit_exceeded")) as server:
        make_take(BRIEF, tmp_path / "live", options=options(server), request=None)
    replayed = TakeOptions(planner=PlannerOptions(mode="hybrid", replay=tmp_path / "live"))
    make_take(BRIEF, tmp_path / "again", options=replayed, request=None)
    for name in ("world.json", "plan.json", "llm.json"):
        assert (tmp_path / "live" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@needs_extra
def test_tokens_of_every_try_are_counted_and_no_price_is_made_up(tmp_path: Path) -> None:
    with model_server(answering(WRONG), answering(GOOD)) as server:
        take = make_take(BRIEF, tmp_path / "live", options=options(server), request=None)
    (line,) = take.account
    assert (line.model, line.outcome, line.requests) == ("openai:fake-1", "ok", 2)
    assert (line.input_tokens, line.output_tokens) == (3000, 100)
    assert line.amount_usd is None
    assert take.as_json()["llm"] == [
        {"model": "openai:fake-1", "outcome": "ok", "requests": 2, "input_tokens": 3000,
         "output_tokens": 100, "amount_usd": None, "price_source": ""}
    ]  # fmt: skip


SCRIPT = """INT. HALL - DAY

A woman walks to a bench.

EXT. GARDEN - DAY

A heron preens beside the sundial.
"""


@needs_extra
def test_every_scene_of_a_script_is_asked_for_and_replayed(tmp_path: Path) -> None:
    with model_server(answering({"entities": []}), answering(GOOD)) as server:
        live = plan_script(SCRIPT, name="two.fountain", options=options(server))
    assert len(server.requests) == len(live.calls) == 2
    assert "heron" in names(live)
    (tmp_path / "llm.json").write_bytes(recording_bytes(live.calls))
    replay = PlannerOptions(mode="hybrid", replay=tmp_path / "llm.json")
    again = plan_script(SCRIPT, name="two.fountain", options=TakeOptions(planner=replay))
    assert (again.world, again.findings, again.calls) == (live.world, live.findings, live.calls)


@needs_extra
def test_a_script_does_not_wait_for_a_dead_model_scene_by_scene() -> None:
    with model_server(Canned(status=429, error="rate_limit_exceeded")) as server:
        planned = plan_script(SCRIPT, name="two.fountain", options=options(server))
    assert len(server.requests) == 1
    assert codes(planned) == ["llm.rate-limited"]
