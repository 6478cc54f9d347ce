"""The bank's own provider of words at work: translations under posts, drafts in the form, summaries; and its failures."""

import threading

import pytest
from sqlmodel import col, select

from bot.domain.channels.inbound import Happening
from bot.domain.records.alarm import Alarm, AlarmKind
from bot.domain.records.messages.message import Message
from bot.domain.records.provider_call import ProviderCall
from bot.domain.records.trail.verbs import Trail
from bot.provider import Provider
from bot.storage.record import audit
from bot.telemetry.metrics import REGISTRY
from handlers.worker.provider_calls import ProviderDesk
from tests.handlers.slack.answers.test_reply_drafts import begun, blocks, click, close, submit
from tests.handlers.slack.cases.test_case_verbs import blocks as headline
from tests.provider.samples import Hangs, Raises, Rubbish, Sample
from tests.slack.workplace import AMIRA, CHANNEL, LENA, TOM, Workplace

ARABIC = "تم خصم المبلغ مرتين من حسابي 12345678 ولا أحد يرد"
FALLBACK = "C0DUTY"
BY = "Machine translation by Sample model"
DRAFT = "Draft by Sample model"


def ask_all(workplace: Workplace, provider: Provider | None = None) -> None:
    """A worker asks the provider all that is wanted; Slack is shown what came of it."""
    desk = ProviderDesk(
        workplace.app,
        provider=provider or Sample(),
        within_s=5 if not isinstance(provider, Hangs) else 0.2,
    )
    desk.ask_all(ending=threading.Event())
    workplace.send_all()


def calls(workplace: Workplace) -> list[tuple[str, str]]:
    with workplace.database.reading() as session:
        rows = session.exec(select(ProviderCall).order_by(col(ProviderCall.id))).all()
    return [(str(row.skill), row.ended_as) for row in rows]


def alarms(workplace: Workplace) -> list[tuple[str, bool]]:
    with workplace.database.reading() as session:
        query = select(Alarm).where(Alarm.kind == AlarmKind.PROVIDER_FAILS)
        return [(row.values["why"], row.cleared_at is None) for row in session.exec(query)]


def arabic(workplace: Workplace) -> int:
    case_id = workplace.take_in(workplace.post(ARABIC, language="ar"))
    workplace.send_all()
    return case_id


def test_a_translation_stands_under_the_quote_named_as_a_machines(workplace: Workplace) -> None:
    case_id = arabic(workplace)
    assert BY not in headline(workplace, case_id)
    ask_all(workplace)
    shown = headline(workplace, case_id)
    assert BY in shown
    assert "[ar>en] تم خصم" in shown
    assert shown.index("تم خصم") < shown.index(BY) < shown.index("[ar>en]")
    assert "12345678" not in shown
    workplace.press(AMIRA, case_id, "reply")
    assert BY in blocks(workplace, AMIRA)


def test_each_call_leaves_an_entry_without_words_and_a_count(workplace: Workplace) -> None:
    counted = "earshot_provider_calls_total", {"skill": "translation", "ended": "done"}
    before = REGISTRY.get_sample_value(*counted) or 0
    case_id = arabic(workplace)
    ask_all(workplace)
    with workplace.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
    [entry] = [each for each in entries if each.verb == Trail.PROVIDER_CALLED]
    assert entry.details["provider"] == "Sample model"
    assert entry.details["ended_as"] == "done"
    assert "خصم" not in str(entry.details)
    assert REGISTRY.get_sample_value(*counted) == before + 1


def test_the_teams_own_language_is_not_translated(workplace: Workplace) -> None:
    workplace.take_in(workplace.post("My card was declined at the shop", language="en"))
    ask_all(workplace)
    assert calls(workplace) == []


