"""A case file holds all that the record does, and whatever is changed in it shows without the database."""

import dataclasses
import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.desk.cases import closures, notes, same_person
from bot.desk.erasure import holds, persons
from bot.desk.private_words import NotForYou
from bot.desk.record import case_files
from bot.desk.record.case_files import NoCases, ReasonUnsaid, TooManyCases
from bot.domain.case_file import checking, packing
from bot.domain.case_file.packing import Packed
from bot.domain.channels.inbound import Happening
from bot.domain.records.case_file import CaseFile
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import RecordKeys
from bot.domain.records.trail.verbs import Trail
from bot.language import speaking
from bot.outbox.outcome import Receipt
from bot.storage.cases import legal_holds
from bot.storage.record import audit
from tests.database import TEST_KEYS
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank

AMIRA, OLA = Actor.staff("U0AMIRA"), Actor.operator("Ola Berg")
CARD, PHONE = "4111 1111 1111 1111", "020 7946 0018"


def with_a_past(bank: Bank) -> int:
    """A case that was edited, discussed, answered and ended."""
    bank.staff("U0AMIRA", name="Amira Haddad")
    first = bank.post(f"بطاقتي {CARD} لا تعمل، هاتفي {PHONE}")
    case_id = bank.take_in(first)
    bank.later(minutes=5)
    edited = bank.post(
        "بطاقتي لا تعمل منذ أمس",
        external_id=first.external_id,
        version_id="2000",
        happening=Happening.EDITED,
        conversation=first.conversation,
    )
    bank.take_in(edited)
    with bank.desk() as desk:
        thread = desk.session.exec(select(CaseThread).where(CaseThread.case_id == case_id)).one()
        thread.slack_ts = "1.1"
        desk.session.add(thread)
    written = {"slack_channel": thread.slack_channel, "thread_ts": "1.1", "slack_ts": "1.2"}
    text = "Blocked by the fraud <team>"
    with bank.desk() as desk:
        notes.write(desk, **written, slack_user_id=AMIRA.id, text=text, at=bank.now)
    bank.end(answer(bank, case_id), Receipt("900", bank.now, "https://x.example/900"))
    bank.later(minutes=5)
    with bank.desk() as desk:
        closures.resolve(
            desk, case_id=case_id, outcome=Outcome.FIXED, remark="Card unblocked", by=AMIRA
        )
    return case_id


def file_of(bank: Bank, *cases: int, with_originals: bool = False, language: str = "en") -> Packed:
    with speaking(language), bank.desk() as desk:
        asked = case_files.ask(
            desk, cases=cases, by=OLA, reason="FOS request", with_originals=with_originals
        )
        return case_files.made(desk, asked=asked, by=OLA)


def data_of(packed: Packed) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(checking.files_in(packed.body)[packing.DATA])
    return told


def page_of(packed: Packed) -> str:
    return checking.files_in(packed.body)[packing.PAGE].decode()


def test_all_of_a_case_is_on_the_page_and_in_the_data(bank: Bank) -> None:
    case_id = with_a_past(bank)
    packed = file_of(bank, case_id)
    for said in (
        "بطاقتي لا تعمل منذ أمس",
        "Blocked by the fraud &lt;team&gt;",
        "Amira Haddad",
        "U0AMIRA",
        "https://x.example/900",
        "Card unblocked",
        "FOS request",
        "reply published",
    ):
        assert said in page_of(packed), said
    [told] = data_of(packed)["cases"]
    assert next(len(each["versions"]) for each in told["words"]) == 2
    assert told["clocks"]
    assert told["sent_and_shown"]
    assert told["trail"][-1]["verb"] == "case_file"
    assert "<script" not in page_of(packed)


def test_originals_are_in_it_only_when_asked_for_and_never_a_card(bank: Bank) -> None:
    case_id = with_a_past(bank)
    masked, opened = file_of(bank, case_id), file_of(bank, case_id, with_originals=True)
    assert PHONE.encode() not in masked.body
    assert PHONE in page_of(opened)
    assert CARD.encode() not in opened.body


