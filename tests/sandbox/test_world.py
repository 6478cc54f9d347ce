"""The clock, what is kept between two runs, and the process itself."""

import json
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import requests

from bot.sandbox.server import Sandbox, build
from bot.sandbox.world import World, forget
from tests.sandbox.serving import Inbox, Running

NOBODY = "http://127.0.0.1:9"


def opened(folder: Path) -> Sandbox:
    return build(folder=folder, bot_url=NOBODY, start=datetime.now(UTC))


def test_a_new_world_begins_on_a_weekday_at_ten_in_london() -> None:
    begun = World(None, None).now().astimezone(ZoneInfo("Europe/London"))

    assert begun.weekday() < 5
    assert (begun.hour, begun.minute) == (10, 0)


def test_the_clock_only_moves_forward_and_is_written_for_the_bot(tmp_path: Path) -> None:
    world = World(tmp_path, datetime.now(UTC))
    world.move(90)

    assert float((tmp_path / "clock").read_text()) == pytest.approx(90, abs=1)
    assert world.now() - datetime.now(UTC) > timedelta(seconds=89)
    with pytest.raises(ValueError, match="forward"):
        world.move(-1)
    world.close()


def test_who_waits_is_woken_by_a_change() -> None:
    world = World(None, datetime.now(UTC))
    seen: list[int] = []
    waiter = threading.Thread(target=lambda: seen.append(world.wait(0, timeout=10)))
    waiter.start()
    world.changed("x")
    waiter.join(timeout=10)

    assert seen == [1]


def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    before = opened(tmp_path)
    post = before.x.post(author="Ana Roth", text="@NorthbankHelp a")
    before.x.edit(post, "@NorthbankHelp b")
    before.x.message(author="Ana Roth", to="NorthbankHelp", text="psst")
    visit = before.facebook.visitor_post(page="Harbour", author="Bo", text="hello")
    before.facebook.comment(parent=visit, author="Cy", text="me too")
    before.facebook.message(page="Harbour", author="Bo", text="psst")
    before.faults.add(platform="x", kind="500", times=None)
    before.world.move(3600)
    kept = {name: part.snapshot() for name, part in before.world.parts.items()}
    before.world.close()

    after = opened(tmp_path)

    assert {name: part.snapshot() for name, part in after.world.parts.items()} == kept
    assert after.world.offset == pytest.approx(before.world.offset)
    assert after.x.post(author="ana roth", text="again") > post
    after.world.close()


def test_a_change_is_saved_soon_by_itself(tmp_path: Path) -> None:
    sandbox = opened(tmp_path)
    sandbox.x.post(author="Ana", text="kept")
    saved = tmp_path / "world.json"
    for _ in range(100):
        if saved.exists() and "kept" in saved.read_text():
            break
        sandbox.world.wait(sandbox.world.version, timeout=0.05)

    assert "kept" in saved.read_text()
    sandbox.world.close()


def test_time_moves_and_everything_is_told_over_http(running: Running) -> None:
    clock = f"{running.address}/control/clock"
    moved = requests.post(clock, json={"move_seconds": 60}, timeout=5).json()
    back = requests.post(clock, json={"move_seconds": -60}, timeout=5)
    made = requests.post(
        f"{running.address}/control/x/post",
        json={"author": "Ana", "text": "@NorthbankHelp hi"},
        timeout=5,
    ).json()
    state = requests.get(f"{running.address}/control/state", timeout=5).json()

    assert moved["offset"] == pytest.approx(60, abs=1)
    assert back.status_code == 400
    assert state["x"]["posts"][made["id"]]["said"] == "@NorthbankHelp hi"
    assert requests.get(f"{running.address}/control/health", timeout=5).json()["ok"] is True


def test_people_act_over_http(running: Running) -> None:
    def act(path: str, **given: object) -> dict[str, str]:
        answer = requests.post(f"{running.address}/control/{path}", json=given, timeout=5)
        assert answer.ok, answer.text
        done: dict[str, str] = answer.json()
        return done

    post = act("x/post", author="Ana", text="@NorthbankHelp hi")["id"]
    act("x/edit", id=post, text="@NorthbankHelp hello")
    act("x/delete", id=post)
    visit = act("facebook/visitor_post", page="Northbank", author="Bo", text="hi")["id"]
    comment = act("facebook/comment", parent=visit, author="Cy", text="me too")["id"]
    act("facebook/edit", id=comment, text="me three")
    act("facebook/remove", id=comment)
    bad = requests.post(f"{running.address}/control/x/edit", json={"id": "1"}, timeout=5)

    assert bad.status_code == 400
    assert running.sandbox.x.timeline(1)[0]["deleted"] is True
    assert running.sandbox.facebook.timeline(1)[0]["removed"] is True


def test_starting_over_removes_only_what_the_world_kept(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("not ours")
    opened(tmp_path).world.close()

    forget(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["bot.db"]


def test_the_process_serves_plays_and_ends_cleanly(tmp_path: Path, bot: Inbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bot.sandbox", "--port", str(port), "--bot", bot.address]
    command += ["--folder", str(tmp_path), "--story", "quiet", "--speed", "1000000"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("The story is over"):
            break
    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 0
    process.stdout.close()
    assert f"http://127.0.0.1:{port}" in lines[0]
    saved = json.loads((tmp_path / "world.json").read_text())
    assert saved["parts"]["story"]["position"] == 29  # 15 posts, and what colleagues do
