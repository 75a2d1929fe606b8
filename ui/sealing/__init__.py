"""Sealed envelopes on screen: written, looked through, filed, withdrawn; and their receipt."""