def test_no_original_in_it_tells_a_pin_or_a_password(bank: Bank) -> None:
    posted = f"Ring me on {PHONE}, my PIN is 4821 and my password is Harbour!77"
    packed = file_of(bank, bank.complaint(posted), with_originals=True)
    [version] = data_of(packed)["cases"][0]["words"][0]["versions"]
    assert PHONE in version["original"]
    assert "[PIN hidden]" in version["original"]
    for secret in ("4821", "Harbour!77"):
        assert secret not in version["original"]
        alone = re.compile(
            rf"(?<![0-9a-f]){re.escape(secret)}(?![0-9a-f])"
        )  # no part of a fingerprint
        assert not alone.search(page_of(packed))


def test_an_arabic_page_reads_from_the_right_and_words_as_they_are_written(bank: Bank) -> None:
    page = page_of(file_of(bank, with_a_past(bank), language="ar"))
    assert '<html lang="ar" dir="rtl">' in page
    assert "ملف الحالة" in page
    assert '<p class="words" dir="auto">بطاقتي لا تعمل منذ أمس</p>' in page


def test_who_made_one_and_its_fingerprint_stand_in_the_trail(bank: Bank) -> None:
    case_id = with_a_past(bank)
    packed = file_of(bank, case_id)
    with bank.database.reading() as session:
        *_, asked, made = audit.entries(session=session, case_id=case_id)
        assert not audit.verify(session=session, case_id=case_id)
        row = session.get_one(CaseFile, made.details["file"])
    assert [asked.verb, made.verb] == [Trail.CASE_FILE, Trail.CASE_FILE_MADE]
    assert (asked.actor, made.details["sha256"]) == (OLA, packed.sha256)
    assert (row.reason, row.sha256) == ("FOS request", packed.sha256)


def test_a_file_as_it_was_made_holds_with_and_without_the_key(bank: Bank) -> None:
    packed = file_of(bank, with_a_past(bank), bank.complaint(author="ben"))
    files = checking.files_in(packed.body)
    keyed = checking.check(files, keys=TEST_KEYS)
    assert (keyed.faults, keyed.is_bound) == ([], True)
    assert checking.check(files).faults == []
    assert checking.check(files, fingerprint=packed.sha256).is_bound


