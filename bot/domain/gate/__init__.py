"""The gate on answers: what stands in a text that a bank should not say, or not there, or not without looking.

Words are lists of phrases by language, which the bank's files hold; this room reads a text once (``hearing``),
and looks for requests for secrets (``requests``), for wordings (``wordings``), links and marks of Slack. It says
where and why, never how grave: that is the bank's to say (``rules.answers.gate_rules``).
"""
