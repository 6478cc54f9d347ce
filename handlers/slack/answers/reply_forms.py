"""The two forms of an answer, drawn from one look at the database each."""

import uuid
from dataclasses import dataclass, replace

from bot.desk import case_access, private_words
from bot.desk.answers import chains, previews, replies, surfaces
from bot.desk.answers.first_lines import first_lines
from bot.desk.answers.previews import Preview
from bot.desk.answers.surfaces import How, OpenSurface, ToAnswer
from bot.desk.clocks import complaint_clocks
from bot.desk.drafts import drafts, locks
from bot.desk.drafts.locks import Writer
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.provider_call import Skill
from bot.domain.records.staff import Role
from bot.domain.rules.answers.answer_check import Problem
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import listed, say
from bot.slack.api.values import FormKey
from bot.slack.shown.cases.case import case_shown
from bot.slack.shown.cases.posts import post_shown
from bot.slack.shown.talk_so_far import talk_so_far
from bot.slack.views.answers.reply_begun import ColleagueShown, HolderShown, taken_form
from bot.slack.views.answers.reply_form import Writing, reply_form
from bot.slack.views.answers.reply_places import PlaceShown
from bot.slack.views.answers.reply_preview import AnswerShown, confirm_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.storage.cases.claims import open_claim
from handlers.slack.answers.canned_shown import canned_shown, past_shown
from handlers.slack.answers.pledges import offered, pointed_out
from handlers.slack.answers.words_of_others import by_machine, note_news, whose_words
from handlers.slack.door.acting import Acting, names

_NEWS = (
    "While you were writing the customer wrote again or changed a post, or a colleague answered. "
    "Please read the thread first; what you send now comes on top of it."
)


@dataclass(frozen=True)
class Filling:
    """What the form is to begin with, beside the person's own draft."""

    text: str | None = None  # None: their draft
    purpose: str = ""
    notices: tuple[str, ...] = ()
    request_key: str = ""
    is_asked: bool = False  # whoever has the case was just asked for it
    fill: str = ""  # a mark for the block ids when a form that is open is filled anew


@dataclass(frozen=True)
class Begun:
    """An answer that somebody begins: the form to open, and the case it is about.

    ``is_new``: they were not writing to this customer already, in a form that may still be open.
    """

    case_id: int
    view: Block
    is_new: bool


def opened(
    acting: Acting,
    *,
    case_id: int,
    surface: Surface,
    filling: Filling | None = None,
    only_there: bool = False,
) -> Begun:
    """The form; or, while a colleague writes to the same customer, who that is and *Take over*.

    Raises what keeps the customer from being answered there. ``only_there``: words written for one
    place open no form for another.
    """
    desk = acting.desk
    case = case_access.lock_open_case(desk, case_id=case_id)
    if not only_there:
        surface = _chosen(surfaces.surfaces_open(desk, case=case), surface)
    surfaces.to_answer(desk, case=case, surface=surface)
    is_new = not locks.holds(desk, case=case, slack_user_id=acting.slack_user_id)
    writer = locks.take(desk, case=case, slack_user_id=acting.slack_user_id)
    if writer is not None:
        taken = taken_view(acting, case=case, surface=surface, writer=writer)
        return Begun(case_id, taken, is_new)
    view = form_view(acting, case=case, surface=surface, filling=filling or Filling())
    return Begun(case_id, view, is_new)


def taken_view(acting: Acting, *, case: Case, surface: Surface, writer: Writer) -> Block:
    """Who is writing, and the question whether to take over. Raises NotForYou: a colleague's private
    draft stands in it."""
    if surface == Surface.PRIVATE:
        private_words.require(acting.desk, case=case)
    begun = drafts.of_a_colleague(
        acting.desk, case=case, surface=surface, slack_user_id=acting.slack_user_id
    )
    elsewhere = writer.case_id != case.number
    colleague = ColleagueShown(
        writer.slack_user_id,
        since=writer.since,
        now=acting.desk.now,
        reference=case_reference(writer.case_id) if elsewhere else "",
        text=begun.text if begun and begun.slack_user_id == writer.slack_user_id else "",
    )
    key = FormKey(case.number, case.version, str(uuid.uuid4()), surface.value)
    return taken_form(shown(acting, case.number, surface=surface), colleague, key=key)


