"""*Move to secure chat…*: the exact text by the most private way, a link that is nowhere at rest, and
taking it back."""

from datetime import timedelta

import pytest
from sqlalchemy import text as sql
from sqlmodel import SQLModel, select

from bot import clock
from bot.channels.carriers import ReplyCarrier
from bot.channels.webchat import WebChat
from bot.desk.answers import replies, undoing
from bot.desk.cases import merging
from bot.desk.chat import entry, invitations
from bot.desk.chat.invitations import AlreadyInvited, NoChatToRevoke, OtherWayNow, Prepared
from bot.desk.chat.refusals import NoSuchInvitation
from bot.desk.intake import taking_in
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute
from bot.domain.records.staff import Actor
from bot.domain.text import chat_links
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused
from bot.slack.shown.cases.chat import chat_shown
from bot.storage.engine import Database
from bot.storage.master_keys import new_key
from bot.storage.sealing import Vault
from tests.desk.chat.conftest import parcel
from tests.desk.conftest import Bank
from tests.desk.talks import private, with_private_words

AMIRA = Actor.staff("U0AMIRA")
URL = "https://chat.northbank.example"


class Post:
    """A platform that takes whatever is sent and remembers it."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, parcel: Parcel) -> Outcome:
        self.sent.append(ReplyPayload.read(parcel.payload).text)
        return Receipt("9001")


def prepared(bank: Bank, case_id: int) -> Prepared:
    with bank.desk() as desk:
        return invitations.prepare(desk, case_id=case_id)


def invited(bank: Bank, case_id: int, *, key: str = "form") -> Delivery:
    """Press *Send* in the form, which showed what would go."""
    shown = prepared(bank, case_id).preview
    with bank.desk() as desk:
        invitations.invite(
            desk,
            case_id=case_id,
            surface=shown.surface,
            text=shown.text,
            by=AMIRA,
            roles=frozenset(),
            request_key=key,
        )
    return bank.deliveries("reply")[-1]


def sent_link(bank: Bank, delivery: Delivery) -> str:
    """What the customer got, after the delivery has gone."""
    post = Post()
    outcome = ReplyCarrier({"x": post}, vault=bank.vault).send(parcel(delivery))  # type: ignore[dict-item]  # a part of a channel
    bank.end(delivery, outcome)
    [text] = post.sent
    return next(word for word in text.split() if word.startswith(URL))


def token_in(link: str) -> str:
    return link.partition("#t=")[2]


def everything_stored(database: Database) -> str:
    """All rows of all tables, as text."""
    with database.reading() as session:
        connection = session.connection()
        rows: list[object] = []
        for table in SQLModel.metadata.tables:
            rows += connection.execute(sql(f"SELECT * FROM {table}")).all()
        return repr(rows)


@pytest.fixture(autouse=True)
def _has_chat(bank: Bank) -> None:
    bank.chat_url = URL
    bank.beside["webchat"] = WebChat(bank.database).capabilities


def test_where_only_public_is_open_the_link_is_public_and_says_how_to_use_a_code(
    bank: Bank,
) -> None:
    found = prepared(bank, bank.complaint())
    assert found.is_public
    assert chat_links.link(URL) in found.preview.text
    assert "Send only a code from a page that you opened yourself." in found.preview.text


def test_where_the_customer_can_be_reached_in_private_it_goes_there(bank: Bank) -> None:
    with_private_words(bank)
    case_id = bank.complaint()
    bank.take_in(private(bank, "Hello"))
    assert not prepared(bank, case_id).is_public
    delivery = invited(bank, case_id)
    assert delivery.payload["surface"] == "private"
    with bank.database.reading() as session:
        assert session.exec(select(ChatInvitation.route)).one() == ChatRoute.DIRECT


def test_an_arabic_customer_is_invited_in_arabic(bank: Bank) -> None:
    assert "محادثتنا الآمنة" in prepared(bank, bank.complaint("بطاقتي مرفوضة")).preview.text


def test_the_link_that_was_sent_lets_its_customer_in(bank: Bank) -> None:
    link = sent_link(bank, invited(bank, bank.complaint()))
    assert link.startswith(f"{URL}/chat#t=")
    with bank.desk() as desk:
        cookie = entry.enter(desk, token=token_in(link)).cookie
    with bank.desk() as desk:
        visitor = entry.session_of(desk, cookie=cookie)
    assert visitor is not None
    assert visitor.code_needed


def test_the_token_is_nowhere_at_rest(bank: Bank, caplog: pytest.LogCaptureFixture) -> None:
    """Not in any table, before, while and after it goes, nor when the platform shows our own post again
    and somebody quotes it; and in no line of the log."""
    case_id = bank.complaint()
    link = sent_link(bank, invited(bank, case_id))
    token = token_in(link)
    ours = bank.post(f"Let us go on: {link}", is_ours=True, parent_external_id="1")
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=ours)
    bank.take_in(bank.post(f"what is this? {link}", author="bob"))
    stored = everything_stored(bank.database)
    assert chat_links.PLACE in stored
    assert token not in stored
    assert token not in caplog.text
    assert token not in repr([d.payload for d in bank.deliveries()])


def test_the_same_customer_is_invited_once_at_a_time(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    with pytest.raises(AlreadyInvited):
        prepared(bank, case_id)


def test_an_invitation_that_ran_out_makes_room_for_another(bank: Bank) -> None:
    case_id = bank.complaint()
    first = sent_link(bank, invited(bank, case_id))
    bank.later(hours=73)
    second = sent_link(bank, invited(bank, case_id, key="again"))
    assert token_in(first) != token_in(second)


def test_an_invitation_that_was_undone_is_none(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = invited(bank, case_id)
    reply_id = ReplyPayload.read(delivery.payload).reply_id
    with bank.desk() as desk:
        assert undoing.undo(desk, reply_id=reply_id, by=AMIRA)
    assert invited(bank, case_id, key="again").payload["reply_id"] != reply_id


def test_the_words_of_an_invitation_are_no_answer(bank: Bank) -> None:
    """Its link would lead nowhere: neither *Try again* nor a draft of it goes out as a plain answer."""
    case_id = bank.complaint()
    words = prepared(bank, case_id).preview.text
    with bank.desk() as desk, pytest.raises(replies.ReplyRefused):
        replies.reply(
            desk,
            case_id=case_id,
            text=words,
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="k",
        )


def test_what_the_form_did_not_show_is_not_sent(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk, pytest.raises(OtherWayNow):
        invitations.invite(
            desk,
            case_id=case_id,
            surface=Surface.PRIVATE,
            text="Something else",
            by=AMIRA,
            roles=frozenset(),
            request_key="k",
        )
    assert bank.deliveries("reply") == []


def test_a_revoked_chat_lets_nobody_in_and_everybody_out(bank: Bank) -> None:
    case_id = bank.complaint()
    token = token_in(sent_link(bank, invited(bank, case_id)))
    with bank.desk() as desk:
        cookie = entry.enter(desk, token=token).cookie
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=case_id, by=AMIRA)
    with bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None
    with bank.desk() as desk, pytest.raises(NoSuchInvitation):
        entry.enter(desk, token=token)
    with bank.desk() as desk, pytest.raises(NoChatToRevoke):
        invitations.revoke(desk, case_id=case_id, by=AMIRA)
    assert bank.templates()[-1] == "chat_revoked"


def test_revoking_keeps_an_invitation_from_going_out(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = invited(bank, case_id)
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=case_id, by=AMIRA)
    [after] = [each for each in bank.deliveries("reply") if each.id == delivery.id]
    assert after.state == "cancelled"


def test_whoever_may_revokes_an_invitation_of_a_colleagues(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = invited(bank, case_id)
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=case_id, by=Actor.staff("U0BEN"))
    [after] = [each for each in bank.deliveries("reply") if each.id == delivery.id]
    assert after.state == "cancelled"
    case_id = bank.complaint(author="bob")
    token = token_in(sent_link(bank, invited(bank, case_id, key="bobs")))
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=case_id, by=Actor.staff("U0BEN"))
    with bank.desk() as desk, pytest.raises(NoSuchInvitation):
        entry.enter(desk, token=token)


def test_a_chat_is_revoked_where_its_case_went_on(bank: Bank) -> None:
    """Merged while the customer talks: the case that staff have now ends it all the same."""
    case_id, other = bank.complaint(), bank.complaint(author="bob")
    with bank.desk() as desk:
        row = desk.session.get_one(Case, other)  # as if Ana had written it, apart from the first
        row.author_id = desk.session.get_one(Case, case_id).author_id
        desk.session.add(row)
    token = token_in(sent_link(bank, invited(bank, case_id)))
    with bank.desk() as desk:
        cookie = entry.enter(desk, token=token).cookie
    with bank.desk() as desk:
        chat = desk.session.exec(select(ChatInvitation)).one()
        chat.expires_at = clock.now() + timedelta(hours=1)  # what staff are shown is of real time
        desk.session.add(chat)
        merging.merge(desk, case_id=case_id, into=other, by=AMIRA)
    with bank.database.reading() as session:
        case = session.get_one(Case, other)
        assert chat_shown(session=session, case=case, is_offered=True).can_revoke
    with bank.desk() as desk:
        invitations.revoke(desk, case_id=other, by=AMIRA)
    with bank.desk() as desk:
        assert entry.session_of(desk, cookie=cookie) is None


def test_without_its_key_nothing_goes_out(bank: Bank) -> None:
    delivery = invited(bank, bank.complaint())
    post = Post()
    carrier = ReplyCarrier({"x": post}, vault=Vault(new_key("k9")))  # type: ignore[dict-item]  # a part of a channel
    assert isinstance(carrier.send(parcel(delivery)), Refused)
    assert post.sent == []


def test_after_a_new_key_was_put_first_the_link_is_the_same(bank: Bank) -> None:
    delivery = invited(bank, bank.complaint())
    source = ReplyPayload.read(delivery.payload).token_of
    before = bank.vault.token(source)
    assert len(before) == 43
    both = Vault(f"{new_key('k2')},{bank.keys}")
    assert both.token(source) == before


def test_an_invitation_stops_no_clock_and_claims_the_case(bank: Bank) -> None:
    case_id = bank.complaint()
    sent_link(bank, invited(bank, case_id))
    case = bank.case(case_id)
    assert case.unanswered_since is not None
    assert "chat_invited" in bank.templates()
