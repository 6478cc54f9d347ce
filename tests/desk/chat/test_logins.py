"""The bank's own login: what it lets somebody do, what staff read, and that one person is not taken for another."""

from typing import Any

import pytest
from sqlmodel import select

from bot.desk.chat import logins, talk
from bot.desk.chat.logins import Came
from bot.desk.chat.refusals import ChatEnded, LoginOutOfDate, NotUnlocked, TooManyLogins
from bot.desk.ownership import claims
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.chat import ChatInvitation, ChatLogin
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import EventPayload
from bot.slack.api.names import Names
from bot.slack.shown.events import event_shown
from bot.slack.views.threads.event_words import sentence_for
from bot.storage.chat_persons import person_of
from tests.desk.chat.conftest import Chat
from tests.desk.chat.test_codes import asked_for, refusals, sent

ANA, BEN = "4400123", "4400999"


def asking(chat: Chat, asks: str, **more: Any) -> Chat:
    """The bank has a login, and asks for it so."""
    chat.bank.chat_login = True
    chat.bank.lay_over({"chat": {"login": {"name": "Northbank login", "asks": asks, **more}}})
    return chat


def signs_in(chat: Chat, cookie: str, person: str = ANA) -> Came:
    """Go to the login and come back as this person."""
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        state = logins.begin(desk, visitor=visitor)
    with chat.bank.desk() as desk:
        login_id = logins.came_back(desk, visitor=visitor, state=state)
    with chat.bank.desk() as desk:
        return logins.identified(desk, visitor=visitor, login_id=login_id, person=person)


def lines(chat: Chat, *, whole: bool = False) -> list[str]:
    """What the private thread says of who signed in, as it is drawn."""
    vault = chat.bank.vault

    def persons(session: Any, login_id: int) -> str:
        return person_of(vault, whole=whole, session=session, login_id=login_id)

    with chat.bank.database.reading() as session:
        found = []
        for row in session.exec(select(Delivery).where(Delivery.kind == "slack.event")):
            payload = EventPayload.read(row.payload)
            if not payload.template.startswith("chat_"):
                continue
            shown = event_shown(session=session, payload=payload, names=Names(persons=persons))
            assert shown is not None
            found.append(sentence_for(shown))
        return found


def test_by_a_public_link_a_login_lets_in_and_staff_read_how(public_chat: Chat) -> None:
    chat = asking(public_chat, "lets_in")
    cookie = chat.enter()
    assert signs_in(chat, cookie) == Came.IN
    assert chat.visitor(cookie).is_unlocked
    assert chat.bank.templates()[-1] == "chat_entered"
    [line] = lines(chat)
    assert "entered by public link, identified by Northbank login as *…0123*" in line
    assert "not that they wrote the post" in line
    assert "as *4400123*" in lines(chat, whole=True)[0]


def test_whoever_a_login_lets_in_sees_nothing_older_than_that_moment(public_chat: Chat) -> None:
    """Not even what was said while their page was open and still locked."""
    chat = asking(public_chat, "lets_in")
    lurks, talks = chat.enter(), chat.enter()
    chat.unlock(talks)
    chat.say(talks, "My account is 12", "k1")
    assert signs_in(chat, lurks, BEN) == Came.IN
    assert chat.page(lurks) == []
    chat.say(talks, "Later", "k2")
    assert chat.page(lurks) == ["Later"]


def test_a_second_person_is_not_let_in_by_a_login_and_staff_are_told(public_chat: Chat) -> None:
    chat = asking(public_chat, "lets_in")
    ana, ben, ana_again = chat.enter(), chat.enter(), chat.enter()
    signs_in(chat, ana)
    assert signs_in(chat, ben, BEN) == Came.OTHER_PERSON
    assert not chat.visitor(ben).is_unlocked
    assert chat.bank.templates()[-1] == "chat_other_person"
    assert "*Another person than before* tried to get into" in lines(chat)[-1]
    assert "…0999" in lines(chat)[-1]
    assert signs_in(chat, ana_again) == Came.IN  # the first is still the first
    assert sent(chat, asked_for(chat, ben)).case_id is None
    assert chat.visitor(ben).is_unlocked  # by the code, which proves more


def test_only_the_rules_let_a_login_let_anybody_in(public_chat: Chat) -> None:
    for asks in ("offered", "required", "never"):
        chat = asking(public_chat, asks)
        visitor = chat.visitor(chat.enter())
        with chat.bank.desk() as desk, pytest.raises(LoginOutOfDate):
            logins.begin(desk, visitor=visitor)


