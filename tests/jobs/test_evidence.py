"""What the company can show, looked up for a tender's requirements and carried into its rating."""

from datetime import UTC, datetime

from jobs.chain.tender import Evidence, Requirement
from jobs.evidence import evidence_for
from jobs.library.chunking import Chunk
from storage import library
from tests.builders import profile, tender
from tests.jobs.office import HERE, THERE, Office

NOTICE = """The town of Varnholt invites offers for the maintenance of its network.
Offers must reach the town by 12 January 2027, 12:00.
The tenderer must hold a valid ISO 27001 certificate.
"""


def requirement(text: str, number: int = 1) -> Requirement:
    return Requirement(
        id=f"r{number}", text=text, kind="certification", stage="selection", weight=None, evidence=Evidence(anchor="line 3", quote=text)
    )


async def shelve(office: Office, text: str, name: str = "ISO 27001.pdf") -> None:
    async with office.db.tenant(HERE) as tx:
        await library.add(
            tx,
            id=office.deps.new_id(),
            name=name,
            kind="certificate",
            content_hash="f" * 64,
            added_by="U1",
            pages=1,
            status="read",
            reason=None,
            chunks=(Chunk(text=text, anchor="page 1", page=1),),
            now=datetime(2026, 11, 1, tzinfo=UTC),
        )


async def test_a_certificate_of_the_library_shows_that_a_requirement_is_met(office: Office) -> None:
    await shelve(office, "Certificate: the information security management system meets ISO 27001. Valid until 31 December 2027.")
    notice = tender(requirements=(requirement("The tenderer must hold a valid ISO 27001 certificate."),))
    (held,) = await evidence_for(office.deps, HERE, notice, profile(certificates=()))
    assert (held.status, held.evidence[0].place) == ("held", "ISO 27001.pdf, page 1")


async def test_another_workspaces_library_shows_nothing(office: Office) -> None:
    await shelve(office, "Certificate: the information security management system meets ISO 27001. Valid until 31 December 2027.")
    notice = tender(requirements=(requirement("The tenderer must hold a valid ISO 27001 certificate."),))
    (missing,) = await evidence_for(office.deps, THERE, notice, profile(certificates=()))
    assert missing.status == "not_found"


async def test_what_the_library_shows_clears_the_knock_out_and_is_named_in_the_rating(office: Office) -> None:
    await office.with_profile(capabilities=("network",), countries=("DEU",), languages=("eng",))
    await shelve(office, "Certificate: the information security management system meets ISO 27001. Valid until 31 December 2027.")
    run_id = await office.ask(NOTICE)
    await office.work(run_id)
    outcome = (await office.run(run_id)).outcome
    assert outcome is not None
    said = {each["claim"]["text"] for each in outcome["analysis"]["knock_outs"] if each["code"] == "certificate"}
    assert len(said) == 1
    assert "your library shows it (ISO 27001.pdf, page 1" in said.pop()
    references = next(each for each in outcome["analysis"]["criteria"] if each["code"] == "references")
    assert "You can show 1 of" in references["claim"]["text"]