def form_view(acting: Acting, *, case: Case, surface: Surface, filling: Filling) -> Block:
    """The form, complete. Raises what keeps the customer from being answered there."""
    desk = acting.desk
    found = surfaces.to_answer(desk, case=case, surface=surface)
    answered, last = found.message, previews.last_answer(desk, case_id=case.number)
    key = FormKey(
        case_id=case.number,
        version=case.version,
        request_key=filling.request_key or str(uuid.uuid4()),
        surface=surface.value,
        answers=previews.state_of(answered, last=last),
    )
    channel, private = desk.channels[found.channel], surface == Surface.PRIVATE
    return reply_form(
        _shown_on(acting, case.number, surface=surface, channel=found.channel),
        latest=post_shown(answered),
        limit=channel.private_limit if private else channel.reply_limit,
        key=key,
        private=private,
        writing=_writing(acting, case=case, surface=surface, filling=filling, answers=found),
    )


def preview_of(acting: Acting, key: FormKey) -> Preview:
    """Exactly what would be published now."""
    return replies.preview(
        acting.desk,
        case_id=key.case_id,
        text=key.text,
        surface=Surface(key.surface),
        by=acting.by,
        roles=acting.roles,
    )


def blocking(preview: Preview) -> list[str]:
    """What stands in its way, in plain words."""
    return [_told(problem, preview.checked) for problem in preview.problems if problem.blocking]


def _told(problem: Problem, text: str) -> str:
    """Why, the words it is about, and what would be better; personal data is not repeated."""
    words = "" if problem.hides_words else listed(f"“{text[a:b]}”" for a, b in problem.spans[:3])
    better = say("Better: {words}", words=problem.better) if problem.better else ""
    return " ".join(filter(None, (words and f"{words}:", problem.message, better)))


def confirm_view(acting: Acting, key: FormKey, preview: Preview) -> Block:
    """The preview; its memory is exactly what it shows. Raises TooLongToKeep."""
    answers = fingerprint(preview)
    promises = offered(acting, case_id=key.case_id, text=preview.checked)
    noted = pointed_out(preview.problems, promises, text=preview.checked)
    news = [say(_NEWS)] if answers != key.answers else []
    used = whose_words(acting, case_id=key.case_id, surface=Surface(key.surface))
    answer = AnswerShown(
        case=_shown_on(acting, key.case_id, surface=Surface(key.surface), channel=preview.channel),
        text=preview.text,
        length=preview.length,
        limit=preview.limit,
        in_reply_to=preview.in_reply_to_text,
        purpose=Purpose(key.purpose),
        undo_s=acting.desk.undo.total_seconds(),
        costs_link=preview.has_priced_link,
        news="\n".join([*news, *used]),
        posts=preview.posts,
        remarks=tuple(_told(problem, preview.checked) for problem in noted),
        waits_because=preview.waits_because,
        promises=promises,
        resolves=bool(key.then),
        needs_acceptance=_waiting_for_acceptance(acting, key=key),
    )
    kept = replace(key, text=preview.text, answers=answers, version=preview.case_version)
    return confirm_form(answer, key=kept)


def _waiting_for_acceptance(acting: Acting, *, key: FormKey) -> tuple[str, ...]:
    """What a case that ends with this answer asks of the customer; nothing where it goes on."""
    if not key.then:
        return ()
    case = case_access.lock_open_case(acting.desk, case_id=key.case_id)
    return tuple(complaint_clocks.waiting_for_acceptance(acting.desk, case=case))


