"""The writes that are not part of a step: a file a noun, each inside the caller's transaction."""