def test_an_edit_is_translated_anew_and_what_was_taken_down_not_at_all(
    workplace: Workplace,
) -> None:
    first = workplace.post(ARABIC, language="ar")
    case_id = workplace.take_in(first)
    ask_all(workplace)
    number = first.external_id
    edited = {"external_id": number, "conversation": number, "version_id": f"{number}-2"}
    again = workplace.post("البطاقة لا تعمل", language="ar", happening=Happening.EDITED, **edited)
    workplace.take_in(again)
    with workplace.database.reading() as session:
        assert session.exec(select(Message.translated)).one() is None  # of the words before
    ask_all(workplace)
    assert "[ar>en] البطاقة لا تعمل" in headline(workplace, case_id)
    gone = workplace.post("", happening=Happening.REMOVED, external_id=number, conversation=number)
    workplace.take_in(gone)
    workplace.send_all()
    assert BY not in headline(workplace, case_id)


def test_what_was_edited_while_it_was_translated_has_no_old_translation(
    workplace: Workplace,
) -> None:
    first = workplace.post(ARABIC, language="ar")
    case_id = workplace.take_in(first)
    number = first.external_id

    class Slow(Sample):
        def translate(self, text: str, *, source: str, target: str) -> str:
            edited = {"external_id": number, "conversation": number, "version_id": f"{number}-2"}
            post = workplace.post("Now in English", happening=Happening.EDITED, **edited)
            workplace.take_in(post.model_copy(update={"language": "en"}))
            return "of the words before"

    ask_all(workplace, Slow())
    assert "of the words before" not in headline(workplace, case_id)
    with workplace.database.reading() as session:
        assert session.exec(select(Message.translated)).one() is None


