"""A clock that runs out is flagged once; one that nobody owns reaches the duty manager."""

from sqlmodel import select

from bot.desk.clocks import escalations
from bot.desk.ownership import claims
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.staff import Actor
from bot.domain.sla.alert import Alert
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
_ONE_NIGHT = {"ana": "The app is slow", "ben": "No new card", "cleo": "My husband died last week"}


def fire(bank: Bank) -> int:
    with bank.desk() as desk:
        return escalations.fire(desk)


def test_an_unowned_breach_is_said_in_the_thread_and_to_the_duty_manager_once(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=61)
    assert fire(bank) > 0
    assert fire(bank) == 0
    assert bank.deliveries("slack.alert"), "in the thread"
    targets = [d.payload["slack_channel"] for d in bank.deliveries("slack.alert_bundle")]
    assert sorted(targets) == ["C0DUTY", "U0DANIEL"]


def test_an_owned_breach_does_not_go_to_the_duty_manager(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    bank.later(minutes=61)
    fire(bank)
    alerts = bank.deliveries("slack.alert")
    assert {a.payload["slack_user_id"] for a in alerts} == {AMIRA.id}
    assert bank.deliveries("slack.alert_bundle") == []


def test_a_warning_comes_before_the_breach_and_not_with_it(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=31)
    fire(bank)
    bank.later(hours=2)
    fire(bank)
    first_response = [
        a.payload["step"]
        for a in bank.deliveries("slack.alert")
        if a.payload["metric"] == "first_response"
    ]
    assert first_response == ["warning", "150%"], "the loudest of what fell due together"


def test_outside_business_hours_nothing_runs_out(bank: Bank) -> None:
    bank.later(hours=9)  # Monday 19:00, closed
    bank.complaint()
    bank.later(hours=8)
    assert fire(bank) == 0


def steps(bank: Bank, metric: str = "first_response") -> list[str]:
    return [
        alert.payload["step"]
        for alert in bank.deliveries("slack.alert")
        if alert.payload["metric"] == metric
    ]


def channels_told(bank: Bank) -> set[str]:
    return {d.payload["slack_channel"] for d in bank.deliveries("slack.alert_bundle")}


def test_a_warning_about_a_case_that_nobody_has_is_told_in_its_slack_channel(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=31)
    fire(bank)
    thread = bank.deliveries("slack.headline")[0].payload["thread_id"]
    with bank.database.reading() as session:
        assert session.get_one(CaseThread, thread).slack_channel in channels_told(bank)


def test_a_warning_about_a_case_that_somebody_has_stays_in_its_thread(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    bank.later(minutes=31)
    fire(bank)
    assert steps(bank) == ["warning"]
    assert channels_told(bank) == set()


ON_DUTY = {
    "duty": {"teams": {"every": {"time_zone": "UTC", "shifts": [{"people": ["U0JONAS", "U0TOM"]}]}}}
}


def bundles_to(bank: Bank, target: str) -> int:
    return [d.payload["slack_channel"] for d in bank.deliveries("slack.alert_bundle")].count(target)


def lines_to(bank: Bank, target: str) -> list[tuple[int, str]]:
    with bank.database.reading() as session:
        rows = session.exec(select(Alert).where(Alert.slack_target == target)).all()
        return [(row.case_id, row.step) for row in rows]


def test_who_is_on_duty_hears_of_a_case_nobody_has_before_it_is_late(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    cases = [bank.complaint(author=author) for author in ("ana", "ben", "cleo")]
    bank.later(minutes=11)  # of the fifteen in which somebody is to claim them
    fire(bank)
    assert lines_to(bank, "U0JONAS") == [(case, "warning") for case in cases]
    assert (bundles_to(bank, "U0JONAS"), bundles_to(bank, "U0TOM")) == (1, 1)


def test_a_case_is_warned_of_once_whichever_of_its_clocks_runs_out_first(bank: Bank) -> None:
    bank.lay_over(ON_DUTY)
    case = bank.complaint()
    for _ in range(3):  # claimed warned and broken, then the first response warned
        bank.later(minutes=11)
        fire(bank)
    assert lines_to(bank, "U0TOM") == [(case, "warning"), (case, "breach")]


def test_who_is_on_duty_hears_no_warning_of_what_somebody_has_or_where_the_bank_wants_none(
    bank: Bank,
) -> None:
    bank.lay_over(ON_DUTY)
    case_id = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    bank.later(minutes=31)
    fire(bank)
    assert lines_to(bank, "U0JONAS") == []
    bank.lay_over({**ON_DUTY, "sla": {"alerts": {"warn_on_duty": False}}})
    bank.complaint(author="ben")
    bank.later(minutes=11)
    fire(bank)
    assert lines_to(bank, "U0JONAS") == []


def test_of_one_night_the_gravest_runs_out_first(bank: Bank) -> None:
    bank.later(hours=9)  # Monday 19:00, closed: what comes now is due at one moment of the morning
    cases = [bank.take_in(bank.post(words, author=author)) for author, words in _ONE_NIGHT.items()]
    bank.later(hours=13, minutes=11)
    with bank.desk() as desk:
        escalations.fire(desk, limit=1)
    assert lines_to(bank, "C0NORTHBANK") == [(cases[-1], "warning")]


def test_after_an_outage_the_loudest_alone_is_told_however_the_batches_fall(bank: Bank) -> None:
    for author in ("ana", "ben", "cleo"):
        bank.complaint(author=author)
    bank.later(minutes=61)
    with bank.desk() as desk:
        while escalations.fire(desk, limit=2):
            pass
    assert steps(bank) == ["breach"] * 3


def test_a_warning_noticed_in_the_last_minute_leaves_it_to_the_breach(bank: Bank) -> None:
    bank.complaint()
    bank.later(minutes=59, seconds=30)
    fire(bank)
    assert steps(bank) == []
    bank.later(minutes=1)
    fire(bank)
    assert steps(bank) == ["breach"]
