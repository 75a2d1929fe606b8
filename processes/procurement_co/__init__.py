"""Purchases of a Colombian municipality: the modalities of the Leyes 80 and 1150."""
