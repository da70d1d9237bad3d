"""What a call cost, and what one may cost at most: pure arithmetic in whole micro-USD, always rounded up."""

import math
from decimal import Decimal
from typing import Literal

from jobs.chain.model import Usage
from jobs.llm.tiers import Model, Prices

MICRO = 1_000_000
CHARS_A_TOKEN = 3
"""Fewer than any measured text has: English has four and more with the tokenizer of 2026. Count bytes of UTF-8 as characters, since
a Greek or Bulgarian letter costs twice a Latin one."""
Lifetime = Literal["5m", "1h"]


def micro_usd(usd: Decimal) -> int:
    """Of a ceiling, rounded down."""
    return int(usd * MICRO)


def cost(model: Model, usage: Usage, *, batch: bool = False, lifetime: Lifetime = "5m") -> int:
    """Micro-USD of a call. `lifetime`: what the request asked for its cache writes, since `usage` does not tell them apart."""
    prices = _prices(model, usage.input + usage.cache_read + usage.cache_write)
    parts = (
        prices.input * usage.input,
        prices.output * usage.output,
        prices.cache_read * usage.cache_read,
        _write(prices, lifetime) * usage.cache_write,
    )
    return _whole(model, sum(parts, Decimal(0)), batch=batch)


def estimate(
    model: Model, prompt_chars: int, max_tokens: int, *, cached_chars: int = 0, batch: bool = False, lifetime: Lifetime = "5m"
) -> int:
    """Micro-USD that a call costs at most, given three characters a token and a reply as long as it may be.

    `cached_chars`: how many of `prompt_chars` are marked for the cache; at worst all of them are written anew.
    Raises ValueError for negative numbers and more characters cached than there are.
    """
    if prompt_chars < 0 or max_tokens < 0 or not 0 <= cached_chars <= prompt_chars:
        raise ValueError("an estimate needs numbers of 0 or more, and no more cached than there is")
    whole, cached = tokens(prompt_chars), tokens(cached_chars)
    prices = _prices(model, whole)
    prompt = prices.input * (whole - cached) + _write(prices, lifetime) * cached
    return _whole(model, prompt + prices.output * max_tokens, batch=batch)


def tokens(chars: int) -> int:
    """At most so many tokens."""
    return math.ceil(chars / CHARS_A_TOKEN)


def _prices(model: Model, prompt_tokens: int) -> Prices:
    long = model.long_prompt
    return long.prices if long is not None and prompt_tokens > long.above else model.prices


def _write(prices: Prices, lifetime: Lifetime) -> Decimal:
    return prices.cache_write_1h if lifetime == "1h" else prices.cache_write_5m


def _whole(model: Model, amount: Decimal, *, batch: bool) -> int:
    return math.ceil(amount * model.batch_factor if batch else amount)
