"""Log lines to stdout: JSON where a machine reads them, plain lines in a terminal, always redacted.

The standard library's logging goes the same way, so no library can write past the redaction.
"""

import logging
import logging.config
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TextIO

from bot.telemetry.redaction import redact_event

# structlog does without rich where there is none, and so do we: it would bring 3 MB for colours into each
# process, and a print of tracebacks with every local variable, customers' words too.
_has_rich = "rich" in sys.modules
if not _has_rich:
    sys.modules["rich"] = None  # type: ignore[assignment]  # Python's own way to say that there is none
import structlog  # noqa: E402

if not _has_rich:
    del sys.modules["rich"]

# These write request bodies, addresses with tokens in them, or a line for every call.
_TOO_TALKATIVE = {
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "tweepy": logging.WARNING,
    "urllib3": logging.WARNING,
    "requests_oauthlib": logging.WARNING,
    "oauthlib": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.ERROR,  # warns each time a tick finds its predecessor still running
}


def configure(
    *, level: str = "INFO", as_json: bool | None = None, stream: TextIO | None = None
) -> None:
    """Send every log line of this process to stdout. JSON unless stdout is a terminal."""
    out = stream or sys.stdout
    json_lines = as_json if as_json is not None else not out.isatty()
    handler = logging.StreamHandler(out)
    handler.setFormatter(_formatter(json_lines))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _TOO_TALKATIVE.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
    _through_logging(*_every_line(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter)


def get_logger(name: str) -> Any:
    """A logger whose first argument is an event name: ``log.info("poll.failed", source=…)``."""
    return structlog.stdlib.get_logger(name)


@contextmanager
def bound(**values: object) -> Iterator[None]:
    """Every line written inside carries these values, e.g. ``case_id``."""
    with structlog.contextvars.bound_contextvars(**values):
        yield


def _through_logging(*processors: Any) -> None:
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *processors],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _every_line() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _formatter(json_lines: bool) -> logging.Formatter:
    last: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if json_lines else _for_people
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_every_line(), structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redact_event,
            last,
        ],
    )


def _for_people(_logger: object, _method: str, event: Mapping[str, Any]) -> str:
    """``10:15:02 warning poll.failed source=x:mentions:1``, and a traceback below, if any."""
    rest = dict(event)
    time = str(rest.pop("timestamp", ""))[11:19]
    level, name = rest.pop("level", ""), rest.pop("event", "")
    rest.pop("logger", None)
    below = [str(rest.pop(key)) for key in ("exception", "stack") if rest.get(key)]
    pairs = [f"{key}={value}" for key, value in rest.items() if value is not None]
    return "\n".join([" ".join([time, f"{level:7}", str(name), *pairs]), *below])


def _said_once(
    logger: object, method: str, event: Mapping[str, Any]
) -> tuple[tuple[str], dict[str, Any]]:
    """The finished line; without this the standard library would add the bare traceback again."""
    return (_for_people(logger, method, event),), {"exc_info": None}


# structlog's own default prints tracebacks with every local variable in them, customers' words too.
_through_logging(*_every_line(), structlog.processors.format_exc_info, redact_event, _said_once)
