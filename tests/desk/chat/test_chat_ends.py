"""The end of a chat, as staff hear of it: what the customer thought, or that nobody ever came."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import closures
from bot.desk.chat import endings, invitations, run_out
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.chat import ChatInvitation, ChatRoute
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.clock import StopReason
from bot.domain.sla.policy import Metric
from bot.outbox.kinds import EventPayload
from bot.slack.api.names import Names
from bot.slack.shown.cases.chat import chat_shown
from bot.slack.shown.events import event_shown
from bot.slack.views.chat.words_chat_end import rated
from bot.slack.views.threads.thread import event
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.chat.conftest import Chat

AMIRA = Actor.staff("U0AMIRA")


def told(chat: Chat, template: str) -> list[EventPayload]:
    """What the private thread was told by this, the oldest first."""
    with chat.bank.database.reading() as session:
        threads = session.exec(
            select(CaseThread.id).where(CaseThread.surface == Surface.PRIVATE)
        ).all()
    found = [EventPayload.read(each.payload) for each in chat.bank.deliveries("slack.event")]
    mine = [each for each in found if each.template == template]
    assert all(each.thread_id in threads for each in mine)
    return mine


def drawn(chat: Chat, payload: EventPayload) -> tuple[str, str]:
    """The sentence as Slack gets it, and all of the message."""
    with chat.bank.database.reading() as session:
        shown = event_shown(session=session, payload=payload, names=Names())
    assert shown is not None
    message = event(shown)
    return message.text, str(message.blocks)


def rate(chat: Chat, cookie: str, *, solved: bool | None, stars: int | None) -> None:
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        endings.rate(desk, visitor=visitor, solved=solved, stars=stars)


def claim(chat: Chat) -> None:
    with chat.bank.desk() as desk:
        claims.claim(desk, case_id=chat.case_id, by=AMIRA, slack_user_id=AMIRA.id)


def trail(chat: Chat, verb: Trail) -> list[dict[str, object]]:
    with chat.bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=chat.case_id)
        assert audit.verify(session=session, case_id=chat.case_id) == []
    return [entry.details for entry in entries if entry.verb == verb]


def end_due(chat: Chat) -> int:
    with chat.bank.desk() as desk:
        return run_out.end_due(desk)


def test_what_the_customer_thought_is_a_line_in_the_private_thread_and_on_the_case(
    chat: Chat,
) -> None:
    claim(chat)
    cookie = chat.enter()
    rate(chat, cookie, solved=True, stars=4)
    [payload] = told(chat, "chat_rated")
    sentence, blocks = drawn(chat, payload)
    assert sentence == "🔐 The customer on the secure chat: solved · ★★★★☆ (4 of 5)"
    assert "<@" not in blocks
    with chat.bank.database.reading() as session:
        shown = chat_shown(session=session, case=chat.bank.case(chat.case_id), is_offered=True)
    assert rated(shown) == sentence
    assert trail(chat, Trail.CHAT_RATED) == [{"invitation": 1, "solved": True, "stars": 4}]


def test_unsolved_pings_whoever_has_the_case_once(chat: Chat) -> None:
    claim(chat)
    cookie = chat.enter()
    for stars in (None, None, 1):
        rate(chat, cookie, solved=False, stars=stars)
    first, second = told(chat, "chat_rated")
    assert "<@U0AMIRA> Please look what is missing." in drawn(chat, first)[0]
    assert "<@" not in drawn(chat, second)[0]


def test_unsolved_after_the_end_of_the_case_asks_whether_to_reopen(chat: Chat) -> None:
    claim(chat)
    cookie = chat.enter()
    with chat.bank.desk() as desk:
        closures.resolve(desk, case_id=chat.case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    rate(chat, cookie, solved=False, stars=1)
    sentence, blocks = drawn(chat, told(chat, "chat_rated")[-1])
    assert "<@U0AMIRA> The case has ended. Should it be open again?" in sentence
    assert "'action_id': 'reopen'" in blocks
    assert not chat.bank.case(chat.case_id).is_open


def test_nothing_said_is_nothing_told(chat: Chat) -> None:
    rate(chat, chat.enter(), solved=None, stars=None)
    assert told(chat, "chat_rated") == []


def test_that_nobody_came_is_told_once_to_whoever_has_the_case(chat: Chat) -> None:
    claim(chat)
    chat.bank.later(hours=71)
    assert end_due(chat) == 0
    chat.bank.later(hours=2)
    assert (end_due(chat), end_due(chat)) == (1, 0)
    [payload] = told(chat, "chat_never_came")
    sentence, blocks = drawn(chat, payload)
    assert "<@U0AMIRA>, invite them again, or answer in another way." in sentence
    assert "'action_id': 'move_to_chat'" in blocks
    assert "'action_id': 'reply'" in blocks
    assert trail(chat, Trail.CHAT_NEVER_CAME) == [{"invitation": 1, "route": "direct"}]
    assert chat.bank.deliveries("slack.notice") == []


def test_that_nobody_came_to_a_case_that_nobody_has_is_told_to_who_is_on_duty(chat: Chat) -> None:
    chat.bank.later(hours=73)
    end_due(chat)
    [payload] = told(chat, "chat_never_came")
    assert "Nobody has this case" in drawn(chat, payload)[0]
    with chat.bank.desk() as desk:
        on_duty = list(desk.rules.duty_targets(desk.now, chat.bank.case(chat.case_id).team))
    notices = [each.payload for each in chat.bank.deliveries("slack.notice")]
    assert [each["slack_channel"] for each in notices] == on_duty
    assert notices
    assert "C-1" in notices[0]["text"]


def test_of_an_ended_case_nobody_is_pinged(chat: Chat) -> None:
    with chat.bank.desk() as desk:
        closures.resolve(desk, case_id=chat.case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    chat.bank.later(hours=73)
    end_due(chat)
    sentence, blocks = drawn(chat, told(chat, "chat_never_came")[0])
    assert "<@" not in sentence
    assert "action_id" not in blocks
    assert chat.bank.deliveries("slack.notice") == []


def test_an_invitation_that_never_went_out_is_not_called_never_came(chat: Chat) -> None:
    with chat.bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=chat.case_id,
            text="Let us go on in our secure chat.",
            surface=Surface.PUBLIC,
            purpose=Purpose.MOVES_TO_PRIVATE,
            by=AMIRA,
            request_key="one",
        )
        row = desk.session.get_one(ChatInvitation, chat.invitation_id)
        row.reply_id = reply.pk
        desk.session.add(row)
    chat.bank.later(hours=73)
    assert end_due(chat) == 1
    assert told(chat, "chat_never_came") == []


def test_a_chat_in_which_nobody_writes_ends_by_itself_with_its_clock(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(hours=73)
    assert end_due(chat) == 1
    assert (
        "the customer wrote nothing there for a day"
        in drawn(chat, told(chat, "chat_ran_out")[0])[0]
    )
    with chat.bank.database.reading() as session:
        found = clocks_of(session=session, case_id=chat.case_id)
    [own] = [one for one in found if one.metric is Metric.CHAT]
    assert (own.stop_reason, own.missed) == (StopReason.CHAT_OVER, True)


@pytest.mark.parametrize("how", ["revoked", "ended"])
def test_a_chat_that_was_over_before_is_told_no_second_time(chat: Chat, how: str) -> None:
    cookie = chat.enter()
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        if how == "revoked":
            invitations.revoke(desk, case_id=chat.case_id, by=AMIRA)
        else:
            endings.end(desk, visitor=visitor)
    chat.bank.later(hours=100)
    assert end_due(chat) == 0


def test_the_trail_tells_the_first_coming_from_the_next(public_chat: Chat) -> None:
    for _ in range(2):
        public_chat.unlock(public_chat.enter())
        public_chat.bank.later(minutes=1)
    entered = trail(public_chat, Trail.CHAT_ENTERED)
    assert [each["again"] for each in entered] == [False, True]
    with public_chat.bank.database.reading() as session:
        row = session.get_one(ChatInvitation, public_chat.invitation_id)
    assert (row.route, row.expires_at - row.made_at) == (ChatRoute.PUBLIC, timedelta(hours=72))
