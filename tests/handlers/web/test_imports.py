"""What web does without at its start: each library of these is some megabytes in every process."""

import subprocess
import sys

_NOT_NEEDED = ["emoji", "facebook", "PIL", "alembic", "joserfc", "requests", "rich", "tweepy"]


def test_web_imports_nothing_that_only_others_or_few_presses_need() -> None:
    told = (
        "import sys, handlers.commands.cli, handlers.processes.roles, handlers.web.site, handlers.slack.asgi;"
        f"print([name for name in {_NOT_NEEDED} if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
