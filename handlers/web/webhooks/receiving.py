"""What happens to a webhook, in a thread of the pool: verified, stored, then acknowledged."""

import time
from collections.abc import Sequence
from http import HTTPStatus

from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.bootstrap import App
from bot.channels.channel import BadSignature, Channel, Hook, HookItem
from bot.domain.channels.inbound import Unreadable
from bot.inbox.store import Incoming, store, store_unreadable
from bot.storage.house import hearing
from bot.telemetry import metrics
from bot.telemetry.logs import get_logger
from handlers.web.webhooks import whole

_log = get_logger(__name__)


def receive(app: App, channel: Channel, hook: Hook) -> HTTPStatus:
    """Verify and keep it. The status tells the platform whether it has to send it again."""
    name, started = channel.capabilities.name, time.perf_counter()
    try:
        return _receive(app, channel, hook)
    except BadSignature:
        metrics.REFUSED_HOOKS.labels(channel=name).inc()
        _log.warning("webhook.bad_signature", channel=name)
        return HTTPStatus.UNAUTHORIZED
    except SQLAlchemyError as error:
        _log.error("webhook.not_stored", channel=name, error=type(error).__name__)
        return HTTPStatus.SERVICE_UNAVAILABLE
    finally:
        metrics.HOOK_SECONDS.labels(channel=name).observe(time.perf_counter() - started)


def incoming(channel: str, items: Sequence[HookItem]) -> list[Incoming]:
    """Items of a webhook on their way into the inbox."""
    return [
        Incoming(
            source=each.source,
            channel=channel,
            account=each.account,
            key=each.item.key,
            body=each.item.body,
        )
        for each in items
    ]


def _receive(app: App, channel: Channel, hook: Hook) -> HTTPStatus:
    name = channel.capabilities.name
    try:
        items = channel.receive(hook)
    except BadSignature:
        raise
    except Unreadable as error:
        _keep_whole(app, name, hook, reason=str(error))
        return HTTPStatus.OK
    except Exception as error:  # whatever is wrong with our reading, what was signed is kept
        _log.exception("webhook.broken", channel=name)
        reason = f"It could not be split ({type(error).__name__}); the log says more."
        _keep_whole(app, name, hook, reason=reason)
        return HTTPStatus.OK
    if not items:
        metrics.NOT_USED.labels(channel=name).inc()
        return HTTPStatus.OK
    with app.database.transaction() as session:
        store(
            session=session,
            items=incoming(name, items),
            vault=app.vault,
            now=clock.now(),
            db_now=session.first_now,
        )
        sources = {each.source for each in items}
        hearing.heard(session=session, sources=sources, now=session.first_now)
    return HTTPStatus.OK


def _keep_whole(app: App, name: str, hook: Hook, *, reason: str) -> None:
    _log.warning("webhook.unreadable", channel=name, reason=reason)
    item = Incoming(
        source=f"{name}:webhook",
        channel=name,
        account="",
        key=whole.key_for(hook),
        body=whole.packed(hook),
    )
    with app.database.transaction() as session:
        store_unreadable(
            session=session,
            item=item,
            reason=reason,
            vault=app.vault,
            now=clock.now(),
            db_now=app.database.now(session),
            kept=app.rules.retention.kept_unread,
        )
