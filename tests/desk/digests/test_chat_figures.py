"""The secure chat in a digest: sent, came, never came, solved and stars, by way in and by hour."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.answers import replies, undoing
from bot.desk.digests import issuing
from bot.digest import chat_figures
from bot.digest.chat_figures import Chats
from bot.digest.choices import choices
from bot.digest.figure import Figure, cases_behind
from bot.digest.narrowing import By, Only
from bot.digest.words import wording
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.chat import ChatRoute, Unlocked
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_chats import ChatEntered, ChatInvited, ChatNeverCame, ChatRated
from bot.domain.records.trail.parts import Details
from bot.language import speaking
from bot.storage.figures import counts
from bot.storage.figures.figure_rows import ChatRow, ChatStep, Figures, Scope
from tests.desk.conftest import MONDAY_TEN, Bank

CUSTOMER = Actor.customer(1)
DIRECT, PUBLIC = ChatRoute.DIRECT, ChatRoute.PUBLIC
TEN = datetime(2026, 11, 16, 10, tzinfo=UTC)


def record(bank: Bank, case_id: int, what: Details) -> None:
    with bank.desk() as desk:
        desk.record(case_id, what, by=CUSTOMER)


def read(bank: Bank) -> Figures:
    with bank.database.reading() as session:
        return counts.read(
            session=session, start=MONDAY_TEN, end=bank.now + timedelta(hours=1), scope=Scope()
        )


def opened(rows: Figures, figure: Figure, only: Only | None = None) -> list[int]:
    found = cases_behind(rows, figure, now=rows.end, ahead=timedelta(hours=8), only=only)
    return sorted(row.case_id for row in found)


def test_every_figure_is_counted_from_the_trail_and_opens_its_cases(bank: Bank) -> None:
    one, two, three = (bank.complaint(author=name) for name in ("ana", "bo", "cy"))
    for number, (case_id, route) in enumerate(((one, DIRECT), (two, PUBLIC), (three, DIRECT)), 1):
        record(bank, case_id, ChatInvited(invitation=number, route=route))
    record(bank, one, ChatEntered(invitation=1, session=1, how=Unlocked.DIRECT_LINK))
    record(bank, one, ChatEntered(invitation=1, session=2, how=Unlocked.DIRECT_LINK, again=True))
    record(bank, two, ChatEntered(invitation=2, session=3, how=Unlocked.CODE))
    record(bank, three, ChatNeverCame(invitation=3, route=DIRECT))
    record(bank, one, ChatRated(invitation=1, solved=False, stars=1))
    record(bank, one, ChatRated(invitation=1, solved=True, stars=5))
    record(bank, two, ChatRated(invitation=2, solved=False, stars=2))
    rows = read(bank)
    assert opened(rows, Figure.CHAT_SENT) == [one, two, three]
    assert opened(rows, Figure.CHAT_SENT, Only(By.ROUTE, "public")) == [two]
    assert opened(rows, Figure.CHAT_CAME) == [one, two]
    assert opened(rows, Figure.CHAT_NEVER_CAME) == [three]
    assert opened(rows, Figure.CHAT_SOLVED) == [one], "what was said last counts"
    assert opened(rows, Figure.CHAT_UNSOLVED) == [two]
    assert chat_figures.counted(rows.chats, time_zone="Europe/London") == Chats(
        sent={DIRECT: 2, PUBLIC: 1},
        came={DIRECT: 1, PUBLIC: 1},
        never_came=1,
        solved=1,
        unsolved=1,
        stars=7,
        starred=2,
        hours={10: 3},
    )


def test_an_invitation_that_was_taken_back_was_never_sent(bank: Bank) -> None:
    amira, case_id = Actor.staff("U0AMIRA"), bank.complaint()
    with bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text="Write to us in private, please.",
            surface=Surface.PUBLIC,
            purpose=Purpose.MOVES_TO_PRIVATE,
            by=amira,
            request_key="one",
        )
        desk.record(case_id, ChatInvited(invitation=1, route=PUBLIC, reply=reply.pk), by=amira)
        undoing.undo(desk, reply_id=reply.pk, by=amira)
    assert read(bank).chats == []


def chats() -> Chats:
    rows = [
        ChatRow(1, ChatStep.SENT, TEN + timedelta(hours=hour), number, route)
        for number, (hour, route) in enumerate(
            [(0, DIRECT), (0, DIRECT), (1, PUBLIC), (3, DIRECT), (3, PUBLIC), (5, DIRECT)]
        )
    ]
    rows += [ChatRow(1, ChatStep.CAME, TEN, 1, DIRECT), ChatRow(2, ChatStep.CAME, TEN, 2, PUBLIC)]
    rows += [ChatRow(1, ChatStep.NEVER_CAME, TEN, 3, DIRECT)]
    rows += [ChatRow(1, ChatStep.RATED, TEN, 1, solved=True, stars=4)]
    rows += [ChatRow(1, ChatStep.RATED, TEN, 2, solved=False, stars=5)]
    return chat_figures.counted(rows, time_zone="Europe/London")


def test_it_is_three_lines_on_a_phone() -> None:
    assert chat_figures.lines(chats()) == (
        ("Invited", "6 (4 in private, 2 in public); at 10 to 11 (2), 11 to 12 (1), 13 to 14 (2)"),
        ("Came", "2 (1 in private, 1 in public), 1 never came"),
        ("Solved, they said", "1 yes, 1 no · ★ 4.5 from 2"),
    )


def test_it_is_three_lines_in_arabic_too() -> None:
    with speaking("ar"):
        told = chat_figures.lines(chats())
    assert [label for label, _ in told] == ["المدعوون", "الداخلون", "هل حُلّت"]
    assert not any(
        letter.isascii() and letter.isalpha() for line in told for letter in str(line[1])
    )


@pytest.mark.parametrize("zone", ["Europe/London", "Asia/Dubai"])
def test_hours_are_those_of_the_digests_own_zone(zone: str) -> None:
    rows = [ChatRow(1, ChatStep.SENT, TEN, 1, DIRECT)]
    found = chat_figures.counted(rows, time_zone=zone)
    assert found.hours == ({10: 1} if zone == "Europe/London" else {14: 1})


def test_a_bank_without_a_chat_reads_nothing_of_it() -> None:
    assert Chats().is_empty
    assert chat_figures.lines(Chats()) == ()


def test_the_digest_has_the_lines_and_offers_each_way(bank: Bank) -> None:
    one, two = bank.complaint(author="ana"), bank.complaint(author="bo")
    record(bank, one, ChatInvited(invitation=1, route=DIRECT))
    record(bank, two, ChatInvited(invitation=2, route=PUBLIC))
    bank.later(minutes=5)
    with bank.desk() as desk:
        report = issuing.look(desk, digest=issuing.BOARD)
        period, board = report.period.key, issuing.BOARD
        only = Only(By.ROUTE, "public")
        found = issuing.opened(
            desk, digest=board, period=period, figure=Figure.CHAT_SENT, only=only
        )
    [table] = [each for each in wording.tables(report) if each.title == "Secure chat"]
    assert table.rows == (("Invited", "2 (1 in private, 1 in public); at 10 to 11 (2)"),)
    [offered] = [each for each in choices(report) if each.title == "Secure chat"]
    assert [each.label for each in offered.choices] == [
        "Invited into the secure chat: in private (1)",
        "Invited into the secure chat: in public (1)",
    ]
    assert [row.case_id for row in found] == [two]
