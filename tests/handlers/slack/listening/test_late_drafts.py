"""A machine's draft that comes late: after the answer, after the form, or to a form that looks otherwise by now."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.answers.reply_lock import ReplyLock
from bot.domain.records.cases.case import Surface
from tests.handlers.slack.answers.test_replies import SORRY
from tests.handlers.slack.answers.test_reply_drafts import (
    begun,
    blocks,
    click,
    close,
    field,
    submit,
)
from tests.handlers.slack.answers.test_reply_places import both, press_reply
from tests.handlers.slack.listening.test_provider import DRAFT, ask_all, calls
from tests.provider.samples import Raises
from tests.slack.workplace import AMIRA, JONAS, Workplace

WORDS = "We are sorry to hear that. (en, 1)"


def asked(workplace: Workplace, text: str = "Dear Ana,") -> int:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "ask_draft", text=text)
    return case_id


def drafts_kept(workplace: Workplace) -> int:
    with workplace.database.reading() as session:
        return len(session.exec(select(ReplyDraft)).all())


def lock(workplace: Workplace) -> tuple[str, bool]:
    """Whose it is, and whether it is held."""
    with workplace.app.desk() as desk:
        row = desk.session.exec(select(ReplyLock)).one()
        return row.slack_user_id, row.expires_at > desk.database_now


def sends(workplace: Workplace) -> None:
    submit(workplace, AMIRA, SORRY)
    workplace.submit(AMIRA)


def closes(workplace: Workplace) -> None:
    click(workplace, AMIRA, "save_draft", text="")
    close(workplace, AMIRA)


@pytest.mark.parametrize("ends", [sends, closes])
def test_after_the_answer_or_the_form_nothing_is_kept_and_nobody_is_kept_away(
    workplace: Workplace, ends: Callable[[Workplace], None]
) -> None:
    asked(workplace)
    ends(workplace)
    assert drafts_kept(workplace) == 0
    before = lock(workplace)
    ask_all(workplace)
    assert calls(workplace) == [("drafts", "done")]
    assert drafts_kept(workplace) == 0
    assert lock(workplace) == before


def test_a_colleague_who_took_over_keeps_the_customer(workplace: Workplace) -> None:
    case_id = asked(workplace)
    workplace.press(JONAS, case_id, "reply")
    workplace.submit(JONAS)
    ask_all(workplace)
    assert lock(workplace) == (JONAS, True)
    assert WORDS not in blocks(workplace, AMIRA)


def test_the_box_stays_as_it_is_typed_in(workplace: Workplace) -> None:
    """Slack keeps what stands in a field whose block has the same id."""
    asked(workplace)
    before = field(workplace, AMIRA)["block_id"]
    ask_all(workplace)
    assert field(workplace, AMIRA)["block_id"] == before
    assert WORDS in blocks(workplace, AMIRA)
    assert "Put it into the box" in blocks(workplace, AMIRA)


def test_a_box_that_was_filled_anew_meanwhile_stays_so(workplace: Workplace) -> None:
    asked(workplace)
    ask_all(workplace)
    click(workplace, AMIRA, "ask_draft", text="Dear Ana,")
    click(workplace, AMIRA, "use_machine_draft", text="Dear Ana,")
    filled = field(workplace, AMIRA)["block_id"]
    ask_all(workplace, Raises())
    assert field(workplace, AMIRA)["block_id"] == filled
    assert "gave no words" in blocks(workplace, AMIRA)
    assert begun(workplace, AMIRA) == f"Dear Ana,\n\n{WORDS}"


def test_an_offer_outlasts_the_form_and_an_emptied_box(workplace: Workplace) -> None:
    case_id = asked(workplace, text="")
    ask_all(workplace)
    click(workplace, AMIRA, "save_draft", text="")
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    assert DRAFT in blocks(workplace, AMIRA)
    click(workplace, AMIRA, "use_machine_draft", text="")
    assert begun(workplace, AMIRA) == WORDS


def test_a_form_that_is_at_another_place_by_now_stays_there(workplace: Workplace) -> None:
    press_reply(workplace, AMIRA, both(workplace), Surface.PUBLIC)
    click(workplace, AMIRA, "ask_draft", text="Dear Ana,")
    for place, is_offered in (("private", False), ("public", True)):
        workplace.do(
            "click_view",
            user=AMIRA,
            view_id=workplace.form(AMIRA)["id"],
            action_id="surface",
            value=place,
            values={field(workplace, AMIRA)["block_id"]: "Dear Ana,"},
        )
        shown = workplace.form(AMIRA)
        ask_all(workplace)
        assert workplace.form(AMIRA) == shown
        assert ("Put it into the box" in blocks(workplace, AMIRA)) is is_offered
