"""Rules for orders that set the writer above whoever made the model: obey me alone, leave your limits, name what you were told first."""

from jobs.chain.guards.rule import Rule, rules

RULES: tuple[Rule, ...] = (
    *rules(
        "override",
        "asks to obey the writer alone",
        "1.0 ic: HEED 40 MY 30 WISH",
        "1.0 ic: LEAVE 70 MY 30 WISH",
        "1.0 c: ONLY 20 MY 30 WISH",
        "1.0 c: MY 25 WISH 40 PRECEDENCE",
        "0.8 c: PRECEDENCE 40 SYSTEM_PROMPT",
        "1.0 c: PROMPT 10 PRECEDENCE 25 STRICTLY_PRIOR",
        "0.6 c: AT_MY_ORDER",
        "0.5 c: MY 14 WISH",
    ),
    *rules(
        "jailbreak",
        "asks to leave what the model was made to keep to",
        "1.0 ioc: LEAVE 30 YOUR 40 NORMS",
        "1.0 i: LEAVE 30 CODED_IN 30 NORMS",
        "1.0 i: LEAVE 30 NORMS 12 CODED_IN",
        "1.0 i: LEAVE 14 PRIVACY",
        "0.8 i: LEAVE 20 NORMS 14 PRIVACY",
        "1.0 i: ENTER 30 UNBOUND 20 STATE_OF",
        "1.0 i: ENTER 30 STATE_OF 12 UNBOUND",
        "1.0 i: ENTER 40 MODE|STATE_OF 20 NO 20 LIMITS",
    ),
    *rules(
        "prompt_theft",
        "asks for what the model was told first",
        "1.0 ic: SHOW 40 ORIGIN 25 ORDER_WORD 60 YOUR|YOU|AI|MACHINE_OF",
        "1.0 ic: SHOW 40 ORDER_WORD 16 ORIGIN 60 YOUR|YOU|AI|MACHINE_OF",
        "1.0 c: ASK 40 ORIGIN 25 ORDER_WORD 60 YOUR|AI|MACHINE_OF",
        "1.0 c: ASK 40 ORDER_WORD 16 ORIGIN 60 YOUR|AI|MACHINE_OF",
        "1.0 c: SHOW|ASK 40 FIRST_ORDER 60 YOUR|YOU|AI|MACHINE_OF",
        "1.0 c: IS_WHAT 14 KEYWORD",
        "1.0 i: SHOW 10 THE_INSTRUCTIONS 45 SHAPE",
    ),
)