def test_without_a_login_nothing_is_offered_or_begun(chat: Chat) -> None:
    visitor = chat.visitor(chat.enter())
    with chat.bank.desk() as desk:
        assert logins.offer(desk, visitor=visitor) is None
        with pytest.raises(LoginOutOfDate):
            logins.begin(desk, visitor=visitor)


def test_who_is_in_may_sign_in_once_and_for_all(chat: Chat) -> None:
    cookie = asking(chat, "offered").enter()
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        offer = logins.offer(desk, visitor=visitor)
    assert offer is not None
    assert (offer.name, offer.is_signed_in, offer.lets_in) == ("Northbank login", False, False)
    signs_in(chat, cookie)
    with chat.bank.desk() as desk:
        offer = logins.offer(desk, visitor=visitor)
    assert offer is not None
    assert offer.is_signed_in
    assert "signed in" in lines(chat)[-1]
    assert chat.bank.templates()[-2:] == ["chat_entered", "chat_identified"]


def test_another_person_on_a_private_link_stays_in_and_staff_are_told(chat: Chat) -> None:
    asking(chat, "offered")
    ana, ben = chat.enter(), chat.enter()
    signs_in(chat, ana)
    assert signs_in(chat, ben, BEN) == Came.IN
    assert chat.bank.templates()[-1] == "chat_other_person"
    assert "They are in" in lines(chat)[-1]


def test_whoever_has_the_case_is_named_when_another_person_signs_in(chat: Chat) -> None:
    asking(chat, "offered")
    chat.bank.staff("U0AMIRA")
    with chat.bank.desk() as desk:
        by = Actor.staff("U0AMIRA")
        claims.claim(desk, case_id=chat.case_id, by=by, slack_user_id=by.id)
    for person in (ANA, BEN):
        signs_in(chat, chat.enter(), person)
    assert lines(chat)[-1].startswith("<@U0AMIRA> ⚠️")


def test_another_person_in_the_next_chat_of_the_case_is_told_too(chat: Chat) -> None:
    signs_in(asking(chat, "offered"), chat.enter())
    with chat.bank.desk() as desk:
        row = desk.session.get_one(ChatInvitation, chat.invitation_id)
        row.ended_at = desk.now
        desk.session.add(row)
    chat.invite(token="another-token-of-this-case")
    signs_in(chat, chat.enter("another-token-of-this-case"), BEN)
    assert chat.bank.templates()[-1] == "chat_other_person"


def test_where_it_is_required_the_code_alone_opens_nothing(public_chat: Chat) -> None:
    chat = asking(public_chat, "required")
    cookie = chat.enter()
    code = asked_for(chat, cookie)
    sent(chat, code)
    visitor = chat.visitor(cookie)
    assert (visitor.is_unlocked, visitor.code_needed, visitor.login_needed) == (False, False, True)
    assert "chat_entered" not in chat.bank.templates()
    with chat.bank.desk() as desk, pytest.raises(NotUnlocked):
        talk.say(desk, visitor=visitor, client_key="k", text="Let me in")
    sent(chat, code)
    assert refusals(chat) == ["used"]
    assert signs_in(chat, cookie) == Came.IN
    assert chat.visitor(cookie).is_unlocked
    assert chat.bank.templates()[-2:] == ["chat_entered", "chat_identified"]
    assert "with a code sent from their account" in lines(chat)[-2]


def test_where_it_is_required_the_private_link_alone_opens_nothing(chat: Chat) -> None:
    asking(chat, "required")
    first = chat.enter()
    assert chat.visitor(first).login_needed
    signs_in(chat, first)
    chat.say(first, "It is me", "k1")
    assert chat.page(first) == ["It is me"]
    second = chat.enter()
    assert chat.page(second) == []
    assert signs_in(chat, second, BEN) == Came.OTHER_PERSON
    assert chat.page(second) == []


def test_a_state_counts_once_for_ten_minutes_and_for_its_own_browser(chat: Chat) -> None:
    """So that what an attacker began, a victim does not finish."""
    asking(chat, "offered")
    ours, theirs = chat.visitor(chat.enter()), chat.visitor(chat.enter())
    with chat.bank.desk() as desk:
        state = logins.begin(desk, visitor=ours)
        late = logins.begin(desk, visitor=ours)
    for visitor, offered in ((theirs, state), (ours, "made-up"), (ours, "")):
        with chat.bank.desk() as desk, pytest.raises(LoginOutOfDate):
            logins.came_back(desk, visitor=visitor, state=offered)
    with chat.bank.desk() as desk:
        logins.came_back(desk, visitor=ours, state=state)
    with chat.bank.desk() as desk, pytest.raises(LoginOutOfDate):
        logins.came_back(desk, visitor=ours, state=state)
    chat.bank.wait(minutes=10)
    with chat.bank.desk() as desk, pytest.raises(LoginOutOfDate):
        logins.came_back(desk, visitor=ours, state=late)


