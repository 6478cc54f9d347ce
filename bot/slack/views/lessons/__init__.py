"""Forms and pages about what the business learns."""
