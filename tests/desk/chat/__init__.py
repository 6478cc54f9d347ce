"""The secure chat at the desk: who gets in, and what is said there."""
