"""Words of procurement that mean the same in several languages, so that an English question finds a German passage."""

_TOPICS = """
deadline closing due frist abgabefrist angebotsfrist einreichungsfrist schlusstermin delai limite plazo scadenza termine termijn termin
submission submit submitted abgabe einreichung einreichen eingereicht remise depot soumission presentacion presentazione indiening skladania
bid bids offer offers tender tenders proposal angebot angebote offre offres oferta ofertas offerta offerte inschrijving oferty
buyer authority auftraggeber vergabestelle acheteur adjudicateur organo stazione appaltante aanbesteder zamawiajacy
award criteria zuschlagskriterien wertungskriterien criteres attribution criterios adjudicacion criteri aggiudicazione gunningscriteria kryteria
price preis prix precio prezzo prijs cena
weight weighting gewichtung gewicht ponderation ponderacion ponderazione weging waga
duration term period laufzeit vertragslaufzeit dauer duree duracion durata looptijd okres
value budget auftragswert wert valeur montant valor valore waarde wartosc
reference references referenz referenzen referencia referencias referenze referentie referencje
certificate certification certified zertifikat zertifizierung certificat certificado certificato certificaat certyfikat
insurance liability versicherung haftpflicht assurance responsabilite seguro assicurazione verzekering ubezpieczenie
turnover revenue umsatz jahresumsatz chiffre affaires facturacion fatturato omzet obrot
subcontract subcontracting subcontractor subcontractors unterauftrag unterauftragnehmer nachunternehmer traitance traitants subcontratacion subappalto onderaanneming podwykonawca
consortium joint bietergemeinschaft arge groupement union temporal raggruppamento combinatie konsorcjum
language sprache langue idioma lingua taal jezyk
visit inspection besichtigung ortsbesichtigung begehung visite visita sopralluogo schouw wizja
question questions clarification clarifications fragen bieterfragen rueckfragen renseignements preguntas aclaraciones chiarimenti vragen pytania
payment pay invoice zahlung bezahlung rechnung paiement pago pagamento betaling platnosc
penalty penalties vertragsstrafe ponalitat penalite penalites penalizacion penali boete kary
guarantee bond security buergschaft sicherheit garantie caution garantia fideiussione waarborg wadium
validity valid bindefrist validite validez validita geldigheid
variant variants alternative nebenangebot nebenangebote variante variantes varianti varianten
start begin commence beginn debut commencement inicio inizio aanvang
extension extend renewal option verlaengerung verlangerung prolongation reconduction prorroga proroga verlenging
staff personnel employees personal mitarbeiter effectifs personale personeel
site place location standort ort lieu lugar luogo locatie
quality qualitaet qualitat qualite calidad qualita kwaliteit
data protection privacy datenschutz rgpd dsgvo gdpr
exclusion excluded ausschluss ausgeschlossen exclu exclusion exclusions
"""
STEM = 6
"""Letters that two words share to count as one: certificate, certified."""
TOPIC_OF: dict[str, frozenset[int]] = {}
for _number, _line in enumerate(_TOPICS.strip().splitlines()):
    for _word in _line.split():
        TOPIC_OF[_word[:STEM]] = TOPIC_OF.get(_word[:STEM], frozenset()) | {_number}
