"""A small library of a made-up company, and what tenders ask of it, each with the chunk that answers."""

CHUNKS = {
    "iso27001": "Certificate of registration: the information security management system conforms to ISO/IEC 27001:2022. Scope: hosting and operation "
    "of archive platforms. Valid until 31 May 2028.",
    "iso9001": "Quality management certificate to DIN EN ISO 9001:2015 for the planning and delivery of software services, valid until 30 June 2027.",
    "iso14001": "The environmental management system of our depots is certified to ISO 14001:2015. The next audit is in spring.",
    "liability": "Insurance confirmation: public liability cover of EUR 10,000,000 for any one occurrence, renewed each January.",
    "indemnity": "Professional indemnity insurance with a limit of EUR 3,000,000 in the aggregate for each year of the policy.",
    "archive": "Reference: hosting of the digital archive of a coastal city, 2022 to 2026. Forty terabytes of scanned files, two hundred readers a day.",
    "school": "Reference: cleaning of nine primary schools, 2021 to 2025, with night shifts during the holidays and green detergents only.",
    "roads": "Reference: winter service on 310 kilometres of district roads, 2019 to 2024, gritting within two hours of an alarm.",
    "helpdesk": "Our service desk answers in German and English from 7 to 19 o'clock on working days; 92 of 100 calls are solved at first contact.",
    "transition": "Transition plan: in the first six weeks we take over data, train users and run both platforms in parallel before the old one stops.",
    "backup": "Backups are made every night, kept for ninety days in a second data centre, and restored as a test every quarter.",
    "slavery": "Modern slavery statement: we audit suppliers of textiles and electronics for forced labour and publish the findings each year.",
    "equality": "Equality, diversity and inclusion policy: hiring panels are mixed, pay gaps are measured and reported, complaints are heard in a week.",
    "privacy": "Data protection: records of processing under the GDPR are kept, and a data protection officer is appointed and registered.",
    "carbon": "Carbon reduction plan: net zero by 2040, with yearly targets for vehicles, heating and purchased electricity.",
    "manager": "Curriculum vitae of the project manager: fifteen years in public sector software projects, PRINCE2 practitioner, fluent in French.",
    "engineer": "Curriculum vitae of the lead engineer: cloud infrastructure, Kubernetes, PostgreSQL; twelve years of experience with public bodies.",
    "reinigung": "Referenz: Glas- und Unterhaltsreinigung von vier Verwaltungsgebäuden, 18.000 Quadratmeter, seit 2020, wöchentliche Qualitätskontrolle.",
    "entsorgung": "Zertifikat Entsorgungsfachbetrieb für das Sammeln und Befördern von Bauschutt und Holzabfällen, gültig bis 31.12.2027.",
    "formation": "Référence : formation de 400 agents territoriaux à la messagerie et à la visioconférence, marché à bons de commande, 2023 à 2025.",
}
"""By name; each is a chunk of a document of its own."""

ASKED = (
    ("Bidders must hold a valid ISO 27001 certificate or equivalent.", "iso27001"),
    ("Der Bieter muss ein Qualitätsmanagement nach DIN EN ISO 9001 nachweisen.", "iso9001"),
    ("A certified environmental management system (ISO 14001 or EMAS) is required.", "iso14001"),
    ("Public liability insurance of at least EUR 5 million for each occurrence.", "liability"),
    ("The tenderer shall have professional indemnity insurance with a limit of no less than EUR 2,000,000.", "indemnity"),
    ("Provide one reference for the hosting of digital archives in the last five years.", "archive"),
    ("At least two references for cleaning of schools must be provided.", "school"),
    ("Experience with winter maintenance and gritting of roads.", "roads"),
    ("The contractor shall operate a help desk in English and German on working days.", "helpdesk"),
    ("Describe how you will manage the transition from the existing platform, including training of users.", "transition"),
    ("How often are backups made, and how is restoring them tested?", "backup"),
    ("State how you prevent modern slavery and forced labour in your supply chain.", "slavery"),
    ("Bidders must have an equality and diversity policy.", "equality"),
    ("Has a data protection officer been appointed as the GDPR requires?", "privacy"),
    ("A carbon reduction plan towards net zero must be published by the supplier.", "carbon"),
    ("The project manager must be certified to PRINCE2 and speak French.", "manager"),
    ("Which experience do the proposed engineers have with cloud infrastructure?", "engineer"),
    ("Referenzen über die Unterhaltsreinigung von Verwaltungsgebäuden mit mindestens 10.000 m².", "reinigung"),
    ("Nachweis als Entsorgungsfachbetrieb für Bauschutt.", "entsorgung"),
    ("Le candidat justifie de références de formation d'agents à la visioconférence.", "formation"),
)
"""A sentence of a tender, or a question, and the chunk that answers it."""

PLAIN = (
    (("insurance",), "liability"),
    (("certificate", "ISO 27001"), "iso27001"),
    (("cleaning", "schools"), "school"),
    (("French",), "manager"),
    (("unterhaltsreinigung",), "reinigung"),
    (("data", "centre"), "backup"),
    (("roads",), "roads"),
    (("référence", "formation"), "formation"),
)
"""Plain words as a person types them, and what both databases put first."""
