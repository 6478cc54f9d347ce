"""Faults that users of other desks report, or that their code shows, played on a desk of ours.

CW is Chatwoot, ZM Zammad, LD Libredesk, PC Papercups, MZ Monzo Response, DP Dispatch, PL Plain; a
number is that of their issue.
"""