def test_a_draft_comes_into_the_box_under_what_was_typed_and_is_named(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    assert "Draft with Sample model" in blocks(workplace, AMIRA)
    click(workplace, AMIRA, "ask_draft", text="Dear Ana,")
    assert "Sample model writes a draft" in blocks(workplace, AMIRA)
    ask_all(workplace)
    assert "We are sorry to hear that. (en, 1)" in blocks(workplace, AMIRA)
    assert begun(workplace, AMIRA) == "Dear Ana,"
    click(workplace, AMIRA, "use_machine_draft", text="Dear Ana, hello,")
    assert begun(workplace, AMIRA) == "Dear Ana, hello,\n\nWe are sorry to hear that. (en, 1)"
    assert "Put it into the box" not in blocks(workplace, AMIRA)
    assert DRAFT in blocks(workplace, AMIRA)
    submit(workplace, AMIRA, "Dear Ana, We are sorry to hear that. Which shop was it?")
    assert DRAFT in blocks(workplace, AMIRA)  # in the preview too
    assert not workplace.deliveries("reply")  # nothing goes by itself


def test_words_of_ones_own_are_not_called_a_machines(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "ask_draft")
    ask_all(workplace)
    click(workplace, AMIRA, "use_machine_draft")
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    assert DRAFT in blocks(workplace, AMIRA)  # it was kept, and is known for what it is
    submit(workplace, AMIRA, "Which shop was it?")
    assert DRAFT not in blocks(workplace, AMIRA)


def test_a_summary_is_shown_to_whoever_pressed(workplace: Workplace) -> None:
    case_id = workplace.complaint("@NorthbankHelp The app is down")
    for words in ("Still down", "My card 4111 1111 1111 1111 too", "Hello?"):
        workplace.complaint(words)
    workplace.choose(AMIRA, case_id, "summary")
    assert "Sample model reads the talk" in blocks(workplace, AMIRA)
    ask_all(workplace)
    shown = blocks(workplace, AMIRA)
    assert "Summary by Sample model" in shown
    assert "customer: The app is down" in shown
    assert "4111" not in shown
    assert "@NorthbankHelp" not in shown
    assert "Ana" not in shown.partition("Summary by")[2]


def test_a_short_thread_is_offered_none(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    assert "Summary…" not in str(workplace.headline(case_id)["blocks"])


@pytest.mark.parametrize(
    ("provider", "ended", "shown", "why"),
    [
        (Raises(), "failed", "gave no words", "it failed (RuntimeError)"),
        (Rubbish(), "no_words", "gave no words", "it returned nothing that can be shown"),
        (Hangs(), "too_slow", "did not answer in time", "it did not answer within 5 seconds"),
    ],
)
def test_one_that_fails_costs_nobody_a_press_and_is_told_by_name(
    workplace: Workplace,
    provider: Provider,
    ended: str,
    shown: str,
    why: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    Hangs.let_go.clear()
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "ask_draft", text="Dear Ana,")
    ask_all(workplace, provider)
    assert calls(workplace) == [("drafts", ended)]
    assert shown in blocks(workplace, AMIRA)
    submit(workplace, AMIRA, "Dear Ana, which shop was it?")
    assert "Dear Ana, which shop was it?" in blocks(workplace, AMIRA)
    assert alarms(workplace) == [(why, True)]
    [posted] = [m for m in workplace.messages(FALLBACK) if "gives no drafts" in str(m)]
    assert "<@U0DANIEL>" in str(posted)
    assert "declined" not in caplog.text
    Hangs.let_go.set()
    close(workplace, AMIRA)
    workplace.press(AMIRA, case_id, "reply")
    click(workplace, AMIRA, "ask_draft")
    ask_all(workplace)
    assert alarms(workplace) == [(why, False)]


def test_whoever_approves_reads_that_it_began_as_a_machines_and_how_far_it_was_changed(
    workplace: Workplace,
) -> None:
    workplace.give(TOM, "trainee")
    case_id = workplace.complaint()
    workplace.press(TOM, case_id, "reply")
    click(workplace, TOM, "ask_draft")
    ask_all(workplace)
    click(workplace, TOM, "use_machine_draft")
    mended = "We are sorry to hear that. Which shop was it?"
    submit(workplace, TOM, mended)
    workplace.submit(TOM)
    workplace.send_all()
    told = "It began as a draft by Sample model, a machine: 60 of 100 words"
    post = next(p for p in workplace.below(case_id) if "waits for a second" in p["text"])
    assert told in str(post)
    place = {"channel": CHANNEL, "ts": post["ts"]}
    workplace.do("click", user=LENA, action_id="approve_edit", **place)
    assert told in str(workplace.form(LENA))
    workplace.do("click", user=LENA, action_id="approve_return", **place)
    assert told in str(workplace.form(LENA))
    workplace.submit(LENA, note="Ask for the date too.")
    workplace.send_all()
    workplace.press(TOM, case_id, "reply")
    assert DRAFT in blocks(workplace, TOM)  # it is known for what it is when it comes back
    assert mended in blocks(workplace, TOM)


def test_an_answer_of_ones_own_is_called_nobodys_draft(workplace: Workplace) -> None:
    workplace.give(TOM, "trainee")
    case_id = workplace.complaint()
    workplace.press(TOM, case_id, "reply")
    click(workplace, TOM, "ask_draft")
    ask_all(workplace)
    submit(workplace, TOM, "Which shop was it?")
    workplace.submit(TOM)
    workplace.send_all()
    post = next(p for p in workplace.below(case_id) if "waits for a second" in p["text"])
    assert "a machine" not in str(post)


def test_the_calls_of_a_day_are_counted_and_then_none_is_made(workplace: Workplace) -> None:
    rules = workplace.app.rules.provider
    allowed = rules.calls_a_day
    object.__setattr__(rules, "calls_a_day", 1)
    try:
        for author in ("ana", "ben"):
            workplace.take_in(workplace.post(ARABIC, author=author, language="ar"))
        ask_all(workplace)
    finally:
        object.__setattr__(rules, "calls_a_day", allowed)
    assert calls(workplace) == [("translation", "done"), ("translation", "no_calls_left")]
    assert alarms(workplace) == [("the 1 calls of this day are used up", True)]
