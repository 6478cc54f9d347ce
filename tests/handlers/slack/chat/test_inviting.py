"""From *Move to secure chat…* in the menu to the word that the customer reads on the page, and back."""

from collections.abc import Iterator

import pytest

from bot.desk.chat import entry, talk
from bot.desk.chat.visits import Visitor
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.chat import ChatRoute
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Receipt
from bot.storage import chats
from handlers.worker import private_refresh
from tests.database import MovableDatabase
from tests.sandbox.serving import Site
from tests.slack.workplace import AMIRA, JONAS, Workplace, open_workplace

PRIVATE = "C0NBPRIVATE"


@pytest.fixture
def without_chat(database: MovableDatabase, _platforms: Site, _bot: Site) -> Iterator[Workplace]:
    """A bank that has none."""
    with open_workplace(database, _platforms, _bot) as place:
        yield place


def menu(workplace: Workplace, case_id: int) -> str:
    return str(workplace.headline(case_id)["blocks"])


def in_private(workplace: Workplace) -> str:
    return str(workplace.messages(PRIVATE))


def link_sent(workplace: Workplace) -> str:
    """The token in the link that the customer got, made again as the carrier makes it."""
    payload = ReplyPayload.read(workplace.deliveries("reply")[-1].payload)
    return workplace.app.vault.token(payload.token_of)


def invite(workplace: Workplace, case_id: int) -> None:
    """By the form; and X has taken it."""
    workplace.choose(AMIRA, case_id, "move_to_chat")
    workplace.submit(AMIRA)
    with workplace.database.transaction() as session:
        row = session.get_one(Delivery, workplace.deliveries("reply")[-1].id)
        row.state = DeliveryState.SENT
        session.add(row)
        workplace.app.settled(session, row, Receipt("9001"))
    workplace.send_all()


def come(workplace: Workplace, token: str) -> Visitor:
    """Enter, in private route or public."""
    with workplace.app.desk() as desk:
        cookie = entry.enter(desk, token=token).cookie
    with workplace.app.desk() as desk:
        visitor = entry.session_of(desk, cookie=cookie)
    assert visitor is not None
    return visitor


def test_a_bank_without_a_chat_is_offered_none(without_chat: Workplace) -> None:
    case_id = without_chat.complaint()
    assert "move_to_chat" not in menu(without_chat, case_id)


def test_the_form_shows_exactly_what_goes_and_the_thread_says_so(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.choose(AMIRA, case_id, "move_to_chat")
    form = workplace.form(AMIRA)
    assert form["callback_id"] == "chat_invitation"
    assert "https://chat.northbank.example/chat#t=made-when-it-is-sent" in str(form["blocks"])
    assert "@NorthbankHelp" in str(form["blocks"])
    assert "for everybody to read" in str(form["blocks"])
    assert "It is good for 3 days." in str(form["blocks"])
    workplace.submit(AMIRA)
    workplace.send_all()
    assert "invites the customer into the secure chat, by a link that everybody can read" in (
        in_private(workplace)
    )
    assert "revoke_chat" in menu(workplace, case_id)
    assert "move_to_chat" not in menu(workplace, case_id)
    with workplace.database.reading() as session:
        found = chats.newest(session=session, case_id=case_id)
    assert found is not None
    assert found.route == ChatRoute.PUBLIC
    assert link_sent(workplace) not in str(workplace.slack())


def test_who_is_not_in_the_private_channel_invites_nobody(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.do("leave", user=JONAS, channel=PRIVATE)
    private_refresh.refresh(workplace.app)
    workplace.choose(JONAS, case_id, "move_to_chat")
    assert "you are not in the Slack channel where it stands" in workplace.refused(JONAS)


def test_revoking_by_the_menu_ends_it(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    invite(workplace, case_id)
    visitor = come(workplace, link_sent(workplace))
    workplace.choose(AMIRA, case_id, "revoke_chat")
    workplace.send_all()
    assert "revoked the secure chat" in in_private(workplace)
    assert "The secure chat was revoked" in menu(workplace, case_id)
    with workplace.app.desk() as desk:
        assert talk.words(desk, visitor=visitor) == []


def test_what_the_customer_types_shows_in_the_private_thread_and_is_answered_there(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    invite(workplace, case_id)
    let_in(workplace, case_id)
    visitor = come(workplace, link_sent(workplace))
    workplace.send_all()
    assert "In the secure chat now; nothing was said there yet" in menu(workplace, case_id)
    with workplace.app.desk() as desk:
        talk.say(desk, visitor=visitor, client_key="k1", text="My salary is missing")
    workplace.send_all()
    assert "My salary is missing" in in_private(workplace)
    assert "My salary is missing" not in str(workplace.messages())
    assert "nothing was said there yet" not in menu(workplace, case_id)
    assert "In the secure chat now" in menu(workplace, case_id)
    with workplace.database.reading() as session:
        thread = session.get_one(CaseThread, private_thread(workplace, case_id))
    workplace.do("click", user=AMIRA, channel=PRIVATE, ts=thread.slack_ts, action_id="reply")
    form = str(workplace.form(AMIRA)["blocks"])
    assert "The customer alone, in the secure chat" in form
    assert "on the secure chat" in form
    workplace.submit(AMIRA, text="It came this morning.", surface="private", purpose="answers")
    assert "to the customer alone" in str(workplace.form(AMIRA)["blocks"])
    workplace.submit(AMIRA)
    assert workplace.relay.run_once("public")
    workplace.send_all()
    with workplace.app.desk() as desk:
        shown = talk.words(desk, visitor=visitor)
    assert [word.text for word in shown] == ["My salary is missing", "It came this morning."]
    assert "It came this morning." in in_private(workplace)
    assert "It came this morning." not in str(workplace.messages())


def private_thread(workplace: Workplace, case_id: int) -> int:
    from bot.storage.cases.case_threads import threads_of

    with workplace.database.reading() as session:
        thread = threads_of(session=session, case_id=case_id).current(Surface.PRIVATE)
    assert thread is not None
    return thread.pk


def let_in(workplace: Workplace, case_id: int) -> None:
    """Let the link be the proof, as one that went out in private is."""
    with workplace.database.transaction() as session:
        found = chats.newest(session=session, case_id=case_id)
        assert found is not None
        found.route = ChatRoute.DIRECT
        session.add(found)
