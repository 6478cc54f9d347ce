"""The certified provider in a process of its own, and somebody who signs in there without a screen."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import requests

_ROOT = Path(__file__).parents[2]


@contextmanager
def real_provider(port: int, *, redirect_uri: str) -> Iterator[str]:
    """Its issuer, while it serves."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.login.provider_process", str(port), redirect_uri],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate()


def sign_in(way: str, who: str) -> str:
    """Go there and press the button of this person; the address that one is sent back to."""
    page = requests.get(way, timeout=10)
    found = re.search(r'name=token value="([^"]+)"', page.text)
    assert found, page.text
    at = urlsplit(way)
    answer = requests.post(
        f"{at.scheme}://{at.netloc}/verify",
        data={"token": unescape(found[1]), "who": who},
        allow_redirects=False,
        timeout=10,
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def told(address: str) -> dict[str, str]:
    """What stands in the address's query."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
