"""``/case``: opened by number, found by what was asked for, and never a private word to a stranger."""

from typing import Any

import pytest

from bot.desk.surges import gathering, opening
from bot.domain.channels.inbound import Person
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.storage.surges import surge_of
from tests.handlers.slack.threads.test_notes import say
from tests.slack.workplace import AMIRA, CHANNEL, GUEST, JONAS, LENA, Workplace

IBAN = "GB29 NWBK 6016 1331 9268 19"


def ask(workplace: Workplace, user: str, text: str) -> dict[str, Any]:
    """Type it; what only this person then sees."""
    outcome = workplace.do("command", user=user, channel=CHANNEL, text=f"/case {text}".strip())
    assert outcome["ok"], outcome
    assert outcome["milliseconds"] < 3000
    seen = [e for e in workplace.slack()["ephemerals"] if e["user"] == user]
    found: dict[str, Any] = seen[-1]
    return found


def blocks(answer: dict[str, Any]) -> str:
    return str(answer["blocks"])


def test_a_number_opens_the_case_with_its_link_and_its_claim_button(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card was declined")
    shown = ask(workplace, AMIRA, f"C-{case_id}")
    ts = str(workplace.thread(case_id).slack_ts).replace(".", "")
    assert "My card was declined" in blocks(shown)
    assert f"/archives/{CHANNEL}/p{ts}" in blocks(shown)
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=shown["ts"], action_id="claim")
    assert workplace.case(case_id).state == CaseState.CLAIMED


def test_a_number_that_is_none_says_so(workplace: Workplace) -> None:
    assert "There is no case C-999" in ask(workplace, AMIRA, "999")["text"]


def test_cases_are_found_by_words_author_state_owner_and_day(workplace: Workplace) -> None:
    declined = workplace.complaint("My CARD was declined", author="ana")
    workplace.complaint("Where is my loan", author="bo")
    workplace.press(JONAS, declined, "claim")
    for query in (
        "card declined",
        '"was declined"',
        "@ana",
        "from:An",
        f"state:claimed owner:<@{JONAS}|jonas>",
        "owner:Jonas since:today",
        "on:x card",
        f"<@{JONAS}>",
    ):
        shown = blocks(ask(workplace, AMIRA, query))
        assert f"C-{declined}" in shown, query
        assert "loan" not in shown, query
    assert "Nothing." in blocks(ask(workplace, AMIRA, "card owner:nobody"))
    assert "Nothing." in blocks(ask(workplace, AMIRA, "100%_declined"))


def test_words_are_found_whatever_their_letters_case_also_beyond_ascii(
    workplace: Workplace,
) -> None:
    workplace.complaint("ÄRGER mit der Überweisung")
    assert "Found" in blocks(ask(workplace, AMIRA, "überweisung"))
    assert "ÄRGER" in blocks(ask(workplace, AMIRA, "ärger"))


def test_mine_and_the_queue_are_lists_with_pages(workplace: Workplace) -> None:
    numbers = [workplace.take_in(workplace.post("Hm", author=f"a{n}")) for n in range(12)]
    workplace.send_all()
    first = ask(workplace, AMIRA, "queue")
    assert "Nobody has these yet (12)" in blocks(first)
    assert f"C-{numbers[-1]}'" not in blocks(first).replace("*", "'")
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=first["ts"], action_id="case_page_2")
    seen = [e for e in workplace.slack()["ephemerals"] if e["user"] == AMIRA]
    assert len(seen) == 1, "the next page stands in the place of the first"
    assert f"C-{numbers[-1]}" in blocks(seen[0])
    assert "Earlier in the list" in blocks(seen[0])
    workplace.press(AMIRA, numbers[0], "claim")
    assert "My cases (1)" in blocks(ask(workplace, AMIRA, "mine"))


