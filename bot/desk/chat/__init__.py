"""The secure chat of a case: the customer goes on in private, and staff answer from the same case.

Nothing of it is there until the bank sets EARSHOT_CHAT_URL. The channel's own part is
``bot/channels/webchat``, the page ``handlers/web/chat``. All that the page does is asked of ``entry`` and
``talk``.
"""
