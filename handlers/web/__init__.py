"""The web process: site, health, metrics, time limits of bodies."""
