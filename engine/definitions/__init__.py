"""Process definitions: read a folder, check everything, keep immutable versions."""

from engine.definitions.bundle import Bundle, read_folder
from engine.definitions.deploying import Activated, Deployed, activate, deploy
from engine.definitions.loading import Definition, active_program_of, program_of
from engine.definitions.manifest import (
    Glance,
    GlanceFormat,
    Manifest,
    Stage,
    manifest_from_text,
    parse_manifest,
)

__all__ = [
    "Activated",
    "Bundle",
    "Definition",
    "Deployed",
    "Glance",
    "GlanceFormat",
    "Manifest",
    "Stage",
    "activate",
    "active_program_of",
    "deploy",
    "manifest_from_text",
    "parse_manifest",
    "program_of",
    "read_folder",
]
