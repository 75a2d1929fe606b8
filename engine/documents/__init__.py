"""Documents of the case file: what is let in, and how it is kept."""
