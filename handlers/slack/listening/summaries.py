"""*Summary…*: opens a form at once; a worker has the bank's provider sum the talk up, and draws it there."""

from dataclasses import dataclass

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.listening import provider_calls
from bot.desk.listening.provider_calls import Wanted
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.cases.case import Surface
from bot.domain.records.provider_call import Skill
from bot.domain.rules.role_rules import Verb
from bot.provider.asking import Ended
from bot.slack.views.machine_words import summary_view, why_not
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, Person, keep, look
from handlers.slack.door.presses import CasePress
from handlers.slack.door.verb_rows import CaseForm, shown_case


@dataclass(frozen=True)
class SummaryForm(CaseForm):
    """A form that nobody fills in: what it shows comes later."""

    def press(self, app: App, press: CasePress) -> None:
        """Open it, and have the summary made for whoever pressed. Raises what a form of a case does, and NotOffered."""
        view_id = self.open(app, press)

        def want(acting: Acting) -> None:
            provider_calls.want(
                acting.desk,
                case_id=press.about.case_id,
                skill=Skill.SUMMARIES,
                surface=_surface(acting, press),
                by=acting.by,
                view_id=view_id,
            )

        keep(app, verb=self.verb, person=press.person, do=want)


def _surface(acting: Acting, press: CasePress) -> Surface:
    """That of the thread in which it was pressed."""
    thread = thread_with(
        session=acting.desk.session,
        slack_channel=press.place.slack_channel,
        slack_ts=press.place.thread,
    )
    return thread.surface if thread else Surface.PUBLIC


SUMMARY = SummaryForm(
    Verb.REPLY,
    draw=lambda asked: summary_view(asked.shown, provider=asked.acting.desk.rules.provider.title),
    sends={},
)


def came(app: App, *, wanted: Wanted, ended: Ended, words: str, team_id: str) -> Block:
    """The form with the summary, or with why there is none. Raises what keeps them from seeing the case."""

    def see(acting: Acting) -> Block:
        case_access.lock_case(acting.desk, case_id=wanted.case_id)
        shown = shown_case(acting, wanted.case_id)
        why = "" if words else why_not(ended, acting.desk.rules.provider)
        return summary_view(shown, provider=acting.desk.rules.provider.title, words=words, why=why)

    return look(app, verb=Verb.REPLY, person=Person(wanted.asked_by, team_id), see=see)
