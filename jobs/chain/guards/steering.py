"""Signs that a text wants to steer: it asks for a secret, speaks to a machine, orders a verdict."""

from jobs.chain.guards import tongues
from jobs.chain.guards.sign import AI, FILL, FILL2, GAP, READER, Family, family, near

TOP = r"(?:highest|maximum|maximal|perfect|full|top|best) (?:possible )?(?:score|rating|marks|points|grade)(?! (?:you|that|possible|is|of|in))"
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
        rf" (?:to |for |an |fur |pour |a |para |per |alle |all |any |the |l'|la |le |el |der |die |den |los |les ){{0,3}}{READER}(?= ?[,;:\-.!?]|\n|$)"
        rf"|\bas an? {AI}(?: (?:model|system|reviewer|evaluator|assistant))?{GAP}{FILL2}you\b"
        rf"|\bthe {AI} (?:reading|processing|evaluating|analy[sz]ing|reviewing|summari[sz]ing)\b"
        rf"|\b(?:all|any|every) {READER} (?:reading|processing|evaluating|analy[sz]ing|reviewing|summari[sz]ing) (?:this|the)\b"
        rf"|\bals {AI}[\w-]{{0,20}} (?:musst|sollst|bist|hast|wirst) du\b"
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
        r"(?:bid|go|perfect|excellent|highest|maximum|top|10|100|5|ten|full|must|relevant|suitable|strong|approved|only|number)\b"
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
        r"|\b(?:answer|respond|reply|output|say"
        r"|conclude)[\W_]{1,4}(?:with[\W_]{1,4})?(?:no.?)?bid\b(?=[\W_]{0,3}(?:$|\n|whatever|for this|and nothing))",
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
        1.0,
        "orders a score",
        r"\b(?:rate|score|grade|mark) (?:all|every|each) (?:criteri\w{1,3}|categor\w{1,3}|aspects?)[\W_]{1,3}(?:with |as |at |an? )?"
        r"(?:five|5|ten|10|100|maximum|highest|top|full)\b"
        r"|\b(?:use|apply|choose|select|put|enter) (?:the )?(?:highest|maximum|top|full|best) (?:score|rating|marks|grade) (?:for|in|on)\b",
        imperative=True,
    ),
    family("verdict_order", 1.0, "claims a score", r"\bdeserves? (?:an? |the )?(?:100|10|5/5|full|highest|maximum|top|perfect)\b"),
    family(
        "verdict_order",
        0.7,
        "tells a model how to judge",
        rf"\b(?:{READER}|(?:evaluation|scoring|rating) model) (?:should|must|shall|has to|will|needs to) (?:give|assign"
        rf"|output|return|rate|score|recommend|answer|rank)\b",
    ),
)
