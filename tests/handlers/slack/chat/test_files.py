"""*Open* beside a file that the customer sent: who gets a link, what is written down, what Slack is told."""

import pytest
from sqlmodel import select

from bot.desk.chat import file_links, files
from bot.desk.chat.refusals import LinkRanOut
from bot.domain.records.chat_file import CleanFile, FileKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from handlers.worker import private_refresh
from tests.handlers.slack.chat.conftest import URL
from tests.handlers.slack.chat.test_inviting import (
    PRIVATE,
    come,
    in_private,
    invite,
    let_in,
    link_sent,
)
from tests.slack.workplace import AMIRA, JONAS, Workplace

BODY = b"\xff\xd8\xff a picture that was made anew"


def sent_file(workplace: Workplace, name: str = "receipt.jpg") -> str:
    """A picture in the private thread; the ts of the line that tells of it."""
    case_id = workplace.complaint()
    invite(workplace, case_id)
    let_in(workplace, case_id)
    visitor = come(workplace, link_sent(workplace))
    file = CleanFile(kind=FileKind.PICTURE, body=BODY + bytes(120_000), width=60, height=40)
    with workplace.app.desk() as desk:
        files.send(desk, visitor=visitor, client_key="k1", name=name, file=file)
    workplace.send_all()
    line = workplace.messages(PRIVATE)[-1]
    return str(line["ts"])


def press_open(workplace: Workplace, user: str, ts: str) -> None:
    workplace.do("click", user=user, channel=PRIVATE, ts=ts, action_id="open_chat_file")


def links(workplace: Workplace) -> list[str]:
    """The links that stand anywhere in Slack."""
    pieces = str(workplace.slack()).split(f"{URL}/chat/files/")[1:]
    return [piece.partition("|")[0] for piece in pieces]


def opened_in_trail(workplace: Workplace) -> list[AuditEntry]:
    with workplace.database.reading() as session:
        query = select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_FILE_OPENED)
        return list(session.exec(query))


def test_a_file_is_a_line_in_the_private_thread_and_nowhere_else(workplace: Workplace) -> None:
    sent_file(workplace, "<!channel> *card 4111 1111 1111 1111*.jpg")
    shown = in_private(workplace)
    assert "📎 Sent a picture (120 kB)" in shown
    assert "open_chat_file" in shown
    assert "<!channel>" not in shown
    assert "4111 1111" not in str(workplace.slack())
    assert "📎" not in str(workplace.messages())
    assert "a picture that was made anew" not in str(workplace.slack())


def test_whoever_presses_open_gets_a_link_of_their_own_and_it_is_on_record(
    workplace: Workplace,
) -> None:
    ts = sent_file(workplace)
    press_open(workplace, AMIRA, ts)
    (link,) = links(workplace)
    assert link not in in_private(workplace)
    with workplace.app.looking() as desk:
        opened = file_links.opened(desk, link=link)
    assert opened.body.startswith(BODY)
    assert opened.name == "C-1-picture-1.jpg"
    (entry,) = opened_in_trail(workplace)
    assert entry.actor_id == AMIRA
    assert entry.details["file"] == 1


@pytest.mark.parametrize("how", ["leaves", "loses the role"])
def test_who_loses_the_role_or_leaves_the_channel_has_no_link_any_more(
    workplace: Workplace, how: str
) -> None:
    ts = sent_file(workplace)
    press_open(workplace, JONAS, ts)
    (link,) = links(workplace)
    if how == "leaves":
        workplace.do("leave", user=JONAS, channel=PRIVATE)
        private_refresh.refresh(workplace.app)
    else:
        workplace.give(JONAS, "reader")
    with workplace.app.looking() as desk, pytest.raises(LinkRanOut):
        file_links.opened(desk, link=link)


def test_who_is_not_in_the_private_channel_or_has_no_role_opens_nothing(
    workplace: Workplace,
) -> None:
    ts = sent_file(workplace)
    workplace.give(JONAS, "reader")
    press_open(workplace, JONAS, ts)
    assert "Your role does not include this" in workplace.refused(JONAS)
    workplace.give(JONAS, "agent")
    workplace.do("leave", user=JONAS, channel=PRIVATE)
    private_refresh.refresh(workplace.app)
    press_open(workplace, JONAS, ts)
    assert "you are not in the Slack channel" in workplace.refused(JONAS)
    assert links(workplace) == []
    assert opened_in_trail(workplace) == []
