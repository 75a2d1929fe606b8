"""The data sets of the portal of open data."""
