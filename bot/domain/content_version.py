"""The version of a rule is the hash of what it says: the same rule, the same version, anywhere."""

import hashlib
import json

from pydantic import BaseModel


def content_version(rule: BaseModel) -> str:
    """The sha256, in hex, of the rule's canonical JSON."""
    body = rule.model_dump(mode="json")
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
