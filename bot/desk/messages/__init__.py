"""Messages of customers: recorded, changed, deleted, their authors, who is blocked, what is unheard."""
