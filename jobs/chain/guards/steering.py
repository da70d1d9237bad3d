"""Signs that a text wants to steer: a verdict, an answer, a secret, a message to somebody, data to an address."""

from jobs.chain.guards import tongues
from jobs.chain.guards.sign import AI, FILL, FILL2, GAP, READER, Family, family, near

TOP = r"(?:highest|maximum|maximal|perfect|full|top|best) (?:possible )?(?:score|rating|marks|points|grade)"
STEERING: tuple[Family, ...] = (
    family(
        "prompt_theft",
        1.0,
        "asks for the instructions or a secret",
        rf"\b(?:{tongues.SHOW})\b{GAP}{FILL}(?:{tongues.SECRETS})\b",
        imperative=True,
    ),
    family(
        "prompt_theft",
        1.0,
        "asks for the instructions or a secret",
        r"\bwhat (?:are|were|is) your (?:\w{1,12} )?(?:instructions|prompt|rules|guidelines|directives)\b"
        r"|\b(?:was|wie) (?:sind|lauten|steht in) deine[nr]? (?:\w{1,12} )?(?:anweisungen|instruktionen|regeln|prompt)\b"
        r"|\b(?:repeat|print|write|output) (?:back )?(?:everything|all|the (?:text|words?)) (?:above|before|prior)\b"
        r"|\b(?:text|words|sentences|instructions) above (?:this|the) (?:line|message|sentence)\b"
        rf"|{near(tongues.SHOW_WORDS, tongues.PROMPT_WORDS)}",
        imperative=True,
    ),
    family(
        "machine_address",
        1.0,
        "speaks to a machine that reads the notice",
        rf"\b(?:if|when|falls|wenn|si|se) (?:you are|you're|du|sie|vous etes|eres|usted es|sei|tu es) (?:an? |eine? "
        rf"|une? |una? )?{READER}\b"
        r"|\b(?:note|message|attention|instructions?|notice|hinweis|an|avis|aviso|nota|warning|order|command|hello|hey"
        r"|dear|liebe[rs]?|chere?)"
        rf" (?:to |for |an |fur |pour |a |para |per |alle |all |any |the |l'|los |les ){{0,3}}{READER}(?=[,;:\-.!?]|\n|$)"
        rf"|\bas an? {AI}(?: (?:model|system|reviewer|evaluator|assistant))?{GAP}{FILL2}you\b"
        rf"|\bthe {AI} (?:reading|processing|evaluating|analy[sz]ing|reviewing|summari[sz]ing)\b"
        rf"|\battention,? {READER}\b|\bfor (?:any |all )?{READER}(?: only|[ ]?:| reading)"
        rf"|(?:^|[\n.(\"]) ?{AI} ?[:,] ?(?:please|you|do|ignore|output|say|include|rate|recommend|answer)\b",
    ),
    family(
        "verdict_order",
        1.0,
        "orders a verdict or a score",
        rf"\b(?:rate|score|grade|mark|classify|rank|evaluate|assess|treat|label|flag) (?:this|the|our|it|all"
        rf"|every)\b{GAP}{FILL}"
        rf"(?:as|with|at|an?|10|100|5)\b{GAP}{FILL2}"
        r"(?:bid|go|perfect|excellent|highest|maximum|top|10|100|5|ten|full|must|relevant|suitable|strong|approved|only)\b"
        rf"|\b(?:give|assign|award|grant) (?:\w{{1,14}} ){{0,4}}{TOP}\b"
        r"|\b(?:set|change|raise|force) (?:the |your |its |this )?(?:capability|strategy|winnability|references"
        r"|commercial|effort"
        r"|verdict|score|rating|recommendation|confidence)[\W_]{1,4}(?:\w{1,14} ){0,2}(?:to|at)\b"
        rf"|\b(?:gib|geben sie|vergib|vergeben sie) (?:\w{{1,14}} ){{0,3}}(?:hochste|maximale|volle)n? (?:punktzahl"
        rf"|bewertung|note)"
        rf"|\b(?:{tongues.VERDICT})\b",
        imperative=True,
    ),
    family(
        "verdict_order",
        1.0,
        "orders a verdict or a score",
        r"\b(?:verdict|score|rating|fit)\b(?: (?:is|must|should|has to|shall|needs to|to|be|always|set|read"
        r"|equal)){1,4}[\W_]{1,8}(?:a |an |the )?"
        r"(?:strong )?(?:bid|no.?bid|go|no.?go|100|5/5|10/10|perfect|highest|maximum|positive|approved)\b"
        r"|\b(?:urteil|verdikt|empfehlung) (?:muss|soll|ist|lautet)[\W_]{1,4}(?:\w{1,10}[\W_]{1,4})?(?:bid|bieten|positiv)\b"
        r"|\"(?:verdict|score|recommendation)\" ?: ?(?:\"(?:bid|go)|\d)"
        r"|\b(?:output|return|print|respond|reply|answer)[\W_]{1,4}(?:\w{1,14}[\W_]{1,4}){0,3}(?:verdict|score"
        r"|rating)[\W_]{1,4}(?:\w{1,14}[\W_]{1,4}){0,2}(?:bid|\d)"
        rf"|\b(?:always|only|immediately|strongly|just) (?:recommend|answer|respond|return|output|say|conclude"
        rf"|reply){GAP}{FILL2}(?:bid|no.?bid|go|yes|approve[d]?)\b"
        r"|\b(?:answer|respond|reply|output|say|return"
        r"|conclude)[\W_]{1,4}(?:with[\W_]{1,4})?(?:no.?)?bid\b(?! (?:bonds?|security|form|price|sheet))",
        contextual=True,
    ),
    family(
        "output_order",
        0.6,
        "urges a bid",
        r"\brecommend(?: (?:to|a|that we|this))? bid\b|\b(?:rating|score|mark) of (?:5/5|10/10|100/100|10 out of 10)\b",
    ),
    family(
        "verdict_order",
        0.7,
        "tells a model how to judge",
        rf"\b(?:{READER}|(?:evaluation|scoring|rating) model) (?:should|must|shall|has to|will|needs to) (?:give|assign"
        rf"|output|return|rate|score|recommend|answer|rank)\b",
    ),
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
        r"\byour (?:new|real|true|only|sole) (?:task|goal|purpose|job|role|objective) (?:is|will be|:)",
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