@pytest.mark.parametrize("kind", ["404", "reset_before"])
def test_a_page_that_cannot_be_turned_any_more_is_told_in_a_direct_message(
    workplace: Workplace, kind: str
) -> None:
    for n in range(12):
        workplace.take_in(workplace.post("Hm", author=f"a{n}"))
    first = ask(workplace, AMIRA, "queue")
    workplace.fault("response_url", kind)
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=first["ts"], action_id="case_page_2")
    workplace.send_all()
    [told] = workplace.direct_messages(AMIRA)
    assert "Slack did not turn the page" in told
    assert "`/case`" in told


def test_what_is_not_clear_is_answered_with_how_to_write_it(workplace: Workplace) -> None:
    assert "Did you mean" in blocks(ask(workplace, AMIRA, "stat:new"))
    assert "/case mine" in blocks(ask(workplace, AMIRA, ""))


def test_a_customers_number_is_not_looked_for(workplace: Workplace) -> None:
    shown = blocks(ask(workplace, AMIRA, f"transfer to {IBAN}"))
    assert "keeps none to look for" in shown
    assert "NWBK" not in shown


def test_guests_are_told_that_they_cannot(workplace: Workplace) -> None:
    case_id = workplace.complaint("Not for guests")
    for query in (str(case_id), "guests", "queue"):
        shown = str(ask(workplace, GUEST, query))
        assert "Guests can look" in shown
        assert "Not for guests" not in shown


def test_private_words_are_found_by_those_who_may_read_them_alone(workplace: Workplace) -> None:
    case_id = workplace.complaint("Please help me")
    with workplace.app.desk() as desk:
        said = Message(
            case_id=case_id,
            channel="x",
            account="1001001001",
            external_id="dm-1",
            direction=Direction.INBOUND,
            surface=Surface.PRIVATE,
            author_id=workplace.case(case_id).author_id,
            text="my mortgage secret",
            posted_at=desk.now,
            received_at=desk.now,
        )
        desk.session.add(said)
    assert "Nothing." in blocks(ask(workplace, LENA, "mortgage"))


def test_a_command_in_a_thread_is_refused_by_slack_itself(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    ts = workplace.thread(case_id).slack_ts
    answer = workplace.sandbox.slack.people.command(
        user=AMIRA, channel=CHANNEL, text="/case mine", thread_ts=ts
    )
    assert "not supported in threads" in answer["error"]


def named(workplace: Workplace, name: str, text: str) -> int:
    """A case of somebody of that name without a handle, as people on Facebook have none."""
    person = Person(external_id=f"id-{name}", name=name)
    case_id = workplace.take_in(workplace.post(text).model_copy(update={"author": person}))
    workplace.send_all()
    return case_id


@pytest.mark.on_both
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Gwen Hartley", "Gwen Hartley"),
        ("Gwen Hartley", "hartley"),
        ("José Muñoz", "jose munoz"),
        ("Jose Munoz", "JOSÉ MUÑOZ"),
        ("Zoë Çelik", "from:celik"),
        ("Jose\u0301 Ruiz", "josé"),
        ("أحمد الإبراهيم", "احمد الابراهيم"),
        ("فاطمة علي", "فاطمه على"),
    ],
)
def test_a_customer_is_found_by_name_however_it_is_spelt(
    workplace: Workplace, name: str, query: str
) -> None:
    case_id = named(workplace, name, "Hello?")
    other = named(workplace, "Somebody Else", "Hello?")
    shown = blocks(ask(workplace, AMIRA, query))
    assert f"C-{case_id}" in shown
    assert f"C-{other}" not in shown


@pytest.mark.on_both
def test_cases_are_found_by_brand_and_priority(workplace: Workplace) -> None:
    urgent = workplace.complaint("My card was stolen, this is fraud", author="ana")
    plain = workplace.complaint("Hello?", author="bo")
    for query in ("priority:urgent", "brand:northbank priority:urg", "fraud brand:northbank"):
        shown = blocks(ask(workplace, AMIRA, query))
        assert f"C-{urgent}" in shown, query
        assert f"C-{plain}" not in shown, query
    assert "Nothing." in blocks(ask(workplace, AMIRA, "brand:harbour"))


