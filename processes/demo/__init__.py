"""The demo: one invented municipality whose purchases were made by running the real engine."""

from processes.demo.loading import Loaded, Progress, load_demo

__all__ = ["Loaded", "Progress", "load_demo"]
