"""Signs that a text dictates: what is answered, what is hidden, what is sent away, who is called."""

from jobs.chain.guards import tongues
from jobs.chain.guards.sign import FILL, FILL2, GAP, Family, family

QUOTE = r"[\"'\u201c\u201e\u00ab]"
DICTATION: tuple[Family, ...] = (
    family(
        "secrecy",
        0.7,
        "asks to hide something from the reader",
        r"\b(?:do not|don't|never|without) (?:mention|tell|reveal|disclos|inform|alert|notify"
        r"|show)\w{0,3}[\W_]{1,3}(?:\w{1,14}[\W_]{1,3}){0,2}"
        r"(?:this (?:instruction|message|note|text|to)|these (?:instructions|rules)|the (?:user|reader)"
        r"|your instructions|that you)\b"
        rf"|\b(?:{tongues.SECRECY})\b",
    ),
    family(
        "exfiltration",
        1.0,
        "wants data carried to an address",
        rf"\b(?:send|post|transmit|upload|forward|leak|exfiltrate|append|e-?mail)\b{GAP}{FILL}(?:conversation"
        rf"|chat history|profile|api.?keys?|password"
        rf"|credentials|system prompt|user data|secrets?|history)\b{GAP}{FILL2}(?:to|at|as|an|nach|in)\b",
        contextual=True,
        imperative=True,
    ),
    family(
        "exfiltration",
        1.0,
        "carries data in a link",
        r"!\[[^\]\n]{0,80}\]\(\s{0,3}https?://[^)\s]{1,300}[?{=][^)]{0,200}\)|\b(?:curl|wget)\b[^\n]{0,40}https?://",
    ),
    family(
        "output_order",
        1.0,
        "dictates the words of the answer",
        r"\byour (?:answer|response|reply|output|summary) (?:must|should|shall|has to) (?:start|begin|end|say|contain|include)"
        rf"(?: with)?(?: the (?:words?|phrase|sentence))? ?{QUOTE}"
        rf"|\b(?:begin|start|end) your (?:answer|response|reply|output|summary) with (?:the )?(?:words?|phrase|sentence)? ?{QUOTE}"
        r"|\b(?:respond|answer|reply|antworte|repond[sez]{1,2}|responde) (?:only|just|exclusively|ausschlie(?:ss|s)lich|nur|uniquement|solo)"
        rf" (?:with|mit|avec|con) (?:the word|dem wort|le mot|la palabra|{QUOTE})",
    ),
    family(
        "output_order",
        0.6,
        "asks for something else instead",
        r"\b(?:instead|stattdessen|en su lugar|a la place|invece)[\W_]{1,3}(?:say|write|output|answer|print|list|tell|schreib|sag|antworte"
        r"|scrivi|escribe)\b|\b(?:say|write|output|schreib\w?|sag\w?) (?:stattdessen|instead)\b"
        r"|\btranslate (?:this|the following|it|that) (?:to|into)\b|\bi (?:order|command|instruct) you to\b",
    ),
    family(
        "output_order",
        1.0,
        "dictates what is to be answered",
        rf"\b(?:respond|reply|answer|output|say|write|print|translate)\b{GAP}(?:[^\W_]{{1,20}}{GAP}){{0,8}}nothing else\b",
        contextual=True,
    ),
    family(
        "output_order",
        1.0,
        "dictates what the reader is told",
        r"\b(?:when|while|before) (?:you )?(?:summari[sz]|analy[sz]|evaluat|process|review)(?:e|ing) (?:this"
        r"|the) (?:document|notice|tender|text|file)"
        r"[,:]? (?:please )?(?:say|state|include|mention|write|output|claim|tell|insert)\b"
        r"|\btell the (?:user|reader|bid manager|team|customer) (?:that|to|about)\b",
    ),
    family(
        "output_order",
        0.6,
        "dictates what is to be answered",
        r"\b(?:respond|reply|answer|output|print|say|write|return|antworte|repond[sez]{1,2}|responde|rispondi)\b"
        r"(?:,? (?:only|just|exactly|simply|nur|uniquement|solo|always|immer|me|with|mit|avec|con|the|back|word|words"
        r"|phrase)){1,4}[\W_]{1,6}[^\W_]",
        contextual=True,
        imperative=True,
    ),
    family(
        "output_order",
        0.7,
        "asks for something that is not about the notice",
        r"\b(?:write|compose|tell|schreibe?|sing|create) (?:me |us |uns |mir )?(?:an? |eine? |einen |the )?(?:\w{1,14} ){0,2}"
        r"(?:poem|gedicht|song|story|joke|witz|love letter|haiku|rap|limerick|poeme|poema|wiersz)\b",
        contextual=True,
        imperative=True,
    ),
    family(
        "second_person",
        0.5,
        "speaks to a model in the second person",
        r"\byour (?:(?:true|real|only|sole|next) (?:task|goal|purpose|job|instructions?|answer|output)"
        r"|(?:system )?prompt|training data|programming"
        r"|developers?|creators?)\b|\b(?:as a language model|this is (?:a|the) (?:system|admin|developer) (?:message"
        r"|override|command)|instead)\b"
        r"|\b(?:the user (?:wants|has asked|asked|requires)|comply (?:with|immediately)|this overrides"
        r"|supersedes all (?:other|previous) prompts)\b",
    ),
    family(
        "second_person",
        1.0,
        "gives a model another goal",
        r"\byour (?:new|real|true|only|sole) (?:task|goal|purpose|job|role|objective) (?:is|will be|:)"
        r"|\byour (?:task|goal|purpose|job|role) is now\b",
    ),
    family(
        "slack_control",
        1.0,
        "carries a Slack control sequence",
        r"<!(?:channel|here|everyone|subteam\^|date\^)[^>\n]{0,80}>|<@[uw][a-z0-9]{6,14}(?:\|[^>\n]{0,40})?>"
        r"|(?<![\w.@/])@(?:channel|here|everyone)\b(?![.\w-])",
    ),
    family(
        "foreign_code",
        0.6,
        "asks to run or decode something",
        rf"\b(?:decode|base64|rot13|execute|run|eval)\b{GAP}{FILL}(?:and|then) (?:follow|execute|obey|do|run|comply)\b"
        r"|\bfollow the (?:decoded|hidden|encoded) (?:instructions?|message)\b",
    ),
)
