"""`earshot export quality`: a row for each review that was asked for, as CSV and JSON, with nobody's name."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.domain.quality.review import Grade, QualityReview, QualityRound
from bot.domain.records.answers.reply import Purpose, Reply, fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.storage.clocks.rule_versions import store_versions
from tests.handlers.commands.command_line import Earshot
from tests.handlers.commands.record.test_case_file import DECLINED


@pytest.fixture
def days(app: App) -> tuple[str, ...]:
    """Two reviews of one answer, which do not agree."""
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=datetime.now(UTC))
    with app.desk() as desk:
        case_id = taking_in.take_in(desk, inbound=DECLINED).case_id or 0
        today = desk.now.date()
    with app.desk() as desk:
        case = desk.session.exec(select(Case).where(Case.id == case_id)).one()
        of_week = QualityRound(
            week=today.isoformat(),
            since=desk.now,
            until=desk.now,
            seed="0",
            per_week=1,
            twice_percent=100,
            found=1,
            drawn=1,
            drawn_at=desk.now,
            due_at=desk.now,
        )
        reply = Reply(
            case_id=case_id,
            channel=case.channel,
            in_reply_to="1",
            text="Sorry.",
            text_sha256=fingerprint("Sorry."),
            slack_user_id="U0TOM",
            request_key="r1",
            purpose=Purpose.ANSWERS,
            written_at=desk.now,
            send_after=desk.now,
        )
        desk.session.add_all([of_week, reply])
        desk.session.flush()
        for seat, (who, grade) in enumerate((("U0GRACE", Grade.GOOD), ("U0LENA", Grade.OK)), 1):
            review = QualityReview(
                round_id=of_week.pk,
                case_id=case_id,
                reply_id=reply.pk,
                seat=seat,
                team="desk",
                channel="x",
                surface=Surface.PUBLIC,
                slack_user_id=who,
                asked_at=desk.now,
                given_at=desk.now,
                accuracy=grade,
                remark="=SUM(A1)",
            )
            desk.session.add(review)
    first, last = today - timedelta(days=1), today + timedelta(days=1)
    return ("--from", first.isoformat(), "--to", last.isoformat(), "--as", "Ola")


def test_a_row_a_review_with_marks_and_agreement_and_no_name(
    earshot: Earshot, days: tuple[str, ...], database_url: str
) -> None:
    done = earshot("export", "quality", *days, DATABASE_URL=database_url)
    assert done.code == 0, done.told
    first, second = csv.DictReader(io.StringIO(done.out))
    assert [row["accuracy"] for row in (first, second)] == ["good", "ok"]
    assert [row["agrees"] for row in (first, second)] == ["no", "no"]
    assert first["remark"] == "'=SUM(A1)"
    assert "U0" not in done.out


def test_as_json_it_says_the_same(
    earshot: Earshot, days: tuple[str, ...], database_url: str
) -> None:
    done = earshot("export", "quality", *days, "--format", "json", DATABASE_URL=database_url)
    found = json.loads(done.out)
    assert [(row["seat"], row["team"], row["case"]) for row in found] == [
        (1, "desk", "C-1"),
        (2, "desk", "C-1"),
    ]
