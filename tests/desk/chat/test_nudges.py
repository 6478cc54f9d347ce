"""The bank's own words about a chat: each once, exactly as shown, by the right way, and never by accident."""

import threading

import pytest
from sqlmodel import select

from bot.channels.carriers import ReplyCarrier
from bot.channels.webchat import WebChat
from bot.desk.answers import undoing
from bot.desk.answers.replies import AnotherAnswerWaits, ClaimedByAnother
from bot.desk.answers.surfaces import NoPrivateAnswer, NothingToAnswer
from bot.desk.cases import closures
from bot.desk.chat import endings, entry, invitations, nudges, run_out
from bot.desk.chat.invitations import OtherWayNow
from bot.desk.chat.nudges import NothingToNudge, NudgedAlready
from bot.desk.desk import DeskError
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.chat import ChatInvitation, ChatNudge, ChatRoute, Nudge
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.domain.text import chat_links
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from tests.desk.chat.conftest import Chat, parcel
from tests.desk.chat.test_invitations import URL, Post, invited, sent_link, token_in
from tests.desk.conftest import Bank
from tests.desk.talks import private, with_private_words

AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")


@pytest.fixture(autouse=True)
def _has_chat(bank: Bank) -> None:
    bank.chat_url = URL
    bank.beside["webchat"] = WebChat(bank.database).capabilities


def press(bank: Bank, case_id: int, what: Nudge, *, by: Actor = AMIRA, key: str = "") -> Delivery:
    """Open the form, and send what it shows."""
    with bank.desk() as desk:
        shown = nudges.prepare(desk, case_id=case_id, what=what).preview
    with bank.desk() as desk:
        nudges.send(
            desk,
            case_id=case_id,
            what=what,
            surface=shown.surface,
            text=shown.text,
            by=by,
            roles=frozenset(),
            request_key=key or f"{what}:{by.id}:{bank.now.isoformat()}",
        )
    return bank.deliveries("reply")[-1]


def goes(bank: Bank, delivery: Delivery) -> str:
    """Let it go out; what the customer gets."""
    post = Post()
    outcome = ReplyCarrier({"x": post}, vault=bank.vault).send(parcel(delivery))  # type: ignore[dict-item]  # a part of a channel
    assert isinstance(outcome, Receipt)
    bank.end(delivery, Receipt(f"n{delivery.id}"))
    return post.sent[0]


def link_in(text: str) -> str:
    return next(word for word in text.split() if word.startswith(URL))


def enter(bank: Bank, link: str) -> str:
    with bank.desk() as desk:
        return entry.enter(desk, token=token_in(link)).cookie


# --- Remind the customer ---


def test_a_reminder_in_public_holds_the_link_and_nothing_of_the_customer(bank: Bank) -> None:
    case_id = bank.complaint()
    first = sent_link(bank, invited(bank, case_id))
    delivery = press(bank, case_id, Nudge.REMINDER)
    assert chat_links.PLACE in delivery.payload["text"]
    text = goes(bank, delivery)
    assert link_in(text) == first
    assert "Send only a code from a page that you opened yourself." in text
    assert "ana" not in text.lower()
    assert bank.case(case_id).unanswered_since is not None  # it stops no clock


