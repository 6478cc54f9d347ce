"""The regulatory presets against a table of dates worked out by hand, on paper calendars.

A due moment of 00:00 is the end of the day before it; that second itself is still in time.
"""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from bot.domain.rules.house_rules import HouseRulesAreWrong
from bot.domain.sla import course
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.ladder import Mark
from bot.domain.sla.policy import Metric
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset, StartEvent
from bot.domain.sla.targets import Target
from tests.domain.calendars import at
from tests.domain.house import house

RULES = house()
UK, IE, SYDNEY = "Europe/London", "Europe/Dublin", "Australia/Sydney"
RIYADH, DUBAI, INDIA, NEW_YORK = "Asia/Riyadh", "Asia/Dubai", "Asia/Kolkata", "America/New_York"
BAHRAIN = "Asia/Bahrain"

BY_HAND = [
    # DISP asks for a prompt acknowledgement; one business day, to its close, is ours
    ("uk_disp:acknowledgement", UK, "2026-11-16 10:00", "2026-11-17 17:00"),
    ("uk_disp:acknowledgement", UK, "2026-11-20 23:59", "2026-11-23 17:00"),  # Fri: Mon
    # DISP: close of business of the third business day after the day of receipt
    ("uk_disp:summary_resolution", UK, "2026-11-16 10:00", "2026-11-19 17:00"),  # Mon: 17 18 19
    ("uk_disp:summary_resolution", UK, "2026-11-20 23:59", "2026-11-25 17:00"),  # Fri: 23 24 25
    ("uk_disp:summary_resolution", UK, "2026-11-21 12:00", "2026-11-25 17:00"),  # Sat: 23 24 25
    ("uk_disp:summary_resolution", UK, "2026-12-23 12:00", "2026-12-30 17:00"),  # 24, 29, 30
    ("uk_disp:summary_resolution", UK, "2026-12-24 23:59", "2026-12-31 17:00"),  # 29 30 31
    # Good Friday, the change to summer time and Easter Monday on the way: 30, 31 March, 1 April
    ("uk_disp:summary_resolution", UK, "2027-03-25 15:00", "2027-04-01 17:00"),
    ("uk_disp:final_response", UK, "2026-11-16 23:59", "2027-01-12 00:00"),  # 56 days: 11 January
    ("uk_disp:final_response", UK, "2027-02-01 09:00", "2027-03-30 00:00"),  # over summer time
    # PSD: the end of the 15th, of the 35th business day; Christmas, Boxing Day (28th) and New Year
    ("uk_psd:final_response", UK, "2026-11-16 10:00", "2026-12-08 00:00"),
    ("uk_psd:latest_response", UK, "2026-11-16 10:00", "2027-01-08 00:00"),
    ("uk_psd:final_response", UK, "2026-12-24 09:00", "2027-01-20 00:00"),
    # PSD2 by the Irish calendar: Saint Patrick's Day and Easter Monday
    ("eu_psd2:final_response", IE, "2026-03-13 23:59", "2026-04-08 00:00"),
    ("eu_psd2:final_response", IE, "2026-11-16 10:00", "2026-12-08 00:00"),
    ("eu_psd2:latest_response", IE, "2026-06-08 08:00", "2026-07-28 00:00"),
    # RG 271: one business day, and Monday 5 October is Labour Day; 30, 21 and 45 calendar days
    ("au_rg271:acknowledgement", SYDNEY, "2026-11-16 10:00", "2026-11-18 00:00"),
    ("au_rg271:acknowledgement", SYDNEY, "2026-10-03 23:59", "2026-10-07 00:00"),
    ("au_rg271:no_written_response", SYDNEY, "2026-10-03 23:59", "2026-10-13 00:00"),  # 6 7 8 9 12
    ("au_rg271:final_response", SYDNEY, "2026-10-03 23:59", "2026-11-03 00:00"),
    ("au_rg271_hardship:final_response", SYDNEY, "2026-10-03 23:59", "2026-10-25 00:00"),
    ("au_rg271_super:final_response", SYDNEY, "2026-10-03 23:59", "2026-11-18 00:00"),
    # SAMA: Sunday to Thursday; the National Day is Wednesday 23 September
    ("sa_sama:resolution", RIYADH, "2026-11-19 23:59", "2026-11-27 00:00"),  # Thu: Sun … Thu
    ("sa_sama:resolution", RIYADH, "2026-11-20 11:00", "2026-11-27 00:00"),  # Friday: the same
    ("sa_sama:resolution", RIYADH, "2026-09-21 10:00", "2026-09-30 00:00"),  # 22 24 27 28 29
    ("sa_sama:objection", RIYADH, "2026-11-25 12:00", "2026-12-01 00:00"),  # Thu, Sun, Mon
    ("bh_cbb:acknowledgement", BAHRAIN, "2026-11-19 23:59", "2026-11-27 00:00"),  # Thu: Sun … Thu
    ("bh_cbb:final_response", BAHRAIN, "2026-11-19 23:59", "2026-12-18 00:00"),  # 28 days
    ("ae_cbuae:final_response", DUBAI, "2026-12-31 23:59", "2027-01-31 00:00"),
    # Exchange houses: Monday to Friday, and the National Day is 2 and 3 December
    ("ae_cbuae_exchange:acknowledgement", DUBAI, "2026-11-27 10:00", "2026-12-02 00:00"),  # 30 1
    ("ae_cbuae_exchange:final_response", DUBAI, "2026-11-27 10:00", "2026-12-16 00:00"),
    ("in_rbi:final_response", INDIA, "2027-01-30 00:30", "2027-03-02 00:00"),
    # T + 1 and T + 5, from the day of the transaction
    ("in_rbi_failed_1:reversal", INDIA, "2027-01-30 00:30", "2027-02-01 00:00"),
    ("in_rbi_failed_5:reversal", INDIA, "2027-01-30 23:30", "2027-02-05 00:00"),
    # CFPB: calendar days over the change to winter time
    ("us_cfpb:response", NEW_YORK, "2026-10-25 18:00", "2026-11-10 00:00"),
    ("us_cfpb:final_response", NEW_YORK, "2026-10-25 18:00", "2026-12-25 00:00"),
    # Reg E: Veterans Day is Wednesday 11 November
    ("us_reg_e:determination", NEW_YORK, "2026-11-09 10:00", "2026-11-25 00:00"),
    ("us_reg_e:investigation", NEW_YORK, "2026-11-09 10:00", "2026-12-25 00:00"),
    # and Thanksgiving is Thursday 26 November; 90 days: 21 + 31 + 31 + 7
    ("us_reg_e_longer:determination", NEW_YORK, "2026-11-09 10:00", "2026-12-10 00:00"),
    ("us_reg_e_longer:investigation", NEW_YORK, "2026-11-09 10:00", "2027-02-08 00:00"),
    # the result within three business days, a correction within one: 10, 12, 13 and 12 November
    ("us_reg_e:result", NEW_YORK, "2026-11-09 10:00", "2026-11-14 00:00"),
    ("us_reg_e:correction", NEW_YORK, "2026-11-10 10:00", "2026-11-13 00:00"),
    ("us_reg_e_longer:result", NEW_YORK, "2026-11-09 10:00", "2026-11-14 00:00"),
    ("us_reg_e_longer:correction", NEW_YORK, "2026-11-10 10:00", "2026-11-13 00:00"),
    # Our own example: a month ends on the day of the same number, or on the month's last
    ("own_example:acknowledgement", UK, "2026-11-20 16:00", "2026-11-23 17:00"),
    ("own_example:final_response", UK, "2027-01-31 12:00", "2027-03-01 00:00"),
    ("own_example:final_response", UK, "2026-11-16 12:00", "2026-12-17 00:00"),
]


