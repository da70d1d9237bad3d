"""What a pasted text says it is: news of a procedure is no opportunity, and a procedure that may end is not ended."""

import pytest

from jobs.chain.tender import Kind
from jobs.sources.text_facts import kind_of_text

CANCELLATIONS = """
Bekanntmachung über die Aufhebung eines Vergabeverfahrens
Die Ausschreibung wurde aufgehoben, weil kein wirtschaftliches Angebot einging.
Avis d'annulation. La procédure d'appel d'offres est annulée.
La consultation est déclarée sans suite pour motif d'intérêt général.
Anuncio de desistimiento del procedimiento de licitación
Avviso di annullamento della gara d'appalto
La gara è stata revocata.
De aanbesteding is ingetrokken.
Ogłoszenie o unieważnieniu postępowania
Upphandlingen är avbruten.
Udbuddet er annulleret.
Konkurransen er avlyst.
Hankinta on keskeytetty.
Oznámení o zrušení zadávacího řízení
The tender has now been withdrawn by the Council.
"""
AWARDS = """
Aviso de adjudicación: limpieza de colegios
Der Zuschlag wurde am 3. Mai erteilt.
Appel d'offres clos : le marché a été attribué en mai.
Il servizio è stato aggiudicato; alla gara hanno risposto quattro imprese.
De opdracht is gegund. Er waren drie inschrijvingen.
Informacja o wyborze najkorzystniejszej oferty w przetargu
Award of contract: cleaning of schools
"""
STILL_OPEN = """
Invitation to tender. If the tender is cancelled, no costs are paid.
Invitation to tender. The previous tender was cancelled in May.
Invitation to tender. Once the contract has been awarded, a start meeting is held.
Invitation to tender for a booking system that handles payments and the cancellation of bookings.
Ausschreibung. Das Verfahren wird aufgehoben, wenn kein Angebot den Bedingungen entspricht.
Ausschreibung. Besichtigung nur nach Vorankündigung.
Appel d'offres. Le marché est attribué à l'offre la mieux notée.
Anuncio de licitación. El órgano puede desistir del procedimiento.
Ogłoszenie o zamówieniu. Informacja o wyborze najkorzystniejszej oferty zostanie wysłana wykonawcom.
Current opportunities. The tender pack can be downloaded now.
Buses for day centres. Tenders are scored on quality and price.
Die Vergabeunterlagen stehen auf dem Portal bereit.
Aanbesteding. Nadat de opdracht is gegund, volgt een gesprek.
"""
CASES: list[tuple[Kind, str]] = [
    *(("cancellation", line) for line in CANCELLATIONS.strip().splitlines()),
    *(("award", line) for line in AWARDS.strip().splitlines()),
    *(("opportunity", line) for line in STILL_OPEN.strip().splitlines()),
    ("planning", "Vorankündigung einer Ausschreibung für das Frühjahr"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_text_is_taken_for_what_it_says_it_is(kind: Kind, text: str) -> None:
    found = kind_of_text(text)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text", ["The tender pack is no longer available.", "Six tenders were scored in May.", "Our buses are washed every night."]
)
def test_words_about_a_tender_that_is_over_invite_nobody(text: str) -> None:
    assert kind_of_text(text) is None
