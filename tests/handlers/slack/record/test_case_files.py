"""*Case file…* gives a link to whoever may have the file; the link works once, and not for long."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from bot.domain.case_file import checking
from bot.domain.case_file.packing import PAGE
from bot.domain.records.case_file import CaseFile
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.outbox.delivery import Delivery
from handlers.status import Readiness
from handlers.web.site import site
from tests.handlers.asking import Answer, ask
from tests.slack.workplace import AMIRA, JONAS, Workplace

PHONE = "07700 900142"
GRACE = "U0GRACE"
Web = Callable[..., Answer]


@pytest.fixture
def case_id(workplace: Workplace) -> int:
    workplace.give(JONAS, "auditor")
    return workplace.complaint(f"My card was declined, ring {PHONE}")


@pytest.fixture
def web(workplace: Workplace) -> Web:
    app = site(workplace.app, readiness=Readiness(workplace.app))
    return lambda address, method="POST", **headers: ask(app, method, address, headers=headers)


def link_for(workplace: Workplace, case_id: int, user: str = JONAS, **more: object) -> str:
    workplace.choose(user, case_id, "case_file")
    workplace.submit(user, reason="An audit", **more)
    [found] = re.findall(r"https://[^|>\"]+", json.dumps(workplace.form(user)))
    return str(found)


def test_an_auditor_gets_the_file_and_it_holds(
    workplace: Workplace, case_id: int, web: Web
) -> None:
    answer = web(link_for(workplace, case_id))
    assert answer.status == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="C-1-case-file.zip"'
    assert answer.headers["cache-control"] == "no-store"
    files = checking.files_in(answer.body)
    held = checking.check(files, keys=workplace.app.vault.record_keys)
    assert (held.faults, held.is_bound) == ([], True)
    page = files[PAGE].decode()
    assert "My card was declined" in page
    assert PHONE not in page


def test_the_fetching_stands_in_the_trail_with_its_fingerprint_and_there_is_no_second(
    workplace: Workplace, case_id: int, web: Web
) -> None:
    link = link_for(workplace, case_id)
    made = checking.check(checking.files_in(web(link).body)).sha256
    again = [web(link, method) for method in ("POST", "GET")]
    assert {each.status for each in again} == {410}
    assert all("fetched already" in each.text and "<form" not in each.text for each in again)
    query = select(AuditEntry).where(AuditEntry.verb == Trail.CASE_FILE_MADE)
    with workplace.database.reading() as session:
        [entry] = session.exec(query).all()
        [row] = session.exec(select(CaseFile)).all()
    assert (entry.details["sha256"], str(entry.actor)) == (made, str(Actor.staff(JONAS)))
    assert (row.reason, row.sha256) == ("An audit", made)


@pytest.mark.on_both
def test_of_two_who_press_at_once_one_gets_it(workplace: Workplace, case_id: int, web: Web) -> None:
    link = link_for(workplace, case_id)
    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(web, [link] * 4))
    assert sorted(each.status for each in answers) == [200, 410, 410, 410]


def test_looking_at_the_link_makes_nothing_and_leaves_it_good(
    workplace: Workplace, case_id: int, web: Web
) -> None:
    link = link_for(workplace, case_id)
    shown = web(link, "GET")
    assert shown.status == 200
    assert '<form method="post"><button class="strong">Save the file</button></form>' in shown.text
    assert "My card" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert web(link, "HEAD").status == 405
    with workplace.database.reading() as session:
        assert session.exec(select(CaseFile.made_at)).all() == [None]
    assert web(link).status == 200


def test_the_page_of_the_link_speaks_arabic(workplace: Workplace, case_id: int, web: Web) -> None:
    shown = web(link_for(workplace, case_id), "GET", **{"accept-language": "ar"})
    assert '<html lang="ar" dir="rtl">' in shown.text
    assert "حفظ الملف" in shown.text


def test_the_link_ends_with_its_time_with_the_role_and_when_touched(
    workplace: Workplace, case_id: int, web: Web
) -> None:
    link = link_for(workplace, case_id)
    assert web(link.replace(JONAS, AMIRA)).status == 404
    assert web(link[:-1] + ("A" if link[-1] != "A" else "B")).status == 404
    workplace.give(JONAS, "agent")
    assert web(link).status == 404
    workplace.give(JONAS, "auditor")
    assert web(link, "GET").status == 200
    workplace.database.move(601)
    workplace.give(JONAS, "auditor")
    assert {web(link, method).status for method in ("GET", "POST")} == {404}


def test_the_link_stands_in_no_table_and_no_message(workplace: Workplace, case_id: int) -> None:
    proof = link_for(workplace, case_id).rsplit(".", 1)[1]
    workplace.send_all()
    assert proof not in str(workplace.messages())
    with workplace.database.reading() as session:
        sent = [str(each.payload) for each in session.exec(select(Delivery))]
        entries = [str(each.details) for each in session.exec(select(AuditEntry))]
    assert proof not in "".join([*sent, *entries])


def test_the_words_before_they_were_masked_are_for_those_who_may_look_at_them(
    workplace: Workplace, case_id: int, web: Web
) -> None:
    workplace.choose(JONAS, case_id, "case_file")
    assert "before they were masked" not in json.dumps(workplace.form(JONAS))
    workplace.give(GRACE, "compliance")
    link = link_for(workplace, case_id, GRACE, originals=["originals"])
    assert PHONE in checking.files_in(web(link).body)[PAGE].decode()


def test_who_has_not_the_role_is_refused(workplace: Workplace, case_id: int) -> None:
    workplace.choose(AMIRA, case_id, "case_file")
    assert "Your role does not include this (case file)" in str(workplace.slack())
