"""Messages and their authors; what is kept back, meant for others, or was looked at unmasked."""