def shown(acting: Acting, case_id: int, *, surface: Surface) -> CaseShown:
    """The case as the forms show it; who is here for the private surface may see it."""
    found = case_shown(
        session=acting.desk.session, case_id=case_id, names=names(acting.desk), surface=surface
    )
    if found is None:
        raise case_access.NoSuchCase(case_id)
    return found


def _shown_on(acting: Acting, case_id: int, *, surface: Surface, channel: str) -> CaseShown:
    """The same, with the channel on which the answer goes out."""
    found = shown(acting, case_id, surface=surface)
    return replace(found, channel_title=names(acting.desk).title(channel))


def fingerprint(preview: Preview) -> str:
    """What was there when somebody looked, so that a change between two looks is seen."""
    return previews.mark(preview.in_reply_to, preview.in_reply_to_text, preview.last_answer)


def _writing(
    acting: Acting, *, case: Case, surface: Surface, filling: Filling, answers: ToAnswer
) -> Writing:
    desk, user = acting.desk, acting.slack_user_id
    mine = drafts.own(desk, case_id=case.number, surface=surface, slack_user_id=user)
    text = filling.text if filling.text is not None else (mine.text if mine else "")
    theirs = drafts.of_a_colleague(desk, case=case, surface=surface, slack_user_id=user)
    colleague = None
    if theirs is not None and theirs.text not in text:
        colleague = ColleagueShown(theirs.slack_user_id, theirs.saved_at, desk.now, "", theirs.text)
    return Writing(
        text=text,
        purpose=filling.purpose or (mine.purpose if mine else "") or Purpose.ANSWERS,
        notices=(
            *filling.notices,
            *by_machine(acting, mine),
            *(f"🟠 {news}" for news in note_news(acting, case_id=case.number, surface=surface)),
        ),
        first_lines=first_lines(desk, case=case, answers=answers),
        canned=canned_shown(desk, case=case, surface=surface, answers=answers),
        past=past_shown(desk, case=case, surface=surface, answers=answers),
        holder=_holder(acting, case=case, is_asked=filling.is_asked),
        may_resolve=desk.rules.may(Verb.RESOLVE, acting.roles),
        places=tuple(map(_place, surfaces.surfaces_open(desk, case=case))),
        colleague=colleague,
        offered=drafts.offered(desk, case_id=case.number, surface=surface, slack_user_id=user)
        if desk.rules.provider.may(Skill.DRAFTS)
        else "",
        draft_by=desk.rules.provider.title if desk.rules.provider.may(Skill.DRAFTS) else "",
        talk=talk_so_far(
            session=desk.session, case_id=case.number, surface=surface, answered=answers.message
        ),
        fill=filling.fill,
        posts_most=chains.most_posts(desk.channels[answers.channel], surface),
    )


def _holder(acting: Acting, *, case: Case, is_asked: bool) -> HolderShown | None:
    """Who has the case, where it is somebody else."""
    claim = open_claim(session=acting.desk.session, case_id=case.number)
    if claim is None or claim.slack_user_id == acting.slack_user_id:
        return None
    may_take = bool(acting.roles & {Role.LEAD, Role.DUTY_MANAGER})
    return HolderShown(claim.slack_user_id, may_take, is_asked)


def _chosen(places: list[OpenSurface], wanted: Surface) -> Surface:
    """The place asked for; where nothing public can be answered, the private one if that is open.

    Never the other way: who answers in private does not find themselves in public.
    """
    opened = {place.surface for place in places if not place.why_not}
    if wanted == Surface.PUBLIC and wanted not in opened and Surface.PRIVATE in opened:
        return Surface.PRIVATE
    return wanted


def _place(place: OpenSurface) -> PlaceShown:
    return PlaceShown(
        place.surface,
        is_open=not place.why_not,
        why_not=place.why_not,
        until=place.until,
        in_chat=place.how is How.CHAT,
        once=place.how is How.PRIVATE_REPLY,
    )
