"""What every press goes through: middleware, identity, role, refusals, opening forms."""
