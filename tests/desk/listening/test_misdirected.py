"""A post meant for another bank at the desk: marked by its words, in later words too, ended by our name, taken back."""

import pytest

from bot.desk.listening import misdirected
from bot.desk.listening.misdirected import NothingMeant
from bot.digest.loud import misdirected as counted
from bot.digest.periods import Period
from bot.digest.report import Misdirected, Report
from bot.digest.words.heard import meant_for_others
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.domain.records.staff import Actor
from bot.domain.rules.digest_rules import DigestRule
from bot.language import speaking
from bot.storage.record import audit
from bot.storage.triage import misdirections
from tests.desk.banks import ROWAN, enter
from tests.desk.conftest import MONDAY_TEN, Bank

LENA = Actor.staff("U0LENA")
MEANT = "My Rowan Bank card was declined, why?"


@pytest.fixture
def listening(bank: Bank) -> Bank:
    with bank.desk() as desk:
        enter(desk)
    return bank


def marks(bank: Bank, case_id: int) -> list[tuple[str, str, str, str]]:
    """Those that stand."""
    with bank.database.reading() as session:
        return [
            (str(row.kind), row.bank, row.handle, row.words)
            for row in misdirections.standing(session=session, case_id=case_id)
        ]


def verbs(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        return [str(entry.verb) for entry in entries if "misdirect" in str(entry.verb)]


def is_ours(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        misdirected.is_ours(desk, case_id=case_id, by=LENA)


def test_the_first_word_is_marked_with_the_words_that_decided(listening: Bank) -> None:
    case_id = listening.complaint(MEANT)
    assert marks(listening, case_id) == [
        ("names_another", "Rowan Bank", "RowanBank", "My Rowan Bank card was declined")
    ]
    assert verbs(listening, case_id) == ["misdirected"]
    assert listening.case(case_id).state is CaseState.NEW  # nothing is closed by it


@pytest.mark.parametrize(
    "text",
    [
        "My card was declined, why?",
        "My Rowan Bank card works, Northbank's does not",
        "@RowanBank @NorthbankHelp my card was declined",
        "I'm moving to Rowan Bank, you are useless",
    ],
)
def test_a_post_of_our_own_is_left_alone(listening: Bank, text: str) -> None:
    assert marks(listening, listening.complaint(text)) == []


def test_without_a_directory_nothing_is_marked(bank: Bank) -> None:
    assert marks(bank, bank.complaint(MEANT)) == []


def test_a_bank_whose_review_is_over_marks_nothing(listening: Bank) -> None:
    listening.later(days=91)
    assert marks(listening, listening.complaint(MEANT)) == []


def test_the_handle_at_the_head_of_a_reply_does_not_count_and_one_in_it_does(
    listening: Bank,
) -> None:
    text = "@RowanBank still no refund! cc @NorthbankHelp"
    reply = listening.post(text, author="bo", parent_external_id="77")
    answer = listening.post("Refund me, @RowanHelp", author="cy", parent_external_id="77")
    assert marks(listening, listening.take_in(reply)) == []
    [(_, bank, handle, _)] = marks(listening, listening.take_in(answer))
    assert (bank, handle) == ("Rowan Bank", "RowanHelp")


def test_a_later_word_is_heard_as_the_first_is_and_our_name_ends_the_mark(listening: Bank) -> None:
    case_id = listening.complaint("My card was declined, why?")
    listening.complaint("It is a Rowan Bank card")
    assert [bank for _, bank, _, _ in marks(listening, case_id)] == ["Rowan Bank"]
    listening.complaint("I mean my north bank card, sorry")
    assert marks(listening, case_id) == []
    assert verbs(listening, case_id) == ["misdirected", "misdirection_taken_back"]


def test_an_edit_is_heard(listening: Bank) -> None:
    case_id = listening.complaint("My card was declined, why?")
    listening.later(minutes=1)
    edited = listening.post(MEANT, external_id="1", conversation="1", version_id="1b")
    listening.take_in(edited)
    assert [bank for _, bank, _, _ in marks(listening, case_id)] == ["Rowan Bank"]


def test_one_press_takes_it_back_for_the_case(listening: Bank) -> None:
    case_id = listening.complaint(MEANT)
    is_ours(listening, case_id)
    assert marks(listening, case_id) == []
    listening.complaint("The Rowan Bank card, I said")
    assert marks(listening, case_id) == []
    with listening.desk() as desk, pytest.raises(NothingMeant):
        misdirected.is_ours(desk, case_id=case_id, by=LENA)


def test_words_that_were_taken_down_go_from_the_mark_which_stays(listening: Bank) -> None:
    case_id = listening.complaint(MEANT)
    listening.take_in(listening.post("", external_id="1", happening=Happening.REMOVED))
    assert marks(listening, case_id) == [("names_another", "Rowan Bank", "RowanBank", "")]


def test_a_post_about_us_to_another_handle_is_marked_as_written_there(listening: Bank) -> None:
    text = "@RowanHelp your Northbank transfer form is a mess"
    found = listening.post(text, found_by="northbank", answerable=False)
    case_id = listening.take_in(found)
    assert marks(listening, case_id) == [("written_to", "Rowan Bank", "RowanHelp", "@RowanHelp")]
    plain = listening.post("northbank is down", author="bo", found_by="northbank")
    assert marks(listening, listening.take_in(plain)) == []


def test_the_digest_counts_both_by_handle_and_what_was_taken_back(listening: Bank) -> None:
    is_ours(listening, listening.complaint(MEANT))
    listening.complaint(MEANT, author="bo")
    listening.complaint("Larch closed my branch in Leeds", author="cy")
    written = listening.post("@LarchBS northbank lost my money", author="di", found_by="northbank")
    listening.take_in(written)
    listening.complaint(MEANT, author="ed")
    listening.complaint("Northbank, I mean", author="ed")  # their own word ended it: not counted
    rule = DigestRule(title="Day", at="09:00", time_zone="Europe/London")  # type: ignore[arg-type]  # as a file says it
    period = Period(digest="day", key="2026-11-16", start=MONDAY_TEN, end=listening.now)
    period = period.model_copy(update={"end": period.end.replace(hour=23)})
    with listening.database.reading() as session:
        found = counted(session, rule, period)
    names_another, written_to = MisdirectionKind.NAMES_ANOTHER, MisdirectionKind.WRITTEN_TO
    assert found == (
        Misdirected(kind=names_another, to="@RowanBank", cases=2, taken_back=1),
        Misdirected(kind=names_another, to="@LarchBS", cases=1),
        Misdirected(kind=written_to, to="@LarchBS", cases=1),
    )
    report = Report(period=period, title="Day", as_of=listening.now, misdirected=found)
    assert meant_for_others(report) == (
        ("Offered as not ours", "3 cases, 1 of them taken back: @RowanBank 2, @LarchBS 1"),
        ("About us, written to others", "1 case: @LarchBS 1"),
    )
    with speaking("ar"):
        assert "@LarchBS" in meant_for_others(report)[1][1]


def test_the_words_of_the_entry_are_in_no_trail(listening: Bank) -> None:
    case_id = listening.complaint(MEANT)
    with listening.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
    assert "declined" not in str([entry.details for entry in entries])
    assert ROWAN.name in str([entry.details for entry in entries])