def test_nobody_signs_in_to_a_chat_that_has_ended(chat: Chat) -> None:
    visitor = asking(chat, "offered").visitor(chat.enter())
    with chat.bank.desk() as desk:
        state = logins.begin(desk, visitor=visitor)
        login_id = logins.came_back(desk, visitor=visitor, state=state)
        row = desk.session.get_one(ChatInvitation, chat.invitation_id)
        row.ended_at = desk.now
        desk.session.add(row)
    with chat.bank.desk() as desk, pytest.raises(ChatEnded):
        logins.begin(desk, visitor=visitor)
    with chat.bank.desk() as desk, pytest.raises(ChatEnded):
        logins.identified(desk, visitor=visitor, login_id=login_id, person=ANA)


def test_twenty_sign_ins_an_hour_and_no_more(chat: Chat) -> None:
    visitor = asking(chat, "offered").visitor(chat.enter())
    for _ in range(20):
        with chat.bank.desk() as desk:
            logins.begin(desk, visitor=visitor)
    with chat.bank.desk() as desk, pytest.raises(TooManyLogins):
        logins.begin(desk, visitor=visitor)


def test_the_number_is_stored_sealed_and_stands_nowhere_else(chat: Chat) -> None:
    signs_in(asking(chat, "offered", shown="full"), chat.enter())
    with chat.bank.database.reading() as session:
        [login] = session.exec(select(ChatLogin)).all()
        assert login.sealed_person is not None
        kept = [login.model_dump(exclude={"sealed_person"}), bytes(login.sealed_person)]
        kept += [row.payload for row in session.exec(select(Delivery))]
        kept += [row.details for row in session.exec(select(AuditEntry))]
    assert ANA not in str(kept)
    assert "0123" not in str([each for each in kept if isinstance(each, dict) and "login" in each])


def test_once_the_case_is_erased_nobody_reads_the_number(chat: Chat) -> None:
    signs_in(asking(chat, "offered"), chat.enter())
    with chat.bank.desk() as desk:
        desk.vault.destroy(session=desk.session, case_id=chat.case_id, now=desk.now)
    assert "0123" not in lines(chat)[-1]
    assert "identified by Northbank login." in lines(chat)[-1]


def test_a_short_number_is_not_shown_by_its_last_four(chat: Chat) -> None:
    signs_in(asking(chat, "offered"), chat.enter(), "1234")
    assert "1234" not in lines(chat)[-1]
    assert "1234" in lines(chat, whole=True)[-1]


def alarms(chat: Chat) -> list[tuple[str, bool]]:
    with chat.bank.database.reading() as session:
        query = select(Alarm).where(Alarm.kind == AlarmKind.LOGIN_FAILS)
        return [(row.subject, row.cleared_at is None) for row in session.exec(query)]


def test_what_is_set_wrong_is_an_alarm_until_somebody_can_sign_in(chat: Chat) -> None:
    cookie = asking(chat, "offered").enter()
    visitor = chat.visitor(cookie)
    for _ in range(3):
        with chat.bank.desk() as desk:
            logins.failed(
                desk, visitor=visitor, why="invalid_client", needs_person=True, is_doubtful=False
            )
    assert alarms(chat) == [("client", True)]
    assert chat.bank.templates().count("chat_login_failed") == 1
    signs_in(chat, cookie)
    assert alarms(chat) == [("client", False)]


def test_a_sign_in_that_proves_nothing_is_a_line_and_no_alarm(chat: Chat) -> None:
    visitor = asking(chat, "offered").visitor(chat.enter())
    with chat.bank.desk() as desk:
        logins.failed(desk, visitor=visitor, why="nonce", needs_person=False, is_doubtful=True)
    assert chat.bank.templates()[-1] == "chat_login_failed"
    assert alarms(chat) == []


def test_a_provider_that_is_down_for_a_moment_is_no_line(chat: Chat) -> None:
    visitor = asking(chat, "offered").visitor(chat.enter())
    with chat.bank.desk() as desk:
        logins.failed(desk, visitor=visitor, why="503", needs_person=False, is_doubtful=False)
    assert "chat_login_failed" not in chat.bank.templates()
