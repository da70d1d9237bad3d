"""Reads the rules of `forms_english`, `forms_german` and `forms_french`: which whole questions ask for the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from jobs.chain.questions import forms_english, forms_french, forms_german
from jobs.chain.questions.languages import LANGUAGES, Language, word_set

MODULES: Mapping[str, ModuleType] = {"en": forms_english, "de": forms_german, "fr": forms_french}
MOST_WORDS = 5
"""Of the thing that a rule leaves open (`{x}`)."""
_SLOTS = {"{x}": r"(?P<x{n}>\S+(?: \S+){{0,4}}?)", "{std}": r"(?P<x{n}>std:\S+)"}
_EMPTY = {"en": word_set("is are do does am"), "de": frozenset[str](), "fr": frozenset[str]()}
_EMBEDDED = re.compile(r"^(?:whether|if|ob|si|est ce que) ")
_PARTICIPLES = word_set("won sent done paid made held met been had given taken got seen shown signed bought built begun run")
_CONTROL = word_set("MUST MAY CAN NEED HAVE IS EXIST M_REQ M_PERM we BYWHEN when what who")


@dataclass(frozen=True)
class Form:
    """A question that is asked of every tender: its name, what it asks for, and the thing it asks about where that is open."""

    name: str
    kind: str
    thing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    words: Callable[[str], str]
    phrases: Callable[[str], str]
    forms: tuple[tuple[str, str, re.Pattern[str]], ...]


def form_of(words: Sequence[str], language: Language) -> Form | None:
    """The form that the whole of the words has; None where anything is left over. Lots are taken out before."""
    rules = _rules(language.code)
    bare = _EMBEDDED.sub("", " ".join(word for word in words if word not in language.articles))
    named = " ".join(word for word in rules.words(bare).split() if word not in _EMPTY[language.code])
    shape = rules.phrases(named)
    for name, kind, pattern in rules.forms:
        found = pattern.fullmatch(shape)
        if found is None:
            continue
        thing = next((value.split() for value in found.groupdict().values() if value), None)
        if thing is None:
            return Form(name, kind)
        # `the certificate` may be one that was named before, `a certificate` is any.
        if _is_a_thing(thing, language) and not (language.code == "en" and "the" in words):
            return Form(name, kind, tuple(thing))
    return None


def _is_a_thing(words: Sequence[str], language: Language) -> bool:
    """Whether the words name one thing: no preposition, negation or pronoun among them, and no verb that was mistaken for a name."""
    if len(words) > MOST_WORDS or words[0] in _PARTICIPLES or (language.code == "en" and words[0].endswith("ed")):
        return False
    kept = [word for word in words if not (language.code == "fr" and word == "de")]
    return (
        bool(kept) and words[0] != "de" and not any(word in language.small or word in _CONTROL or word.startswith("lot:") for word in kept)
    )


@cache
def _rules(code: str) -> Rules:
    module = MODULES[code]
    forms: list[tuple[str, str, re.Pattern[str]]] = []
    for line in module.FORMS.strip().splitlines():
        head, _, body = line.partition(" = ")
        name, kind = head.split()
        forms.append((name, kind, re.compile("|".join(_opened(each, n) for n, each in enumerate(_alternatives(body))))))
    forms.sort(key=lambda each: each[0] in ("required", "required_count"))  # what leaves the thing open comes last
    return Rules(_replacing(module.WORDS, plain=True), _replacing(module.PHRASES, plain=False), tuple(forms))


def _alternatives(body: str) -> list[str]:
    """The parts of a rule between the bars that stand in no group."""
    parts, depth = [""], 0
    for char in body:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _opened(rule: str, n: int) -> str:
    for sign, pattern in _SLOTS.items():
        rule = rule.replace(sign, pattern.format(n=n))
    return f"(?:{rule})"


def _replacing(text: str, *, plain: bool) -> Callable[[str], str]:
    """Replaces whole words, the longest rule first."""
    rules: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        name, _, body = line.partition(" = ")
        rules += [(re.escape(each.strip()) if plain else each, name) for each in (body.split("|") if plain else _alternatives(body))]
    if plain:
        rules.sort(key=lambda rule: -len(rule[0]))
    names = [name for _, name in rules]
    pattern = re.compile(r"(?<!\S)(?:" + "|".join(f"({rule})" for rule, _ in rules) + r")(?!\S)")
    return lambda words: pattern.sub(lambda found: names[(found.lastindex or 1) - 1], words)


def check() -> int:
    """How many rules there are; raises re.error for one that is no pattern."""
    return sum(len(_rules(each.code).forms) for each in LANGUAGES)
