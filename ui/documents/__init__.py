"""The documents of cases: pages, versions, acts upon them, and the file as a whole."""
