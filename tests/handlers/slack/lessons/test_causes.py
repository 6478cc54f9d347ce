"""``/case causes``: seen by whoever may look, changed by role; a rule that hurts, from the case to its answer."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from bot.domain.lessons.cause_step import CauseState, CauseStep
from bot.domain.lessons.rule_remark import RuleAnswer, RuleRemark
from bot.domain.records.surge import REFUSED, SurgeAnswer, SurgeAnswerText
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, LENA, Workplace


def page(workplace: Workplace, user: str) -> dict[str, Any]:
    workplace.do("command", user=user, channel=CHANNEL, text="/case causes")
    return workplace.form(user)


def press(workplace: Workplace, user: str, action_id: str, value: str) -> None:
    view_id = workplace.form(user)["id"]
    workplace.do("click_view", user=user, view_id=view_id, action_id=action_id, value=value)


def test_a_lead_says_whose_a_cause_is_and_by_when_it_is_mended(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="delay")
    assert "*Delay*\\n1 case" in str(page(workplace, LENA))
    press(workplace, LENA, "cause_change", "delay")
    workplace.submit(LENA, state="planned", owner=AMIRA, due_on="2099-01-31", remark="Courier")
    with workplace.database.reading() as session:
        [step] = session.exec(select(CauseStep)).all()
    assert (step.state, step.owner) == (CauseState.PLANNED, AMIRA)
    assert "by 31 Jan" in str(page(workplace, LENA))


def test_causes_without_a_case_stand_in_one_line_with_a_menu(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="delay")
    shown = page(workplace, LENA)
    rows = [block for block in shown["blocks"] if block["type"] == "section"]
    assert [row["text"]["text"].split("\n")[0] for row in rows] == ["⚪ *Delay*"]
    assert "No case of these: " in str(shown)
    press(workplace, LENA, "cause_change", "refund_slow")
    workplace.submit(LENA, state="planned", remark="A new queue")
    assert "A new queue" in str(page(workplace, LENA))


def test_the_page_says_which_answers_did_not_go_and_why(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "learn")
    workplace.submit(AMIRA, cause="delay")
    page(workplace, LENA)
    press(workplace, LENA, "cause_change", "delay")
    workplace.submit(LENA, state="mended", owner=AMIRA)
    now = datetime.now(UTC)
    with workplace.database.transaction() as session:
        answer = SurgeAnswer(
            cause="delay", purpose="answers", made_at=now, made_by=f"slack:{LENA}", sent_at=now
        )
        session.add(answer)
        session.flush()
        why = "They wrote again <meanwhile>."
        session.add(
            SurgeAnswerText(
                answer_id=answer.pk,
                case_id=case_id,
                message_id=1,
                text="It is mended.",
                state=REFUSED,
                reason=why,
            )
        )
    shown = str(page(workplace, LENA))
    assert "1 answer did not go out" in shown
    assert f"C-{case_id}  ·  They wrote again &lt;meanwhile&gt;." in shown


def test_who_may_only_look_sees_no_button(workplace: Workplace) -> None:
    workplace.give(JONAS, "auditor")
    shown = str(page(workplace, JONAS))
    assert "Delay" in shown
    assert "cause_change" not in shown


def test_a_rule_that_hurts_is_answered_and_its_writer_told(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "rule_hurts")
    workplace.submit(AMIRA, rule="Cards go by post", happened="A traveller had none.")
    assert "A traveller had none." in str(page(workplace, LENA))
    press(workplace, LENA, "rule_answer_open", "1")
    workplace.submit(LENA, answer="changes", why="By courier from May.")
    with workplace.database.reading() as session:
        [remark] = session.exec(select(RuleRemark)).all()
    assert remark.answer is RuleAnswer.CHANGES
    workplace.choose(AMIRA, case_id, "rule_hurts")
    assert "By courier from May." in str(workplace.form(AMIRA))
