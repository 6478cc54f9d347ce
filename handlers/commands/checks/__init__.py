"""`earshot check` and what it looks at: settings, rules, the database, names in Slack, the manifest."""
