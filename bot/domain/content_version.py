"""The version of a rule is the hash of what it says: the same rule, the same version, anywhere."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel


def content_version(rule: BaseModel, *, exclude: Any = None) -> str:
    """The sha256, in hex, of the rule's canonical JSON, but for what decides nothing."""
    body = rule.model_dump(mode="json", exclude=exclude)
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
