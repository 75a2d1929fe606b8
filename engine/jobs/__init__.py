"""Work of machines: retries with back-off, incidents."""
