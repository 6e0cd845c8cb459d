"""What asking cost: tokens always, money where a price list knows the model.

Source of prices: the package genai-prices (MIT), whose list is data in the package; it is never
updated over the network here.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from typing import Final

from groundplan.agents.llm.recording import Call, Cost, Reply

__all__ = ["AccountLine", "account_of", "cost_of"]

_LIST: Final = "genai-prices"


def cost_of(model: str, replies: Sequence[Reply], *, on: date) -> Cost | None:
    """Return what replies cost on a day by the installed price list; None for unknown models.

    Args:
        model: `openai:NAME`.
        replies: with their tokens.
        on: prices change.
    """
    if importlib.util.find_spec("genai_prices") is None:
        return None
    from genai_prices import Usage, calc_price  # noqa: PLC0415  # an extra

    provider, _, name = model.partition(":")
    moment = datetime.combine(on, time(12), tzinfo=UTC)
    usage = Usage(
        input_tokens=sum(reply.input_tokens for reply in replies),
        output_tokens=sum(reply.output_tokens for reply in replies),
    )
    try:
        price = calc_price(
            usage, model_ref=name, provider_id=provider, genai_request_timestamp=moment
        )
    except LookupError:
        return None
    return Cost(
        amount_usd=format(price.total_price.normalize(), "f"),
        source=f"{_LIST} {version(_LIST)}",
        priced_on=on.isoformat(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """What one call cost, as people and programs read it."""

    model: str
    outcome: str
    requests: int
    """The first and its retries; 0 when nothing came back."""
    input_tokens: int
    output_tokens: int
    amount_usd: str | None
    """None: no price is known."""
    price_source: str
    """The price list and the day that it was looked up for; empty without a price."""


def account_of(calls: Sequence[Call]) -> tuple[AccountLine, ...]:
    """Return a line for each call."""
    return tuple(
        AccountLine(
            model=call.model,
            outcome=call.outcome,
            requests=len(call.replies),
            input_tokens=call.input_tokens,
            output_tokens=call.output_tokens,
            amount_usd=call.cost.amount_usd if call.cost else None,
            price_source=f"{call.cost.source}, {call.cost.priced_on}" if call.cost else "",
        )
        for call in calls
    )
