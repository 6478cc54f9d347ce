"""A week's sample: drawn once, given to reviewers, given on by who is not there, and what is late told to the lead."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.digests.issuing import house_zone
from bot.desk.quality import reviewers
from bot.desk.quality.telling import tell
from bot.desk.threads import postings
from bot.digest import periods
from bot.digest.periods import Period
from bot.domain.quality.review import QualityReview, QualityRound
from bot.domain.quality.sampling import Published, drawn, looked_at_twice, reviewer_of
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.quality_rules import ROUND
from bot.domain.sla.ladder import DUTY_MANAGER
from bot.domain.text.references import case_reference
from bot.outbox.quality_kind import QualityMessage
from bot.storage import quality as stored
from bot.storage.house import runs
from bot.storage.record.audit import HOUSE

_NAMED_MOST = 10  # cases in one notice
_LATE = "Not reviewed in time, of the answers of the week to {week}: {count} of the team {team} ({cases})."


def begin_due(desk: Desk) -> int:
    """Draw the sample of the week that ended last, unless that was done; how many reviews are asked for."""
    rules = desk.rules.quality
    week = periods.last_periods(ROUND, rules.weeks(time_zone=house_zone(desk)), desk.now, count=1)[
        -1
    ]
    if runs.last_period(session=desk.session, job=ROUND) == week.key or not runs.begin(
        session=desk.session, job=ROUND, period=week.key, now=desk.database_now
    ):
        return 0
    found = stored.published(session=desk.session, since=week.start, until=week.end)
    waiting = stored.open_reviews(session=desk.session)
    if not found and not waiting:
        return 0
    seed = secrets.token_hex(16)
    sample = drawn(found, seed=seed, most=rules.per_week)
    case_access.lock_existing_cases(
        desk, case_ids={one.case_id for one in sample} | {one.case_id for one in waiting}
    )
    _tell_late(desk, col(QualityRound.told_at).is_(None))
    _lapse(desk, waiting)
    of_week = _round(desk, week, seed=seed, found=len(found), sample=len(sample))
    asked = _ask(desk, of_week, sample)
    desk.record(
        HOUSE,
        Trail.QUALITY_DRAWN,
        by=Actor.system(),
        week=week.key,
        seed=seed,
        found=len(found),
        replies=[one.reply_id for one in sample],
    )
    _tell_reviewers(desk, asked, fact=week.key)
    return len(asked)


def give_on_due(desk: Desk) -> int:
    """Give the reviews of whoever is not there any more to another reviewer who is; how many."""
    people = reviewers.there(desk)
    waiting = [
        one for one in stored.open_reviews(session=desk.session) if one.slack_user_id not in people
    ]
    if not waiting or not people:
        return 0
    case_access.lock_existing_cases(desk, case_ids={one.case_id for one in waiting})
    load = _load(desk)
    given = []
    for review in sorted(waiting, key=lambda one: (one.case_id, one.pk)):
        desk.session.refresh(review)
        if review.is_open and _give_on(desk, review, people=people, load=load):
            given.append(review)
    _tell_reviewers(desk, given, fact=f"on{min((one.pk for one in given), default=0)}")
    return len(given)


def tell_late(desk: Desk) -> int:
    """Tell the lead of each team how many of a week's answers were not reviewed in time; how many there are."""
    untold = col(QualityRound.told_at).is_(None)
    return _tell_late(desk, and_(untold, col(QualityRound.due_at) <= desk.now))


def _tell_late(desk: Desk, which: ColumnElement[bool]) -> int:
    query = select(QualityRound).where(which).order_by(col(QualityRound.id))
    told = 0
    for of_week in desk.session.exec(query.with_for_update()).all():
        of_week.told_at = desk.now
        desk.session.add(of_week)
        late = [
            one for one in stored.open_reviews(session=desk.session) if one.round_id == of_week.id
        ]
        by_team: dict[str, set[int]] = defaultdict(set)
        for review in late:
            by_team[review.team].add(review.case_id)
        for team, cases in sorted(by_team.items()):
            count = sum(one.team == team for one in late)
            _tell_lead(desk, of_week, team=team, cases=sorted(cases), count=count)
        desk.record(
            HOUSE, Trail.QUALITY_LATE, by=Actor.system(), week=of_week.week, count=len(late)
        )
        told += len(late)
    return told


def _lapse(desk: Desk, waiting: Iterable[QualityReview]) -> None:
    for review in sorted(waiting, key=lambda one: (one.case_id, one.pk)):
        desk.session.refresh(review)
        if not review.is_open:
            continue
        review.lapsed_at = desk.now
        desk.session.add(review)
        desk.session.flush()
        desk.record(review.case_id, Trail.QUALITY_LAPSED, by=Actor.system(), review=review.pk)