def found(name: str) -> tuple[RegulatoryPreset, RegulatoryClock]:
    preset = RULES.regulatory.presets[name.partition(":")[0]]
    clock = preset.clock_named(name)
    assert clock is not None
    return preset, clock


def started(name: str, received: str, zone: str) -> SlaClock:
    preset, clock = found(name)
    return course.start(
        case_id=1,
        metric=Metric.REGULATORY,
        generation=1,
        started_at=at(received, zone),
        cause_message_id=None,
        rule=preset.title,
        promise=clock.promise,
        policy_version=preset.version,
        calendar=RULES.regulatory_calendar(clock.calendar),
        name=name,
    )


@pytest.mark.parametrize(("name", "zone", "received", "due"), BY_HAND)
def test_a_deadline_is_the_date_worked_out_by_hand(
    name: str, zone: str, received: str, due: str
) -> None:
    assert started(name, received, zone).due_at == at(due, zone)


@pytest.mark.parametrize(
    ("received", "england", "scotland", "northern_ireland"),
    [
        # Saint Andrew's Day is Monday 30 November
        ("2026-11-27 10:00", "2026-12-01 00:00", "2026-12-02 00:00", "2026-12-01 00:00"),
        # Good Friday, and Easter Monday is a holiday everywhere but in Scotland
        ("2026-04-02 10:00", "2026-04-08 00:00", "2026-04-07 00:00", "2026-04-08 00:00"),
        # The Boyne is kept on Monday 13 July
        ("2026-07-10 10:00", "2026-07-14 00:00", "2026-07-14 00:00", "2026-07-15 00:00"),
        # Saint Patrick's Day, a Tuesday
        ("2026-03-16 10:00", "2026-03-18 00:00", "2026-03-18 00:00", "2026-03-19 00:00"),
        # 2 January is a Friday, and a holiday in Scotland alone
        ("2025-12-31 10:00", "2026-01-03 00:00", "2026-01-06 00:00", "2026-01-03 00:00"),
    ],
)
def test_each_part_of_the_united_kingdom_has_its_own_bank_holidays(
    received: str, england: str, scotland: str, northern_ireland: str
) -> None:
    parts = {"uk": england, "uk_scotland": scotland, "uk_northern_ireland": northern_ireland}
    one = Target.model_validate("1 business day")
    for part, due in parts.items():
        whole = RULES.regulatory_calendar(f"{part}_whole_days")
        close = RULES.regulatory_calendar(f"{part}_close_of_business")
        assert one.due_at(at(received, UK), whole) == at(due, UK)
        assert one.due_at(at(received, UK), close) == at(due, UK) - timedelta(hours=7)


