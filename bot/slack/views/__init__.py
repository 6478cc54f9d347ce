"""What people see in Slack, as Block Kit, drawn from the case as it is."""
