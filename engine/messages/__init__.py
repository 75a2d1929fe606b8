"""Messages between cases and the world, met by name and key."""

from engine.messages.publishing import Published, publish

__all__ = ["Published", "publish"]
