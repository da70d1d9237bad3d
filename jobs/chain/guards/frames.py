"""Signs of an order that are marks rather than words: the frames of prompts, links that carry data, code, quoted answers."""

import re
from typing import NamedTuple

from jobs.chain.guards.slots import SLOT

AI = (
    r"(?:ai|a\.i\.|ki|ia|llms?|gpt\w{0,3}|chatgpt|claude|gemini|copilot|chatbot|(?:large )?language models?|sprachmodelle?"
    r"|(?:ai|virtual|digital) assistants?|modelos? de lenguaje|modeles? de langage|modello linguistico)"
)
READER = (
    rf"(?:{AI}(?: (?:assistants?|models?|systems?|reviewers?|evaluators?|agents?|readers?|tools?))?"
    r"|(?:automated|automatic|automatisierte\w?|automatise\w{0,2}) (?:\w{1,12} )?"
    r"(?:reviewer|evaluator|system|screening|analyst|assessor|reader|software|tool)s?"
    r"|(?:modelos?|sistemas?|modelli?|sistemi|modeles?|systemes?|modeli|modelu|systemow|modellen|systemen|assistenti|assistants?|asistentes?|assistentes?|asystent\w{0,4})"
    rf"(?: (?:de|di|d'|van|met))? ?{AI}|{AI}-\w{{1,20}})"
)
QUOTE = r"[\"'\u201c\u201e\u00ab`]"


class Frame(NamedTuple):
    family: str
    reason: str
    weight: float
    pattern: re.Pattern[str]
    marks: tuple[str, ...]
    """Without one of these in the text the pattern cannot match; empty: `slots` tells where to look."""
    slots: int = 0
    """Words around which the pattern is tried."""
    imperative: bool = False
    contextual: bool = False


def _frame(family: str, weight: float, reason: str, marks: str, pattern: str, *, slots: str = "", flags: str = "") -> Frame:
    bits = 0
    for name in slots.split():
        bits |= SLOT[name]
    return Frame(
        family,
        reason,
        weight,
        re.compile(pattern),
        tuple(marks.split("|") if "|" in marks else marks.split()),
        bits,
        "i" in flags,
        "c" in flags,
    )


