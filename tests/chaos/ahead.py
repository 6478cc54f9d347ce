"""A process of ours on a machine whose clock is a minute ahead: ``python -m tests.chaos.ahead worker``."""

from datetime import UTC, datetime, timedelta

import time_machine

from handlers.__main__ import main

_AHEAD = timedelta(minutes=1)

if __name__ == "__main__":
    time_machine.travel(datetime.now(UTC) + _AHEAD, tick=True).start()
    main()