def test_a_reminder_in_private_goes_by_the_same_way_and_never_in_public(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.take_in(private(bank, "Hello"))
    sent_link(bank, invited(bank, case_id))
    assert press(bank, case_id, Nudge.REMINDER).payload["surface"] == "private"


def test_a_link_that_lets_in_is_never_published_because_no_private_way_is_open(chat: Chat) -> None:
    with pytest.raises(NoPrivateAnswer):
        press(chat.bank, chat.case_id, Nudge.REMINDER)
    assert chat.bank.deliveries("reply") == []


def test_a_second_reminder_is_refused_with_a_sentence(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    goes(bank, press(bank, case_id, Nudge.REMINDER))
    with pytest.raises(NudgedAlready, match="One reminder is enough"):
        press(bank, case_id, Nudge.REMINDER)


def test_a_reminder_does_not_go_out_once_the_chat_is_revoked(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    delivery = press(bank, case_id, Nudge.REMINDER)
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=case_id, by=AMIRA)
    [after] = [each for each in bank.deliveries("reply") if each.id == delivery.id]
    assert after.state == "cancelled"


def test_a_reminder_that_was_undone_is_none(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    delivery = press(bank, case_id, Nudge.REMINDER)
    with bank.desk() as desk:
        reply_id = ReplyPayload.read(delivery.payload).reply_id
        assert undoing.undo(desk, reply_id=reply_id, by=AMIRA)
    assert press(bank, case_id, Nudge.REMINDER, key="again").id != delivery.id


@pytest.mark.parametrize("over", ["came", "ran out", "revoked", "never invited"])
def test_who_came_or_cannot_come_is_not_reminded(bank: Bank, over: str) -> None:
    case_id = bank.complaint()
    if over != "never invited":
        link = sent_link(bank, invited(bank, case_id))
    if over == "came":
        with bank.desk() as desk:
            row = desk.session.exec(select(ChatInvitation)).one()
            row.route = ChatRoute.DIRECT
            desk.session.add(row)
        enter(bank, link)
    elif over == "ran out":
        bank.later(hours=73)
    elif over == "revoked":
        with bank.desk() as desk:
            invitations.revoke(desk, case_id=case_id, by=AMIRA)
    with pytest.raises(NothingToNudge):
        press(bank, case_id, Nudge.REMINDER)


def test_what_the_form_did_not_show_is_not_sent(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    with bank.desk() as desk, pytest.raises(OtherWayNow):
        nudges.send(
            desk, case_id=case_id, what=Nudge.REMINDER, surface=Surface.PUBLIC, text="Hey",
            by=AMIRA, roles=frozenset(), request_key="k",
        )  # fmt: skip


def test_a_case_that_a_colleague_holds_is_theirs_to_nudge(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    with pytest.raises(ClaimedByAnother):
        press(bank, case_id, Nudge.REMINDER, by=JONAS)


# --- Tell them an answer waits ---


def test_an_answer_sent_while_the_page_was_closed_is_told_once_in_an_absence(chat: Chat) -> None:
    bank, cookie = chat.bank, chat.enter()
    chat.send(chat.answer("We have found your transfer of 300."))
    bank.later(minutes=1)
    text = goes(bank, press(bank, chat.case_id, Nudge.ANSWER_WAITS))
    assert "We have answered you in our secure chat" in text
    assert "transfer" not in text
    bank.later(minutes=1)
    with pytest.raises(NudgedAlready, match="has not come back since"):
        press(bank, chat.case_id, Nudge.ANSWER_WAITS)
    chat.see(cookie)
    with pytest.raises(NothingToNudge, match="has seen all"):
        press(bank, chat.case_id, Nudge.ANSWER_WAITS)
    bank.later(minutes=1)
    chat.send(chat.answer("And it is on its way."))
    bank.later(minutes=1)
    assert press(bank, chat.case_id, Nudge.ANSWER_WAITS, key="second absence")


def test_in_public_it_has_no_link(bank: Bank) -> None:
    chat = Chat(bank)
    chat.enter()
    chat.send(chat.answer("It is there."))
    payload = ReplyPayload.read(press(bank, chat.case_id, Nudge.ANSWER_WAITS).payload)
    assert (payload.surface, payload.token_of) == ("public", "")
    assert chat_links.PLACE not in payload.text


def test_by_the_most_private_way_that_is_open(bank: Bank) -> None:
    with_private_words(bank)
    chat = Chat(bank)
    bank.take_in(private(bank, "Hello"))
    chat.enter()
    chat.send(chat.answer("It is there."))
    delivery = press(bank, chat.case_id, Nudge.ANSWER_WAITS)
    assert (delivery.payload["surface"], delivery.payload["channel"]) == ("private", "x")
    assert chat_links.PLACE in delivery.payload["text"]


def test_after_the_case_is_resolved_too(chat: Chat) -> None:
    chat.enter()
    chat.send(chat.answer("Done."))
    with chat.bank.desk() as desk:
        closures.resolve(desk, case_id=chat.case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    press(chat.bank, chat.case_id, Nudge.ANSWER_WAITS)
    assert chat.bank.case(chat.case_id).state == CaseState.RESOLVED


def test_while_another_answer_is_in_doubt_nothing_more_is_sent(chat: Chat) -> None:
    chat.enter()
    chat.send(chat.answer("One."))
    chat.answer("Two, on its way")
    with pytest.raises(AnotherAnswerWaits):
        press(chat.bank, chat.case_id, Nudge.ANSWER_WAITS)


def test_who_comes_back_before_it_went_is_not_told(chat: Chat) -> None:
    cookie = chat.enter()
    chat.send(chat.answer("It is there."))
    delivery = press(chat.bank, chat.case_id, Nudge.ANSWER_WAITS)
    chat.see(cookie)
    [after] = [each for each in chat.bank.deliveries("reply") if each.id == delivery.id]
    assert after.state == "cancelled"


@pytest.mark.parametrize("how", ["revoked", "ended", "ran out"])
def test_once_the_chat_is_over_nobody_is_told_that_an_answer_waits_there(
    chat: Chat, how: str
) -> None:
    visitor = chat.visitor(chat.enter())
    chat.send(chat.answer("It is there."))
    delivery = press(chat.bank, chat.case_id, Nudge.ANSWER_WAITS)
    if how == "ran out":
        chat.bank.later(hours=73)
    with chat.bank.desk() as desk:
        if how == "revoked":
            invitations.revoke(desk, case_id=chat.case_id, by=AMIRA)
        elif how == "ended":
            endings.end(desk, visitor=visitor)
        else:
            assert run_out.end_due(desk) == 1
    [after] = [each for each in chat.bank.deliveries("reply") if each.id == delivery.id]
    assert after.state == "cancelled"


# --- The closing line ---


def test_the_closing_line_arrives_once(chat: Chat) -> None:
    """Also when another clerk presses, and when the chat was begun anew since."""
    bank = chat.bank
    chat.enter()
    assert goes(bank, press(bank, chat.case_id, Nudge.CLOSING_LINE)) == (
        "We have gone on in private. Thank you."
    )
    with pytest.raises(NudgedAlready, match="was posted already"):
        press(bank, chat.case_id, Nudge.CLOSING_LINE, by=JONAS)
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=chat.case_id, by=AMIRA)
    chat.invite(token="another")
    chat.enter("another")
    with pytest.raises(NudgedAlready):
        press(bank, chat.case_id, Nudge.CLOSING_LINE)


@pytest.mark.on_both
def test_two_clerks_who_press_at_the_same_moment_post_one_closing_line(chat: Chat) -> None:
    chat.enter()
    start, ended = threading.Barrier(2), []

    def clerk(name: str) -> None:
        start.wait(10)
        try:
            press(chat.bank, chat.case_id, Nudge.CLOSING_LINE, by=Actor.staff(name))
            ended.append("posted")
        except DeskError as error:
            ended.append(type(error).__name__)

    both = [threading.Thread(target=clerk, args=(name,)) for name in ("U0AMIRA", "U0JONAS")]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert ended.count("posted") == 1
    assert len(chat.bank.deliveries("reply")) == 1
    with chat.bank.database.reading() as session:
        assert len(session.exec(select(ChatNudge)).all()) == 1


def test_a_kill_between_the_press_and_its_commit_leaves_nothing_and_the_next_press_posts_it(
    chat: Chat,
) -> None:
    chat.enter()

    def killed() -> None:
        with chat.bank.desk() as desk:
            shown = nudges.prepare(desk, case_id=chat.case_id, what=Nudge.CLOSING_LINE).preview
            nudges.send(
                desk, case_id=chat.case_id, what=Nudge.CLOSING_LINE, surface=shown.surface,
                text=shown.text, by=AMIRA, roles=frozenset(), request_key="k",
            )  # fmt: skip
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert chat.bank.deliveries("reply") == []
    press(chat.bank, chat.case_id, Nudge.CLOSING_LINE, key="k")
    assert len(chat.bank.deliveries("reply")) == 1


def test_it_is_in_the_customers_language(bank: Bank) -> None:
    chat = Chat(bank)
    bank.take_in(bank.post("ما زلت أنتظر", conversation="1"))
    chat.enter()
    assert press(bank, chat.case_id, Nudge.CLOSING_LINE).payload["text"].startswith("أكملنا")


def test_a_talk_that_was_never_public_has_no_closing_line(bank: Bank) -> None:
    with_private_words(bank)
    chat = Chat(bank)
    case_id = bank.take_in(private(bank, "Hello", author="bo"))
    chat.invite(case_id=case_id, token="theirs")
    chat.enter("theirs")
    with pytest.raises(NothingToAnswer):
        press(bank, case_id, Nudge.CLOSING_LINE)


def test_nobody_who_has_not_come_is_said_to_have_gone_on_in_private(chat: Chat) -> None:
    with pytest.raises(NothingToNudge):
        press(chat.bank, chat.case_id, Nudge.CLOSING_LINE)


@pytest.mark.parametrize("what", [Nudge.ANSWER_WAITS, Nudge.CLOSING_LINE])
def test_the_trail_says_who_what_and_by_which_answer(chat: Chat, what: Nudge) -> None:
    chat.enter()
    chat.send(chat.answer("It is there."))
    delivery = press(chat.bank, chat.case_id, what)
    with chat.bank.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_NUDGED)
        entry = session.exec(query).one()
    told = {key: entry.details[key] for key in ("what", "reply", "rule")}
    assert told == {"what": what, "reply": delivery.payload["reply_id"], "rule": ""}
    assert entry.actor_id == "U0AMIRA"
