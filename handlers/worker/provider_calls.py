"""The bank's own provider of words, asked by a worker: one call at a time, with no transaction open meanwhile."""

import threading
from collections.abc import Callable

from bot.bootstrap import App
from bot.desk.desk import DeskError
from bot.desk.listening import provider_calls
from bot.desk.listening.provider_calls import Wanted
from bot.domain.records.provider_call import Skill
from bot.domain.records.staff import Staff
from bot.language import ENGLISH, speaking
from bot.provider import Provider
from bot.provider.asking import Caller, Ended
from bot.provider.loading import NoProvider, load
from bot.slack.api.client import hurried
from bot.slack.api.outcomes import Stopped, asked
from bot.slack.views.parts import Block
from bot.telemetry.logs import get_logger
from handlers.slack.answers import machine_drafts
from handlers.slack.listening import summaries

EVERY_S = 0.5
_AT_ONCE = 20
_log = get_logger(__name__)
_SHOWN: dict[Skill, Callable[..., Block | None]] = {
    Skill.DRAFTS: machine_drafts.came,
    Skill.SUMMARIES: summaries.came,
}


class ProviderDesk:
    """Asks the provider whatever is wanted of it. It is loaded at the first call, and again after it could not be."""

    def __init__(
        self, app: App, *, provider: Provider | None = None, within_s: float | None = None
    ) -> None:
        self._app = app
        self._caller = Caller(within_s=within_s or app.rules.provider.within_s)
        self._provider = provider

    def ask_all(self, *, ending: threading.Event) -> int:
        """Make the calls that wait; how many were ended."""
        done = 0
        while done < _AT_ONCE and not ending.is_set() and self.ask_next():
            done += 1
        return done

    def ask_next(self) -> bool:
        """Make the next call; False: none is wanted."""
        with self._app.desk() as desk:
            wanted = provider_calls.begin(desk)
        if wanted is None:
            return False
        ended, came, why = self._ask(wanted)
        words: str | None = came
        if wanted.over is None:
            with self._app.desk() as desk:
                end = provider_calls.end
                words = end(
                    desk,
                    call_id=wanted.call_id,
                    ended=ended,
                    words=came,
                    why=why,
                    of=wanted.text,
                )
        if words is None:  # its case was erased meanwhile, or it took so long that it was given up
            _log.info("provider.called_for_nothing", skill=str(wanted.skill))
            return True
        log = _log.info if ended in (Ended.DONE, Ended.NOT_NEEDED) else _log.warning
        log("provider.called", skill=str(wanted.skill), ended=str(ended), why=why)
        self._show(wanted, ended, words)
        return True

    def _ask(self, wanted: Wanted) -> tuple[Ended, str, str]:
        """How it ended, the words, and the class of what was raised, or why there is no provider.

        It is loaded within the time of a call: what is loaded is somebody else's.
        """
        if wanted.over is not None:
            return wanted.over, "", ""
        cannot: list[str] = []

        def ask() -> object:
            try:
                self._provider = self._provider or load(self._app.rules.provider)
            except NoProvider as why:
                cannot.append(str(why))
                raise
            return _call(self._provider, wanted)()

        ended, words = self._caller.call(ask)
        if cannot:
            return Ended.NOT_LOADED, "", cannot[0]
        return (ended, "", words) if ended is Ended.FAILED else (ended, words, "")

    def _show(self, wanted: Wanted, ended: Ended, words: str) -> None:
        """Draw the form of whoever waits; one that is closed by now is left."""
        shown = _SHOWN.get(wanted.skill)
        if shown is None or not wanted.view_id:
            return
        with self._app.looking() as desk:
            person = desk.session.get(Staff, wanted.asked_by)
            locale, team_id = person.reads if person else ENGLISH, desk.home_team
        try:
            with speaking(locale):
                view = shown(self._app, wanted=wanted, ended=ended, words=words, team_id=team_id)
            if view is None:
                _log.info("provider.not_shown", why="the form is gone or shows another place")
                return
            asked(lambda: hurried(self._app.slack).views_update(view_id=wanted.view_id, view=view))
        except DeskError as why:
            _log.info("provider.not_shown", why=type(why).__name__)
        except Stopped as stopped:
            _log.info("provider.not_shown", why=stopped.why)


def _call(provider: Provider, wanted: Wanted) -> Callable[[], object]:
    if wanted.skill is Skill.TRANSLATION:
        return lambda: provider.translate(wanted.text, source=wanted.source, target=wanted.target)
    if wanted.skill is Skill.DRAFTS:
        return lambda: provider.draft(wanted.talk, language=wanted.target)
    return lambda: provider.summarise(wanted.talk, language=wanted.target)
