"""The bank's files as a whole: what they allow, and what is said when they do not fit together."""

from typing import Any, cast

import pytest

from bot.domain.records.staff import Role
from bot.domain.rules.gaps import gaps_of
from bot.domain.rules.house_rules import HouseRulesAreWrong, joined
from bot.domain.rules.role_rules import Verb
from config import files
from tests.domain.house import WEEKDAYS, house, values
from tests.domain.sla.policies import rule, subject

RULES = house()


def scam(**match: str) -> dict[str, Any]:
    return {"name": "scam", "priority": "high", "words": ["scam"], **match}


def complaints(over: dict[str, dict[str, Any]]) -> list[str]:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house(over)
    return [str(fault) for fault in wrong.value.faults]


def test_the_shipped_files_are_right_and_say_what_is_still_to_add() -> None:
    shipped = joined(files.read().values)
    assert any("no brand yet" in gap for gap in gaps_of(shipped))
    assert any("nobody has a role" in gap for gap in gaps_of(shipped))


def test_a_bank_that_filled_in_everything_has_no_gaps() -> None:
    assert gaps_of(RULES) == []


def test_the_sandbox_banks_are_right_and_have_no_gaps() -> None:
    read = files.read(files.SHIPPED / "sandbox")
    rules = joined(read.values, where=read.where)
    assert gaps_of(rules) == []
    assert set(rules.routing.brands) == {"northbank", "harbour"}
    assert rules.calendars["standard"].time_zone == "Europe/London"


def test_an_agent_may_claim_and_reply_but_not_reveal() -> None:
    assert RULES.may(Verb.CLAIM, [Role.AGENT])
    assert RULES.may(Verb.REPLY, ["agent"])
    assert not RULES.may(Verb.REVEAL, [Role.AGENT, Role.LEAD])


def test_somebody_without_a_role_may_look_and_nothing_else() -> None:
    assert [verb for verb in Verb if RULES.may(verb, [])] == [Verb.LOOK]


def test_a_verb_nobody_knows_is_for_nobody() -> None:
    assert not RULES.may(cast(Verb, "publish_everything"), list(Role))


def test_roles_come_by_name_and_by_user_group() -> None:
    assert RULES.roles_of("U0AMIRA") == {Role.AGENT}
    assert RULES.roles_of("U0AMIRA", groups=["S0AGENTS"]) == {Role.AGENT, Role.READER}
    assert RULES.roles_of("U0STRANGER") == frozenset()


def test_a_user_group_cannot_make_a_lead() -> None:
    (sentence,) = complaints({"roles": {"groups": {"S0LEADS": ["lead"]}}})
    assert sentence.startswith("roles.toml: groups: the group S0LEADS cannot give the role “lead”")


def test_only_looking_can_be_for_everyone() -> None:
    (sentence,) = complaints({"roles": {"verbs": {"claim": "everyone"}}})
    assert "only look can be for everyone" in sentence


def test_a_case_is_counted_by_the_rules_calendar_or_else_its_teams() -> None:
    found = RULES.promises_for(subject(team="harbour", brand="harbour"))
    assert found is not None
    assert found[1].name == "always"
    named = house({"sla": {"rules": [{**rule(), "calendar": "standard"}]}})
    found = named.promises_for(subject(team="harbour", brand="harbour"))
    assert found is not None
    assert found[1].name == "standard"


