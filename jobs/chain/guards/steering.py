"""Rules for orders about this very tender: its score and verdict, its knock-outs, what is sent away, what the reader is told."""

from jobs.chain.guards.rule import Rule, rules

RULES: tuple[Rule, ...] = (
    *rules(
        "verdict_order",
        "orders a verdict or a score",
        "1.0 i: RATE 40 UTMOST|TOP_SCORE 45 THIS_TENDER",
        "1.0 i: GIVE 40 UTMOST|TOP_SCORE 45 THIS_TENDER",
        "1.0 i: GIVE|RATE 20 THIS_TENDER 60 UTMOST|TOP_SCORE 25 SCORE|POINTS",
        "1.0 i: GIVE 30 UTMOST|TOP_SCORE 30 EACH_CRITERION",
        "1.0 i: GIVE|RATE 12 EACH_CRITERION 25 UTMOST|TOP 20 POINTS|SCORE",
        "1.0 i: SET 30 OPINION|SCORE 20 UTMOST",
        "1.0: YOUR 12 OPINION 40 BIDDING",
        "1.0 i: CONCLUDE 30 BIDDING",
        "1.0 i: RECOMMEND 12 THIS_TENDER",
    ),
    *rules(
        "verdict_order",
        "wants knock-outs taken as met",
        "1.0 i: TREAT 45 KNOCKOUT 40 MET",
        "1.0 i: TREAT 15 MET 40 KNOCKOUT",
        "0.6 i: TICK 45 KNOCKOUT 40 MET",
        "0.7 i: IGNORE 20 STRICT_KNOCKOUT",
        "1.0 i: IGNORE 20 STRICT_KNOCKOUT 30 RECOMMEND",
    ),
    *rules("role_change", "gives the reader another role", "1.0: YOU_ARE_FAMILIAR 14 HELPER"),
    *rules(
        "secrecy",
        "asks to hide something from the reader",
        "1.0 i: MENTION 30 SENTENCE 30 YOUR 16 SUMMARY",
        "1.0 ic: OMIT 60 YOUR 16 OVERVIEW",
        "1.0 i: OMIT 60 DU_REPORT",
    ),
    *rules("machine_address", "speaks to a machine that reads the notice", "1.0: IF_YOU_ARE 14 AI|HELPER"),
    *rules("output_order", "dictates what the reader is told", "1.0 i: TELL 14 READER_PERSON", "1.0 i: TELL_READER"),
)
