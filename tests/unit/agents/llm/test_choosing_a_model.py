"""Which model is asked, with whose key, at what price: nothing by default, nothing in the clear."""

from datetime import date
from decimal import Decimal
from importlib.util import find_spec

import pytest

from groundplan.agents.llm.account import cost_of
from groundplan.agents.llm.model_choice import choose_model
from groundplan.agents.llm.recording import Reply
from groundplan.errors import InputError, MissingExtraError
from groundplan.studio.options import PlannerOptions

needs_extra = pytest.mark.skipif(
    find_spec("pydantic_ai") is None, reason="the extra groundplan[llm] is not installed"
)
LOCAL = "http://127.0.0.1:8080/v1"


@needs_extra
def test_the_environment_names_model_address_and_key() -> None:
    environment = {
        "GROUNDPLAN_LLM_MODEL": "openai:small", "GROUNDPLAN_LLM_URL": LOCAL,
        "GROUNDPLAN_LLM_KEY": "secret-1", "OPENAI_API_KEY": "secret-2",
    }  # fmt: skip
    choice = choose_model(environment=environment)
    assert (choice.id, choice.url, choice.key) == ("openai:small", LOCAL, "secret-1")
    assert "secret" not in repr(choice)


@needs_extra
def test_the_key_of_a_provider_is_never_sent_to_another_address() -> None:
    choice = choose_model("openai:small", LOCAL, environment={"OPENAI_API_KEY": "secret"})
    assert choice.key == ""
    with pytest.raises(InputError, match="no key"):
        choose_model(
            "openai:x", "https://models.example/v1", environment={"OPENAI_API_KEY": "secret"}
        )


@needs_extra
@pytest.mark.parametrize(
    ("model", "variable"),
    [("openai:x", "OPENAI_API_KEY"), ("anthropic:x", "ANTHROPIC_API_KEY"),
     ("google:x", "GEMINI_API_KEY")],
)  # fmt: skip
def test_a_provider_takes_its_own_key(model: str, variable: str) -> None:
    pytest.importorskip("anthropic", reason="the extra llm-anthropic is not installed")
    pytest.importorskip("google.genai", reason="the extra llm-google is not installed")
    assert choose_model(model, environment={variable: "secret"}).key == "secret"
    with pytest.raises(InputError, match=variable):
        choose_model(model, environment={})


@pytest.mark.parametrize(
    ("model", "url"),
    [("", ""), ("gpt", ""), ("openai:", ""), ("elsewhere:x", ""), ("anthropic:x", LOCAL),
     ("openai:x", "http://models.example/v1"), ("openai:x", "ftp://127.0.0.1/v1"),
     ("openai:x", "https://user:word@models.example/v1"), ("openai:x", "127.0.0.1:8080")],
)  # fmt: skip
def test_what_names_no_model_or_no_safe_address_is_refused(model: str, url: str) -> None:
    with pytest.raises(InputError):
        choose_model(model, url, environment={"GROUNDPLAN_LLM_KEY": "k", "OPENAI_API_KEY": "k"})


def test_without_its_extra_a_provider_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_name: str) -> None:
        return None

    monkeypatch.setattr("importlib.util.find_spec", missing)
    with pytest.raises(MissingExtraError, match=r"groundplan\[llm-google\]"):
        choose_model("google:x", environment={"GOOGLE_API_KEY": "k"})


def test_a_model_goes_only_with_a_mode_that_asks_it() -> None:
    with pytest.raises(InputError, match="--planner"):
        PlannerOptions(model="openai:x")
    for timeout in (0.0, -1.0, float("nan"), 1e9):
        with pytest.raises(InputError, match="time-out"):
            PlannerOptions(mode="llm", timeout_s=timeout)


@needs_extra
def test_a_price_is_of_the_list_and_scales_with_tokens_and_an_unknown_model_has_none() -> None:
    day = date(2026, 11, 26)
    once = cost_of("openai:gpt-4o", [Reply(raw="", input_tokens=1000, output_tokens=100)], on=day)
    twice = cost_of(
        "openai:gpt-4o", [Reply(raw="", input_tokens=1000, output_tokens=100)] * 2, on=day
    )
    assert once is not None
    assert twice is not None
    assert Decimal(once.amount_usd) > 0
    assert Decimal(twice.amount_usd) == 2 * Decimal(once.amount_usd)
    assert once.priced_on == "2026-11-26"
    assert once.source.startswith("genai-prices ")
    assert cost_of("openai:nobody-knows", [Reply(raw="")], on=day) is None
