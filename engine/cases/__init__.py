"""Cases: start, advance, cancel; one verb is one transaction."""
