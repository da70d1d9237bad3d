"""Signs that a text wants to take over: ignore what was said, be somebody else, imitate the frame of a prompt."""

from jobs.chain.guards import tongues
from jobs.chain.guards.sign import AI, FILL, FILL2, FILL10, GAP, Family, family, near

TAKEOVER: tuple[Family, ...] = (
    family(
        "override",
        1.0,
        "asks to ignore earlier instructions",
        rf"\b(?:{tongues.IGNORE})\b{GAP}{FILL10}"
        rf"(?:(?:{tongues.PRIOR}){GAP}{FILL2}(?:{tongues.ORDERS})|(?:{tongues.ORDERS}){GAP}{FILL2}(?:{tongues.PRIOR}))\b",
        contextual=True,
        imperative=True,
    ),
    family(
        "override",
        1.0,
        "asks to ignore earlier instructions",
        rf"\b(?:{tongues.PRIOR}){GAP}{FILL2}(?:{tongues.ORDERS}){GAP}{FILL2}(?:yok say|gormezden gel|unut"
        rf"|figyelmen kivul)\w{{0,4}}"
        rf"|{near(tongues.IGNORE_WORDS, tongues.ORDERS_WORDS)}",
    ),
    family(
        "override",
        1.0,
        "asks to drop earlier instructions",
        rf"\b(?:{tongues.WEAK_IGNORE}){GAP}{FILL}(?:{tongues.PRIOR}){GAP}{FILL2}(?:{tongues.PROMPT_LIKE})\b",
        contextual=True,
        imperative=True,
    ),
    family(
        "override",
        1.0,
        "asks to forget everything said before",
        rf"\b(?:{tongues.IGNORE})\b{GAP}(?:sie{GAP}|about{GAP}|tout{GAP})?(?:{tongues.EVERYTHING})\b",
        contextual=True,
        imperative=True,
    ),
    family(
        "override",
        1.0,
        "asks to ignore the above and say something else",
        rf"\b(?:{tongues.IGNORE}){GAP}{FILL2}(?:{tongues.ABOVE})[\W_]{{1,4}}(?:{tongues.AND})[\W_]{{1,3}}(?:{tongues.SAY})\b",
    ),
    family(
        "override",
        0.7,
        "asks to leave the task",
        rf"\b(?:{tongues.IGNORE}|do not answer|don't answer){GAP}(?:about )?(?:the|your|this|that|any|die|diese|deine|la|le|el|tu|ta|il){GAP}"
        r"(?:task|question|request|job|aufgabe|frage|tarea|pregunta|tache|compito)\b"
        r"|\b(?:previous|prior|earlier) (?:requests?|tasks?|prompts?) (?:is|are) (?:now )?(?:void|cancell?ed|over|obsolete|invalid)\b"
        r"|\bstop what you are doing\b",
        contextual=True,
    ),
    family("override", 1.0, "letters run together hide an order", tongues.COMPACT),
    family(
        "override",
        0.6,
        "announces new instructions",
        r"\b(?:new|updated|real|actual|another|different|neue|andere|nouvelles|nuevas|nuove) "
        r"(?:instructions?|prompt|task|aufgabe|anweisung(?:en)?|consignes|instrucciones|istruzioni)\b",
        contextual=True,
    ),
    family(
        "role_change",
        1.0,
        "gives the reader another role",
        r"\b(?:you are now (?:an? (?!registered|member|supplier|user|bidder|qualified|part)|my |dan |free |going to |acting |in (?:\w{1,14} )?mode)|you are no longer (?:an?|bound|required|restricted|limited)"
        r"|from now on,? you (?:are (?:an?|the|my|no)|(?:will|must|should|shall) (?:only|always|never|answer|respond"
        r"|reply|act|be|obey"
        r"|ignore|speak|write)|act|only|speak)|you will now (?:act|be|play|answer|respond)|(?:pretend"
        r"|imagine) (?:that )?you(?:'re| are|r)"
        r"|i want you to (?:act|pretend|be|ignore|answer|respond|play)|you are (?:dan|jailbroken|unrestricted|free from))\b",
    ),
    family(
        "role_change",
        1.0,
        "gives the reader another role",
        rf"\b(?:act as (?:if you (?:are|were)|my|an? (?:unrestricted|evil|uncensored|{AI}|hacker|linux)|the (?:evaluator"
        rf"|buyer|developer|system))"
        rf"|roleplay as|play the role of|stay in character|{tongues.ROLE})\b",
        imperative=True,
    ),
    family(
        "role_change",
        1.0,
        "gives the reader another role",
        r"\b(?:behave|act|respond|answer|operate) (?:as|like) an? (?:unrestricted|uncensored|unfiltered|evil|rogue|pirate)\b"
        r"|\b(?:admin|administrator|developer|security) override\b",
    ),
    family(
        "role_change",
        0.7,
        "claims authority over the reader",
        r"\bi am (?:the|your) (?:developer|creator|administrator|admin|programmer)\b",
    ),
    family(
        "role_change",
        1.0,
        "asks for a mode without rules",
        rf"\b(?:enter|enable|activate|switch to|turn on){GAP}{FILL2}(?:developer|debug|god|admin|sudo|jailbreak|dan"
        rf"|unrestricted) mode\b"
        rf"|\b(?:developer|god|sudo|jailbreak|dan|unrestricted) mode{GAP}{FILL2}(?:on|enabled?|activated?|engaged)\b"
        rf"|\bdo anything now\b"
        rf"|\bwithout (?:any )?(?:restrictions|filters|censorship)\b{GAP}{FILL}(?:answer|respond|reply)\b",
        imperative=True,
    ),
    family(
        "role_change",
        1.0,
        "proposes a game",
        r"\blet'?s (?:play|pretend)\b|\byou are (?:an? )(?:\w{1,14} ){1,4}(?:who|that) (?:always|never|only) (?:says?"
        r"|answers?|agrees?|recommends?|obeys?)\b",
    ),
    family(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        r"<\|?(?:im start|im end|system|assistant|endoftext|user)\|?>|\[/?inst\]|<</?sys>>"
        r"|</?(?:system|assistant|instructions?|tender|passages?|untrusted|document|user input|context)>"
        r"|#{2,4} ?(?:system|instruction|assistant|response)s?\b ?:?"
        r"|\b(?:begin|end|start)(?: of)? (?:system|hidden|secret) (?:prompt|message|instructions?)\b"
        r"|(?:^|\n)[ \t\"'*\[(]{0,4}(?:system|assistant|developer)[\])]? (?:message|prompt|override|note|update"
        r"|instruction)[\])*]{0,3} ?:[ \n]"
        r"|\bsystem ?(?:override|prompt ?:|message ?:|instruction ?:)|\"role\" ?: ?\"(?:system|assistant|developer)\""
        r"|\b(?:hidden|llm|ai|model|secret|assistant) (?:instructions?|directives?|commands?) ?:",
    ),
    family(
        "system_text",
        1.0,
        "imitates the frame of a prompt",
        r"\b(?:system|admin|developer) (?:note|message|notice|update) (?:for|to) (?:the |all |any )?(?:model|ai|llm|assistant|reviewer)",
    ),
    family(
        "system_text", 0.5, "claims that the notice ends", r"\bend of (?:the )?(?:notice|document|tender|text|file|prompt|input|context)\b"
    ),
    family(
        "system_text",
        0.6,
        "imitates a turn of a conversation",
        r"(?:^|\n)[ \t\"'*\[(<!\-]{0,8}(?:system|assistant|ai|llm|human|user|bot)[\])*]{0,3} ?:[ \n]",
    ),
)
