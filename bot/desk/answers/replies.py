"""Answering a customer: check, show exactly what will be read, then one delivery that a person pressed.

Nothing here sends. The text is frozen in the reply and in its delivery when *Send* is pressed.
"""

from collections.abc import Mapping

from sqlmodel import col, select, text

from bot.desk import case_access
from bot.desk.answers import asking, previews, queueing, signing
from bot.desk.answers.ending import Ending, EndsWithoutAnswer
from bot.desk.answers.previews import Preview
from bot.desk.answers.surfaces import ToAnswer, to_answer
from bot.desk.desk import Desk, DeskError
from bot.desk.ownership import claims
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.answers.reply import Purpose, Reply, fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.answers.answer_check import Problem
from bot.domain.text.kept_words import left_of
from bot.domain.text.moments import colleague
from bot.domain.text.references import case_reference
from bot.language import say
from bot.outbox.delivery import IS_UNFINISHED, Delivery
from bot.outbox.kinds import DeliveryKind, ReplyPayload
from bot.storage.answers import approvals
from bot.storage.cases.claims import open_claim
from bot.storage.known_rows import has_none


class ReplyRefused(DeskError):
    """The text may not be published as it stands. Carries each problem in plain words."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems


class AnotherAnswerWaits(DeskError):
    """An answer of this case is still on its way."""

    def __init__(self, *, by: str, needs_approval: bool = False) -> None:
        what = "An answer by {who} is on its way. Wait for it, or ask them to undo it."
        if needs_approval:
            what = (
                "An answer by {who} waits for approval. Wait for that, or ask them to take it back."
            )
        super().__init__(say(what, who=colleague(by) if by else "Earshot"))


class ClaimedByAnother(DeskError):
    """Only the owner answers; a lead may step in."""

    def __init__(self, case: Case, *, holder: str) -> None:
        super().__init__(
            say(
                "{who} holds {case}. Ask them to answer, or to release it to you.",
                who=colleague(holder),
                case=case_reference(case.number),
            )
        )


def preview(
    desk: Desk,
    *,
    case_id: int,
    text: str,
    surface: Surface,
    by: Actor | None = None,
    roles: frozenset[Role] = frozenset(),
) -> Preview:
    """Look at a text as the channel will, signed for whoever sends it. Raises NoSuchCase, NotOpen, NothingToAnswer."""
    case = case_access.lock_open_case(desk, case_id=case_id)
    answers = to_answer(desk, case=case, surface=surface)
    who = by.slack_user_id if by else ""
    text = signing.signed(
        desk, case=case, answers=answers, surface=surface, text=text.strip(), slack_user_id=who
    )
    seen = previews.look(desk, case=case, answers=answers, text=text, surface=surface, roles=roles)
    return previews.without_dead_link(seen)


def require_may_go(seen: Preview) -> None:
    """See that nothing keeps these words here. Raises ReplyRefused."""
    if not seen.may_go:
        raise ReplyRefused([problem for problem in seen.problems if problem.blocking])


def reply(
    desk: Desk,
    *,
    case_id: int,
    text: str,
    surface: Surface,
    purpose: Purpose,
    by: Actor,
    request_key: str,
    roles: frozenset[Role] = frozenset(),
    token_of: str = "",
    ending: Ending | None = None,
    because: str = "",
    machine_draft: str = "",
) -> Reply:
    """Freeze an answer and queue it. The same ``request_key`` again is the same reply.

    ``token_of``: of an invitation into the secure chat, what its link is completed from. ``ending``: what
    came of the case, which is resolved once the answer is published. ``machine_draft``: with which it began.

    Raises NoSuchCase, NotOpen, NothingToAnswer, ClaimedByAnother, AnotherAnswerWaits, ReplyRefused,
    EndsWithoutAnswer.
    """
    case = case_access.lock_open_case(desk, case_id=case_id)
    before = desk.session.exec(select(Reply).where(Reply.request_key == request_key)).first()
    if before is not None:
        return before
    if ending is not None and purpose is not Purpose.ANSWERS:
        raise EndsWithoutAnswer
    own(desk, case=case, by=by, roles=roles)
    answers = to_answer(desk, case=case, surface=surface)
    if not token_of:
        who = by.slack_user_id
        text = signing.signed(
            desk, case=case, answers=answers, surface=surface, text=text.strip(), slack_user_id=who
        )
    return freeze(
        desk,
        case=case,
        answers=answers,
        text=text,
        surface=surface,
        purpose=purpose,
        by=by,
        request_key=request_key,
        roles=roles,
        token_of=token_of,
        ending=ending,
        because=because,
        is_ours=bool(token_of),
        machine_draft=machine_draft,
    )


def freeze(
    desk: Desk,
    *,
    case: Case,
    answers: ToAnswer,
    text: str,
    surface: Surface,
    purpose: Purpose,
    by: Actor,
    request_key: str,
    roles: frozenset[Role] = frozenset(),
    token_of: str = "",
    ending: Ending | None = None,
    because: str = "",
    is_ours: bool = False,
    machine_draft: str = "",
) -> Reply:
    """Freeze words for a locked case, whoever has it, and queue them the way that ``answers`` says; or let
    them wait for a second person. ``is_ours``: the bank's own words of chat.toml, which nobody typed.

    Raises AnotherAnswerWaits, ReplyRefused.
    """
    refuse_second(desk, case=case)
    seen = previews.look(
        desk, case=case, answers=answers, text=text.strip(), surface=surface, roles=roles
    )
    seen = seen if token_of else previews.without_dead_link(seen)
    require_may_go(seen)
    row = Reply(
        case_id=case.number,
        channel=None if answers.channel == case.channel else answers.channel,
        in_reply_to=seen.in_reply_to,
        surface=surface,
        purpose=purpose,
        text=seen.text,
        text_sha256=fingerprint(seen.text),
        slack_user_id=by.slack_user_id,
        request_key=request_key,
        written_at=desk.now,
        send_after=desk.now + desk.undo,
        resolves_as=ending.outcome if ending else None,
        acceptance=_clean(desk, case=case, words=ending.acceptance) if ending else None,
        machine_draft=_begun_by_machine(desk, left_of(machine_draft, seen.text)),
    )
    desk.session.add(row)
    desk.session.flush()
    _record(desk, case=case, reply=row, by=by, went_with=_went_with(desk, case, seen, because))
    if seen.waits_because and not is_ours:
        asking.ask(desk, case=case, reply=row, because=seen.waits_because)
        return row
    queueing.queue(desk, case=case, reply=row, answers=answers, by=by, token_of=token_of)
    queueing.tell(desk, case=case, reply=row, template="reply_queued", by=by)
    return row


def _begun_by_machine(desk: Desk, words: str) -> dict[str, str] | None:
    return {"by": desk.rules.provider.title, "text": words} if words else None


def _clean(desk: Desk, *, case: Case, words: str) -> str | None:
    return mask_all(words.strip(), regions=desk.rules.regions(case.brand)) or None


def own(desk: Desk, *, case: Case, by: Actor, roles: frozenset[Role]) -> None:
    """Assign a locked case that nobody has to whoever answers it. Raises ClaimedByAnother."""
    refuse_another(desk, case=case, by=by, roles=roles)
    if open_claim(session=desk.session, case_id=case.number) is None:
        claims.assign(desk, case=case, by=by, slack_user_id=by.id)


def refuse_another(desk: Desk, *, case: Case, by: Actor, roles: frozenset[Role]) -> None:
    """Raise ClaimedByAnother for whoever may not answer what a colleague has claimed."""
    claim = open_claim(session=desk.session, case_id=case.number)
    if claim is None or claim.slack_user_id == by.id or roles & {Role.LEAD, Role.DUTY_MANAGER}:
        return
    raise ClaimedByAnother(case, holder=claim.slack_user_id)


def refuse_second(desk: Desk, *, case: Case) -> None:
    """Raise AnotherAnswerWaits while an answer of the case is on its way."""
    if has_none(desk.session, Reply, case.number):
        return
    query = select(Reply).where(
        Reply.case_id == case.number,
        col(Reply.published_at).is_(None),
        col(Reply.withdrawn_at).is_(None),
        col(Reply.refused_at).is_(None),
    )
    waiting = desk.session.exec(query).first() or _going_on(desk, case=case)
    if waiting is not None:
        wait = approvals.of_reply(session=desk.session, reply_id=waiting.id)
        needs_approval = wait is not None and wait.waits
        raise AnotherAnswerWaits(by=waiting.slack_user_id, needs_approval=needs_approval)


def _going_on(desk: Desk, *, case: Case) -> Reply | None:
    """The answer of which further posts are on their way."""
    query = select(Delivery).where(
        Delivery.case_id == case.number,
        Delivery.kind == DeliveryKind.REPLY,
        text(IS_UNFINISHED),
    )
    for delivery in desk.session.exec(query.order_by(col(Delivery.id))):
        return desk.session.get(Reply, ReplyPayload.read(delivery.payload).reply_id)
    return None


def _went_with(desk: Desk, case: Case, seen: Preview, because: str) -> Mapping[str, object]:
    """What was pointed out and went out all the same, and why; nothing where nothing was."""
    noted = sorted({problem.code for problem in seen.problems})
    if not noted:
        return {}
    why = _clean(desk, case=case, words=because)
    return {"pointed_out": noted, **({"why": why} if why else {})}


def _record(
    desk: Desk, *, case: Case, reply: Reply, by: Actor, went_with: Mapping[str, object]
) -> None:
    case.touch()
    desk.session.add(case)
    ends = {} if reply.resolves_as is None else {"resolves_as": reply.resolves_as}
    desk.record(
        case.number,
        Trail.REPLY,
        by=by,
        reply=reply.id,
        purpose=reply.purpose,
        surface=reply.surface,
        text_sha256=reply.text_sha256,
        **ends,
        **went_with,
    )
