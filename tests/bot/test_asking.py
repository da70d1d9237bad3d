import pytest

from bot.asking import Ask, Asked, Form, Help, nearest, understand, unescape
from jobs.chain.errors import BadInput
from jobs.intake.given import Given

SAMPLES = ("city-network", "bridge-inspection")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Form()),
        ("  \n ", Form()),
        ("quick", Form()),
        ("help", Help()),
        ("HELP", Help()),
        ("city-network", Ask(Given.sample("city-network"), "standard")),
        ("City-Network", Ask(Given.sample("city-network"), "standard")),
        ("bridge-inspection.txt", Ask(Given.sample("bridge-inspection"), "standard")),
        ("quick city-network", Ask(Given.sample("city-network"), "quick")),
        ("Standard  city-network ", Ask(Given.sample("city-network"), "standard")),
        ("quick The town buys lifts", Ask(Given(text="The town buys lifts"), "quick")),
        ("quick\nThe town buys lifts", Ask(Given(text="The town buys lifts"), "quick")),
        ("quickly bought lifts", Ask(Given(text="quickly bought lifts"), "standard")),
        ("{}", Ask(Given(text="{}"), "standard")),
        ("&lt;a/&gt;", Ask(Given(text="<a/>"), "standard")),
        ("橋" * 150, Ask(Given(text="橋" * 150), "standard")),
    ],
)
def test_what_was_typed_is_understood(text: str, asked: Asked) -> None:
    assert understand(text, SAMPLES) == asked


def test_slacks_escapes_and_links_are_undone_once() -> None:
    typed = "see <https://a.example/x?b=1&amp;c=2|the notice> or <mailto:x@y.example|x@y.example>, &lt;tag&gt; and &amp;lt;"
    assert unescape(typed) == "see https://a.example/x?b=1&c=2 or x@y.example, <tag> and &lt;"


@pytest.mark.parametrize(("word", "code"), [("citynetwork", "unknown_sample"), ("zzz", "unknown_sample"), ("ocds", "unknown_sample")])
def test_a_word_that_is_nothing_is_said_to_be_nothing(word: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        understand(word, SAMPLES)
    assert caught.value.code == code


def test_the_nearest_word_is_named_only_when_it_is_near() -> None:
    assert nearest("citynetwork", SAMPLES) == "city-network"
    assert nearest("zzz", SAMPLES) is None
