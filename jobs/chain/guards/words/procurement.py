"""Words that say a sentence speaks to tenderers about tender papers, not to a machine."""

WORDS: dict[str, str] = {
    "TENDER": """
        tenderer tenderers tender_documents tender_document tender_response tender_submission tender_return bidder bidders
        candidate candidates supplier suppliers applicant applicants economic_operator economic_operators contractor contractors
        consultant consultants corrigend* addend* amendment amendments amended annex annexes appendix appendices schedule section
        clause paragraph page table version versions published publication notice lot lots deadline clarification clarifications
        drawing drawings specification specifications espd volume itt rfp rfq envelope portal form forms bill_of_quantities
        questionnaire erratum errata corrected superseded replaced withdrawn deed contract contracting bieter* bewerber*
        auftragnehmer* anbieter* berichtigung bekanntmachung abschnitt anlage anlagen unterlagen leistungsverzeichnis* formblatt
        vergabeunterlagen soumissionnaire soumissionnaires candidat candidats rectificati* avis dossier cahier titulaire
        licitador* licitante licitantes pliego pliegos anuncio rectificación corrección adjudicatario anexo offerente offerenti
        concorrente concorrenti rettifica disciplinare allegato capitolato inschrijver inschrijvers gegadigden rectificatie bestek
        bijlage wykonawc* ogłoszeni* sprostowani* załącznik* anbudsgivare förfrågningsunderlag* tilbudsgiver* uchazeč* příloh*
        zadávací ofertant* ofertanți anunț ponuditel* ponudnik* prilog* προσφέροντ* участник* заявк* приложени* закупівл* тендер
        leverantör* ajánlattevő* tarjoaja* istekli* ihale* portail enveloppe
        umschlag busta envelop koperta koperty platformie platforma piattaforma plataforma
    """,
    "VOID": """
        void cancelled canceled obsolete invalid null expired outdated nullified revoked overridden suspended lifted disabled
        removed bypassed no_longer_apply no_longer_valid no_longer_applies
    """,
    "IF": "if when where whether should_you unless in_case once wenn falls sofern ob si cuando se quando jeśli pokud ako если когда",
    "MODAL": """
        shall will must should may can is are to cannot could would soll muss wird kann doit debe deve moet musi ska skal sollen
        müssen werden doivent deben devono powinni powinien måste musí mora должен
    """,
}
