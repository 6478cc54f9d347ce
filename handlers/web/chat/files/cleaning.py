"""A customer's file is made anew in a short-lived process, so that a hostile one cannot hurt this one.

The process gets the file and nothing else: no setting, no key. Two at a time, in threads that do nothing
else: neither Slack's presses nor the chat's words wait for them.
"""

import json
import os
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

from bot.domain.records.chat_file import CleanFile, FileKind
from bot.domain.rules.chat_rules import FileRules
from bot.language import say
from bot.telemetry.logs import get_logger
from handlers.web.chat.asking import Refused

AT_ONCE = 2
_CHILD = Path(__file__).with_name("child.py")
_PATIENCE_S = 30.0
_log = get_logger(__name__)


def made_anew(given: bytes, *, rules: FileRules) -> CleanFile:
    """The file as it is kept. Raises Refused, with what can be sent instead."""
    pixels = rules.most_megapixels * 1_000_000
    asked = [sys.executable, "-I", str(_CHILD), str(pixels), str(rules.largest)]
    try:
        child = subprocess.run(
            asked,
            input=given,
            capture_output=True,
            env=_environment(),
            timeout=_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refused("too_slow", rules=rules) from None
    line, _, body = child.stdout.partition(b"\n")
    if child.returncode != 0 or not line:
        _log.warning("chat.file_child_ended", code=child.returncode, size=len(given))
        raise refused("too_slow", rules=rules)
    told = json.loads(line)
    if "refused" in told:
        raise refused(told["refused"], rules=rules)
    kind = FileKind(told.pop("kind"))
    return CleanFile(kind=kind, body=body, **told)


def _environment() -> dict[str, str]:
    """Where some platforms keep Python's own libraries; of ours, nothing."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}


def refused(code: str, *, rules: FileRules) -> Refused:
    """Why this file is not taken, and what helps."""
    told = {
        "not_taken": (
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            say("We can take pictures (JPEG, PNG or WebP) and PDF. This is something else."),
        ),
        "too_large": (
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            say("This file is too large: {most} MB at most.", most=rules.largest_mb),
        ),
        "too_many_pixels": (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            say("This picture is too large. Send a smaller one, or a screenshot of it."),
        ),
        "too_many_pages": (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            say("This PDF has too many pages. Send those that matter, or pictures of them."),
        ),
        "locked": (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            say("This PDF is locked, so nobody could read it. Send it unlocked, or as pictures."),
        ),
        "active": (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            say(
                "This PDF holds more than pages, such as a program or another file. Print it into a "
                "new PDF, or send pictures of it."
            ),
        ),
        "too_slow": (
            HTTPStatus.UNPROCESSABLE_ENTITY,
            say("This file was too much to read. Send a smaller one, or a picture of it."),
        ),
    }
    broken = say("This file could not be read. Perhaps it is damaged: send it once more.")
    status, why = told.get(code, (HTTPStatus.UNPROCESSABLE_ENTITY, broken))
    return Refused(status, why)
