"""The inbox: what a person holds and may take, by when."""
