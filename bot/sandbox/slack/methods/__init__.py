"""The Web API: its front door, scopes, limits, and one file a family of methods."""
