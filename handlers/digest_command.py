"""`earshot digest now`: issue a digest because somebody asks, or only look at its figures."""

from typing import Any

from bot import bootstrap
from bot.desk import digests
from bot.digest.report import Report
from bot.domain.staff import Actor
from config.settings import load
from handlers.endings import CannotStart


def now(*, digest: str, name: str, dry_run: bool) -> None:
    """Issue this digest, or all of them. Its delivery waits for the worker to post it."""
    if not name.strip() and not dry_run:
        raise CannotStart("Say who you are with --as NAME.")
    app = bootstrap.build(load(), pool_size=1)
    asked = [digest] if digest else list(app.rules.digests)
    try:
        for each in asked:
            if dry_run:
                with app.looking() as desk:
                    _print(each, digests.look(desk, digest=each))
                continue
            with app.desk() as desk:
                digests.issue_now(desk, digest=each, by=Actor.operator(name.strip()))
            print(f"The digest “{each}” is on its way to {app.rules.digests[each].slack_channel}.")
    finally:
        app.database.dispose()


def _print(digest: str, report: Report) -> None:
    print(digest)
    for name, value in report.model_dump(mode="json").items():
        print(f"  {name.replace('_', ' '):28} {_text(value)}")


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(each)}" for key, each in value.items()) or "-"
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value) or "-"
    return "-" if value in (None, "") else str(value)
