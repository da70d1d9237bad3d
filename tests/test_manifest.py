"""The Slack manifest is what Slack accepts, and the one for a laptop differs in transport alone."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "../shared/data/slack/manifest.schema.2.0.0.json"
NAMES = ["manifest.yml", "manifest.dev.yml"]
TRANSPORT = {"url", "request_url", "redirect_urls", "socket_mode_enabled", "name"}


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / name).read_text())


def without_transport(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without_transport(value) for key, value in node.items() if key not in TRANSPORT}
    return [without_transport(item) for item in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_passes_the_schema_slack_publishes(name: str):
    if not SCHEMA.exists():
        pytest.skip("the published schema is not beside the checkout")
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(load(name))


def test_a_scope_or_command_no_one_serves_is_not_asked_for():
    manifest = load("manifest.yml")
    assert [command["command"] for command in manifest["features"]["slash_commands"]] == ["/analyze", "/quota", "/bidwright"]
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {
        "app_mentions:read",
        "channels:history",
        "chat:write",
        "commands",
        "files:read",
        "groups:history",
        "im:history",
        "im:write",
        "users:read",
    }


def test_reading_history_is_left_to_the_choice_of_the_workspace():
    assert load("manifest.yml")["oauth_config"]["scopes"]["bot_optional"] == ["channels:history", "groups:history"]


def test_every_address_leads_to_the_two_routes_that_are_served():
    text = (ROOT / "manifest.yml").read_text()
    paths = {line.split("bidwright.example.com", 1)[1] for line in text.splitlines() if "https://bidwright.example.com" in line}
    assert paths == {"/slack/events", "/slack/oauth_redirect"}


def test_the_manifest_for_a_laptop_differs_in_transport_alone():
    dev = load("manifest.dev.yml")
    assert without_transport(dev) == without_transport(load("manifest.yml")) | {"oauth_config": without_transport(dev["oauth_config"])}
    assert dev["oauth_config"]["scopes"] == load("manifest.yml")["oauth_config"]["scopes"]
    assert dev["settings"]["socket_mode_enabled"] is True
    assert "https://" not in (ROOT / "manifest.dev.yml").read_text()
