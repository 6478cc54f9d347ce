"""What becomes of the words of an answer that could not go on: kept as a draft if they may be, and shown."""

from bot import clock
from bot.bootstrap import App
from bot.desk import case_access, private_words
from bot.desk.desk import DeskError
from bot.desk.drafts import drafts, locks
from bot.domain.personal_data.masking import without_cards
from bot.domain.records.cases.case import Surface
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.views.answers.reply_begun import kept_view
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, Person, keep


def not_sent(acting: Acting, *, key: FormKey, why: DeskError) -> Block:
    """Why it did not go, with the words and whether they are kept as a draft."""
    begun = drafts.own(
        acting.desk,
        case_id=key.case_id,
        surface=Surface(key.surface),
        slack_user_id=acting.slack_user_id,
    )
    saved_at = begun.saved_at if begun else acting.desk.now
    return kept_view(
        str(why), without_cards(key.text), is_kept=begun is not None, saved_at=saved_at
    )


def give_back(app: App, *, person: Person, key: FormKey, why: DeskError) -> Block:
    """The words of a form that could not go on: kept as a draft if they may be, and shown.

    The customer is free for a colleague.
    """

    def do(acting: Acting) -> Block:
        let_go(acting, key.case_id)
        require_place(acting, case_id=key.case_id, surface=Surface(key.surface))
        drafts.keep(
            acting.desk,
            case_id=key.case_id,
            surface=Surface(key.surface),
            slack_user_id=acting.slack_user_id,
            text=key.text,
            purpose=key.purpose,
        )
        return not_sent(acting, key=key, why=why)

    try:
        return keep(app, verb=Verb.REPLY, person=person, do=do)
    except DeskError:  # the role is gone, or the right to see the talk
        return kept_view(str(why), without_cards(key.text), is_kept=False, saved_at=clock.now())


def require_place(acting: Acting, *, case_id: int, surface: Surface) -> None:
    """Let them write there. Raises NoSuchCase, NotForYou."""
    case = case_access.lock_case(acting.desk, case_id=case_id)
    if surface is Surface.PRIVATE:
        private_words.require(acting.desk, case=case)


def let_go(acting: Acting, case_id: int) -> None:
    """Write to the customer no more."""
    case = case_access.lock_case(acting.desk, case_id=case_id)
    locks.release(acting.desk, case=case, slack_user_id=acting.slack_user_id)
