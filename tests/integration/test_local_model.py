"""A real, small, local model behind its own server: schema, retries, quotes, fall-back, replay.

Not in the default run: `make check-llm` makes the model's environment and calls it. What a model of
270 million parameters reads is not judged here; that nothing false of it gets through is.
"""

import contextlib
import json
import os
import subprocess
import threading
import time
import urllib.request
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from groundplan.agents.llm.answer import Answer
from groundplan.agents.llm.recording import Call, recording_bytes
from groundplan.inputs.text import facts_from_text
from groundplan.language.facts import Facts
from groundplan.studio.options import PlannerOptions, TakeOptions
from groundplan.studio.reading import Reader
from groundplan.studio.take import make_take
from groundplan.world.finding import Finding

pytestmark = pytest.mark.local_model

ROOT = Path(__file__).parents[2]
BRIEFS = (
    "A woman walks to a bench.",
    "Two dogs run on the beach at sunset.",
    "A red car drives past a house.",
    "Ein Hund schläft unter der Bank.",
)
MODES = ("llm", "hybrid")
WAIT_S = float(os.environ.get("GROUNDPLAN_LOCAL_MODEL_WAIT_S", "120"))


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    """Start the server, and stop it when the last test is done."""
    python = os.environ.get("GROUNDPLAN_LOCAL_MODEL_PYTHON", "")
    if not python:
        pytest.skip("no local model is installed: run `make check-llm`")
    script, model = ROOT / "tools/local_model/serve.py", Path(python).parents[1] / "model.gguf"
    with subprocess.Popen(  # noqa: S603  # the make target names it
        [python, script, model], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()
        assert process.wait(30) == 0


def asked(
    text: str, url: str, mode: str, *, wait_s: float = WAIT_S
) -> tuple[Facts, list[Finding], Call]:
    """Return what the reader, the check and the model made of a text."""
    planner = PlannerOptions(
        mode=mode,  # pyright: ignore[reportArgumentType]  # one of MODES
        model="openai:gemma-3-270m", model_url=url, timeout_s=wait_s,
    )  # fmt: skip
    reader = Reader(planner)
    facts = reader.read(facts_from_text(text))
    return facts, reader.findings, reader.calls[0]


def test_a_time_out_falls_back(url: str) -> None:
    facts, findings, call = asked(BRIEFS[0], url, "llm", wait_s=0.2)
    assert call.outcome == "llm.timeout"
    assert facts == facts_from_text(BRIEFS[0])
    assert [f.code for f in findings] == ["llm.timeout"]


def test_without_the_form_it_is_asked_three_times_and_then_left(url: str) -> None:
    """Many local servers heed no schema; here a proxy takes it out of the request."""
    with formless(url) as proxy:
        facts, findings, call = asked(BRIEFS[0], proxy, "llm")
    assert call.outcome == "llm.invalid"
    assert len(call.replies) == 3
    assert facts == facts_from_text(BRIEFS[0])
    assert [f.code for f in findings] == ["llm.invalid"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", BRIEFS)
def test_whatever_it_says_only_what_it_quotes_is_used(
    text: str, mode: str, url: str, tmp_path: Path
) -> None:
    own = facts_from_text(text)
    began = time.perf_counter()
    facts, findings, call = asked(text, url, mode)
    took = time.perf_counter() - began
    report(text, call, facts, findings, seconds=took)
    assert took < WAIT_S + 60.0  # what waits is the machine, which may be busy
    assert call.outcome in {"ok", "llm.invalid", "llm.timeout"}
    if call.outcome == "ok":
        Answer.model_validate_json(call.replies[-1].raw)
    if facts.model_said is None:
        assert facts == own
    for entity in facts.entities:
        assert text[entity.span.start : entity.span.end].strip()
    assert {q.value for q in facts.quantities} == {q.value for q in own.quantities}
    for counted in own.entities:
        again = [e for e in facts.entities if e.key == counted.key]
        assert all(e.count == counted.count for e in again if counted.count > 1)

    (tmp_path / "llm.json").write_bytes(recording_bytes((call,)))
    replay = PlannerOptions(mode=call.mode, replay=tmp_path / "llm.json")
    take = make_take(text, tmp_path / "a", options=TakeOptions(planner=replay), request=None)
    again = make_take(text, tmp_path / "b", options=TakeOptions(planner=replay), request=None)
    for name in ("world.json", "ops.jsonl", "plan.json", "llm.json"):
        assert (take.folder / name).read_bytes() == (again.folder / name).read_bytes()


def report(
    text: str, call: Call, facts: Facts, findings: list[Finding], *, seconds: float
) -> None:  # fmt: skip
    """Append a line to the report that docs/benchmarks.md is written from."""
    path = os.environ.get("GROUNDPLAN_LOCAL_MODEL_REPORT")
    if path:
        said = facts.model_said
        dropped = [f.code for f in findings if f.code in {"llm.false-quote", "llm.not-in-quote"}]
        line = {
            "text": text, "mode": call.mode, "outcome": call.outcome, "seconds": round(seconds, 1),
            "tokens": [call.input_tokens, call.output_tokens], "replies": len(call.replies),
            "dropped": len(dropped), "used": sorted(said.keys) if said else [],
            "used_words": len(said.spans) if said else 0,
            "raw": call.replies[-1].raw if call.replies else "",
        }  # fmt: skip
        with Path(path).open("a") as file:
            file.write(json.dumps(line) + "\n")


@contextlib.contextmanager
def formless(url: str) -> Generator[str]:
    """Run a proxy that passes requests on without the form of the answer, ended by a line."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Pass one request on."""
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            del body["response_format"]
            body |= {"max_completion_tokens": 48, "max_tokens": 48, "stop": ["\n"]}
            target = f"{url}{self.path.removeprefix('/v1')}"
            request = urllib.request.Request(  # noqa: S310  # the loopback address
                target, json.dumps(body).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=WAIT_S) as answer:  # noqa: S310
                data = answer.read()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *_: object) -> None:  # noqa: A002
            """Say nothing."""
            del format

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()
            thread.join()