def test_every_fault_of_every_file_is_told_at_once() -> None:
    found = complaints(
        {
            "calendar": {"calendars": {"standard": {"time_zone": "Europe/Londn"}}},
            "sla": {"rules": [rule(claimed="1 day")]},
            "routing": {"teams": {"desk": {"titel": "Desk"}}},
            "roles": {"people": {"U0AMIRA": ["agnt"]}},
            "digests": {"digests": {"daily": {"brands": ["norhtbank"]}}},
        }
    )
    assert {sentence.partition(":")[0] for sentence in found} == {
        "calendar.toml",
        "sla.toml",
        "routing.toml",
        "roles.toml",
    }
    assert any("calendars.standard.time_zone" in sentence for sentence in found)
    assert any("“1 business day” or “1 calendar day”" in sentence for sentence in found)
    assert any("teams.desk.titel: there is no such setting here." in sentence for sentence in found)


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        (
            {"routing": {"brands": {"northbank": {"team": "dsk"}}}},
            "routing.toml: brands.northbank.team: there is no team “dsk”. Did you mean “desk”?",
        ),
        (
            {"routing": {"teams": {"desk": {"calendar": "standrd"}}}},
            "routing.toml: teams.desk.calendar: there is no calendar “standrd”. "
            "Did you mean “standard”?",
        ),
        (
            {"sla": {"rules": [{**rule(), "calendar": "nights"}]}},
            "sla.toml: rules[1].calendar: there is no calendar “nights”. "
            "There is “always”, “standard”.",
        ),
        (
            {"sla": {"rules": [rule(match={"brand": "northbnk"})]}},
            "sla.toml: rules[1].match.brand: there is no brand “northbnk”. "
            "Did you mean “northbank”?",
        ),
        (
            {"sla": {"rules": [rule(match={"channel": "twitter"})]}},
            "sla.toml: rules[1].match.channel: there is no channel “twitter”. "
            "There is “facebook”, “x”.",
        ),
        (
            {"sla": {"rules": [rule(match={"priority": "urgnt"})]}},
            "sla.toml: rules[1].match.priority: there is no priority “urgnt”. "
            "Did you mean “urgent”?",
        ),
        (
            {"sla": {"rules": [rule(), {**rule("two"), "targets": {"frist": "1 hour"}}]}},
            "sla.toml: rules[2].targets.frist: “frist” is not one of 'claimed', 'first_response', "
            "'next_response', 'resolution', 'approval', 'private_window', 'chat' or 'regulatory'.",
        ),
        (
            {"digests": {"digests": {"daily": {"teams": ["cards"]}}}},
            "digests.toml: digests.daily.teams: there is no team “cards”. "
            "There is “desk”, “harbour”.",
        ),
        (
            {
                "complaints": {"causes": {"slow": {"title": "Slow", "topics": ["refnds"]}}},
                "topics": {"topics": {"refunds": {"en": "Refunds", "ar": "استرداد"}}},
            },
            "complaints.toml: causes.slow.topics[1]: there is no topic “refnds”. "
            "Did you mean “refunds”?",
        ),
        (
            {"digests": {"digests": {"daily": {"at": ["8 o'clock"]}}}},
            "digests.toml: digests.daily.at[1]: “8 o'clock” is no time of day. Write one like 08:30.",
        ),
        (
            {"routing": {"fallback": {"slack_channel": "#duty"}}},
            "routing.toml: fallback.slack_channel: “#duty” is not an id of the right kind. Slack "
            "shows it under “Copy link” or in the details: C… for a channel, U… for a person, "
            "S… for a group.",
        ),
        (
            {"calendar": {"calendars": {"standard": {"worked_holidays": ["2026-08-31"]}}}},
            "calendar.toml: calendars.standard: 2026-08-31 in worked_holidays is no holiday here. "
            "Take it out.",
        ),
        (
            {"calendar": {"calendars": {"always": {"closed_days": {"2026-08-31": "Move"}}}}},
            "calendar.toml: calendars.always: always_open = true goes with no hours, holidays or "
            "special days.",
        ),
        (
            {"sla": {"rules": [rule(match={"surface": "publc"})]}},
            "sla.toml: rules[1].match.surface[1]: “publc” is not one of 'public' or 'private'.",
        ),
        (
            {"calendar": {"calendars": {"standard": {"holidays": {"country": "XX"}}}}},
            "calendar.toml: calendars.standard.holidays: no holidays are known for “XX”. Write "
            "the ISO 3166 code, such as GB.",
        ),
        (
            {"calendar": {"calendars": {"standard": {"holidays": {"country": "KSA"}}}}},
            "calendar.toml: calendars.standard.holidays: no holidays are known for “KSA”. Did you "
            "mean “SA”?",
        ),
        (
            {
                "calendar": {
                    "calendars": {"standard": {"holidays": {"country": "GB", "subdivision": "EN"}}}
                }
            },
            "calendar.toml: calendars.standard.holidays: no holidays are known for “GB” with "
            "subdivision “EN”. Of GB there is “ENG”.",
        ),
        (
            {"calendar": {"calendars": {"standard": {"time_zone": "europe/london"}}}},
            "calendar.toml: calendars.standard.time_zone: “europe/london” is not a time zone. Did "
            "you mean “Europe/London”?",
        ),
        (
            {"routing": {"phone_regions": ["UK"]}},
            "routing.toml: phone_regions[1]: “UK” is no country whose phone numbers are known, so "
            "none would be masked. Did you mean “GB”?",
        ),
        (
            {"routing": {"brands": {"harbour": {"phone_regions": ["GB", "ksa"]}}}},
            "routing.toml: brands.harbour.phone_regions[2]: “ksa” is no country whose phone "
            "numbers are known, so none would be masked. Did you mean “SA”?",
        ),
        (
            {"routing": {"phone_regions": ["gb"]}},
            "routing.toml: phone_regions[1]: “gb” is no country whose phone numbers are known, so "
            "none would be masked. Did you mean “GB”?",
        ),
        (
            {"routing": {"phone_regions": []}},
            "routing.toml: phone_regions: it is an empty list. Add at least one entry.",
        ),
        (
            {"routing": {"brands": {"harbour": {"accounts": [{"channel": "twitter", "id": 7}]}}}},
            "routing.toml: brands.harbour.accounts[1].channel: there is no channel “twitter”. "
            "There is “facebook”, “x”.",
        ),
        (
            {"sla": {"rules": [rule(match={"channel": "faceboook"})]}},
            "sla.toml: rules[1].match.channel: there is no channel “faceboook”. Did you mean "
            "“facebook”?",
        ),
        (
            {"priority": {"rules": [scam(brand="norhtbank")]}},
            "priority.toml: rules[1].brand: there is no brand “norhtbank”. Did you mean "
            "“northbank”?",
        ),
        (
            {"priority": {"rules": [scam(channel="twitter")]}},
            "priority.toml: rules[1].channel: there is no channel “twitter”. There is “facebook”, "
            "“x”.",
        ),
    ],
)
def test_a_fault_names_the_file_the_key_and_what_would_be_right(
    over: dict[str, dict[str, Any]], sentence: str
) -> None:
    assert complaints(over) == [sentence]


