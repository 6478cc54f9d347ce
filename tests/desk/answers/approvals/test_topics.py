"""Answers wait, and the gate decides, by what a case is about."""

from typing import Any

import pytest

from bot.desk.listening import topics
from bot.domain.rules.house_rules import HouseRulesAreWrong
from tests.desk.answers.approvals.approving import AGENT, AMIRA, LENA, WORDS, wait_of, write
from tests.desk.conftest import Bank

LOST = "I lost my card yesterday, please cancel my card"


def test_answers_about_a_topic_wait_as_it_is_suggested_or_as_somebody_said(bank: Bank) -> None:
    bank.lay_over({"replies": {"approval": {"topics": ["card_lost"]}}})
    suggested, corrected = bank.complaint(LOST), bank.complaint(LOST, author="ben")
    with bank.desk() as desk:
        topics.set_topic(desk, case_id=corrected, topic="card_new", by=LENA)
    reply = write(bank, suggested, WORDS, by=AMIRA, roles=AGENT)
    assert wait_of(bank, reply).because == "topic"
    write(bank, corrected, WORDS, by=AMIRA, roles=AGENT, key="form-2")
    assert len(bank.deliveries("reply")) == 1


def test_the_gate_follows_a_topic_only_once_a_person_set_it(bank: Bank) -> None:
    of_the_topic = {"findings": ["admission"], "topics": ["card_lost"], "severity": "approval"}
    bank.lay_over({"gate": {"exceptions": [of_the_topic]}})
    suggested, said = bank.complaint(LOST), bank.complaint(LOST, author="ben")
    with bank.desk() as desk:
        topics.set_topic(desk, case_id=said, topic="card_lost", by=LENA)
    write(bank, suggested, "It was our fault.", by=AMIRA, roles=AGENT)
    assert len(bank.deliveries("reply")) == 1
    reply = write(bank, said, "It was our fault.", by=AMIRA, roles=AGENT, key="form-2")
    assert wait_of(bank, reply).because == "words"


@pytest.mark.parametrize(
    ("over", "told"),
    [
        (
            {"replies": {"approval": {"topics": ["card_lots"]}}},
            "approval.topics[1]: there is no topic “card_lots”. Did you mean “card_lost”?",
        ),
        (
            {
                "gate": {
                    "exceptions": [{"findings": ["tone"], "topics": ["fee"], "severity": "warn"}]
                }
            },
            "exceptions[1].topics[1]: there is no topic “fee”. Did you mean “fees”?",
        ),
    ],
)
def test_a_topic_that_is_none_is_told_with_file_key_and_fix(
    bank: Bank, over: dict[str, dict[str, Any]], told: str
) -> None:
    with pytest.raises(HouseRulesAreWrong) as error:
        bank.lay_over(over)
    assert told in str(error.value)
    assert f"{next(iter(over))}.toml" in str(error.value)
