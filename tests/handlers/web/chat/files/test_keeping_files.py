"""Files and browsers go in time, and at once with the key of their case."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.bootstrap import App
from bot.desk.chat import keeping
from bot.desk.erasure import holds, persons, requests
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.chat import ChatLogin
from bot.domain.records.chat_file import ChatFile, ChatFileBody
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import link_of, send
from tests.handlers.web.chat.people import Bank, Browser


def test_files_go_when_their_case_ended_long_ago_and_is_not_held_and_at_once_when_its_key_is_destroyed(
    ana: Browser, bank: Bank, app: App, case_id: int
) -> None:
    first = send(ana, made.picture())
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 0
    with app.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        case.state, case.state_since = CaseState.RESOLVED, desk.now - timedelta(days=91)
        desk.session.add(case)
        number = holds.hold_case(desk, case_id=case_id, reason="In court", by=Actor.system()).pk
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 0  # a hold keeps them
        holds.lift(desk, hold_id=number, by=Actor.system())
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 1
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 0
    with app.database.reading() as session:
        assert session.exec(select(ChatFileBody)).all() == []
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == Trail.CHAT_FILES_ERASED))
        assert entry.one().details == {"files": [1]}
    assert ana.get(first.json()["word"]["file"]["href"]).status == 404
    assert ">Picture, 1 kB<bdi" in ana.get().text


def test_what_an_erased_case_keeps_nobody_opens(
    ana: Browser, bank: Bank, app: App, case_id: int
) -> None:
    link = link_of(ana, send(ana, made.picture()))
    with app.desk() as desk:
        desk.vault.destroy(session=desk.session, case_id=case_id, now=desk.now)
    assert Browser(ana.site).get(link).status == 404
    with app.desk() as desk:
        assert keeping.forget_files(desk) == 1


def test_a_customer_who_is_erased_leaves_no_word_and_no_file_and_comes_in_no_more(
    ana: Browser, bank: Bank, app: App, case_id: int
) -> None:
    sent = send(ana, made.picture())
    with app.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        case.state, case.state_since = CaseState.RESOLVED, desk.now
        desk.session.add(case)
    by = Actor.operator("Carla")
    with app.desk() as desk:
        person = persons.meant(desk.session, f"C-{case_id}")
        report = requests.erase(desk, person=person, by=by, reason="DSAR-17")
    assert (report.rows["chat_file_bodies"], report.rows["chat_files"]) == (1, 1)
    with app.database.reading() as session:
        assert session.exec(select(ChatFileBody)).all() == []
        assert {each.name for each in session.exec(select(ChatFile))} == {"[erased]"}
    assert ana.get(sent.json()["word"]["file"]["href"]).status == 404
    assert send(ana, made.picture()).status in {401, 403, 404, 409, 410}
    assert ana.get("/chat/words").status < 500


@pytest.mark.parametrize("identified", [False, True])
def test_browsers_are_forgotten_in_time_but_not_what_a_login_proved(
    ana: Browser, app: App, identified: bool
) -> None:
    with app.desk() as desk:
        assert keeping.forget_sessions(desk) == 0
        row = ChatLogin(session_id=1, invitation_id=1, state_hash="x", begun_at=desk.now)
        row.identified_at = desk.now if identified else None
        desk.session.add(row)
    with app.desk() as desk:
        later = replace(desk, now=desk.now + timedelta(days=31))
        assert keeping.forget_sessions(later) == (0 if identified else 1)
    assert ana.get("/chat/words").status == (200 if identified else 401)
