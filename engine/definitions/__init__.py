"""Process definitions: read a folder, check everything, keep immutable versions."""
