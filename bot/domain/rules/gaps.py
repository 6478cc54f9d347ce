"""What an honest set-up still lacks, though nothing in its files is wrong."""

from bot.domain.rules.house_rules import HouseRules


def gaps_of(rules: HouseRules) -> list[str]:
    """A sentence for each, which says what to add."""
    lacking: list[str] = []
    if not rules.routing.brands:
        lacking.append("routing.toml: no brand yet. Add [brands.NAME] with its accounts.")
    if not rules.routing.fallback.slack_channel:
        lacking.append("routing.toml: fallback.slack_channel is empty, so alarms go nowhere.")
    if not rules.routing.fallback.private_slack_channel:
        lacking.append(
            "routing.toml: fallback.private_slack_channel is empty, so private words to an "
            "account that no brand lists are kept and shown to nobody."
        )
    if not rules.routing.duty_manager_targets:
        lacking.append("routing.toml: nobody is told of a breach that nobody owns.")
    if not rules.roles.people and not rules.roles.groups:
        lacking.append("roles.toml: nobody has a role, so nobody can act. Fill [people].")
    if not any(rule.slack_channel for rule in rules.digests.values()):
        lacking.append("digests.toml: no digest has a slack_channel, so none is posted.")
    return lacking
