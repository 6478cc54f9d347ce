"""Reads the Voice of the customer as views show it: figures as they were issued, words as they stand now."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from bot.digest.report import Report
from bot.digest.voice import Voice
from bot.digest.words import voice_words
from bot.digest.words.voice_words import VoiceRow
from bot.domain.lessons.rule_remark import RuleRemark
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.names import Names
from bot.slack.views import parts
from bot.slack.views.digests.voice import QuoteShown, VoiceLine, VoiceShown, words_value
from bot.slack.views.lessons.rule_form import RuleShown
from bot.storage.cases.case_threads import threads_of
from bot.storage.figures.voice import quotes


def voice_shown(report: Report, *, rules: Sequence[RuleShown] = ()) -> VoiceShown | None:
    """The voice in words; none of a report that has no such part."""
    found = report.voice
    if found is None:
        return None
    owners = {one.cause: one.owner for one in found.causes}
    return VoiceShown(
        sentence=voice_words.sentence(found),
        causes=_lines(report, voice_words.cause_rows(found, now=report.as_of), owners),
        others=_lines(report, voice_words.other_rows(found), {}),
        rules=rules,
    )


def rules_shown(*, session: Session, found: Voice, names: Names) -> list[RuleShown]:
    """The remarks on rules of the period, as they stand now."""
    rows = [session.get(RuleRemark, number) for number in found.rule_ids]
    return [rule_shown(session=session, remark=row, names=names) for row in rows if row]


def rule_shown(*, session: Session, remark: RuleRemark, names: Names) -> RuleShown:
    """One remark outside its case: what happened stands there alone where private words were said."""
    threads = threads_of(session=session, case_id=remark.case_id)
    is_quoted = threads.current(Surface.PRIVATE) is None
    number = case_reference(remark.case_id)
    return RuleShown(
        remark_id=remark.pk,
        case=parts.link(names.thread_link(threads.public_or_private()), number) or number,
        rule=remark.rule,
        happened=remark.happened if is_quoted else "",
        by=Actor.parse(remark.written_by).slack_user_id,
        at=remark.written_at,
        answer=remark.answer,
        answer_text=remark.answer_text if is_quoted else "",
        answered_by=Actor.parse(remark.answered_by).slack_user_id if remark.answered_by else "",
    )


def quotes_shown(*, session: Session, case_ids: Iterable[int], names: Names) -> list[QuoteShown]:
    """What the customers of these cases said first in public, masked, with the ways to it."""
    shown = []
    for quoted in quotes(session=session, case_ids=case_ids):
        case = session.get_one(Case, quoted.case_id)
        author = session.get(Author, case.author_id)
        number = case_reference(quoted.case_id)
        thread = threads_of(session=session, case_id=quoted.case_id).current(Surface.PUBLIC)
        shown.append(
            QuoteShown(
                author=author.shown_as if author else say("Somebody"),
                text=quoted.text,
                at=quoted.posted_at,
                permalink=quoted.permalink,
                case=parts.link(names.thread_link(thread), number) or number,
            )
        )
    return shown


def _lines(
    report: Report, rows: Iterable[VoiceRow], owners: dict[str, str]
) -> tuple[VoiceLine, ...]:
    found, period = report.voice or Voice(), report.period
    return tuple(
        VoiceLine(
            label=row.label,
            told=row.value,
            value=words_value(period.digest, period.key, row.part)
            if found.cases_of(row.part)
            else "",
            owner=owners.get(row.part, ""),
        )
        for row in rows
    )
