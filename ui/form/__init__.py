"""Forms as people see them: from what engine.forms says to what the kit's macros draw."""
