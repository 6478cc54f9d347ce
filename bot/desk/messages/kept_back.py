"""Posts kept back because their author is blocked: the author's open cases say so, and somebody is told
of what the bank's own rules put before other cases."""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.desk.threads.alarms import clear_others, raise_alarm
from bot.desk.threads.thread_events import tell
from bot.domain.channels.inbound import Inbound
from bot.domain.personal_data import find
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.cases.case import OPEN_STATES, Case, Surface
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.triage.priority_rules import NORMAL, Facts
from bot.language import listed, say
from bot.storage.messages.blocked_posts import count_kept


def told(desk: Desk, *, post: BlockedPost, inbound: Inbound, is_new: bool) -> None:
    """Say in the author's open cases that a post was kept back, or one that was has changed; raise the
    alarm where the rules call what it says more than normal. The caller has locked the author."""
    level, because = _priority(desk, post=post, inbound=inbound)
    urgent = bool(level) and _alarm(desk, post=post, level=level, because=because)
    if not is_new and not urgent:
        return
    kept = count_kept(session=desk.session, author_id=post.author_id)
    by = Actor.system()
    for case in _open_cases(desk, author_id=post.author_id):
        case.touch()
        desk.session.add(case)
        desk.record(case.number, Trail.POST_KEPT_BACK, by=by, post=post.id, level=level)
        if urgent or kept == 1:  # the headline counts the others
            tell(desk, case=case, template="post_kept_back", by=by, level=level, because=because)
        else:
            postings.redraw(desk, case=case)


def fewer(desk: Desk, *, author_id: int) -> None:
    """Redraw the author's open cases, which count what is kept back; end the alarm if nothing is."""
    desk.session.flush()
    if not count_kept(session=desk.session, author_id=author_id):
        looked_at(desk, author_id=author_id)
    for case in _open_cases(desk, author_id=author_id):
        postings.redraw(desk, case=case)


def looked_at(desk: Desk, *, author_id: int) -> None:
    """Somebody has seen what this author wrote, or lets it in: the alarm is over."""
    kind = AlarmKind.BLOCKED_POST
    clear_others(desk, kind, still=(), prefix=_about(author_id))


def _priority(desk: Desk, *, post: BlockedPost, inbound: Inbound) -> tuple[str, list[str]]:
    """What the rules say of its own words, if it comes before others; and why, fit for everybody."""
    rules = desk.rules.priority
    found = find(inbound.text, regions=desk.rules.regions(post.brand))
    facts = Facts(
        text=post.text,
        findings=[str(each.kind) for each in found],
        brand=post.brand,
        channel=post.channel,
        surface=post.surface,
        posts=1,
        waiting=desk.now - desk.now,
    )
    handle = inbound.author.handle if inbound.author else ""
    decided = desk.rules.priority_of(facts, author=handle, only_words=True)
    if decided is None or rules.rank(decided[0]) <= rules.rank(NORMAL):
        return "", []
    private = post.surface == str(Surface.PRIVATE)
    return decided[0], [say("what was said in private")] if private else decided[1]


def _alarm(desk: Desk, *, post: BlockedPost, level: str, because: list[str]) -> bool:
    """Once for each reason, so that nobody's second danger goes unheard for the sake of the first."""
    why = listed(because)
    return raise_alarm(
        desk,
        AlarmKind.BLOCKED_POST,
        subject=f"{_about(post.author_id)}{level}:{why}"[:200],
        source=desk.account_name(post.channel, post.account),
        level=level,
        why=why,
    )


def _about(author_id: int) -> str:
    return f"author {author_id}:"


def _open_cases(desk: Desk, *, author_id: int) -> list[Case]:
    query = select(Case.id).where(
        Case.author_id == author_id, col(Case.state).in_(sorted(OPEN_STATES))
    )
    locked = case_access.lock_cases(
        desk.as_system(), which=lambda: [number for number in desk.session.exec(query) if number]
    )
    return list(locked.values())
