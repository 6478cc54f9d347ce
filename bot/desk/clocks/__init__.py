"""Time: SLA clocks and complaint clocks of a case, escalations and their alerts, why, policy changes."""
