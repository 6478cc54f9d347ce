"""An authority outside the bank stamps the newest seal once a day; what it fails at holds nothing up, and is told."""

import dataclasses
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlmodel import text

from bot import bootstrap
from bot.bootstrap import App
from bot.domain.records.alarm import AlarmKind
from bot.storage.record import record_seals, record_stamps, triggers
from handlers import anchor
from handlers.worker import record_watch
from tests.handlers.worker.test_record_watch import standing, wake

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority")

_POLICY = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[leaf]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class Authority:
    """A time stamp authority at this machine: ``openssl ts`` behind HTTP."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.status, self.asked = folder, 200, 0
        self.garbage = b""
        (folder / "ts.cnf").write_text(_POLICY.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self._made("root", extensions="ca")
        self._made("tsa", extensions="leaf", issuer="root")
        authority = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = authority.garbage or authority.answer(body)
                self.send_response(authority.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answering)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def answer(self, asked: bytes) -> bytes:
        self.asked += 1
        (self.folder / "asked.tsq").write_bytes(asked)
        config = str(self.folder / "ts.cnf")
        self._openssl("ts", "-reply", "-config", config, "-queryfile", "asked.tsq", "-out", "a.tsr")
        return (self.folder / "a.tsr").read_bytes()

    def vouches(self, line: str, token: bytes) -> bool:
        """What somebody finds who has the line, the token and the root alone."""
        (self.folder / "line").write_bytes(line.encode())
        (self.folder / "kept.tsr").write_bytes(token)
        options = ("-data", "line", "-in", "kept.tsr", "-CAfile", "root.pem")
        return "Verification: OK" in self._openssl("ts", "-verify", *options)

    def _made(self, name: str, *, extensions: str, issuer: str = "") -> None:
        key = ("-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-subj", f"/CN={name}")
        by = ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key") if issuer else ()
        of = ("-config", "ts.cnf", "-extensions", extensions)
        self._openssl("req", "-x509", *key, "-days", "30", "-out", f"{name}.pem", *of, *by)

    def _openssl(self, *words: str) -> str:
        done = subprocess.run(
            ["openssl", *words], cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    yield authority
    authority.server.shutdown()
    authority.server.server_close()


@pytest.fixture
def authority(made: Authority) -> Authority:
    made.status, made.garbage, made.asked = 200, b"", 0
    return made


@pytest.fixture
def stamped(app: App, tmp_path: Path, authority: Authority) -> App:
    """A bank that keeps the seals in a folder and has them stamped."""
    bootstrap.migrate(app)
    folder = tmp_path / "anchor"
    folder.mkdir()
    told = {
        "record_folder": folder,
        "timestamp_url": authority.address,
        "timestamp_roots": authority.folder / "root.pem",
    }
    return dataclasses.replace(app, settings=app.settings.model_copy(update=told))


def faults(app: App) -> list[str]:
    with app.database.reading(is_long=True) as session:
        return anchor.check(session, app.settings).faults


def past_the_guard(app: App, statement: str, **values: object) -> None:
    with app.database.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(text(statement), values)


def test_the_newest_seal_is_stamped_once_a_day_and_anybody_can_check_it(
    stamped: App, authority: Authority
) -> None:
    wake(stamped)
    record_watch.look(stamped)
    wake(stamped)
    record_watch.look(stamped)
    assert authority.asked == 1
    with stamped.database.reading() as session:
        [stamp] = record_stamps.after(session=session, number=0)
        seals = {each.number: each for each in record_seals.after(session=session, number=0)}
    folder = stamped.settings.record_folder
    assert anchor.stamps(folder) == {stamp.number: stamp.token}
    [line] = [each for each in anchor.lines(folder) if each == seals[stamp.number].line]
    assert authority.vouches(line, stamp.token)
    assert faults(stamped) == []
    assert standing(stamped) == []


def test_an_authority_that_fails_is_told_and_asked_again_while_the_record_is_sealed(
    stamped: App, authority: Authority
) -> None:
    for status, garbage in ((503, b"busy"), (200, b"no token")):
        authority.status, authority.garbage = status, garbage
        wake(stamped)
        record_watch.look(stamped)
        assert standing(stamped) == [AlarmKind.TIME_STAMP_FAILS]
    sealed = list(anchor.lines(stamped.settings.record_folder))
    with stamped.database.reading() as session:
        assert sealed == [each.line for each in record_seals.after(session=session, number=0)]
    assert len(sealed) >= 3
    authority.status, authority.garbage = 200, b""
    record_watch.look(stamped)
    assert standing(stamped) == []
    assert len(anchor.stamps(stamped.settings.record_folder)) == 1


def test_the_answer_to_another_question_is_no_stamp(stamped: App, authority: Authority) -> None:
    wake(stamped)
    record_watch.look(stamped)
    [token] = anchor.stamps(stamped.settings.record_folder).values()
    past_the_guard(stamped, "DELETE FROM runs WHERE job = 'record stamp'")
    authority.garbage = token
    record_watch.look(stamped)
    assert standing(stamped) == [AlarmKind.TIME_STAMP_FAILS]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM record_stamps", "stands outside, and is missing in the database."),
        ("UPDATE record_stamps SET token = :junk", "does not hold: "),
        ("UPDATE record_stamps SET number = 1", "does not hold: Mismatch between messages."),
        ("DELETE FROM record_seals", "has a time stamp, and is missing."),
    ],
)
def test_a_stamp_or_its_seal_that_was_changed_is_found(
    stamped: App, statement: str, told: str
) -> None:
    wake(stamped)
    record_watch.look(stamped)
    values = {"junk": b"junk"} if ":junk" in statement else {}
    past_the_guard(stamped, statement, **values)
    assert [each for each in faults(stamped) if told in each]


def test_a_record_made_anew_later_does_not_pass_for_the_one_that_was_stamped(
    stamped: App,
) -> None:
    """Whoever holds every key can seal anew, and even have it stamped: but not for a time that is past."""
    wake(stamped)
    record_watch.look(stamped)
    earlier = "2024-01-01 00:00:00.000000"
    past_the_guard(stamped, "UPDATE record_seals SET at = :at", at=earlier)
    assert [each for each in faults(stamped) if "time stamp" in each and "does not hold" in each]


def test_stamps_that_cannot_be_checked_are_said(stamped: App) -> None:
    wake(stamped)
    record_watch.look(stamped)
    told = {"timestamp_roots": None}
    settings = stamped.settings.model_copy(update=told)
    assert faults(dataclasses.replace(stamped, settings=settings)) == [
        "Time stamps of 1 seals cannot be checked: EARSHOT_TIMESTAMP_ROOTS is not set."
    ]
