"""Search, export, the trail and who has left take a case with a chat as they take any other."""

from datetime import timedelta

from sqlmodel import select

from bot.desk.chat import endings, standing
from bot.desk.chat.standing import ChatState
from bot.desk.clocks import escalations
from bot.desk.ownership import claims, leavers
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.search.case_query import Search
from bot.domain.sla.alert import Alert
from bot.storage.figures import export_rows
from bot.storage.record import audit
from bot.storage.triage.case_search import find_cases
from handlers.commands.record.trail_words import TrailWords
from tests.desk.chat.conftest import Chat

AMIRA, DANIEL = "U0AMIRA", "U0DANIEL"
PRIVATE = "C0NBPRIVATE"


def found(chat: Chat, text: str, *, member_of: tuple[str, ...]) -> list[int]:
    """The cases that somebody in these private channels finds by these words."""
    with chat.bank.database.reading() as session:
        page = find_cases(
            session=session,
            search=Search(words=(text,)),
            channels=member_of,
            now=chat.bank.now,
            limit=5,
        )
        return list(page.case_ids)


def exported(chat: Chat) -> dict[str, object]:
    begun = chat.bank.now - timedelta(days=2)
    with chat.bank.database.reading() as session:
        [row] = export_rows.cases(
            session=session,
            start=begun,
            end=chat.bank.now + timedelta(days=1),
            brand="",
            zones={},
            with_text=True,
        )
    return row


def state(chat: Chat, cookie: str) -> ChatState:
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        return standing.state(desk, visitor=visitor)


def test_words_in_the_chat_are_found_by_who_reads_private_talk_alone(chat: Chat) -> None:
    chat.say(chat.enter(), "About my mortgage with you", "k1")
    assert found(chat, "mortgage", member_of=(PRIVATE,)) == [chat.case_id]
    assert found(chat, "mortgage", member_of=()) == []
    assert found(chat, "declined", member_of=()) == [chat.case_id]


def test_the_export_tells_of_the_chat_and_none_of_its_words(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "About my mortgage with you", "k1")
    chat.send(chat.answer("We look at your mortgage."))
    with chat.bank.database.reading() as session:
        channels = list(session.exec(select(Message.channel).order_by(Message.id)))  # type: ignore[arg-type]  # a column
    assert channels == ["x", "webchat", "webchat"]
    row = exported(chat)
    assert (row["channel"], row["private"], row["webchat"]) == ("x", "yes", 2)
    assert (row["chat_solved"], row["chat_stars"]) == (None, None)
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        endings.rate(desk, visitor=visitor, solved=False, stars=2)
    row = exported(chat)
    assert (row["chat_solved"], row["chat_stars"]) == ("no", 2)
    assert "mortgage" not in str(row)


def test_the_trail_tells_each_step_in_words_and_none_of_what_was_said(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "About my mortgage with you", "k1")
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    with chat.bank.desk() as desk:
        endings.rate(desk, visitor=visitor, solved=True, stars=5)
    with chat.bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=chat.case_id)
        assert audit.verify(session=session, case_id=chat.case_id) == []
    lines = [TrailWords().line(each) for each in entries if each.verb.startswith("chat")]
    assert [each.verb for each in entries if each.verb.startswith("chat")] == [
        Trail.CHAT_ENTERED,
        Trail.CHAT_ENDED,
        Trail.CHAT_RATED,
    ]
    assert "solved, stars 5" in lines[-1]
    assert "mortgage" not in str(lines)


def test_a_clerk_leaves_in_mid_talk_and_somebody_takes_over(chat: Chat) -> None:
    """The case is back in the queue, the page says whom one talks to now, and the clock rings."""
    for person in (AMIRA, "U0JONAS", DANIEL):
        chat.bank.staff(person)
    with chat.bank.desk() as desk:
        claims.claim(desk, case_id=chat.case_id, by=Actor.staff(AMIRA), slack_user_id=AMIRA)
    cookie = chat.enter()
    named = state(chat, cookie).who
    assert named
    chat.say(cookie, "Are you still there?", "k1")
    chat.bank.staff(AMIRA, is_gone=True)
    with chat.bank.desk() as desk:
        leavers.let_go_due(desk)
    assert chat.bank.case(chat.case_id).state is CaseState.NEW
    assert state(chat, cookie).who == ""
    for minutes in (3.1, 2, 5.1):
        chat.bank.later(minutes=minutes)
        with chat.bank.desk() as desk:
            escalations.fire(desk)
    with chat.bank.database.reading() as session:
        rung = {alert.slack_target for alert in session.exec(select(Alert))}
    assert DANIEL in rung, "nobody has the case, so who is on duty hears that a word is late"
    with chat.bank.desk() as desk:
        jonas = Actor.staff("U0JONAS")
        claims.claim(desk, case_id=chat.case_id, by=jonas, slack_user_id=jonas.id)
    assert state(chat, cookie).who not in {"", named}
    assert chat.page(cookie) == ["Are you still there?"]
