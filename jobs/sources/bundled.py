"""The notices and the company profile that ship with the product, for a first try without any account."""

import difflib
from importlib import resources

from jobs.chain.errors import BadInput

_FILES = {
    "city-network": "city-network.ocds.json",
    "leisure-centre-cleaning": "leisure-centre-cleaning.xml",
    "bridge-inspection": "bridge-inspection.txt",
}


def bundled_names() -> tuple[str, ...]:
    """Names a person can type, the best first example first."""
    return tuple(_FILES)


def bundled(name: str) -> bytes:
    """The sample's bytes, by its name or its file name.

    Raises `BadInput` unknown_sample, naming the nearest names.
    """
    wanted = name.strip().lower()
    file = next((file for stem, file in _FILES.items() if wanted in (stem, file)), None)
    if file is None:
        raise BadInput("unknown_sample", f"There is no sample called “{name.strip()[:60]}”. Try {_nearest(wanted)}.")
    return _read(file)


def sample_profile_text() -> str:
    """YAML of the sample company, with the fields of `jobs.chain.profile.Profile`."""
    return _read("profile.yml").decode("utf-8")


def _nearest(wanted: str) -> str:
    close = difflib.get_close_matches(wanted[:100], _FILES, n=2, cutoff=0.4) or list(_FILES)
    return " or ".join(close)


def _read(file: str) -> bytes:
    return resources.files("jobs.sources").joinpath("samples", file).read_bytes()
