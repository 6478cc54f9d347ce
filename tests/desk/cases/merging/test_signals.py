"""Merging takes signals and priorities along; un-merging gives them back. Splitting takes them with their words."""

from sqlmodel import select

from bot.desk.cases import splitting
from bot.desk.triage import priorities
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.sla.policy import Metric
from bot.outbox.kinds import AlertBundlePayload, DeliveryKind
from bot.slack.api.names import Names
from bot.slack.shown.alerts import firsts_shown
from tests.desk.cases.merging.merged import merge, unmerge
from tests.desk.conftest import Bank
from tests.desk.triage.test_priorities import is_replayed, set_priority
from tests.desk.triage.test_signals import EMPTYING, alerts, clock, events, not_so, signals

HEARD = [("fraud_now", "someone is emptying my account")]


def loud_and_quiet(bank: Bank) -> tuple[int, int]:
    """Ana's case with a signal, and ten minutes later Bo's without one."""
    loud = bank.complaint(EMPTYING, author="ana")
    bank.later(minutes=10)
    return loud, bank.complaint("My transfer is late", author="bo")


def ranked(bank: Bank, case_id: int) -> tuple[str, int]:
    case = bank.case(case_id)
    return case.priority, case.priority_rank


def test_what_was_heard_goes_on_where_the_case_does_and_comes_back(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    told = alerts(bank)
    merge(bank, loud, quiet)
    assert ranked(bank, quiet) == ("urgent", 2)
    assert signals(bank, quiet) == HEARD
    assert clock(bank, quiet, Metric.CLAIMED).rule == "urgent"
    assert (
        clock(bank, quiet, Metric.CLAIMED).started_at
        == clock(bank, loud, Metric.CLAIMED).started_at
    )
    assert alerts(bank) == told
    bank.later(minutes=1)
    unmerge(bank, loud)
    assert (ranked(bank, loud), signals(bank, loud)) == (("urgent", 2), HEARD)
    assert (ranked(bank, quiet), signals(bank, quiet)) == (("normal", 0), [])
    assert clock(bank, quiet, Metric.CLAIMED).rule == "public words"
    assert [told["level"] for told in events(bank, "priority")] == ["urgent", "normal"]
    assert is_replayed(bank, loud)
    assert is_replayed(bank, quiet)


def test_through_a_chain_of_merges_too(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    last = bank.complaint("Mine as well", author="cem")
    merge(bank, loud, quiet)
    bank.later(minutes=1)
    merge(bank, quiet, last)
    assert (ranked(bank, last), signals(bank, last)) == (("urgent", 2), HEARD)
    bank.later(minutes=1)
    unmerge(bank, quiet)
    assert (ranked(bank, last), signals(bank, last)) == (("normal", 0), [])
    assert (ranked(bank, quiet), signals(bank, quiet)) == (("urgent", 2), HEARD)


def test_what_the_other_case_said_itself_meanwhile_stays(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    merge(bank, loud, quiet)
    bank.later(minutes=1)
    bank.complaint("My phone was stolen and they are in my app", author="bo")
    unmerge(bank, loud)
    assert ranked(bank, quiet) == ("urgent", 2)
    assert [name for name, _ in signals(bank, quiet)] == ["fraud_now"]
    assert is_replayed(bank, quiet)


def test_what_a_person_decided_since_stays(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    merge(bank, loud, quiet)
    bank.later(minutes=1)
    set_priority(bank, quiet, "high")
    unmerge(bank, loud)
    assert ranked(bank, quiet) == ("high", 1)


def test_a_persons_word_goes_along_as_theirs(bank: Bank) -> None:
    first, second = bank.complaint(author="ana"), bank.complaint("Mine too", author="bo")
    set_priority(bank, first, "high")
    bank.later(minutes=1)
    merge(bank, first, second)
    with bank.desk() as desk:
        decision = priorities.latest(desk, case=bank.case(second))
    assert decision is not None
    assert (decision.priority, decision.reason) == ("high", "An old story")
    assert decision.decided_by == str(Actor.staff("U0LENA"))


def test_what_was_not_so_in_the_one_was_not_so_in_the_other(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    merge(bank, loud, quiet)
    bank.later(minutes=1)
    not_so(bank, quiet)
    assert (ranked(bank, quiet), signals(bank, quiet)) == (("normal", 0), [])
    bank.later(minutes=1)
    unmerge(bank, loud)
    assert (ranked(bank, loud), signals(bank, loud)) == (("normal", 0), [])
    assert is_replayed(bank, loud)


def test_an_edit_that_was_heard_meanwhile_leaves_with_its_message(bank: Bank) -> None:
    first = bank.complaint("My card does not work", author="ana")
    bank.later(minutes=1)
    second = bank.complaint("My transfer is late", author="bo")
    merge(bank, first, second)
    bank.later(minutes=1)
    bank.take_in(bank.post(EMPTYING, external_id="1", conversation="1", version_id="1b"))
    assert (ranked(bank, second), signals(bank, second)) == (("urgent", 2), HEARD)
    unmerge(bank, first)
    assert (ranked(bank, first), signals(bank, first)) == (("urgent", 2), HEARD)
    assert signals(bank, second) == []


def test_an_alert_follows_to_where_its_case_goes_on(bank: Bank) -> None:
    loud, quiet = loud_and_quiet(bank)
    merge(bank, loud, quiet)
    [bundle, *_] = bank.deliveries(DeliveryKind.ALERT_BUNDLE)
    with bank.database.reading() as session:
        [first] = firsts_shown(
            session=session,
            bundle=AlertBundlePayload.read(bundle.payload).bundle,
            names=Names(),
            now=bank.now,
        )
    assert (first.case.case_id, first.is_settled) == (quiet, False)


def test_a_message_that_is_split_off_takes_what_was_heard_in_it(bank: Bank) -> None:
    case_id = bank.complaint("My card does not work")
    bank.later(minutes=1)
    bank.complaint(EMPTYING)
    with bank.desk() as desk:
        query = select(Message.id).where(Message.text == EMPTYING)
        made = splitting.split(
            desk,
            case_id=case_id,
            message_ids=[desk.session.exec(query).one() or 0],
            by=Actor.staff("U0AMIRA"),
        ).number
    assert (ranked(bank, made), signals(bank, made)) == (("urgent", 2), HEARD)
    assert signals(bank, case_id) == []
