"""Once a day an authority outside the bank stamps the newest seal, where one is set. The record never waits for it:
this is a job of its own, and who seals next writes the stamp beside the seals."""

import time
from urllib.parse import urlsplit

import requests

from bot.bootstrap import App
from bot.desk.threads.alarms import clear_alarm, raise_alarm
from bot.domain.records.alarm import AlarmKind
from bot.domain.records.trail.record_seal import RecordSeal
from bot.domain.records.trail.record_stamp import RecordStamp
from bot.language import stored
from bot.storage.house import runs
from bot.storage.record import record_seals, record_stamps, stamping
from bot.telemetry.logs import get_logger
from handlers.worker import record_watch

_JOB = "record stamp"
_EACH_S, _ALL_S = (5.0, 10.0), 20.0  # to connect and between two bytes; until the last one is there
_LARGEST = 100_000  # bytes; an answer with its certificates has some thousands
_HEADERS = {"Content-Type": "application/timestamp-query"}
_log = get_logger(__name__)


def stamp(app: App) -> None:
    """Have the newest seal stamped, unless this day's was; an alarm while the authority gives no stamp."""
    with app.database.reading() as session:
        last = runs.last_period(session=session, job=_JOB)
        seal = record_seals.newest(session=session)
        night = record_watch.night_of(app.database.now(session))
    if seal is None or (last is not None and last >= night):
        return
    authority = urlsplit(app.settings.timestamp_url).hostname
    try:
        made = _stamped(app, seal)
    except _NoStamp as error:
        _log.warning("record.not_stamped", number=seal.number, why=str(error))
        with app.desk() as desk:
            raise_alarm(desk, AlarmKind.TIME_STAMP_FAILS, authority=authority, why=str(error))
        return
    with app.desk() as desk:
        record_stamps.add(session=desk.session, stamp=made)
        runs.begin(session=desk.session, job=_JOB, period=night, now=desk.database_now)
        clear_alarm(desk, AlarmKind.TIME_STAMP_FAILS)
    _log.info("record.stamped", number=seal.number, stamped_at=made.at.isoformat())


class _NoStamp(Exception):
    """There is none. The text is a stored sentence that says why."""


def _stamped(app: App, seal: RecordSeal) -> RecordStamp:
    """Ask, and look at what came. Raises _NoStamp."""
    asked, nonce = stamping.question(seal)
    answer = _answer(app.settings.timestamp_url, asked)
    try:
        roots = stamping.roots_in(app.settings.timestamp_roots)
        return stamping.stamp_of(seal, answer, roots=roots, nonce=nonce)
    except (stamping.NoStamp, ValueError) as error:
        sentence = stored("its answer is no time stamp that holds ({why})", why=error)
        raise _NoStamp(sentence) from None


def _answer(address: str, asked: bytes) -> bytes:
    """All that came, however it was cut. Raises _NoStamp, also for what drips or has no end."""
    ends, came = time.monotonic() + _ALL_S, bytearray()
    try:
        with requests.post(
            address,
            data=asked,
            headers=_HEADERS,
            timeout=_EACH_S,
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise _NoStamp(stored("it answered with {status}", status=answer.status_code))
            for byte in answer.iter_content(1):  # one by one: none waits until more is there
                came += byte
                if len(came) > _LARGEST:
                    raise _NoStamp(stored("its answer is too long"))
                if time.monotonic() > ends:
                    raise requests.Timeout
            return bytes(came)
    except requests.RequestException as error:
        kind = type(error).__name__
        raise _NoStamp(stored("it cannot be reached ({why})", why=kind)) from None
