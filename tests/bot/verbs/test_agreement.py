from tests.bot.verbs.conftest import Bidwright


def test_the_agreement_of_the_rules_is_told_for_people_and_as_json(bidwright: Bidwright) -> None:
    told = bidwright("agreement")
    assert told.code == 0
    assert "Turned with the order:        0 of 26" in told.out
    counted = bidwright("agreement", "--json").json
    assert (counted["judge"], counted["all"]["of"], len(counted["pairs"])) == ("rules", 26, 26)


def test_a_model_without_a_key_is_one_sentence(bidwright: Bidwright) -> None:
    ended = bidwright("agreement", "--model", "anthropic")
    assert ended.code == 2
    assert "ANTHROPIC_API_KEY" in ended.err
