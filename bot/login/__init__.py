"""The bank's own login, by OpenID Connect: where a customer is sent, and what comes back that proves something.

Authorization code with PKCE. Nothing here touches the database, no token is kept, and every request to
the provider has an end in time and in size.
"""