def _round(desk: Desk, week: Period, *, seed: str, found: int, sample: int) -> QualityRound:
    rules = desk.rules.quality
    next_round = periods.ends_next(rules.weeks(time_zone=house_zone(desk)), desk.now)
    row = QualityRound(
        week=week.key,
        since=week.start,
        until=week.end,
        seed=seed,
        per_week=rules.per_week,
        twice_percent=rules.twice_percent,
        found=found,
        drawn=sample,
        drawn_at=desk.now,
        due_at=min(desk.now + timedelta(days=rules.review_days), next_round),
    )
    desk.session.add(row)
    desk.session.flush()
    return row


def _ask(desk: Desk, of_week: QualityRound, sample: Sequence[Published]) -> list[QualityReview]:
    """A review for each answer of the sample; of some two, by different reviewers."""
    session, people = desk.session, reviewers.there(desk)
    twice = looked_at_twice(sample, seed=of_week.seed, percent=of_week.twice_percent)
    approved = stored.approvers(session=session, reply_ids=[one.reply_id for one in sample])
    load: Counter[str] = Counter()
    asked = []
    for one in sample:
        seen_by = {one.writer, approved.get(one.reply_id, "")}
        case, surface = session.get_one(Case, one.case_id), Surface(one.surface)
        for seat in (1, 2) if one.reply_id in twice else (1,):
            able = reviewers.may_have(desk, people, case=case, surface=surface, but=seen_by)
            who = reviewer_of(one.reply_id, among=able, load=load, seed=of_week.seed)
            if seat == 2 and not who:
                continue  # there is no second one
            load[who] += 1
            seen_by.add(who)
            review = QualityReview(
                round_id=of_week.pk,
                case_id=one.case_id,
                reply_id=one.reply_id,
                seat=seat,
                team=one.team,
                channel=one.channel,
                surface=surface,
                slack_user_id=who,
                asked_at=desk.now,
            )
            asked.append(review)
    session.add_all(asked)
    session.flush()
    for review in sorted(asked, key=lambda each: (each.case_id, each.pk)):
        _record_asked(desk, review)
    return asked


def _give_on(
    desk: Desk, review: QualityReview, *, people: Sequence[str], load: Counter[str]
) -> bool:
    """Whether another reviewer has it now."""
    session = desk.session
    reply = session.get_one(Reply, review.reply_id)
    other = stored.beside(session=session, review=review)
    approved = stored.approvers(session=session, reply_ids=[review.reply_id])
    but = {reply.slack_user_id, approved.get(reply.pk, ""), other.slack_user_id if other else ""}
    case = session.get_one(Case, review.case_id)
    able = reviewers.may_have(desk, people, case=case, surface=review.surface, but=but)
    seed = session.get_one(QualityRound, review.round_id).seed
    who = reviewer_of(review.reply_id, among=able, load=load, seed=seed)
    if not who:
        return False
    load[who] += 1
    review.slack_user_id = who
    session.add(review)
    session.flush()
    _record_asked(desk, review)
    return True


def _record_asked(desk: Desk, review: QualityReview) -> None:
    desk.record(
        review.case_id,
        Trail.QUALITY_ASKED,
        by=Actor.system(),
        review=review.pk,
        reply=review.reply_id,
        reviewer=review.slack_user_id,
    )


def _load(desk: Desk) -> Counter[str]:
    return Counter(one.slack_user_id for one in stored.open_reviews(session=desk.session))


def _tell_reviewers(desk: Desk, asked: Iterable[QualityReview], *, fact: str) -> None:
    """One message each, whatever the number of reviews."""
    rounds = {one.slack_user_id: one.round_id for one in asked if one.slack_user_id}
    for who, round_id in sorted(rounds.items()):
        what = QualityMessage.ASKED
        tell(desk, to=who, what=what, fact=fact, round_id=round_id, by=Actor.system())


def _tell_lead(
    desk: Desk, of_week: QualityRound, *, team: str, cases: Sequence[int], count: int
) -> None:
    named = ", ".join(map(case_reference, cases[:_NAMED_MOST]))
    known = desk.rules.routing.teams.get(team)
    targets: dict[str, None] = {}
    for one in desk.rules.quality.tell:
        ids = desk.rules.duty_targets(desk.now, team) if one == DUTY_MANAGER else (one,)
        targets.update(dict.fromkeys(ids))
    for to in targets:
        postings.notice(
            desk,
            text=_LATE,
            fact=f"quality:{of_week.week}:{team}:{to}",
            slack_channel=to,
            week=of_week.week,
            count=f"{count:,}",
            team=known.title if known else team,
            cases=named + (" …" if len(cases) > _NAMED_MOST else ""),
        )
