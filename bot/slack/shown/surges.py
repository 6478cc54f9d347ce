"""Reads a surge as the views show it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.digest.narrowing import By
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Actor
from bot.domain.records.surge import Surge
from bot.domain.text.references import case_reference
from bot.domain.triage.ideas import named, title_of
from bot.language import say
from bot.outbox.kinds import SurgeMessage, SurgePayload
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import row_shown
from bot.slack.shown.cases.surge_links import post_link
from bot.slack.views import parts
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.surges.surge_post import SurgeShown, surge_post, surge_report, surge_told
from bot.storage import surge_answers, surges
from bot.storage.cases.case_threads import threads_of
from bot.storage.surges import Said

_SHOWN = 2  # of the first, and of who wrote most often
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 1440)  # minutes
_BARS_MOST = 24
_VIEWS = {
    SurgeMessage.POST: surge_post,
    SurgeMessage.TOLD: surge_told,
    SurgeMessage.REPORT: surge_report,
}


def surge_drawn(*, session: Session, payload: SurgePayload, names: Names) -> Drawn | None:
    """A message about a surge, ready to be posted; None when there is no such surge."""
    shown = surge_shown(session=session, surge_id=payload.surge_id, names=names)
    if shown is None:
        return None
    return _VIEWS[SurgeMessage(payload.what)](shown)


def surge_shown(*, session: Session, surge_id: int, names: Names) -> SurgeShown | None:
    """The surge as it stands now; None when there is none of that number."""
    surge = session.get(Surge, surge_id)
    if surge is None:
        return None
    figures = surges.figures(session=session, surge_id=surge_id)
    said = surges.said_in(session=session, surge_id=surge_id)
    minutes, posts = over_time([one.posted_at for one in said])
    first, loudest = _chosen(said)
    return SurgeShown(
        surge_id=surge_id,
        name=named(surge.topic),
        brand=names.line(By.BRAND, surge.brand),
        began_at=surge.began_at,
        last_word_at=surge.last_word_at,
        **figures._asdict(),
        posts=posts,
        minutes=minutes,
        said=[(title_of(of), count) for of, count in surge.said.items()],
        first=_cases(session, first, names),
        loudest=_cases(session, loudest, names),
        refused=_refused(session, surge_id, names),
        opened_by=Actor.parse(surge.opened_by).slack_user_id,
        cause=surge.cause,
        note=surge.note,
        owner=surge.owner,
        ended_at=surge.ended_at,
        ended_by=Actor.parse(surge.ended_by).slack_user_id if surge.ended_by else "",
        link=post_link(session=session, surge=surge, names=names),
    )


def open_surges_shown(*, session: Session, names: Names) -> list[SurgeShown]:
    """Those that go on, as a list tells them: without words, and counted at this moment."""
    return [
        SurgeShown(
            surge_id=surge.pk,
            name=named(surge.topic),
            brand=names.line(By.BRAND, surge.brand),
            began_at=surge.began_at,
            last_word_at=surge.last_word_at,
            **surges.figures(session=session, surge_id=surge.pk)._asdict(),
            cause=surge.cause,
            link=post_link(session=session, surge=surge, names=names),
        )
        for surge in surges.open_surges(session=session)
    ]


def over_time(moments: Sequence[datetime]) -> tuple[int, list[int]]:
    """How many there were over time, in at most 24 steps: how many minutes each, and the counts."""
    if not moments:
        return 1, []
    begins, lasted = min(moments), max(moments) - min(moments)
    minutes = next((m for m in _STEPS if lasted < timedelta(minutes=m) * _BARS_MOST), _STEPS[-1])
    counts = Counter((at - begins) // timedelta(minutes=minutes) for at in moments)
    return minutes, [counts[step] for step in range(max(counts) + 1)]


def _chosen(said: Sequence[Said]) -> tuple[list[int], list[int]]:
    """The cases of the first posts, and of those who wrote most often, without the former."""
    posts = Counter(one.case_id for one in said)
    first = list(posts)[:_SHOWN]
    often = [
        case_id for case_id, count in posts.most_common() if count > 1 and case_id not in first
    ]
    return first, often[:_SHOWN]


def _cases(session: Session, case_ids: Sequence[int], names: Names) -> list[CaseShown]:
    found = (row_shown(session=session, case_id=each, names=names) for each in case_ids)
    return [case for case in found if case is not None]


def _refused(session: Session, surge_id: int, names: Names) -> list[tuple[str, str]]:
    """Answers to many that did not go out, by us or by their platform: the case, and why."""
    return [
        (
            _case_link(session, case_id, names),
            why_refused(reason),
        )
        for case_id, reason in surge_answers.refused_answers(session=session, surge_id=surge_id)
    ]


def why_refused(reason: str) -> str:
    """Why an answer did not go; that of a platform stands in its thread."""
    return reason or say("The platform refused it; its thread says why.")


def _case_link(session: Session, case_id: int, names: Names) -> str:
    thread = threads_of(session=session, case_id=case_id).current(Surface.PUBLIC)
    reference = case_reference(case_id)
    return parts.link(names.thread_link(thread), reference) or reference
