"""Municipal taxes: what is decided by rule of the property tax."""
