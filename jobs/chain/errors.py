"""The one error tree: each class carries what it is about and a sentence a person can act on."""


class BidwrightError(Exception):
    """Root of everything this product raises on purpose.

    `sentence` is safe to show: it says what happened and what to do next, and quotes nothing secret.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadInput(BidwrightError):
    """What a person handed over cannot be worked with; it costs nothing.

    `code` names the reason for logs and tests: empty, too_short, too_long, binary, broken_xml, entity_bomb,
    foreign_xml, broken_json, foreign_json, unknown_sample, unknown_reference, missing_file; of an address: refused_address,
    not_found, no_access, wrong_type, too_large, too_slow, too_many_redirects; of a document: scanned, encrypted, damaged,
    hostile, unsupported, too_many_files.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class SourceDown(BidwrightError):
    """A portal, a web server or Slack's file host did not answer, or asked to wait: the same call may go through later."""

    def __init__(self, sentence: str, *, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        """Seconds the other side asked us to wait, capped; None where it did not say."""


class AnalystError(BidwrightError):
    """A model call gave no usable answer. `retryable` says whether waiting can help."""

    retryable: bool = False

    def __init__(self, sentence: str, *, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        """Seconds the other side asked us to wait; None where it did not say."""


class Transient(AnalystError):
    """Connection lost, time-out, 5xx, cut stream: the same call may go through later."""

    retryable = True


class Overloaded(Transient):
    """529, or `overloaded_error` inside a stream that began with status 200."""


class RateLimited(Transient):
    """429 that is about pace, not about money."""


class SpendLimit(AnalystError):
    """429 that is about money: terminal, the owner is told, nothing is retried."""


class ModelRefused(AnalystError):
    """`stop_reason: refusal`, with or without content."""


class BadOutput(AnalystError):
    """The reply is not the JSON asked for, is out of range, or was cut at max_tokens."""


class Leaked(BadOutput):
    """The reply holds a secret word of the orders: something in the notice made the model give them away, so nothing of it is believed."""


class TooLong(AnalystError):
    """The request is larger than the model's window or the reply limit."""


class BadRequest(AnalystError):
    """400 or 413 or 422: a bug of ours or of the configuration; never retried."""


class KeyRefused(AnalystError):
    """401 or 403: the key is wrong or has no access; terminal, the operator is told, nothing is charged."""
