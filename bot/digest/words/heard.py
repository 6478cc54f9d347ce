"""The signals and surges of a period in words, and what was meant for others."""

from bot.digest import quality_figures
from bot.digest.narrowing import Titles
from bot.digest.report import Report
from bot.digest.words.lengths import duration
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.domain.rules.triage.signal_rules import title_said
from bot.domain.triage.ideas import named
from bot.language import listed, say, say_count

_NAMED = 5


def heard(report: Report) -> tuple[tuple[str, str], ...]:
    """How often each was heard, and how often somebody said that it was not so."""
    rows: list[tuple[str, str]] = []
    for signal in report.signals:
        told = say_count(signal.cases, "{count} case", "{count} cases")
        if signal.taken_back:
            told = say("{cases}, {count} of them taken back", cases=told, count=signal.taken_back)
        rows.append((title_said(signal.title).capitalize(), told))
    return tuple(rows)


def meant_for_others(report: Report) -> tuple[tuple[str, str], ...]:
    """How many posts went the wrong way, by whose handle, and how often somebody said that it was not so."""
    labels = {
        MisdirectionKind.NAMES_ANOTHER: say("Offered as not ours"),
        MisdirectionKind.WRITTEN_TO: say("About us, written to others"),
    }
    rows: list[tuple[str, str]] = []
    for kind, label in labels.items():
        of_kind = [one for one in report.misdirected if one.kind is kind]
        if not of_kind:
            continue
        cases = sum(one.cases for one in of_kind)
        told = say_count(cases, "{count} case", "{count} cases")
        taken_back = sum(one.taken_back for one in of_kind)
        if taken_back:
            told = say("{cases}, {count} of them taken back", cases=told, count=taken_back)
        to_whom = listed(f"{one.to} {one.cases:,}" for one in of_kind[:_NAMED])
        rows.append((label, f"{told}: {to_whom}"))
    return tuple(rows)


def impostors(report: Report) -> tuple[tuple[str, str], ...]:
    """How many accounts looked like us, and in how many cases they answered."""
    found = report.impostors
    if not found.accounts:
        return ()
    told = say_count(found.accounts, "{count} account", "{count} accounts")
    where = say_count(found.cases, "{count} case", "{count} cases")
    line = say("{accounts}, in {cases}", accounts=told, cases=where)
    if found.none:
        line = say(
            "{accounts}, in {cases}; {count} of them no impostor",
            accounts=told,
            cases=where,
            count=found.none,
        )
    return ((say("Answered our customers as if they were us"), line),)


def gathered(report: Report) -> tuple[tuple[str, str], ...]:
    """How many wrote in each surge, how many were answered, and how long it lasted."""
    rows: list[tuple[str, str]] = []
    for surge in report.surges:
        lasted = duration(surge.lasted) if surge.lasted is not None else say("goes on")
        told = say_count(
            surge.customers,
            "{count} customer, {answered} answered, {lasted}",
            "{count} customers, {answered} answered, {lasted}",
            answered=f"{surge.answered:,}",
            lasted=lasted,
        )
        rows.append((named(surge.topic), told))
    return tuple(rows)


def reviewed(report: Report, titles: Titles) -> tuple[tuple[str, str], ...]:
    """What reviewers said of the answers, beside what customers said of their chats."""
    return quality_figures.lines(report.quality, report.chats, titles)
