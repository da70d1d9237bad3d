"""What notices say in numbers and capitals that is nobody's personal data, written for the tests, in eleven languages."""

NEGATIVES = [
    # English
    "Main CPV 72000000-5, additional 72200000-7, 48000000-8 and 30200000-1; NUTS UKI31, DE212, FRK26.",
    "The estimated value is GBP 1,250,000.00 excluding VAT; the framework ceiling is £12 500 000.",
    "Tenders close on 2026-03-31T12:00:00+01:00; clarifications until 15/02/2026 at 09.00-16.30.",
    "Notice 012345-2026 was published in OJ S 045/2026 as 2026/S 045-123456 and replaces 00140913-2024.",
    "ocds-b5fd17-1fd40e10-a788-4c4a-83f8-8fd0287b1145 and contract reference 2025-IT-000482/19573.",
    "Systems shall meet ISO/IEC 27001:2022, EN 301 549 V3.2.1, ISO 9001:2015 and BS 7671:2018+A2:2022.",
    "Article 57(4) of Directive 2014/24/EU and Regulation (EU) 2016/679 apply; see section 4.2.1.3.",
    "Deliver 12 000 units, part no. 0123-4567-89, SKU 5012345678900, batch 20260101.",
    "Contact: Procurement Department, Town Hall, High Street 1, Springfield SP4 7QZ",
    "Contact person: see section II.1 of the descriptive document",
    "The site lies at 51.507351, -0.127758 (grid reference TQ 30000 80000), 52.520008 N 13.404954 E.",
    "For the attention of all tenderers: the deadline has moved. Attention: late bids are refused.",
    "Project manager: at least five years of experience with IT 2.0 platforms.",
    "Mr and Mrs are forms of address that the letter templates must support.",
    "Lot 1: 24 months; Lot 2: 36 months; award points 40/30/20/10; score 0-100.",
    "Visit https://etendering.example/cft/prepareViewCfTWS.do?resourceId=4821957&id=0123456789.",
    "Opening hours: 08.00-12.00 13.00-16.00. Room 01.02.003, building 0815.",
    "Company number 04821957, DUNS 48-219-5736, charity 1048219.",
    # German
    "Vergabenummer 2026-0482-19573, Aktenzeichen 12 O 345/26, HRB 48219 B, Los 3 von 12.",
    "Auftragswert 1.250.000,00 EUR netto, Sicherheitsleistung 5 v. H., Skonto 2 %.",
    "LV-Position 01.02.03.0040 und 01.02.03.0050: DIN EN 1090-2, DIN 18299, VOB/A § 16a.",
    "Ansprechpartner: Zentrale Vergabestelle der Stadt Musterhausen, Rathausplatz 1, 12345 Musterhausen",
    "Projektleiter: Mindestens fünf Jahre Berufserfahrung, Nachweis durch Referenzen.",
    "Sehr geehrte Damen und Herren, die Frist endet am 31.03.2026 um 12:00 Uhr. Mit freundlichen Grüßen\nIhre Vergabestelle",
    "Mobile Endgeräte 2.500 Stück, Telefonanlage mit 1.200 Nebenstellen, Faxserver 2019.",
    "Handy 10.000 Stück; Telefon 24 Monate Gewährleistung; Fax 2 Jahre.",
    # French
    "Code CPV principal 45000000-7. Valeur estimée hors TVA : 1 250 000,00 EUR. Référence 2026DCE0482.",
    "SIRET 48219573000017, code NAF 8411Z, marché n° 26-0482-195, décret n° 2018-1075 du 3 décembre 2018.",
    "Contact : Direction de la commande publique, 1 place de la Mairie, 75001 Paris",
    "À l'attention de la Direction des achats. Les plis sont remis avant le 31/03/2026 à 12h00.",
    "Chef de projet : Expérience exigée de cinq ans ; norme NF EN 12464-1 ; article R. 2152-7.",
    # Spanish
    "Expediente 2026/0482-19573, presupuesto base 1.250.000,00 € sin IVA, código postal 28001 Madrid.",
    "Contacto: Servicio de Contratación del Ayuntamiento. Plazo: 31/03/2026 14:00. Lote 2, DIR3 L01280796.",
    # Italian
    "CIG 9A48219573, CUP J48B21957360001, importo a base di gara € 1.250.000,00, oneri 12.500,00 oltre IVA 22 %.",
    "Referente: Ufficio Gare e Contratti, Via Roma 1, 00100 Roma; D.Lgs. 36/2023 art. 17 c. 1.",
    # Polish
    "Znak sprawy ZP.271.48.2026, wartość 1 250 000,00 zł, kod 00-909 Warszawa, REGON 482195736, KRS 0000482195.",
    "Osoba do kontaktu: Dział Zamówień Publicznych. Termin 31.03.2026 r. godz. 10:00. PN-EN ISO 9001:2015.",
    # Dutch
    "Kenmerk 2026-482195, KvK 48219573, waarde € 1.250.000,-, NEN-EN 1317-2, Postbus 20011, 2500 EA Den Haag.",
    "Contactpersoon: Afdeling Inkoop van de gemeente. Sluiting 31-03-2026 om 12.00 uur.",
    # Portuguese
    "Anúncio n.º 48219/2026, preço base 1.250.000,00 EUR, código postal 1149-013 Lisboa, lote 4.",
    # Swedish, Danish, Norwegian, Finnish
    "Diarienummer 2026/0482-19, SNI 62010, organisationsnummer 556482-1957, 1 250 000 kr, 111 22 Stockholm.",
    "Det är viktigt att Trafikverket och att Region Norr får anbudet den 2026-03-31.",
    "Sagsnr. 26/048219, CVR 48219573, EAN 5798000482195, 1.250.000 kr., frist 31-03-2026 kl. 12.00.",
    "Y-merkki puuttuu; hankinnan arvo 1 250 000 euroa, määräaika 31.3.2026 klo 12.00, postinumero 00100 Helsinki.",
    # Czech, Hungarian, Bulgarian, Greek
    "Evidenční číslo Z2026-048219, hodnota 1 250 000 Kč, IČO 48219573, lhůta 31. 3. 2026 v 10:00, 110 00 Praha 1.",
    "EKR000482192026, becsült érték 1 250 000 Ft, határidő 2026.03.31. 12:00 óra, 1054 Budapest.",
    "Номер 00482-2026-0019, стойност 1 250 000 лв. без ДДС, срок 31.03.2026 г., лице за контакт: отдел Обществени поръчки.",
    "Αριθμός διακήρυξης 48/2026, ΑΔΑΜ 26PROC018219573, προϋπολογισμός 1.250.000,00 €, CPV 33600000-6.",
]