FRAMES: tuple[Frame, ...] = (
    _frame(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        "< [",
        r"<\|?(?:im start|im end|system|assistant|endoftext|user|end|start header id|eot id|begin of text)\|?>|\[/?inst\]|<</?sys>>"
        r"|</?(?:system|assistant|instructions?|tender|passages?|untrusted|document|user input|context|prompt|admin|data|important|information)>"
        r"|<end of (?:the )?(?:session|document|prompt|input|context|text|conversation)>"
        r"|<(?:system|sys|admin|assistant)[ -][^>\n]{0,60}>|\[/?(?:system|assistant|admin|end of [^\]\n]{0,30}|new (?:task|instruction)[^\]\n]{0,30})\]"
        r"|\[(?:system|admin|developer|important|hidden|ai|llm)[ -](?:message|prompt|override|note|instruction|update|alert|admin|directive|command|mode|only|ai|request)"
        r"[^\]\n]{0,80}\]",
    ),
    _frame(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        "# = - % *",
        r"#{2,6} ?(?:system|instruction|assistant|response|prompt)s? ?:"
        r"|(?:={2,}|-{2,}|%{2,}|\*{3,}) ?(?:(?:begin|end|start|new|updated|out of date|extra|internal|core|legal)[ \w]{0,30} )?"
        r"(?:system|instructions?|assistant|response|prompt|user input|input|memo)s?\b ?(?:#|=|-|%|\*|:|\n|$)",
    ),
    _frame(
        "system_text",
        0.6,
        "imitates the frame of a prompt",
        "##",
        r"#{2,6} ?(?:system|instruction|assistant|response|prompt|user|human)s?\b",
    ),
    _frame(
        "system_text",
        0.6,
        "imitates a turn of a conversation",
        ":",
        r"(?:^|\n|\\n)[ \t\"'*\[(<!\-#]{0,8}(?:system|assistant|ai|llm|human|user|bot|instruction|admin|developer)[\])*]{0,3} ?:[ \n]",
    ),
    _frame(
        "system_text",
        1.0,
        "imitates the turns of a conversation",
        ":",
        r"(?:^|\n|\\n)[ \t*\[#]{0,4}(?:human|user)\]?[ *]{0,3}:[^\x00]{1,300}?(?:\n|\\n)[ \t*\[#]{0,4}(?:assistant|ai|bot)\]?[ *]{0,3}:"
        r"|(?:^|\n|\\n)[ \t*\[#]{0,4}assistant\]?[ *]{0,3}:[^\x00]{1,300}?(?:\n|\\n)[ \t*\[#]{0,4}(?:user|human)\]?[ *]{0,3}:",
    ),
    _frame(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        ":",
        r"(?:^|[\n.!\]\"*])[ \t\"'*\[(]{0,4}(?:system|assistant|developer|admin)[\])]? (?:message|prompt|override|note|update|instruction|alert|command|notice)s?"
        r"[\])*]{0,3} ?:|\bsystem ?(?:override|prompt ?:|message ?:|instruction ?:)|\"role\" ?: ?\"(?:system|assistant|developer)\""
        r"|\b(?:hidden|llm|ai|model|secret|assistant|injected) (?:instructions?|directives?|commands?|prompt) ?:",
    ),
    _frame(
        "system_text",
        0.5,
        "claims that the notice ends",
        "",
        r"\b(?:end|conclusion) of (?:the |this |your )?(?:notice|document|tender|text|file|prompt|input|context|instructions|user (?:input|message)|conversation|session)\b"
        r"|\bend (?:user )?(?:input|prompt|instructions|session)\b",
        slots="ENDING",
    ),
    _frame(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        "",
        r"\b(?:begin|end|start)(?: of)? (?:system|hidden|secret) (?:prompt|message|instructions?)\b"
        r"|\b(?:system|admin|developer) (?:note|message|notice|update) (?:for|to) (?:the |all |any )?(?:model|ai|llm|assistant|reviewer)",
        slots="PROMPT AI AGENT NOTE",
    ),
    _frame(
        "machine_address",
        1.0,
        "speaks to a machine that reads the notice",
        "",
        r"\b(?:note|message|attention|instructions?|notice|hinweis|achtung|nachricht|bericht|mensaje|messaggio|wiadomosc|an|avis|aviso|nota|attenzione|atencion|let op|uwaga|warning|order|command|hello|hey|hi|dear|liebe[rs]?|chere?|ok|okay)"
        rf",? (?:to |for |an |fur |pour |a |para |per |voor |dla |do |aan |aux |agli |ai |al |alle |all |any |the |l'|la |le |el |der |die |den |los |les |i |il |de |het ){{0,3}}{READER}(?= ?[,;:\-.!?]|\n|$)"
        rf"|\bas an? {AI}(?: (?:model|system|reviewer|evaluator|assistant))?[\W_]{{1,8}}(?:\w{{1,20}} ){{0,2}}you\b"
        rf"|\bals {AI}[\w-]{{0,20}} (?:musst|sollst|bist|hast|wirst) du\b|\bfor (?:any |all )?{READER}(?: only|[ ]?:| reading)"
        rf"|(?:^|[\n.(\"]) ?{AI} ?[:,] ?(?:please|you|do|ignore|output|say|include|rate|recommend|answer)\b",
        slots="AI READING AGENT AUTOMATED",
    ),
    _frame(
        "machine_address",
        1.0,
        "calls a model by its name",
        "",
        r"(?:^|[\n.!?(\"\u2014-]) ?(?:hi|hello|hey|ok|okay|dear|now|please)?,? ?(?:chatgpt|chat gpt|gpt-?\d?|claude|gemini|copilot|llama|deepseek|grok)(?:,|[:!] )",
        slots="AI",
    ),
    _frame(
        "machine_address",
        0.7,
        "tells a model how to judge",
        "",
        rf"\b(?:{READER}|(?:evaluation|scoring|rating) model) (?:should|must|shall|has to|will|needs to) (?:give|assign|output|return|rate|score|recommend"
        rf"|answer|rank)\b|\b(?:all|any|every) {READER} (?:shall|must|should|will|processing|reading)\b",
        slots="AI AGENT READING",
    ),
    _frame(
        "exfiltration",
        1.0,
        "carries data in a link",
        "](http src= curl wget fetch( xmlhttp javascript: .cookie",
        r"!\[[^\]\n]{0,80}\]\(\s{0,3}https?://[^)\s]{1,300}[?{=][^)]{0,200}\)|\b(?:curl|wget)\b[^\n]{0,40}https?://"
        r"|\bfetch\( ?['\"`]https?:|\bsrc=.{0,3}https?://[^\s>]{1,120}\?[^\s>]{0,40}=|document\.(?:cookie|location)|\]\(javascript:",
    ),
    _frame(
        "output_order",
        1.0,
        "dictates the words of the answer",
        "\" ' ` \u00ab [",
        rf"\b(?:say|output|(?:respond|reply) with)(?: (?:the|only|just|exactly|phrase|words?|string|text|following|back|out|this)){{0,4}} ?:? ?[\[({{]?{QUOTE}[^\"'\n`\u00bb]{{1,120}}",
        slots="UTTER",
        flags="ic",
    ),
    _frame(
        "output_order",
        0.7,
        "dictates the words of the answer",
        "\" ' ` \u00ab",
        rf"\b(?:say|respond|reply|output|print|answer|repeat|return|tell)\b[^\n\"'`.\u00ab]{{0,40}} ?{QUOTE}[^\"'\n`\u00bb]{{1,120}}{QUOTE}",
        slots="UTTER",
        flags="ic",
    ),
    _frame(
        "output_order",
        1.0,
        "dictates the words of the answer",
        "\" ' ` \u00ab",
        r"\b(?:your|every|each|all|any) (?:answer|response|reply|output|summary|message)s? (?:you give )?(?:must|should|shall|has to|will|must always) (?:start|begin|end|say|contain|include)"
        rf"(?: with)?(?: the (?:words?|phrase|sentence))? ?:? ?{QUOTE}"
        rf"|\b(?:begin|start|end|prefix|preface|prepend) (?:your|every|each|all|the) (?:answer|response|reply|output|summary|message)s? with (?:the )?(?:words?|phrase|sentence)? ?{QUOTE}"
        r"|\b(?:respond|answer|reply|antworte|repond[sez]{1,2}|responde) (?:only|just|exclusively|ausschlie(?:ss|s)lich|nur|uniquement|solo)"
        rf" (?:with|mit|avec|con) (?:the word|dem wort|le mot|la palabra|{QUOTE})",
        slots="START UTTER YOUR_REPLY",
    ),
    _frame(
        "output_order",
        1.0,
        "dictates what the reader is told",
        "",
        r"\b(?:when|while|before|after) (?:you )?(?:summari[sz]|analy[sz]|evaluat|process|review|read)(?:e|ing) (?:this|the) (?:document|notice|tender|text|file|content|page)"
        r"[,:]? (?:please |always |you must |you should )?(?:say|state|include|mention|write|output|claim|tell|insert)\b",
        slots="READING SHOW SAY",
    ),
    _frame(
        "output_order",
        1.0,
        "dictates what the reader is told",
        "tell",
        r"\btell the (?:user|reader|bid manager|team|customer) (?:that|to|about)\b",
        slots="SHOW SAY",
        flags="i",
    ),
    _frame(
        "verdict_order",
        1.0,
        "orders a verdict or a score",
        "",
        r"\b(?:rate|score|grade|mark|classify|rank|evaluate|assess|treat|label|flag) (?:this|the|our|it|all|every)\b[\W_]{1,8}(?:[^\W_]{1,20}[\W_]{1,8}){0,4}"
        r"(?:as|with|at|an?|10|100|5)\b[\W_]{1,8}(?:[^\W_]{1,20}[\W_]{1,8}){0,2}"
        r"(?:bid|go|perfect|excellent|highest|maximum|top|10|100|5|ten|full|must|relevant|suitable|strong|approved|only|number)\b"
        r"|\b(?:give|assign|award|grant) (?:\w{1,14} ){0,4}(?:highest|maximum|maximal|perfect|full|top|best) (?:possible )?"
        r"(?:score|rating|marks|points|grade)\b(?! (?:you|that|possible|is|of|in))"
        r"|\b(?:set|change|raise|force) (?:the |your |its |this )?(?:capability|strategy|winnability|references|commercial|effort"
        r"|verdict|score|rating|recommendation|confidence)[\W_]{1,4}(?:\w{1,14} ){0,2}(?:to|at)\b"
        r"|\b(?:rate|score|grade|mark) (?:all|every|each) (?:criteri\w{1,3}|categor\w{1,3}|aspects?)[\W_]{1,3}(?:with |as |at |an? )?"
        r"(?:five|5|ten|10|100|maximum|highest|top|full)\b"
        r"|\b(?:use|apply|choose|select|put|enter) (?:the )?(?:highest|maximum|top|full|best) (?:score|rating|marks|grade) (?:for|in|on)\b"
        r"|\b(?:output|return|print|respond|reply|answer)[\W_]{1,4}(?:\w{1,14}[\W_]{1,4}){0,3}(?:verdict|score|rating)[\W_]{1,4}(?:\w{1,14}[\W_]{1,4}){0,2}(?:bid|\d)"
        r"|\brecommend (?:hiring|choosing|selecting|accepting) (?:this|the|him|her|us)\b"
        r"|\bbewerte[nt]? (?:diese[sn]?|das|die|den) (?:\w{1,20} ){0,4}(?:mit|als) (?:\w{1,12} ){0,3}(?:10|100|5|hochste[nrm]?|perfekt|sehr gut|volle[nr]?|bid)",
        slots="RATE SCORE",
        flags="i",
    ),
    _frame(
        "verdict_order",
        1.0,
        "orders a verdict or a score",
        "",
        r"\b(?:verdict|score|rating|fit)\b(?: (?:is|must|should|has to|shall|needs to|to|be|always|set|read|equal)){1,4}[\W_]{1,8}(?:a |an |the )?"
        r"(?:strong )?(?:bid|no.?bid|go|no.?go|100|5/5|10/10|perfect|highest|maximum|positive|approved|5 in every)\b"
        r"|\b(?:urteil|verdikt|empfehlung) (?:muss|soll|ist|lautet)[\W_]{1,4}(?:\w{1,10}[\W_]{1,4})?(?:bid|bieten|positiv)\b"
        r"|\"(?:verdict|score|recommendation)\" ?: ?(?:\"(?:bid|go)|\d)"
        r"|\b(?:always|only|immediately|strongly|just) (?:recommend|answer|respond|return|output|say|conclude|reply)[\W_]{1,8}(?:[^\W_]{1,20}[\W_]{1,8}){0,2}"
        r"(?:bid|no.?bid|go|yes|approve[d]?)\b"
        r"|\b(?:answer|respond|reply|output|say|conclude)[\W_]{1,4}(?:with[\W_]{1,4})?(?:no.?)?bid\b(?=[\W_]{0,3}(?:$|\n|whatever|for this|and nothing))"
        r"|\bdeserves? (?:an? |the )?(?:100|10|5/5|full|highest|maximum|top|perfect)\b",
        slots="SCORE UTTER RATE",
        flags="c",
    ),
    _frame(
        "verdict_order",
        0.6,
        "urges a bid",
        "",
        r"\brecommend(?: (?:to|a|that we|this))? bid\b|\b(?:rating|score|mark) of (?:5/5|10/10|100/100|10 out of 10)\b",
        slots="RATE SCORE",
    ),
    _frame(
        "slack_control",
        1.0,
        "carries a Slack control sequence",
        "<! <@ @channel @here @everyone",
        r"<!(?:channel|here|everyone|subteam\^|date\^)[^>\n]{0,80}>|<@[uw][a-z0-9]{6,14}(?:\|[^>\n]{0,40})?>"
        r"|(?<![\w.@/])@(?:channel|here|everyone)\b(?![.\w-])",
    ),
    _frame(
        "foreign_code",
        1.0,
        "carries code to run",
        "whoami|rm -rf|/etc/|drop table|<script|base64 -d|sh -c|perl -e|python -c|node -e|php -r|ruby -e|powershell -",
        r"\bwhoami\b|\brm -rf\b|/etc/(?:passwd|shadow|hosts)\b|\bdrop table\b|<script\b|\bbase64 -d\b|\b(?:bash|sh|python) -c\b"
        r"|\b(?:perl|node|ruby) -e\b|\bphp -r\b|\bpowershell -\w",
    ),
    _frame(
        "foreign_code",
        0.6,
        "carries code to run",
        "os.system|os.popen|os.exec|subprocess.|exec(|eval(|execsync(|getruntime(|import os|import subprocess|import socket|import pty",
        r"\bos\.(?:system|popen|exec\w{0,3})\b|\bsubprocess\.\w|\b(?:exec|eval|execsync|getruntime)\(|\bimport (?:os|subprocess|socket|pty)\b",
    ),
    _frame(
        "hidden_text",
        0.5,
        "styles text so that nobody sees it",
        "display: display:none font-size:0 visibility: opacity:0",
        r"(?:display ?: ?none|font-size ?: ?0|visibility ?: ?hidden|opacity ?: ?0)\b",
    ),
)
