"""*What the bank should learn…* in Slack: shown on the headline, and taken back."""

import pytest
from sqlmodel import select

from bot.domain.lessons.case_mark import CaseMark, MarkKind
from tests.slack.workplace import AMIRA, JONAS, Workplace


def standing(workplace: Workplace) -> set[tuple[MarkKind, str]]:
    with workplace.database.reading() as session:
        rows = session.exec(select(CaseMark)).all()
    return {(row.kind, row.cause) for row in rows if row.withdrawn_at is None}


def shown(workplace: Workplace) -> str:
    workplace.send_all()
    return str(workplace.messages())


def test_a_case_is_resolved_with_its_cause(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", cause="declined_wrongly", remark="Reset by phone.")
    assert standing(workplace) == {(MarkKind.CAUSE, "declined_wrongly")}
    assert "Cause: Payment declined by mistake" in shown(workplace)


def test_the_form_of_its_own_names_a_cause_and_takes_it_back(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="delay")
    assert "Cause: Delay" in shown(workplace)
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="")
    assert standing(workplace) == set()


@pytest.mark.parametrize(("name", "words"), [("idea", "An idea"), ("praise", "Praise")])
def test_a_tick_marks_and_no_tick_takes_it_back(
    workplace: Workplace, name: str, words: str
) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, marks=[name])
    assert standing(workplace) == {(MarkKind(name), "")}
    assert words in shown(workplace)
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="delay")  # what is ticked stays
    assert standing(workplace) == {(MarkKind(name), ""), (MarkKind.CAUSE, "delay")}
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, marks=[], cause="")
    assert standing(workplace) == set()


def test_who_may_only_look_marks_nothing(workplace: Workplace) -> None:
    workplace.give(JONAS, "auditor")
    case_id = workplace.complaint()
    workplace.choose(JONAS, case_id, "learn")
    assert "Your role does not include this" in workplace.refused(JONAS)
    assert standing(workplace) == set()
