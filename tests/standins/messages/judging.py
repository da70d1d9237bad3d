"""What a careful model could answer: by the form asked for, quoting the longest passage; and which step a request belongs to."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

Body = dict[str, Any]
PASSAGE = re.compile(r"^\[(p\d+)\]\n((?:│ .*\n?)+)", re.MULTILINE)
PROMPTS_AT = Path(__file__).parents[3] / "jobs" / "chain" / "prompts"
HARMLESS = ("allow", "yes", "clear", "met", "mandatory", "middle")
SENTENCE = "The work described is what the profile offers."
HIGHEST = re.compile(r"maximum:? ?(\d+)")


def passages(body: Body) -> list[tuple[str, str]]:
    """Ids and texts of the numbered passages in a prompt, as the model sees them."""
    return [(hit[1], "\n".join(line[2:] for line in hit[2].splitlines())) for hit in PASSAGE.finditer(_user(body))]


def step_of(body: Body) -> str:
    """The prompt file whose first line the system prompt holds; `unknown` for another's."""
    system = _text(body.get("system", ""))
    return next((name for name, line in _first_lines().items() if line in system), "unknown")


def plausible(body: Body) -> Body:
    """A reply a careful model could give: by the schema asked for, quoting the longest passage."""
    known = passages(body)
    source, text = max(known, key=lambda each: len(each[1]), default=("p1", ""))
    quote = " ".join(text.split()[:12])
    claim = {"text": SENTENCE, "passage": source, "quote": quote}
    schema = body.get("output_config", {}).get("format", {}).get("schema", {})
    wanted = schema.get("properties", {})
    if "relevant" in wanted:
        return {"relevant": "yes", "claim": claim, "knock_outs": []}
    if "criteria" in wanted:
        scores = {"capability": 5, "strategy": 4, "winnability": 3, "references": 4, "commercial": 4}
        return {
            "criteria": [{"code": code, "score": score, "claim": claim} for code, score in scores.items()],
            "knock_outs": [],
            "risks": [{**claim, "text": "The term may be extended."}],
            "what_would_change": ["Ask who holds the contract today."],
        }
    filled = _fill(schema, schema.get("$defs", {}), {**claim, "lot": ""}, "")
    return filled if isinstance(filled, dict) else {}


def _fill(schema: Mapping[str, Any], defs: Mapping[str, Any], claim: Mapping[str, str], name: str) -> Any:
    """Any instance of a closed schema: harmless words of its enums, one entry where a list asks for quotes."""
    if "$ref" in schema:
        return _fill(defs[schema["$ref"].rsplit("/", 1)[1]], defs, claim, name)
    if options := schema.get("anyOf"):
        return _fill(next((each for each in options if each.get("type") != "null"), options[0]), defs, claim, name)
    if "const" in schema:
        return schema["const"]
    if choices := schema.get("enum"):
        return next((word for word in HARMLESS if word in choices), choices[0])
    match schema.get("type"):
        case "object":
            return {key: _fill(part, defs, claim, key) for key, part in schema.get("properties", {}).items()}
        case "array":
            fields = _resolved(schema.get("items", {}), defs).get("properties", {})
            wanted = schema.get("minItems", 0) or (name != "knock_outs" and not {"quote", "claim"}.isdisjoint(fields))
            return [_fill(schema["items"], defs, claim, name)] if wanted else []
        case "integer" | "number":
            highest = HIGHEST.search(str(schema.get("description", "")))
            return min(4, int(highest[1])) if highest else 1
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return claim.get(name, SENTENCE)


def _resolved(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    return defs[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema


@cache
def _first_lines() -> dict[str, str]:
    """By name of the prompt: the first line of its body."""
    files = sorted(PROMPTS_AT.glob("*.md"))
    return {each.stem: each.read_text("utf-8").split("\n---\n", 1)[1].strip().splitlines()[0] for each in files}


def _user(body: Body) -> str:
    return _text(body["messages"][-1]["content"])


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(block.get("text", "") for block in content)
