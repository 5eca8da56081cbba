"""Succession (quy hoạch): pools, readiness, stand-ins, the yearly review, as far as the viewer may see them."""
