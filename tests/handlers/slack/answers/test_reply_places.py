"""An answer to everybody or to the customer alone: the choice, what goes with it, and who has it."""

from sqlmodel import select

from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import CaseThread, Surface
from handlers.worker import private_refresh
from tests.handlers.slack.answers.test_replies import SORRY, replies_of
from tests.handlers.slack.answers.test_reply_drafts import begun, blocks, click, field, submit
from tests.handlers.slack.heard import heard
from tests.slack.workplace import AMIRA, JONAS, Workplace

PRIVATE_CHANNEL = "C0NBPRIVATE"


def both(workplace: Workplace) -> int:
    """A case with a public post and a private word of the same customer."""
    case_id = workplace.complaint()
    workplace.take_in(private(workplace, "My account is empty"))
    workplace.send_all()
    return case_id


def private(workplace: Workplace, text: str) -> Inbound:
    return workplace.post(text, surface=Surface.PRIVATE, conversation="talk-ana", permalink="")


def thread(workplace: Workplace, case_id: int, surface: Surface) -> CaseThread:
    with workplace.database.reading() as session:
        query = select(CaseThread).where(
            CaseThread.case_id == case_id, CaseThread.surface == surface
        )
        return session.exec(query).one()


def press_reply(workplace: Workplace, user: str, case_id: int, surface: Surface) -> None:
    place = thread(workplace, case_id, surface)
    workplace.do(
        "click",
        user=user,
        channel=place.slack_channel,
        ts=place.slack_ts,
        action_id="reply",
    )


def test_who_may_see_private_words_chooses_who_reads_the_answer(workplace: Workplace) -> None:
    case_id = both(workplace)
    members = workplace.slack()["channels"][PRIVATE_CHANNEL]["members"]
    assert AMIRA in members
    press_reply(workplace, AMIRA, case_id, Surface.PUBLIC)
    assert "Who reads it?" in blocks(workplace, AMIRA)
    assert "My account is empty" not in blocks(workplace, AMIRA)
    text = field(workplace, AMIRA)["block_id"]
    workplace.do(
        "click_view",
        user=AMIRA,
        view_id=workplace.form(AMIRA)["id"],
        action_id="surface",
        value="private",
        values={text: SORRY},
    )
    assert "My account is empty" in blocks(workplace, AMIRA)
    assert begun(workplace, AMIRA) == SORRY  # what was typed came along
    submit(workplace, AMIRA, SORRY)
    assert "to the customer alone" in blocks(workplace, AMIRA)
    workplace.submit(AMIRA)
    assert [reply.surface for reply in replies_of(workplace)] == [Surface.PRIVATE]


def test_who_may_not_see_private_words_is_offered_none_and_sees_none(workplace: Workplace) -> None:
    case_id = both(workplace)
    outsider = JONAS
    workplace.do("leave", user=outsider, channel=PRIVATE_CHANNEL)
    heard(workplace)
    private_refresh.refresh(workplace.app)
    press_reply(workplace, outsider, case_id, Surface.PUBLIC)
    assert workplace.form(outsider)["callback_id"] == "reply"
    assert "Who reads it?" not in blocks(workplace, outsider)
    assert "My account is empty" not in blocks(workplace, outsider)


def test_a_draft_stays_where_it_was_begun(workplace: Workplace) -> None:
    case_id = both(workplace)
    press_reply(workplace, AMIRA, case_id, Surface.PRIVATE)
    click(workplace, AMIRA, "save_draft", text="For Ana alone")
    press_reply(workplace, AMIRA, case_id, Surface.PUBLIC)
    assert "For Ana alone" not in blocks(workplace, AMIRA)
    press_reply(workplace, AMIRA, case_id, Surface.PRIVATE)
    assert begun(workplace, AMIRA) == "For Ana alone"


def test_who_left_the_private_channel_sees_no_draft_of_a_colleague_there(
    workplace: Workplace,
) -> None:
    case_id = both(workplace)
    press_reply(workplace, JONAS, case_id, Surface.PUBLIC)  # offered both places
    workplace.do("leave", user=JONAS, channel=PRIVATE_CHANNEL)
    heard(workplace)
    press_reply(workplace, AMIRA, case_id, Surface.PRIVATE)
    workplace.submit(AMIRA)  # takes over
    click(workplace, AMIRA, "save_draft", text="Your salary of 4000 came in")
    workplace.do(
        "click_view",
        user=JONAS,
        view_id=workplace.form(JONAS)["id"],
        action_id="surface",
        value="private",
    )
    assert "4000" not in blocks(workplace, JONAS)
    assert "ask a lead to invite you" in blocks(workplace, JONAS)
