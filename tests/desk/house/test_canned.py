"""Canned replies: reviewed by another than the writer, offered while that is good, each wording in turn."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from bot.desk.house import canned, reviewed, weekly_data
from bot.desk.house.reviewed import OwnWriting
from bot.desk.house.slot_values import slot_values
from bot.desk.house.weekly_data import DoesNotFit, NotThere
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor
from bot.domain.rules.answers.reply_rules import ReplyRules
from bot.domain.rules.house.weekly_data import CannedRow, Kind
from bot.domain.text import slots
from bot.storage.record import audit
from tests.desk.conftest import Bank

ARABIC_HOURS = "الاثنين–الجمعة 08:00–18:00، السبت 09:00–13:00"
TOM, LENA = Actor.staff("U0TOM"), Actor.staff("U0LENA")
CARD = CannedRow(
    title="Card lost", text="Sorry, {name}! Block your card.\n---\nPlease block it, {name}."
)


def written(bank: Bank, row: CannedRow = CARD, *, days: int = 0) -> int:
    with bank.desk() as desk:
        entry_id = reviewed.write(desk, kind=Kind.CANNED, row=row, by=TOM).pk
    return was_reviewed(bank, entry_id, days=days) if days else entry_id


def was_reviewed(bank: Bank, entry_id: int, *, days: int = 90) -> int:
    with bank.desk() as desk:
        return reviewed.review(desk, kind=Kind.CANNED, entry_id=entry_id, days=days, by=LENA).pk


def offered(
    bank: Bank, said: str = "my card", *, surface: Surface = Surface.PUBLIC, language: str = "en"
) -> list[str]:
    case = bank.case(bank.complaint(said))
    with bank.desk() as desk:
        found = canned.offers(desk, case=case, surface=surface, language=language, said=said)
        return [one.title for one in found]


def test_it_is_offered_once_a_colleague_has_reviewed_it(bank: Bank) -> None:
    entry_id = written(bank)
    assert offered(bank) == []
    with bank.desk() as desk, pytest.raises(OwnWriting):
        reviewed.review(desk, kind=Kind.CANNED, entry_id=entry_id, days=90, by=TOM)
    was_reviewed(bank, entry_id)
    assert offered(bank) == ["Card lost"]


def test_once_its_review_has_run_out_it_is_not_offered(bank: Bank) -> None:
    entry_id = written(bank, days=90)
    bank.later(days=90)
    assert offered(bank) == ["Card lost"]
    bank.later(days=1)
    assert offered(bank) == []
    with bank.desk() as desk, pytest.raises(NotThere):
        canned.use(desk, entry_id=entry_id)
    was_reviewed(bank, entry_id)
    assert offered(bank) == ["Card lost"]


def test_an_edited_one_waits_for_its_review_again_and_goes_on_counting(bank: Bank) -> None:
    entry_id = written(bank, days=90)
    with bank.desk() as desk:
        assert canned.use(desk, entry_id=entry_id) == "Sorry, {name}! Block your card."
        assert canned.use(desk, entry_id=entry_id) == "Please block it, {name}."
        assert canned.use(desk, entry_id=entry_id) == "Sorry, {name}! Block your card."
    with bank.desk() as desk:
        other = CARD.model_copy(update={"text": "Please call us."})
        entry = reviewed.write(desk, kind=Kind.CANNED, row=other, by=LENA, instead_of=entry_id)
        assert entry.uses == 3
        assert canned.standing(desk, entry_id=entry.pk).reviewer == ""
    assert offered(bank) == []
    with bank.desk() as desk, pytest.raises(NotThere):
        reviewed.write(desk, kind=Kind.CANNED, row=CARD, by=TOM, instead_of=entry_id)


def test_it_is_offered_for_its_brand_place_and_language_the_nearest_first(bank: Bank) -> None:
    for title, told in (
        ("The app", {"text": "Please install the newest app."}),
        ("Card lost", {"text": "Please block your card."}),
        ("In private", {"text": "Please tell us your card.", "surface": "private"}),
        ("بطاقة مفقودة", {"text": "يُرجى إيقاف البطاقة.", "language": "ar"}),
        ("Harbour only", {"text": "Your card at Harbour.", "brand": "harbour"}),
    ):
        written(bank, CannedRow.model_validate({"title": title, **told}), days=90)
    assert offered(bank, "I lost my card") == ["Card lost", "The app"]
    assert offered(bank, "your app is broken") == ["The app", "Card lost"]
    assert offered(bank, "card", surface=Surface.PRIVATE)[0] in ("Card lost", "In private")
    assert offered(bank, "بطاقة", language="ar") == ["بطاقة مفقودة"]


def test_hours_are_the_teams_and_branches_are_said_where_the_bank_wrote_them_down(
    bank: Bank,
) -> None:
    words = "Come to {branches}, {name}: {hours}. {bank}"
    written(bank, CannedRow(title="Visit us", text=words), days=90)
    assert offered(bank) == []  # of branches nobody has written anything
    wrote = {"branches": {"en": "northbank.example/branches", "ar": "أقرب فرع"}}
    rules = ReplyRules.model_validate(wrote)
    bank.rules = bank.rules.model_copy(update={"replies": rules})
    assert offered(bank) == ["Visit us"]
    case = bank.case(bank.complaint())
    with bank.desk() as desk:
        values = slot_values(desk, case=case, language="en")
        arabic = slot_values(desk, case=case, language="ar")
    assert slots.filled(words, values) == (
        "Come to northbank.example/branches, Ana: Mon–Fri 08:00–18:00, Sat 09:00–13:00. Northbank"
    )
    assert (arabic["branches"], arabic["hours"]) == ("أقرب فرع", ARABIC_HOURS)


def test_every_change_stands_in_the_trail_of_the_house_without_the_words(bank: Bank) -> None:
    entry_id = written(bank, days=90)
    with bank.desk() as desk:
        weekly_data.remove(desk, kind=Kind.CANNED, entry_id=entry_id, by=LENA)
    with bank.database.reading() as session:
        told = [
            (entry.actor_id, entry.details)
            for entry in audit.entries(session=session, case_id=audit.HOUSE)
            if entry.details.get("kind") == "canned_replies"
        ]
        assert audit.verify(session=session, case_id=audit.HOUSE) == []
    assert [(who, d["added_count"], d["removed_count"]) for who, d in told] == [
        ("U0TOM", 1, 0), ("U0LENA", 1, 1), ("U0LENA", 0, 1),
    ]  # fmt: skip
    assert "Block your card" not in str(told)
    assert told[1][1]["added"][0]["reviewer"] == "U0LENA"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "Dear {nmae}"}, "There is no slot {nmae}"),
        ({"text": "---\n---"}, "there is no wording"),
        ({"reviewer": "U0TOM", "writer": "U0TOM", "until": "2037-01-01"}, "cannot review it"),
        ({"reviewer": "U0TOM"}, "a day until which"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, str], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        CannedRow.model_validate({"title": "Card lost", "text": "Hello", **given})


def test_a_brand_must_be_known(bank: Bank) -> None:
    with bank.desk() as desk, pytest.raises(DoesNotFit):
        reviewed.write(
            desk, kind=Kind.CANNED, row=CARD.model_copy(update={"brand": "nowhere"}), by=TOM
        )


def test_today_is_the_last_day(bank: Bank) -> None:
    today = bank.now.date()
    row = CARD.model_copy(update={"reviewer": "U0LENA", "until": today})
    assert row.is_offered(today)
    assert not row.is_offered(today + timedelta(days=1))