def test_the_24_hours_of_rg_271_warn_before_its_business_day_ends() -> None:
    clock = started("au_rg271:acknowledgement", "2026-11-20 10:00", SYDNEY)  # a Friday
    ahead = course.steps_ahead(clock)
    assert ahead["warning"] == at("2026-11-21 06:00", SYDNEY)
    assert ahead["24 hours"] == at("2026-11-21 10:00", SYDNEY)
    assert clock.due_at == at("2026-11-24 00:00", SYDNEY)


def test_what_was_not_read_is_marked_so_in_the_preset() -> None:
    unread = {n for n, one in RULES.regulatory.presets.items() if "Not verified" in one.note}
    expected = {"bh_cbb", "ae_cbuae_exchange", "in_rbi_failed_1", "in_rbi_failed_5"}
    assert unread == expected | {"us_reg_e_longer"}


def test_every_clock_of_every_preset_stands_in_the_table() -> None:
    shipped = {
        preset.full_name(clock)
        for preset in RULES.regulatory.presets.values()
        for clock in preset.clocks
    }
    same_as_rg271 = {"au_rg271_hardship:acknowledgement", "au_rg271_super:acknowledgement"}
    assert shipped - {name for name, *_ in BY_HAND} == same_as_rg271


def test_every_preset_says_its_rule_its_date_and_that_it_is_no_advice() -> None:
    for preset in RULES.regulatory.presets.values():
        assert preset.source
        assert preset.transcribed_on.year >= 2026
        assert "not legal advice" in preset.disclaimer


def test_the_marks_of_a_deadline_are_several_and_all_before_it() -> None:
    clock = started("uk_disp:final_response", "2026-11-16 10:00", UK)
    ahead = course.steps_ahead(clock)
    assert list(ahead) == ["warning", "breach", "6 calendar weeks", "7 calendar weeks"]
    assert ahead["warning"] == at("2026-12-15 00:00")  # four weeks
    assert ahead["7 calendar weeks"] == at("2027-01-05 00:00")
    assert clock.due_at is not None
    assert ahead["breach"] == clock.due_at + timedelta(seconds=1)


def test_with_the_customer_pauses_only_where_the_rule_says_so() -> None:
    pausing = {name for name, preset in RULES.regulatory.presets.items() if preset.clocks[0].pauses}
    assert pausing == {"sa_sama"}


def test_an_objection_starts_a_clock_of_its_own() -> None:
    preset = RULES.regulatory.presets["sa_sama"]
    assert [clock.name for clock in preset.starting(StartEvent.RECEIPT)] == ["resolution"]
    assert [clock.name for clock in preset.starting(StartEvent.REOPENED)] == ["objection"]


def test_a_preset_is_known_by_the_hash_of_what_it_says() -> None:
    preset = RULES.regulatory.presets["uk_disp"]
    assert RegulatoryPreset.model_validate(preset.model_dump(mode="json")).version == preset.version
    assert preset.model_copy(update={"note": "else"}).model_dump() != preset.model_dump()


def test_a_deadline_by_a_calendar_that_is_nowhere_is_refused() -> None:
    clock = {
        "name": "one",
        "title": "One",
        "target": "1 business day",
        "end_rule": "soon",
        "calendar": "uk_whole_day",
        "stop": ["final"],
    }
    body = {
        "title": "Mine",
        "jurisdiction": "Here",
        "source": "Us",
        "transcribed_on": "2026-11-01",
        "clocks": [clock],
    }
    with pytest.raises(HouseRulesAreWrong, match="Did you mean “uk_whole_days”"):
        house({"regulatory": {"presets": {"mine": body}}})


def test_a_rule_offered_that_does_not_exist_is_refused() -> None:
    with pytest.raises(HouseRulesAreWrong, match="there is no preset “uk_dips”"):
        house({"regulatory": {"offered": ["uk_dips"]}})


def test_a_mark_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValidationError, match="“2 weeks” could mean"):
        Mark.model_validate("2 weeks")
