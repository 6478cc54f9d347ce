"""Figures for whoever watches. Labels name channels and states, never people.

Counters live in the process; each process also writes them with its heartbeat, so that any web
process can report all of them. What can be counted in the database is read there when asked.
"""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()

RECEIVED = Counter(
    "earshot_received_items", "Items stored as they came in.", ["channel"], registry=REGISTRY
)
REPEATED = Counter(
    "earshot_repeated_items", "Items that were already stored.", ["channel"], registry=REGISTRY
)
NOT_USED = Counter(
    "earshot_not_used_items", "Items understood and of no use.", ["channel"], registry=REGISTRY
)
SET_ASIDE = Counter(
    "earshot_set_aside_items", "Items set aside for a person.", ["channel"], registry=REGISTRY
)
REFUSED_HOOKS = Counter(
    "earshot_refused_webhooks", "Webhooks with a bad signature.", ["channel"], registry=REGISTRY
)
UNREADABLE_HOOKS = Counter(
    "earshot_unreadable_webhooks",
    "Webhooks signed well and of no documented shape.",
    ["channel"],
    registry=REGISTRY,
)
LIMITS_HIT = Counter(
    "earshot_limits_hit",
    "Limits that reading a source ran into.",
    ["source", "limit"],
    registry=REGISTRY,
)
POLLS = Counter("earshot_polls", "Polls by how they ended.", ["source", "ended"], registry=REGISTRY)
DELIVERIES = Counter(
    "earshot_deliveries_ended", "Sends by kind and outcome.", ["kind", "outcome"], registry=REGISTRY
)
PROVIDER_CALLS = Counter(
    "earshot_provider_calls",
    "Calls of the bank's own provider of words, by what for and how they ended.",
    ["skill", "ended"],
    registry=REGISTRY,
)
HOOK_SECONDS = Histogram(
    "earshot_webhook_seconds",
    "From the last byte of a webhook to its answer.",
    ["channel"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0),
    registry=REGISTRY,
)


def counters() -> list[dict[str, Any]]:
    """This process's counters, as plain data: name, labels, value."""
    return [
        {"name": metric.name, "labels": dict(sample.labels), "value": sample.value}
        for metric in REGISTRY.collect()
        if metric.type == "counter"
        for sample in metric.samples
        if sample.name.endswith("_total")
    ]