def test_a_calendar_that_never_opens_is_refused() -> None:
    week = {day: list[str]() for day in WEEKDAYS}
    (sentence,) = complaints({"calendar": {"calendars": {"standard": {"week": week}}}})
    assert sentence.startswith("calendar.toml: calendars.standard: it has no hours on any weekday.")


def test_one_account_belongs_to_one_brand() -> None:
    taken = {"brands": {"harbour": {"accounts": [{"channel": "x", "id": "1001"}]}}}
    (sentence,) = complaints({"routing": taken})
    assert "account 1001 already belongs to “northbank”" in sentence


def test_holidays_become_dates_that_the_bank_can_add_to_and_strike_from() -> None:
    london = house(
        {
            "calendar": {
                "calendars": {
                    "standard": {
                        "holidays": {"country": "GB", "subdivision": "ENG"},
                        "closed_days": {"2026-11-23": "Move of the office"},
                        "worked_holidays": ["2026-08-31"],
                        "special_days": {"2026-12-24": ["09:00-12:30"]},
                    }
                }
            }
        }
    ).calendars["standard"]
    said = {str(day): hours.reason for day, hours in london.days.items()}
    assert said["2026-11-23"] == "Move of the office"
    assert said["2026-12-25"] == "Christmas Day"
    assert "2026-08-31" not in said
    assert [str(span) for span in london.hours_on(_day(london, "2026-12-24"))] == ["09:00-12:30"]


def test_the_same_files_are_the_same_version_and_a_changed_holiday_is_another() -> None:
    again = joined(values())
    assert again.calendars["standard"].version == RULES.calendars["standard"].version
    closed = {"standard": {"closed_days": {"2026-11-23": "Move"}}}
    moved = house({"calendar": {"calendars": closed}})
    assert moved.calendars["standard"].version != RULES.calendars["standard"].version


def _day(calendar: Any, text: str) -> Any:
    return next(day for day in calendar.days if str(day) == text)


def test_words_outlast_reopening_and_presets_of_retention_exist() -> None:
    [told] = complaints({"retention": {"words_days": 7}})
    assert told.startswith("retention.toml")
    assert "words_days must be more than reopen_days (7)" in told
    [told] = complaints({"retention": {"presets": {"uk_disq": {"words_days": 99}}}})
    assert "no preset “uk_disq”. Did you mean “uk_disp”?" in told
