"""A customer is erased: then no table, no file, no log and no message in Slack has a word or a name of theirs."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, text

from bot.desk.answers.receipts import settled
from bot.desk.cases import closures, customer_notes, linking, same_person
from bot.desk.clocks import complaints
from bot.desk.drafts import drafts
from bot.desk.erasure import persons, requests
from bot.desk.intake import taking_in
from bot.digest import counting
from bot.digest.periods import Period
from bot.digest.report import Report
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Receipt
from bot.storage.figures import export_rows
from bot.storage.record import record_check, record_seals
from tests.handlers.slack.answers.test_replies import preview
from tests.slack.sending import much_known
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace

MIRA, CARLA = Actor.staff(AMIRA), Actor.operator("Carla")
HANDLE, OTHER = "zuleika", "zuleika_two"
# What was said of her, by her and to her, each in a word that nobody else uses.
RARE = (
    "zuleika", "quinquereme", "07700", "marmalade", "persimmon", "saxophone", "bassoon", "xylem",
    "yurt", "clavichord", "id-zul", *much_known.WORDS,
)  # fmt: skip


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    """An ended case of a customer of whom much is known, and a case of her other account."""
    number = workplace.complaint("My quinquereme sank, call 07700 900123", author=HANDLE)
    other = workplace.complaint("And a yurt", author=OTHER)
    with workplace.app.desk() as desk:
        customer_notes.write(desk, case_id=number, text="Likes marmalade", by=MIRA)
        complaints.mark(desk, case_id=number, preset="uk_disp", reason="A saxophone", by=MIRA)
        linking.link(desk, case_id=number, other=other, note="One clavichord", by=MIRA)
        same_person.link(desk, case_id=number, other=other, by=MIRA)
        public = Surface.PUBLIC
        drafts.keep(desk, case_id=other, surface=public, slack_user_id=AMIRA, text="Dear Zuleika")
    thread = workplace.thread(number)
    workplace.do("say", user=AMIRA, channel=CHANNEL, thread_ts=thread.slack_ts, text="A persimmon")
    preview(workplace, number, "We are sorry, Zuleika. Which bassoon was it?")
    workplace.submit(AMIRA)
    workplace.send_all()
    with workplace.app.desk() as desk:
        delivery = desk.session.get_one(Delivery, workplace.deliveries("reply")[0].pk)
        delivery.mark_sent(Receipt("900"), now=desk.database_now)
        settled(desk, delivery=delivery, outcome=Receipt("900"))
        much_known.review(desk, number)
    much_known.say_much(workplace, number, other)
    with workplace.app.desk() as desk:
        for each in (number, other):
            fixed = Outcome.FIXED
            closures.resolve(desk, case_id=each, outcome=fixed, remark="Sent a xylem", by=MIRA)
    workplace.complaint("Nobody told me about the fee", author="ben")
    return number


def erased(workplace: Workplace, case_id: int, *, reason: str = "DSAR-17") -> requests.Report:
    with workplace.app.desk() as desk:
        person = persons.meant(desk.session, f"C-{case_id}")
        report = requests.erase(desk, person=person, by=CARLA, reason=reason)
    workplace.app.database.forget_pages()
    workplace.send_all()
    return report


def rows(workplace: Workplace) -> Iterator[tuple[str, str]]:
    """Every row of every table, as text."""
    with workplace.database.reading() as session:
        for name in sorted(SQLModel.metadata.tables):
            for row in session.execute(text(f"SELECT * FROM {name}")):
                yield name, str(row).casefold()


def found_in(words: tuple[str, ...], said: str) -> list[str]:
    return [word for word in words if word in said.casefold()]


def ours(workplace: Workplace) -> Iterator[tuple[str, str]]:
    """Every message of ours that stands in Slack, in channels and between us and one person."""
    for channel in workplace.slack()["messages"]:
        for message in workplace.messages(channel):
            if message["user"] != AMIRA:
                yield f"{channel}:{message['ts']}", str(message)


def figures(workplace: Workplace, now: datetime) -> tuple[Report, list[Any], list[Any]]:
    start, end = now - timedelta(days=1), now + timedelta(days=1)
    rule = workplace.app.rules.digests["daily"]
    given: Any = {"start": start, "end": end, "brand": "northbank", "zones": {}}
    with workplace.database.reading(is_long=True) as session:
        period = Period(digest="daily", key="p", start=start, end=end)
        return (
            counting.make(session=session, rule=rule, period=period, now=now),
            list(export_rows.cases(session=session, with_text=False, **given)),
            list(export_rows.clocks(session=session, now=now, **given)),
        )


def test_no_table_and_no_message_of_ours_keeps_a_word_and_the_record_and_figures_hold(
    workplace: Workplace, case_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)  # as it is logged in use
    now = datetime.now(UTC)
    before = figures(workplace, now)
    known = " ".join(said for _, said in rows(workplace))
    assert set(RARE) - set(found_in(RARE, known)) <= {"marmalade", "07700"}  # those are sealed
    quoted = {place.split(":")[0] for place, said in ours(workplace) if found_in(RARE, said)}
    assert quoted >= {CHANNEL, "C0CARDS", "C0DIGESTS", "C0DUTY", "D0JONAS"}
    report = erased(workplace, case_id)
    assert {CHANNEL, "C0DIGESTS", JONAS} <= {place for place, _ in report.drawn_anew}
    assert report.out_of_reach == []
    left = [(name, found_in(RARE, said)) for name, said in rows(workplace) if found_in(RARE, said)]
    assert left == []
    assert figures(workplace, now) == before
    assert [place for place, said in ours(workplace) if found_in(RARE, said)] == []
    typed = [message["ts"] for message in workplace.messages() if message["user"] == AMIRA]
    assert [ts for _, ts in report.typed_in_slack] == typed
    assert "[erased]" in str(workplace.headline(case_id)["blocks"])
    assert found_in(RARE, caplog.text) == []
    with workplace.database.transaction() as session:
        record_seals.seal(session=session, heads={})
    with workplace.database.reading(is_long=True) as session:
        assert record_check.check(session=session).faults == []


def test_no_file_of_the_database_keeps_a_word(workplace: Workplace, case_id: int) -> None:
    if not workplace.database.is_sqlite:
        return  # PostgreSQL clears its pages when it vacuums, at times of its own
    erased(workplace, case_id)
    for end in ("", "-wal"):
        file = Path(f"{workplace.database.url.database}{end}")
        assert found_in(RARE, file.read_bytes().decode("latin-1")) == [], end


def test_who_was_erased_and_writes_again_is_a_new_person(
    workplace: Workplace, case_id: int
) -> None:
    first = workplace.case(case_id).author_id
    erased(workplace, case_id)
    again = workplace.complaint("Hello, it is me", author=HANDLE)
    assert workplace.case(again).author_id != first
    with workplace.database.reading() as session:
        assert session.get_one(Author, first).shown_as == "Somebody"
    assert "Hello, it is me" in str(workplace.headline(again)["blocks"])


def test_a_post_that_comes_again_brings_no_word_back(workplace: Workplace, case_id: int) -> None:
    erased(workplace, case_id)
    same = workplace.post("My quinquereme sank!", author=HANDLE, external_id="1", conversation="1")
    with workplace.app.desk() as desk:
        taking_in.take_in(desk, inbound=same)
    workplace.send_all()
    assert not [name for name, said in rows(workplace) if "quinquereme" in said]
