"""Every family of verbs with real clicks on the console page, in one house and one browser."""
