"""What a SOURCE on the command line is: a file, a sample, an address, a notice's number or OCID, or `-` for standard input."""

import sys
from pathlib import Path

from bot.settings import Settings
from bot.ways import ways
from jobs.chain.errors import BadInput
from jobs.chain.tender import Tender
from jobs.intake.given import Given, SlackFile
from jobs.intake.reader import Intake, Ways
from jobs.intake.references import reference_of
from jobs.sources.bundled import bundled, bundled_names

MAX_BYTES = 50 * 1024 * 1024
HELP = "file (XML, JSON, PDF, DOCX, XLSX, ZIP, TXT, HTML), URL, TED publication number, OCID, sample name, or - for standard input"


class NoFiles:
    """The terminal has no workspace whose files could be fetched."""

    async def download(self, tenant_id: str, file: SlackFile) -> bytes:
        raise BadInput("missing_file", f"{file.name} of {tenant_id} is in Slack; give a file of this machine.")


async def read(source: str, settings: Settings, *, limit_chars: int) -> Tender:
    """The tender behind one source. Raises BadInput, SourceDown."""
    async with ways(settings) as opened:
        return await read_with(opened, source, limit_chars=limit_chars)


async def read_with(opened: Ways, source: str, *, limit_chars: int) -> Tender:
    intake = Intake(opened, NoFiles(), limit_chars=limit_chars)
    if (found := _here(source)) is not None:
        data, name = found
        return await intake.read_file(data, name=name)
    reference = reference_of(source)
    if reference is None:
        samples = ", ".join(bundled_names())
        raise BadInput("missing_file", f"There is no file {source}. Give a file, a link, a notice's number, `-`, or a sample: {samples}.")
    return await intake.read(Given(reference=reference), tenant_id="")


def _here(source: str) -> tuple[bytes, str] | None:
    """Bytes of this machine, and what to call them."""
    path = Path(source)
    if source == "-":
        return _bounded(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"), "standard input"
    if path.is_file():
        with path.open("rb") as file:
            return _bounded(file.read(MAX_BYTES + 1), path.name), path.name
    if path.is_dir():
        raise BadInput("missing_file", f"{source} is a folder: name the files in it.")
    return (bundled(source), source) if source in bundled_names() else None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise BadInput("too_long", f"{name} is larger than {MAX_BYTES // 1024 // 1024} MB: hand over the notice itself.")
    return data
