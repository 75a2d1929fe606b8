"""What keeps an installation: its documents brought elsewhere, its copies, and trying them out."""
