"""Benchmarks: commands that measure, never timed tests."""

from ui.cli.bench.command import app

__all__ = ["app"]
