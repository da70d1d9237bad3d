"""Where the marks for the vendor's prompt cache stand."""

from typing import Any, cast

from jobs.chain.model import ModelRequest
from jobs.llm.blocks import LEAST_CHARS, content_of, is_marked, marked_chars, system_of
from tests.jobs.llm.routing import REQUEST

MARK = {"type": "ephemeral"}
LONG = "The criteria. " * (LEAST_CHARS // 14 + 1)


def request(**changes: str) -> ModelRequest:
    return REQUEST.model_copy(update=changes)


def marks(parts: object) -> list[bool]:
    return ["cache_control" in part for part in cast("list[dict[str, Any]]", parts)]


def test_a_request_without_a_stable_head_goes_out_as_two_texts() -> None:
    asked = request(system=LONG)
    assert (system_of(asked), content_of(asked)) == (LONG, "A notice.")
    assert (is_marked(asked), marked_chars(asked)) == (False, 0)


def test_the_end_of_the_stable_head_is_marked_and_what_differs_comes_after_it() -> None:
    asked = request(prefix=LONG)
    assert content_of(asked) == [{"type": "text", "text": LONG, "cache_control": MARK}, {"type": "text", "text": "A notice."}]
    assert system_of(asked) == "Be brief."
    assert marked_chars(asked) == len(LONG) + len("Be brief.")


def test_a_long_system_prompt_is_marked_too_so_that_another_head_may_follow_it() -> None:
    asked = request(system=LONG, prefix="Short.")
    assert system_of(asked) == [{"type": "text", "text": LONG, "cache_control": MARK}]
    assert marks(content_of(asked)) == [True, False]


def test_what_is_too_short_for_any_model_to_cache_is_sent_unmarked() -> None:
    asked = request(prefix="x" * (LEAST_CHARS - len("Be brief.") - 1))
    assert (is_marked(asked), marked_chars(asked)) == (False, 0)
    assert marks(content_of(asked)) == [False, False]
    assert is_marked(request(prefix="x" * (LEAST_CHARS - len("Be brief."))))