def test_any_byte_changed_is_found_without_the_key(bank: Bank) -> None:
    body = file_of(bank, bank.complaint()).body
    step = max(1, len(body) // 400)
    for place in [*range(0, len(body), step), len(body) - 1]:
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        assert faults_of(changed), place
    assert faults_of(body + b"\0")
    assert faults_of(body[:-1])
    assert faults_of(b"")
    assert not faults_of(body)


def test_a_part_left_out_or_added_is_found(bank: Bank) -> None:
    files = checking.files_in(file_of(bank, bank.complaint()).body)
    for name in files:
        left = {each: body for each, body in files.items() if each != name}
        assert checking.check(left).faults == [f"{name} is missing."]
    assert checking.check({**files, "more.html": b""}).faults == ["more.html was added."]


def test_a_file_that_somebody_made_anew_is_found_with_the_key_or_its_fingerprint(
    bank: Bank,
) -> None:
    packed = file_of(bank, bank.complaint())
    files = checking.files_in(packed.body)
    forged = {**files, packing.PAGE: files[packing.PAGE].replace(b"declined", b"accepted")}
    told = json.loads(files[packing.MANIFEST])
    told["files"][packing.PAGE] = packing.told_of(forged[packing.PAGE])
    content = {name: each for name, each in told.items() if name not in ("bound", "sha256")}
    told["sha256"] = packing.sha256_of(content)
    forged[packing.MANIFEST] = packing.as_text(told).encode()
    assert not checking.check(forged).faults
    assert not checking.check(forged).is_bound
    assert checking.check(forged, keys=TEST_KEYS).faults
    assert checking.check(forged, fingerprint=packed.sha256).faults
    strangers = RecordKeys(current="t1", keys={"t1": b"another key of the same name...."})
    assert checking.check(files, keys=strangers).faults


def faults_of(body: bytes) -> list[str]:
    try:
        return checking.check(checking.files_in(body)).faults
    except ValueError as error:
        return [str(error)]


def test_a_reason_is_asked_for_and_masked(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(ReasonUnsaid), bank.desk() as desk:
        case_files.ask(desk, cases=[case_id], by=OLA, reason="  ")
    with bank.desk() as desk:
        asked = case_files.ask(desk, cases=[case_id], by=OLA, reason=f"card {CARD}")
        assert CARD not in asked.reason


def test_cases_are_found_by_customer_and_by_time(bank: Bank) -> None:
    first = bank.complaint(author="ana")
    bank.later(days=2)
    second = bank.complaint(author="ben")
    with bank.desk() as desk:
        assert case_files.find(desk, customer="@ANA") == [first]
        assert case_files.find(desk, customer="id-ben") == [second]
        since = bank.now - timedelta(hours=1)
        assert case_files.find(desk, start=since, end=bank.now + timedelta(hours=1)) == [second]
        with pytest.raises(NoCases):
            case_files.find(desk, customer="nobody")


def test_a_customers_linked_accounts_are_found_with_them(bank: Bank) -> None:
    first, second, _ = (bank.complaint(author=name) for name in ("ana", "ana_r", "ben"))
    with bank.desk() as desk:
        same_person.link(desk, case_id=first, other=second, by=AMIRA)
        assert case_files.find(desk, customer="ana_r") == [first, second]


def test_all_that_is_held_for_one_matter_is_found_whichever_way_it_is_held(bank: Bank) -> None:
    bank.complaint("My card was declined", author="ana")
    held, said, other = (
        bank.complaint(text, author=name)
        for text, name in (("Hello", "ben"), ("The ÉTOILE bond", "cem"), ("The bond", "dan"))
    )
    with bank.desk() as desk:
        why, by = "In court", OLA
        person = persons.meant(desk.session, "x:ben")
        holds.hold_customer(desk, person=person, matter="Reed v Bank", reason=why, by=by)
        holds.hold_word(desk, word="étoile", matter="reed v bank ", reason=why, by=by)
        holds.hold_case(desk, case_id=other, matter="Another", reason=why, by=by)
        assert case_files.find(desk, matter="REED v Bank") == [held, said]
        assert case_files.find(desk, matter="Another") == [other]
        with pytest.raises(NoCases):
            case_files.find(desk, matter="Nobody's")


def test_a_matter_is_found_as_it_was_typed_though_its_number_is_kept_masked(bank: Bank) -> None:
    case_id, typed = bank.complaint(), f"Reed, {PHONE}"
    with bank.desk() as desk:
        held = holds.hold_case(desk, case_id=case_id, matter=typed, reason="In court", by=OLA)
        assert PHONE not in held.matter
        assert case_files.find(desk, matter=f" {typed} ") == [case_id]


def test_a_matter_of_more_cases_than_a_database_takes_numbers_is_told(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bank.complaint(), bank.complaint(author="b")
    everything = range(1, 300_001)
    monkeypatch.setattr(legal_holds, "cases_of_matter", lambda **_: list(everything))
    with bank.desk() as desk:
        assert case_files.find(desk, matter="Reed") == [first, second]
        monkeypatch.setattr(case_files, "MOST_CASES", 1)
        with pytest.raises(TooManyCases, match="2 cases are more than one file holds"):
            case_files.find(desk, matter="Reed")


def test_private_words_go_to_no_colleague_who_may_not_read_them(bank: Bank) -> None:
    case_id = bank.take_in(bank.post("In private", surface=Surface.PRIVATE))
    bank.staff("U0AMIRA")
    with bank.desk() as desk:
        pressed = dataclasses.replace(desk, pressed_by="U0AMIRA")
        with pytest.raises(NotForYou):
            case_files.ask(pressed, cases=[case_id], by=AMIRA, reason="An audit")


def test_an_archive_opens_as_any_zip(bank: Bank) -> None:
    packed = file_of(bank, bank.complaint())
    with zipfile.ZipFile(io.BytesIO(packed.body)) as found:
        assert found.namelist() == sorted([packing.PAGE, packing.DATA, packing.MANIFEST])
        assert found.testzip() is None
