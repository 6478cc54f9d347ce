"""Questions to specialist teams: asked, answered, late. The case stays with whoever has it."""
