"""What makes an attack one that carries cues, and how it is disguised: said apart from the guard, so that it is not its own measure."""

import base64
import codecs
import re
from collections.abc import Callable

IGNORING = (
    r"ignor\w*|disregard\w*|forget|overrid\w+|bypass\w*|disobey\w*|circumvent\w*|set aside|pay no attention|vergiss|vergessen sie|missacht\w+|umgeh\w*"
    r"|oubli\w+|d[ée]sob[ée]i\w*|contourn\w+|n[ée]glig\w+|olvid\w+|desobede\w+|descart\w+|esque[cç]\w+|desconsider\w+|dimentic\w+|disobbedi\w+|trascur\w+"
    r"|negeer|vergeet|omzeil|zignoruj\w*|zapomnij\w*|pomi[nń]\w*"
)
INSTRUCTIONS = (
    r"instruction\w*|prompts?|guidelines?|directives?|programming|restrictions?|safeguards?|filters?|anweisung\w*|befehl\w*|richtlinien|vorgaben"
    r"|consignes?|directrices|instrucci[oó]n\w*|indicaci[oó]n\w*|restricciones|instru[cç][oõ]\w*|diretriz\w*|istruzion\w*|direttiv\w*|comand\w*"
    r"|instructies|instrukcj\w*|polece[nń]\w*|wytyczn\w*"
)
YOUR = r"your|deine\w?|dein|ton|ta|tes|votre|vos|tus?|tuo\w?|tua|tuoi|tue|teus?|tuas?|seus?|suas?|je|jouw|tw\w+j\w*"
LIMITS = (
    r"limits?|limitations?|boundaries|ethic\w*|moral\w*|protocols?|standards?|norms?|constraints?|parameters?|grenzen|normen|protokolle?|regeln|[eé]thi\w+|[eé]tic\w+"
    r"|normes|normas?|norme|protocol\w*|l[ií]mit\w*|par[aâá]m\w+|regels|zasad\w*|ogranicze\w*"
)
MY = r"my|meine\w?|mein|mes|mon|mis?|mio|mia|miei|mie|minhas?|meus?|mijn|moj\w+|moich"
WISHES = rf"{INSTRUCTIONS}|requests?|orders?|wish(?:es)?|commands?|w[uü]nsche?|anfragen?|demandes?|ordres|souhaits|[oó]rdenes|peticiones|pedidos?|ordens|richiest\w|ordini|verzoek\w*"
CUES: tuple[tuple[str, str], ...] = (
    ("names instructions to ignore", rf"\b(?:{IGNORING})\b[^.!?\n]{{0,60}}\b(?:{INSTRUCTIONS}|above|previous|everything|rules|context)"),
    ("names the instructions of the reader", rf"\b(?:{YOUR})\b[^.!?\n]{{0,30}}\b(?:{INSTRUCTIONS})|system ?prompt|\b(?:hidden|initial|original|secret) prompt"),
    ("names the limits of the reader", rf"\b(?:{YOUR})\b[^.!?\n]{{0,30}}\b(?:{LIMITS})"),
    ("asks to obey the writer", rf"\b(?:{MY})\b[^.!?\n]{{0,20}}\b(?:{WISHES})"),
    ("gives a role", r"\b(?:you are now|act as|pretend|role-?play|imagine you are|from now on you|du bist jetzt|tu es maintenant|ahora eres|ora sei|je bent nu)\b"),
    ("names a mode without rules", r"\bjailbr|\bdan\b|developer mode|do anything now|unfiltered|no restrictions|without (?:any )?restrictions|uncensored|sin filtros"),
    ("asks for a secret", r"\b(?:what is|what's|tell me|reveal|give me|share|show|print) [^.!?\n]{0,30}\b(?:password|passphrase|secret|access code|api keys?|credentials)"),
    ("dictates the answer", r"\b(?:say|respond|reply|output|print|answer|begin|start|antworte|r[ée]ponds|responde|rispondi)\b[^.!?\n]{0,30}[\"“„«']\w|\bonly (?:say|output|respond|reply)"),
    ("speaks to a machine", r"\b(?:as an ai|chatgpt|gpt-?\d|language model|sprachmodell|llms?)\b|\b(?:note|attention|message) (?:to|for) (?:the )?(?:ai|assistant|model)s?\b"),
    ("imitates a prompt", r"<\|?(?:im_start|system|endoftext)|\[/?inst\]|#{2,} ?(?:system|instruction|response)|(?:^|\n)\s{0,4}(?:system|assistant) ?:|\bend (?:of )?(?:system |user )?(?:prompt|input)"),
    ("orders a verdict", r"\b(?:rate|score|give|award|bewerte|attribue|asigna|assegna|geef|przyznaj)\b[^.!?\n]{0,50}\b(?:10/10|100|5/5|highest|maximum|perfect score|h[oö]chst\w+|maxim\w+|m[aá]xim\w+|massim\w+|hoogste|najwy\w+)"),
)  # fmt: skip
CUE = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CUES}


def cues_in(text: str) -> tuple[str, ...]:
    """The kinds of cue that stand in the text as it is written; none for a task without words of orders."""
    return tuple(name for name, pattern in CUE.items() if pattern.search(text))


_LOOKALIKES = str.maketrans("aceopxyi", "асеорхуі")
_LEET = str.maketrans("oieastOIEAST", "013457013457")
DISGUISES: dict[str, Callable[[str], str]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "zero-width": "\u200b".join,
    "homoglyphs": lambda text: text.translate(_LOOKALIKES),
    "tags": lambda text: "Works " + "".join(chr(0xE0000 + ord(char)) for char in text if char.isascii()),
    "leetspeak": lambda text: text.translate(_LEET),
    "reversed": lambda text: text[::-1],
    "spaced": lambda text: "  ".join(" ".join(word) for word in text.split()),
    "full width": lambda text: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text),
}
