"""A model behind an API: OpenAI and servers like it, Anthropic, Google, through pydantic-ai."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic_ai import Agent, NativeOutput, ToolOutput, capture_run_messages
from pydantic_ai.exceptions import (
    AgentRunError,
    ContentFilterError,
    ModelConnectionError,
    ModelQuotaExceededError,
    ModelRateLimitError,
    ModelRequestTimeout,
    ModelTimeoutError,
    RunTimedOut,
    UnexpectedModelBehavior,
)
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings

from groundplan.agents.llm.account import cost_of
from groundplan.agents.llm.answer import Answer
from groundplan.agents.llm.model_choice import ModelChoice
from groundplan.agents.llm.port import Request
from groundplan.agents.llm.recording import Call, Outcome, Reply, sha256

__all__ = ["ChatModel"]

_RETRIES: Final = 2
"""After an answer that does not fit the form."""
_MOST_TOKENS: Final = 4096
"""Of one reply: a brief of ten sentences needs about 1500. Our engineering default."""
_LONGEST_REPLY: Final = 1 << 18
"""Characters that are kept: a server need not heed the number of tokens."""
_GRACE_S: Final = 2.0
"""How much longer than its time-out a call is waited for, if it cannot be stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatModel:
    """Asks once, retries what does not fit the form, and stops when its time is up."""

    choice: ModelChoice
    timeout_s: float
    """For all replies together."""
    today: date
    """The day of the price list."""

    def ask(self, request: Request) -> Call:
        """Return what came back; a failure is an outcome, never an exception."""
        asking = _Asking(choice=self.choice, request=request, timeout_s=self.timeout_s)
        thread = threading.Thread(target=asking.run, name="groundplan-llm", daemon=True)
        thread.start()
        thread.join(self.timeout_s + _GRACE_S)
        outcome, detail = asking.outcome, asking.detail
        replies = _replies(tuple(asking.messages))
        return Call(
            model=self.choice.id,
            mode=request.mode,
            prompt_id=request.prompt.id,
            prompt_sha256=request.prompt.sha256,
            text_sha256=sha256(request.text),
            outcome=outcome,
            detail=detail,
            replies=replies,
            cost=None if self.choice.url else cost_of(self.choice.id, replies, on=self.today),
        )


class _Asking:
    """One question on its way; until it ends it counts as timed out."""

    def __init__(self, *, choice: ModelChoice, request: Request, timeout_s: float) -> None:
        self._choice = choice
        self._request = request
        self._timeout_s = timeout_s
        self.messages: list[ModelMessage] = []
        self.outcome: Outcome = "llm.timeout"
        self.detail = f"no answer within {timeout_s:g} s"

    def run(self) -> None:
        """Ask, in a thread of its own with its own event loop, and note how it ended."""
        with capture_run_messages() as self.messages:
            try:
                asyncio.run(asyncio.wait_for(self._ask(), self._timeout_s))
                self.outcome, self.detail = "ok", ""
            except (RunTimedOut, TimeoutError):
                pass
            except AgentRunError as error:
                self.outcome, self.detail = _told(error, timeout_s=self._timeout_s)
            except (OSError, ValueError, RuntimeError) as error:
                # What a client library raises before a request: its text may quote a header.
                self.outcome = "llm.unreachable"
                self.detail = f"the request could not be made ({type(error).__name__})"

    async def _ask(self) -> None:
        model = _model(self._choice)
        native = self._choice.provider == "openai"
        agent = Agent(
            model,
            output_type=NativeOutput(Answer, name="facts") if native else ToolOutput(Answer),
            instructions=self._request.prompt.instructions,
            retries=_RETRIES,
        )
        settings = ModelSettings(
            temperature=0.0, max_tokens=_MOST_TOKENS, timeout=self._timeout_s, max_retries=0
        )
        async with agent:  # closes the connection, which a server may keep open
            await agent.run(
                self._request.prompt.message, model_settings=settings, timeout=self._timeout_s
            )


def _model(choice: ModelChoice) -> Model:
    if choice.provider == "anthropic":
        from pydantic_ai.models.anthropic import AnthropicModel  # noqa: PLC0415  # an extra
        from pydantic_ai.providers.anthropic import AnthropicProvider  # noqa: PLC0415  # an extra

        return AnthropicModel(choice.name, provider=AnthropicProvider(api_key=choice.key))
    if choice.provider == "google":
        from pydantic_ai.models.google import GoogleModel  # noqa: PLC0415  # an extra
        from pydantic_ai.providers.google import GoogleProvider  # noqa: PLC0415  # an extra

        return GoogleModel(choice.name, provider=GoogleProvider(api_key=choice.key))
    from pydantic_ai.models.openai import OpenAIChatModel  # noqa: PLC0415  # an extra
    from pydantic_ai.providers.openai import OpenAIProvider  # noqa: PLC0415  # an extra

    url = choice.url or "https://api.openai.com/v1"
    provider = OpenAIProvider(base_url=url, api_key=choice.key or "none")
    return OpenAIChatModel(choice.name, provider=provider)


def _told(error: AgentRunError, *, timeout_s: float) -> tuple[Outcome, str]:
    """Return an error as an outcome, in our words: a provider's may quote the key."""
    late = f"no answer within {timeout_s:g} s"
    wait = getattr(error, "retry_after", None)
    later = f"; try again after {wait:g} s" if wait else ""
    status = getattr(error, "status_code", 0)
    kinds: tuple[tuple[type[AgentRunError], Outcome, str], ...] = (
        (ModelRequestTimeout, "llm.timeout", late),
        (ModelTimeoutError, "llm.timeout", late),
        (ContentFilterError, "llm.refused", "it refused to answer"),
        (UnexpectedModelBehavior, "llm.invalid", f"no reply fits the form, {_RETRIES} retries"),
        (ModelRateLimitError, "llm.rate-limited", f"too many requests{later}"),
        (ModelQuotaExceededError, "llm.rate-limited", f"no quota left{later}"),
        (ModelConnectionError, "llm.unreachable", "no connection to it"),
    )
    for kind, outcome, detail in kinds:
        if isinstance(error, kind):
            return outcome, detail
    if 400 <= status < 500:
        return "llm.rejected", f"it answered with HTTP status {status}"
    return "llm.unreachable", f"it answered with HTTP status {status}" if status else "it failed"


def _replies(messages: Sequence[ModelMessage]) -> tuple[Reply, ...]:
    return tuple(
        Reply(
            raw=_raw(message),
            input_tokens=message.usage.input_tokens,
            output_tokens=message.usage.output_tokens,
        )
        for message in messages
        if isinstance(message, ModelResponse)
    )


def _raw(message: ModelResponse) -> str:
    """Return what the model wrote: its text, or the arguments that it calls the form with."""
    calls = [p.args_as_json_str() for p in message.parts if isinstance(p, ToolCallPart)]
    text = [part.content for part in message.parts if isinstance(part, TextPart)]
    return "\n".join(calls or text)[:_LONGEST_REPLY]
