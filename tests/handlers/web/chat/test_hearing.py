"""Open pages: woken by their own chat alone, ended when we end, and never more than can be held."""

import asyncio
from collections.abc import AsyncIterator

from handlers.web.chat.hearing import MOST_OF_ONE, Hub

PATIENCE_S = 5.0


async def first(stream: AsyncIterator[bytes]) -> bytes:
    return await asyncio.wait_for(anext(stream), PATIENCE_S)


def test_a_page_hears_of_its_own_chat_alone() -> None:
    async def played() -> None:
        hub = Hub(beat_s=0.05)
        mine = hub.stream(invitation_id=1, session_id=1)
        other = hub.stream(invitation_id=2, session_id=2)
        assert b"retry" in await first(mine)
        assert b"retry" in await first(other)
        await asyncio.to_thread(hub.announced, frozenset({"chat:1"}))
        assert b"event: news" in await first(mine)
        assert b"event: beat" in await first(other)

    asyncio.run(played())


def test_news_between_two_looks_are_told_at_the_next() -> None:
    async def played() -> None:
        hub = Hub()
        mine = hub.stream(invitation_id=1, session_id=1)
        await first(mine)
        hub.announced(frozenset({"chat:1"}))
        hub.announced(frozenset({"*"}))
        await asyncio.sleep(0)
        assert b"event: news" in await first(mine)

    asyncio.run(played())


def test_a_page_that_is_gone_makes_room() -> None:
    async def played() -> None:
        hub = Hub(most=MOST_OF_ONE + 1)
        pages = [hub.stream(invitation_id=1, session_id=1) for _ in range(MOST_OF_ONE)]
        for page in pages:
            await first(page)
        assert not hub.has_room(1)
        assert hub.has_room(2)
        other = hub.stream(invitation_id=1, session_id=2)
        await first(other)
        assert not hub.has_room(3)
        await pages[0].aclose()
        assert hub.has_room(1)
        assert hub.has_room(3)

    asyncio.run(played())


def test_every_stream_ends_when_the_process_does() -> None:
    async def played() -> None:
        hub = Hub()
        mine = hub.stream(invitation_id=1, session_id=1)
        await first(mine)
        hub.close()
        left = [each async for each in mine]
        assert len(left) <= 1
        assert hub.count == 0
        assert not hub.has_room(1)

    asyncio.run(asyncio.wait_for(played(), PATIENCE_S))
