"""Sealed envelopes: filed by many at once, readable by nobody before their opening."""
