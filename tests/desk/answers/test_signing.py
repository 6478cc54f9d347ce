"""The initials of whoever wrote an answer: previewed, counted, frozen with it, and theirs when they have left."""

from typing import Any

import pytest

from bot.desk.answers import approvals, previews, replies, surfaces
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor, Role, Staff
from bot.domain.rules.answers.reply_rules import ReplyRules
from tests.desk.answers.test_replies import AMIRA, JONAS, answer
from tests.desk.conftest import Bank

APPROVER = frozenset({Role.APPROVER})


@pytest.fixture
def signing(bank: Bank) -> Bank:
    """A bank whose public answers are signed, with two clerks."""
    bank.staff(AMIRA.id, name="Amira Haddad")
    bank.staff(JONAS.id, name="Jonas Berg")
    set_rules(bank, signature={"add": "^{initials}"})
    return bank


def set_rules(bank: Bank, **given: Any) -> None:
    rules = ReplyRules.model_validate(given)
    bank.rules = bank.rules.model_copy(update={"replies": rules})


def seen(bank: Bank, case_id: int, text: str, *, by: Actor = AMIRA) -> previews.Preview:
    with bank.desk() as desk:
        return replies.preview(desk, case_id=case_id, text=text, surface=Surface.PUBLIC, by=by)


def test_what_is_previewed_and_counted_is_what_goes(signing: Bank) -> None:
    case_id = signing.complaint()
    preview = seen(signing, case_id, "We are on it.")
    assert preview.text == "We are on it. ^AH"
    assert preview.length == len("We are on it. ^AH")
    delivery = answer(signing, case_id, preview.text)
    assert delivery.payload["text"] == preview.text


def test_what_looks_like_initials_that_nobody_has_stays(signing: Bank) -> None:
    set_rules(signing, signature={"add": "-{initials}"})
    case_id = signing.complaint()
    assert seen(signing, case_id, "Write by e-mail").text == "Write by e-mail -AH"
    assert seen(signing, case_id, "Only in the -EU").text == "Only in the -EU -AH"
    assert seen(signing, case_id, "On it. -JB").text == "On it. -AH"


def test_what_fits_without_them_alone_is_too_long(signing: Bank) -> None:
    case_id = signing.complaint()
    preview = seen(signing, case_id, "a" * 277)
    assert [problem.code for problem in preview.problems] == ["too_long"]


def test_a_brand_that_is_left_out_is_not_signed(signing: Bank) -> None:
    case_id = signing.complaint()
    brand = signing.case(case_id).brand
    set_rules(signing, signature={"add": "^{initials}", "brands": {brand: ""}})
    assert seen(signing, case_id, "We are on it.").text == "We are on it."


def test_an_approver_who_changes_it_leaves_it_the_authors_who_may_have_left(signing: Bank) -> None:
    rules = {"signature": {"add": "^{initials}"}, "approval": {"share_percent": 100}}
    set_rules(signing, **rules)
    case_id = signing.complaint()
    with signing.desk() as desk:
        waits = replies.reply(
            desk,
            case_id=case_id,
            text="We are on it.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-1",
        ).pk
    with signing.database.transaction() as session:
        author = session.get_one(Staff, AMIRA.id)
        author.is_gone = True
        session.add(author)
    with signing.desk() as desk:
        case = desk.session.get_one(Reply, waits).case_id
        last = surfaces.to_answer(desk, case=signing.case(case), surface=Surface.PUBLIC).message
        approvals.approve(
            desk,
            reply_id=waits,
            by=JONAS,
            roles=APPROVER,
            text="We are on it now.",
            answered=previews.state_of(last, last=""),
        )
    [sent] = signing.deliveries("reply")
    assert sent.payload["text"] == "We are on it now. ^AH"


def test_the_same_words_of_two_clerks_are_the_same_words(signing: Bank) -> None:
    cases = [signing.complaint(author=name) for name in ("a", "b", "c", "d", "e", "f")]
    for number, case_id in enumerate(cases[:-1]):
        by = (AMIRA, JONAS)[number % 2]
        answer(signing, case_id, "We are on it.", by=by, key=f"form-{number}")
    preview = seen(signing, cases[-1], "We are on it.")
    told = [one for one in preview.problems if one.code == "same_text"]
    assert "5" in told[0].message
