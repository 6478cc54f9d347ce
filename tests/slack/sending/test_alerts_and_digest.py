"""A breach and a digest on their whole way: from the desk through the outbox to Slack."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.desk.clocks import escalations
from bot.desk.threads import postings
from bot.digest.figure import Figure
from bot.digest.periods import Period
from bot.digest.report import Age, CaseToSee, Report, Share, Why
from bot.domain.channels.inbound import Happening
from bot.domain.records.staff import Actor
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import DigestPayload
from tests.slack.workplace import AMIRA, Workplace

NOW = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)


def a_week_later(workplace: Workplace) -> None:
    with workplace.app.desk() as desk:
        escalations.fire(replace(desk, now=desk.now + timedelta(days=7)))
    workplace.send_all()


def test_an_unowned_breach_is_flagged_in_the_thread_and_reaches_the_duty_manager(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    a_week_later(workplace)
    said = str([message["text"] for message in workplace.below(case_id)])
    assert f"C-{case_id} is overdue" in said
    assert "please claim it above" in said
    assert "overdue since" in str(workplace.headline(case_id)["blocks"])
    channel, person = workplace.messages("C0DUTY"), workplace.messages("D0DANIEL")
    assert channel or person
    told = (channel + person)[-1]
    assert "My card was declined" in str(told["blocks"])
    ts = str(workplace.thread(case_id).slack_ts).replace(".", "")
    assert f"https://sandbox-banks.slack.com/archives/C0NORTHBANK/p{ts}" in str(told["blocks"])


def test_an_owned_breach_speaks_to_its_owner_and_a_long_one_to_the_duty_manager_too(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    a_week_later(workplace)
    breaches = [m for m in workplace.below(case_id) if "is overdue" in m["text"]]
    assert len(breaches) == 1
    assert f"<@{AMIRA}>, it is yours." in breaches[0]["text"]
    told = workplace.messages("C0DUTY")[-1]["text"]
    assert "days late)" in told
    assert "150 %" not in told


def test_a_digest_shows_its_figures_and_the_cases_as_they_stand(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    entry = CaseToSee(
        case_id=case_id,
        brand="northbank",
        channel="x",
        why=Why.OVERDUE_UNOWNED,
        metric=Metric.FIRST_RESPONSE,
        at=NOW,
    )
    report = Report(
        period=Period(digest="daily", key="2026-03-06", start=NOW - timedelta(days=1), end=NOW),
        title="Daily digest",
        as_of=NOW,
        counts={Figure.RECEIVED: 12, Figure.WAITING: 3},
        answered=Share(part=7, whole=10),
        ages={Age.UNDER_1_HOUR: 2, Age.OLDER: 1},
        to_see=(entry,),
        to_see_more=4,
    )
    issue(workplace, report)
    [message] = workplace.messages("C0DIGESTS")
    shown = str(message["blocks"])
    for expected in ("12", "70 % (7 of 10)", f"C-{case_id}>", "and 4 more cases"):
        assert expected in shown
    assert "First response overdue since" in shown
    assert "nobody has it" in shown


def test_an_empty_digest_reads_well(workplace: Workplace) -> None:
    period = Period(digest="daily", key="2026-03-06", start=NOW - timedelta(days=1), end=NOW)
    issue(workplace, Report(period=period, title="Daily digest", as_of=NOW))
    [message] = workplace.messages("C0DIGESTS")
    assert "A quiet time" in message["text"]
    assert "No case needs a look" in str(message["blocks"])


def issue(workplace: Workplace, report: Report) -> None:
    with workplace.app.desk() as desk:
        enqueue(
            session=desk.session,
            lane=postings.post_lane(desk, "C0DIGESTS"),
            ordering_key="digest:daily",
            priority=Urgency.DIGEST,
            payload=DigestPayload(
                slack_channel="C0DIGESTS",
                digest="daily",
                period=report.period.key,
                report=report.model_dump(mode="json"),
            ),
            dedupe_key=report.period.fact,
            actor=Actor.system(),
        )
    workplace.send_all()


def test_a_post_taken_down_goes_from_alerts_and_digests_that_quoted_it_too(
    workplace: Workplace,
) -> None:
    post = workplace.post("These words go")
    case_id = workplace.take_in(post)
    workplace.send_all()
    a_week_later(workplace)
    entry = CaseToSee(
        case_id=case_id, brand="northbank", channel="x", why=Why.OVERDUE_UNOWNED, at=NOW
    )
    period = Period(digest="daily", key="2026-03-06", start=NOW - timedelta(days=1), end=NOW)
    issue(workplace, Report(period=period, title="Daily digest", as_of=NOW, to_see=(entry,)))
    elsewhere = ("C0DUTY", "D0DANIEL", "C0DIGESTS")
    before = [str(workplace.messages(channel)) for channel in elsewhere]
    assert sum("These words go" in shown for shown in before) >= 2
    workplace.take_in(post.model_copy(update={"happening": Happening.REMOVED}))
    workplace.send_all()
    after = str([workplace.messages(channel) for channel in (*elsewhere, "C0NORTHBANK")])
    assert "These words go" not in after
    assert f"C-{case_id} is overdue" in after
    assert "Daily digest" in after
