"""A call of the provider between its being wanted and its end: what it is given, and what happened meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.cases import splitting
from bot.desk.listening import provider_calls
from bot.desk.listening.provider_words import masked
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.messages.author import Author
from bot.domain.records.provider_call import ProviderCall, Skill
from bot.domain.records.staff import Actor
from bot.provider.asking import Ended
from handlers.worker.provider_calls import ProviderDesk
from tests.handlers.slack.answers.test_reply_drafts import blocks, click
from tests.handlers.slack.cases.test_case_verbs import blocks as headline
from tests.handlers.slack.listening.test_provider import BY, alarms, arabic, ask_all, calls
from tests.provider.samples import Sample
from tests.slack.workplace import AMIRA, Workplace


def change(workplace: Workplace, **columns: Any) -> None:
    """The one call that there is."""
    with workplace.app.desk() as desk:
        row = desk.session.exec(select(ProviderCall)).one()
        for name, value in columns.items():
            setattr(row, name, value)
        desk.session.add(row)


@contextmanager
def with_rule(workplace: Workplace, name: str, value: object) -> Iterator[None]:
    rules = workplace.app.rules.provider
    before = getattr(rules, name)
    object.__setattr__(rules, name, value)
    try:
        yield
    finally:
        object.__setattr__(rules, name, before)


@pytest.mark.parametrize(
    "text",
    [
        "thanks .@ana_k for it",
        "شكرا@ana_k",
        "ask ＠ana_k there",
        "@ana_k",
        "@\u2068ana_k\u2069 wrote",
        "ana_k@example.com wrote",
    ],
)
def test_no_handle_reaches_the_provider(workplace: Workplace, text: str) -> None:
    case_id = workplace.complaint()
    with workplace.app.desk() as desk:
        given = masked(desk, workplace.case(case_id), text)
    assert "ana_k" not in given
    assert given == "" or given != text


def test_no_known_name_reaches_the_provider(workplace: Workplace) -> None:
    case_id = workplace.complaint("Ana Ruiz here, Tom promised me a call")
    with workplace.app.desk() as desk:
        [author] = desk.session.exec(select(Author)).all()
        author.name = "Ana Ruiz"
        other = Author(
            channel="facebook", external_id="7", name="Anita Rey", first_seen_at=desk.now
        )
        desk.session.add_all([author, other])
        desk.session.flush()
        link = AccountLink(
            first_author_id=author.pk,
            second_author_id=other.pk,
            linked_at=desk.now,
            linked_by=AMIRA,
        )
        desk.session.add(link)
    texts = ("Dear Ana, Anita, this is Amira; ask Tom", "ana ruiz", "مرحبا Ana")
    with workplace.app.desk() as desk:
        given = " ".join(masked(desk, workplace.case(case_id), each) for each in texts)
    for name in ("ana", "ruiz", "anita", "amira", "tom"):
        assert name not in given.lower()
    assert "[name hidden]" in given


def test_a_mail_address_is_masked_as_one(workplace: Workplace) -> None:
    case = workplace.case(workplace.complaint())
    with workplace.app.desk() as desk:
        assert "example" not in masked(desk, case, "write to ana.k@example.com please")


def test_a_skill_that_was_taken_out_is_not_asked_any_more(workplace: Workplace) -> None:
    arabic(workplace)
    with with_rule(workplace, "does", (Skill.DRAFTS,)):
        ask_all(workplace)
    assert calls(workplace) == [("translation", "not_needed")]


def test_a_translation_that_waited_too_long_is_not_made(workplace: Workplace) -> None:
    arabic(workplace)
    with workplace.app.desk() as desk:
        long_ago = desk.now - timedelta(days=2)
    change(workplace, asked_at=long_ago)
    ask_all(workplace)
    assert calls(workplace) == [("translation", "not_needed")]


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_translation_goes_with_a_message_that_was_split_off(
    workplace: Workplace, when: str
) -> None:
    kept = workplace.complaint()
    case_id = arabic(workplace)
    assert case_id == kept

    def split() -> int:
        with workplace.app.desk() as desk:
            moved = desk.session.exec(select(ProviderCall.message_id)).one()
            by = Actor.staff(AMIRA)
            return splitting.split(desk, case_id=kept, message_ids=[moved or 0], by=by).number

    made: list[int] = [split()] if when == "before" else []

    class Splits(Sample):
        def translate(self, text: str, *, source: str, target: str) -> str:
            if not made:
                made.append(split())
            return super().translate(text, source=source, target=target)

    ask_all(workplace, Splits())
    assert BY in headline(workplace, made[0])
    assert BY not in headline(workplace, kept)
    with workplace.database.reading() as session:
        assert session.exec(select(ProviderCall.case_id)).one() == made[0]


def test_a_call_whose_row_is_gone_ends_without_words(workplace: Workplace) -> None:
    case_id = arabic(workplace)

    class Erased(Sample):
        def translate(self, text: str, *, source: str, target: str) -> str:
            with workplace.app.desk() as desk:
                desk.session.delete(desk.session.exec(select(ProviderCall)).one())
            return super().translate(text, source=source, target=target)

    ask_all(workplace, Erased())
    assert calls(workplace) == []
    assert BY not in headline(workplace, case_id)


def test_a_call_ends_once(workplace: Workplace) -> None:
    arabic(workplace)
    with workplace.app.desk() as desk:
        wanted = provider_calls.begin(desk)
    assert wanted is not None
    with workplace.app.desk() as desk:
        assert provider_calls.begin(desk) is None  # it is another worker's
    for words in ("first", None):
        with workplace.app.desk() as desk:
            came = provider_calls.end(
                desk, call_id=wanted.call_id, ended=Ended.DONE, words="first", of=wanted.text
            )
        assert came == words
    assert calls(workplace) == [("translation", "done")]


def test_a_form_whose_worker_died_is_told(workplace: Workplace) -> None:
    workplace.press(AMIRA, workplace.complaint(), "reply")
    click(workplace, AMIRA, "ask_draft", text="Dear Ana,")
    with workplace.app.desk() as desk:
        assert provider_calls.begin(desk) is not None
        long_ago = desk.now - timedelta(minutes=3)
    change(workplace, begun_at=long_ago)
    ask_all(workplace)
    assert calls(workplace) == [("drafts", "too_slow")]
    assert "did not answer in time" in blocks(workplace, AMIRA)


def test_why_it_cannot_be_loaded_is_logged(
    workplace: Workplace, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    arabic(workplace)
    with with_rule(workplace, "name", "no_such_module:Model"):
        assert ProviderDesk(workplace.app, within_s=5).ask_next()
    assert calls(workplace) == [("translation", "not_loaded")]
    assert alarms(workplace) == [("it could not be loaded; run `python -m handlers check`", True)]
    assert "loading it failed (ModuleNotFoundError)" in caplog.text + capsys.readouterr().out
    assert "خصم" not in caplog.text