def test_where_nothing_is_found_it_says_which_condition_to_leave_out(workplace: Workplace) -> None:
    workplace.complaint("My card was declined", author="ana")
    shown = blocks(ask(workplace, AMIRA, "card owner:me since:today"))
    assert "Nothing." in shown
    assert "`/case card since:" in shown
    assert "owner:me" not in shown
    alone = blocks(ask(workplace, AMIRA, "unheardof"))
    assert "A name, a handle or a word" in alone
    assert "/case" not in alone


@pytest.mark.on_both
@pytest.mark.parametrize(
    ("said", "query"),
    [
        ("La tarjeta NO FUNCIONÓ", "funciono"),
        ("My café card was declined", "CAFE"),
        ("بطاقتي لا تعمل في الصرّاف الآلي", "الصراف"),
        ("أين تحويلي إلى المدرسة؟", "المدرسه"),
    ],
)
def test_words_are_found_however_they_are_spelt(
    workplace: Workplace, said: str, query: str
) -> None:
    case_id = workplace.complaint(said, author="ana")
    other = workplace.complaint("Something else", author="bo")
    shown = blocks(ask(workplace, AMIRA, query))
    assert f"C-{case_id}" in shown
    assert f"C-{other}" not in shown


@pytest.mark.on_both
def test_cases_are_found_by_a_colleagues_note(workplace: Workplace) -> None:
    case_id = workplace.complaint("My card was declined", author="ana")
    say(workplace, case_id, "Asked the branch in Utrecht, they ring back")
    assert f"C-{case_id}" in blocks(ask(workplace, AMIRA, "utrecht"))


@pytest.mark.on_both
def test_cases_are_found_by_the_signal_they_carry(workplace: Workplace) -> None:
    fraud = workplace.complaint("Someone is emptying my account right now", author="ana")
    plain = workplace.complaint("Hello?", author="bo")
    for query in ("signal:fraud", 'signal:"fraud happening"'):
        shown = blocks(ask(workplace, AMIRA, query))
        assert f"C-{fraud}" in shown, query
        assert f"C-{plain}" not in shown, query


@pytest.mark.on_both
def test_cases_are_found_by_the_surge_they_stand_in(workplace: Workplace) -> None:
    inside = workplace.complaint("The app is down", author="ana")
    outside = workplace.complaint("My card was swallowed", author="bo")
    with workplace.app.desk() as desk:
        surge = opening.open_by_hand(
            desk,
            brand="northbank",
            words="app down",
            cause="A bad release",
            note="",
            by=Actor.staff(LENA),
        )
        if surge_of(session=desk.session, case_id=inside) is None:
            gathering.put_in(desk, case_id=inside, surge_id=surge.pk, by=Actor.staff(LENA))
    for query in (f"surge:{surge.pk}", "surge:app", 'surge:"app + down"', "surge:release"):
        shown = blocks(ask(workplace, AMIRA, query))
        assert f"C-{inside}" in shown, query
        assert f"C-{outside}" not in shown, query
    assert f"C-{inside}" not in blocks(ask(workplace, AMIRA, "surge:cards"))
    assert "surge:" in blocks(ask(workplace, AMIRA, "help"))


def test_where_a_name_finds_nobody_those_nearly_so_called_are_named(workplace: Workplace) -> None:
    named(workplace, "Gwen Hartley", "Hello?")
    named(workplace, "Omar Farouk", "Hello?")
    shown = blocks(ask(workplace, AMIRA, "Gwen Hartly"))
    assert "Or did you mean `/case Gwen Hartley`?" in shown
    assert "Omar" not in shown
    assert "`/case Omar Farouk`" in blocks(ask(workplace, AMIRA, "from:faruk"))
    assert "did you mean" not in blocks(ask(workplace, AMIRA, "unheardof"))
