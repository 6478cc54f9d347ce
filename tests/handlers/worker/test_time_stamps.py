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
from handlers.commands.record import verify
from handlers.worker import record_watch, time_stamps
from tests.handlers.worker.test_record_watch import settled, standing, wake

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
        self.garbage, self.is_cut = b"", False
        (folder / "ts.cnf").write_text(_POLICY.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.made("root", extensions="ca")
        self.made("tsa", extensions="leaf", issuer="root")
        authority = self

        class Answering(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = authority.garbage or authority.answer(body)
                self.send_response(authority.status)
                if authority.is_cut:
                    self.send_header("Transfer-Encoding", "chunked")
                    half = len(answer) // 2
                    pieces = (answer[:half], answer[half:], b"")
                    answer = b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in pieces)
                else:
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

    def made(self, name: str, *, extensions: str, issuer: str = "") -> None:
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
    made.is_cut = False
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


def look(app: App) -> None:
    """What the worker does in ten minutes."""
    record_watch.look(app)
    time_stamps.stamp(app)
    record_watch.leave(app)


def test_the_newest_seal_is_stamped_once_a_day_and_anybody_can_check_it(
    stamped: App, authority: Authority
) -> None:
    wake(stamped)
    look(stamped)
    wake(stamped)
    look(stamped)
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
        look(stamped)
        assert standing(stamped) == [AlarmKind.TIME_STAMP_FAILS]
    sealed = list(anchor.lines(stamped.settings.record_folder))
    with stamped.database.reading() as session:
        assert sealed == [each.line for each in record_seals.after(session=session, number=0)]
    assert len(sealed) >= 3
    authority.status, authority.garbage = 200, b""
    look(stamped)
    assert standing(stamped) == []
    assert len(anchor.stamps(stamped.settings.record_folder)) == 1


def test_the_answer_to_another_question_is_no_stamp(stamped: App, authority: Authority) -> None:
    wake(stamped)
    look(stamped)
    [token] = anchor.stamps(stamped.settings.record_folder).values()
    past_the_guard(stamped, "DELETE FROM runs WHERE job = 'record stamp'")
    authority.garbage = token
    look(stamped)
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
    look(stamped)
    values = {"junk": b"junk"} if ":junk" in statement else {}
    past_the_guard(stamped, statement, **values)
    assert [each for each in faults(stamped) if told in each]


def test_a_record_made_anew_later_does_not_pass_for_the_one_that_was_stamped(
    stamped: App,
) -> None:
    """Whoever holds every key can seal anew, and even have it stamped: but not for a time that is past."""
    wake(stamped)
    look(stamped)
    earlier = "2024-01-01 00:00:00.000000"
    past_the_guard(stamped, "UPDATE record_seals SET at = :at", at=earlier)
    assert [each for each in faults(stamped) if "time stamp" in each and "does not hold" in each]


@pytest.mark.parametrize(
    "junk",
    [bytes.fromhex("30053003020163"), b"junk", b"0\x05", b"\x00" * 40],
    ids=["status 99", "text", "short", "zeros"],
)
def test_a_malformed_stamp_is_a_fault_of_that_stamp_and_the_record_is_sealed(
    stamped: App,
    junk: bytes,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settled(monkeypatch)
    wake(stamped)
    look(stamped)
    past_the_guard(stamped, "UPDATE record_stamps SET token = :junk", junk=junk)
    assert [each for each in faults(stamped) if "does not hold: " in each]
    wake(stamped)
    with stamped.database.reading() as session:
        before = len(record_seals.after(session=session, number=0))
    past_the_guard(stamped, "DELETE FROM runs WHERE job = 'record check'")
    look(stamped)
    with stamped.database.reading() as session:
        assert len(record_seals.after(session=session, number=0)) == before + 1
    assert standing(stamped) == [AlarmKind.RECORD_BROKEN]
    monkeypatch.setenv("EARSHOT_TIMESTAMP_ROOTS", str(stamped.settings.timestamp_roots))
    assert verify.verify_all(folder=stamped.settings.record_folder, seals=[]) == 1
    assert "does not hold: " in capsys.readouterr().out


@pytest.mark.parametrize("roots", ["none", "another's", "unreadable", "empty"])
def test_stamps_that_cannot_be_checked_are_said_and_are_no_tampering(
    stamped: App, authority: Authority, roots: str, tmp_path: Path
) -> None:
    wake(stamped)
    look(stamped)
    (tmp_path / "empty.pem").write_text("")
    authority.made("another", extensions="ca")
    files = {
        "none": None,
        "another's": authority.folder / "another.pem",
        "unreadable": tmp_path / "gone.pem",
        "empty": tmp_path / "empty.pem",
    }
    settings = stamped.settings.model_copy(update={"timestamp_roots": files[roots]})
    bank = dataclasses.replace(stamped, settings=settings)
    with bank.database.reading(is_long=True) as session:
        found = anchor.check(session, bank.settings)
    assert found.faults == []
    [told] = found.unsure
    assert "cannot be checked: " in told
    record_watch.check(bank)
    assert standing(bank) == []


def test_a_stamp_whose_bytes_stand_otherwise_outside_is_found(stamped: App) -> None:
    wake(stamped)
    look(stamped)
    folder = stamped.settings.record_folder
    assert folder is not None
    [file] = folder.glob("seal-*.tsr")
    file.write_bytes(file.read_bytes() + b"\x00")
    assert [each for each in faults(stamped) if "is another outside than in the database." in each]


def test_a_torn_stamp_outside_is_no_fault_and_is_written_anew(stamped: App) -> None:
    wake(stamped)
    look(stamped)
    folder = stamped.settings.record_folder
    assert folder is not None
    [file] = folder.glob("seal-*.tsr")
    whole = file.read_bytes()
    file.write_bytes(b"")
    assert faults(stamped) == []
    record_watch.leave(stamped)
    assert file.read_bytes() == whole
    assert sorted(folder.glob("seal-*")) == [file]


def test_an_answer_in_pieces_is_joined(stamped: App, authority: Authority) -> None:
    authority.is_cut = True
    wake(stamped)
    look(stamped)
    assert standing(stamped) == []
    assert len(anchor.stamps(stamped.settings.record_folder)) == 1


@pytest.mark.parametrize(("limit", "value"), [("_ALL_S", 0.0), ("_LARGEST", 100)])
def test_an_answer_that_drips_or_has_no_end_is_let_go(
    stamped: App, monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(time_stamps, limit, value)
    wake(stamped)
    look(stamped)
    assert standing(stamped) == [AlarmKind.TIME_STAMP_FAILS]
    assert anchor.stamps(stamped.settings.record_folder) == {}
