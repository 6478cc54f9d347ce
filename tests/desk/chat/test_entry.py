"""Who gets in by a link, for how long, and that every link that leads nowhere is the same one."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, event
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError
from sqlmodel import select, update

from bot.desk.chat import entry, talk
from bot.desk.chat.refusals import (
    ChatEnded,
    NoSuchInvitation,
    NotUnlocked,
    TooManyCodes,
    TooManyEntries,
)
from bot.desk.desk import Desk
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession
from bot.domain.text.chat_codes import code_in, new_code
from tests.desk.chat.conftest import TOKEN, Chat
from tests.desk.conftest import Bank


def change(chat: Chat, **values: object) -> None:
    """Let the invitation stand otherwise."""
    with chat.bank.desk() as desk:
        row = desk.session.get_one(ChatInvitation, chat.invitation_id)
        for name, value in values.items():
            setattr(row, name, value)
        desk.session.add(row)


def test_a_link_sent_in_private_is_the_proof(chat: Chat) -> None:
    visitor = chat.visitor(chat.enter())
    assert visitor.is_unlocked
    assert not visitor.code_needed
    assert visitor.case_id == chat.case_id
    assert chat.bank.templates()[-1] == "chat_entered"


def test_a_link_that_stood_in_public_proves_nothing(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    visitor = public_chat.visitor(cookie)
    assert visitor.code_needed
    assert not visitor.is_unlocked
    with public_chat.bank.desk() as desk, pytest.raises(NotUnlocked):
        talk.say(desk, visitor=visitor, client_key="k", text="Let me in")
    assert public_chat.page(cookie) == []
    assert "chat_entered" not in public_chat.bank.templates()


@pytest.mark.parametrize("how", ["unknown", "expired", "revoked", "ended"])
def test_every_link_that_leads_nowhere_has_the_same_answer_and_the_same_work(
    chat: Chat, how: str
) -> None:
    now = chat.bank.now
    changes = {"expired": "expires_at", "revoked": "revoked_at", "ended": "ended_at"}
    if how in changes:
        change(chat, **{changes[how]: now})
    token = TOKEN if how in changes else "another-token"
    statements: list[str] = []
    with chat.bank.desk() as desk:
        connection = desk.session.connection()

        @event.listens_for(connection, "before_cursor_execute")
        def _note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        with pytest.raises(NoSuchInvitation) as refused:
            entry.enter(desk, token=token)
    assert str(refused.value).startswith("This link does not work any more")
    assert len(statements) == 1


def test_a_link_that_is_revoked_while_somebody_enters_lets_nobody_in(chat: Chat) -> None:
    revoked: list[str] = []

    def revoke(there: Connection, _cur: object, statement: str, *_rest: object) -> None:
        if "FROM chat_invitations" in statement and not revoked:
            revoked.append(statement)
            there.execute(sql("UPDATE chat_invitations SET revoked_at = made_at"))

    with chat.bank.desk() as desk:
        event.listen(desk.session.connection(), "after_cursor_execute", revoke)
        with pytest.raises(NoSuchInvitation):
            entry.enter(desk, token=TOKEN)
        desk.session.rollback()
    assert "chat_entered" not in chat.bank.templates()


def test_looking_does_not_use_the_link_up(chat: Chat) -> None:
    first, second = chat.enter(), chat.enter()
    assert first != second
    assert chat.visitor(first).session_id != chat.visitor(second).session_id


def test_a_session_ends_when_nobody_was_there_for_half_an_hour(chat: Chat) -> None:
    cookie = chat.enter()
    chat.bank.wait(minutes=29)
    chat.visitor(cookie)
    chat.bank.wait(minutes=29)
    chat.visitor(cookie)
    chat.bank.wait(minutes=31)
    with chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_a_session_ends_after_a_day_whoever_is_there(chat: Chat) -> None:
    cookie = chat.enter()
    for _ in range(24 * 3 - 1):
        chat.bank.wait(minutes=20)
        chat.visitor(cookie)
    chat.bank.wait(minutes=20)
    with chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_no_clock_that_is_moved_ends_a_session_or_keeps_it(chat: Chat) -> None:
    cookie = chat.enter()
    chat.bank.later(hours=30)
    chat.visitor(cookie)
    chat.bank.database_ahead += timedelta(minutes=31)
    with chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_a_browser_that_proves_nothing_is_not_kept_for_long(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    public_chat.bank.wait(minutes=14)
    public_chat.visitor(cookie)
    public_chat.bank.wait(minutes=16)
    with public_chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_a_code_that_arrives_late_opens_the_page_that_waited_too_long(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    visitor = public_chat.visitor(cookie)
    public_chat.bank.wait(minutes=20)
    public_chat.unlock(visitor)
    assert public_chat.visitor(cookie).is_unlocked


def test_a_session_of_the_code_before_ends_as_it_did_there(chat: Chat) -> None:
    cookie = chat.enter()
    with chat.bank.desk() as desk:
        desk.session.exec(update(ChatSession).values(rests_at=None, ends_at=None))
        desk.session.exec(update(ChatSession).values(seen_at=desk.now - timedelta(minutes=29)))
    chat.visitor(cookie)
    with chat.bank.desk() as desk:
        row = desk.session.exec(select(ChatSession)).one()
        assert row.rests_at is not None
        desk.session.exec(update(ChatSession).values(rests_at=None))
        desk.session.exec(update(ChatSession).values(seen_at=desk.now - timedelta(minutes=31)))
    with chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_strangers_cannot_use_up_the_customers_way_in_and_staff_read_of_them_once(
    public_chat: Chat,
) -> None:
    for stranger in range(35):
        public_chat.enter(network=f"203.0.113.{stranger // 10}")
    for _ in range(5):
        public_chat.enter(network="203.0.113.0")
    with pytest.raises(TooManyEntries):
        public_chat.enter(network="203.0.113.0")
    cookie = public_chat.enter(network="198.51.100.7")
    public_chat.unlock(public_chat.visitor(cookie))
    public_chat.say(cookie, "It is me", "k1")
    assert public_chat.bank.templates().count("chat_crowded") == 1


def test_who_comes_back_by_the_link_a_day_later_finds_the_talk(chat: Chat) -> None:
    chat.say(chat.enter(), "My card was declined", "k1")
    chat.bank.later(hours=25)
    assert chat.page(chat.enter()) == ["My card was declined"]


def test_a_revoked_chat_ends_every_session_at_once(chat: Chat) -> None:
    cookies = [chat.enter(), chat.enter()]
    change(chat, revoked_at=chat.bank.now)
    with chat.bank.desk() as desk:
        assert [entry.session_of(desk, cookie=cookie) for cookie in cookies] == [None, None]


def test_a_cookie_that_nobody_was_given_is_nobody(chat: Chat) -> None:
    chat.enter()
    with chat.bank.desk() as desk:
        assert entry.session_of(desk, cookie="made-up") is None


def test_five_codes_an_hour_and_no_more(public_chat: Chat) -> None:
    visitor = public_chat.visitor(public_chat.enter())

    def ask(desk: Desk) -> str:
        return entry.new_code(desk, visitor=visitor)

    with public_chat.bank.desk() as desk:
        codes = {ask(desk) for _ in range(5)}
    assert len(codes) == 5
    with public_chat.bank.desk() as desk, pytest.raises(TooManyCodes):
        ask(desk)
    public_chat.bank.wait(hours=1)
    with public_chat.bank.desk() as desk:
        ask(desk)


def test_no_code_of_a_chat_that_has_ended(public_chat: Chat) -> None:
    visitor = public_chat.visitor(public_chat.enter())
    change(public_chat, ended_at=public_chat.bank.now)
    with public_chat.bank.desk() as desk, pytest.raises(ChatEnded):
        entry.new_code(desk, visitor=visitor)


def test_neither_token_nor_cookie_nor_code_is_stored(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    visitor = public_chat.visitor(cookie)
    with public_chat.bank.desk() as desk:
        code = entry.new_code(desk, visitor=visitor)
    with public_chat.bank.database.reading() as session:
        rows = [*session.exec(select(ChatInvitation)), *session.exec(select(ChatSession))]
        stored = " ".join(row.model_dump_json() for row in rows)
    assert not any(secret in stored for secret in (TOKEN, cookie, code))


def test_one_open_invitation_a_case(chat: Chat) -> None:
    with pytest.raises(IntegrityError):
        chat.invite(token="another")
    change(chat, ended_at=chat.bank.now)
    chat.invite(token="another", route=ChatRoute.PUBLIC)


@pytest.mark.parametrize(
    "text", ["ACD349", "@NorthbankHelp acd 349", "acd-349.", " @a @b ACD349!", "“ACD349”"]
)
def test_a_code_is_known_however_it_is_typed(text: str) -> None:
    assert code_in(text) == "ACD349"


@pytest.mark.parametrize(
    "text", ["THANKY", "REFUND", "346799", "ACD349 please", "my card ACD349", "", "ACD3491", "help"]
)
def test_no_word_and_no_number_is_a_code(text: str) -> None:
    assert code_in(text) is None


def test_every_code_that_is_made_is_one() -> None:
    assert all(code_in(code := new_code()) == code for _ in range(1000))


def test_the_bank_is_told_who_is_in(bank: Bank) -> None:
    chat = Chat(bank, route=ChatRoute.PUBLIC)
    chat.unlock(chat.enter())
    [told] = [d for d in bank.deliveries("slack.event") if d.payload["template"] == "chat_entered"]
    assert told.payload["public"] is True
