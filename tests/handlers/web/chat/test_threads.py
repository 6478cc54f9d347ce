"""The chat's threads: what has time keeps nobody waiting, and no more wait than can be answered in time."""

import asyncio
import threading

import pytest

from handlers.web.chat import threads
from handlers.web.chat.threads import Threads, TooManyWait

PATIENCE_S = 5.0


def test_what_has_time_leaves_a_thread_to_whoever_waits() -> None:
    async def played() -> None:
        ours, over = Threads(), threading.Event()
        held = [asyncio.create_task(ours.run(over.wait, has_time=True)) for _ in range(3)]
        await asyncio.sleep(0)
        assert await asyncio.wait_for(ours.run(lambda: "here"), PATIENCE_S) == "here"
        over.set()
        assert await asyncio.gather(*held) == [True] * 3
        ours.close()

    asyncio.run(played())


@pytest.mark.parametrize("has_time", [True, False])
def test_too_many_are_sent_away_and_each_kind_for_itself(
    has_time: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def played() -> None:
        monkeypatch.setattr(threads, "_WAITING_MOST", 1)
        ours, over = Threads(), threading.Event()
        held = asyncio.create_task(ours.run(over.wait, has_time=has_time))
        await asyncio.sleep(0)
        with pytest.raises(TooManyWait):
            await ours.run(lambda: None, has_time=has_time)
        assert await asyncio.wait_for(ours.run(lambda: 1, has_time=not has_time), PATIENCE_S) == 1
        over.set()
        await held
        assert await ours.run(lambda: 2, has_time=has_time) == 2
        ours.close()

    asyncio.run(played())
