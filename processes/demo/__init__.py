"""The demo: one invented municipality whose purchases were made by running the real engine."""
