"""What somebody should know of words that they did not write themselves: a colleague's note, a machine's draft."""

from bot.desk.drafts import drafts
from bot.desk.drafts.drafts import Begun
from bot.domain.records.cases.case import Surface
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views.machine_words import draft_by
from handlers.slack.door.acting import Acting


def whose_words(acting: Acting, *, case_id: int, surface: Surface) -> tuple[str, ...]:
    """All of it, of the words that this person is about to send."""
    user = acting.slack_user_id
    mine = drafts.own(acting.desk, case_id=case_id, surface=surface, slack_user_id=user)
    news = note_news(acting, case_id=case_id, surface=surface)
    return (*news, *by_machine(acting, mine))


def by_machine(acting: Acting, mine: Begun | None) -> tuple[str, ...]:
    """Whose draft it is, while words of it are left."""
    return (draft_by(acting.desk.rules.provider.title),) if mine and mine.suggested else ()


def note_news(acting: Acting, *, case_id: int, surface: Surface) -> tuple[str, ...]:
    news = drafts.news_of_note(
        acting.desk, case_id=case_id, surface=surface, slack_user_id=acting.slack_user_id
    )
    if news is None:
        return ()
    who, when = f"<@{news.slack_user_id}>", moment(news.at)
    if news.deleted:
        return (say("The message of {who} that you used was deleted, {when}.", who=who, when=when),)
    return (
        say(
            "{who} changed the message that you used, {when}. Please read it again.",
            who=who,
            when=when,
        ),
    )
