"""Messages between cases and the world, met by name and key; signals, heard by all who listen."""

from engine.messages.broadcasting import Broadcast, broadcast
from engine.messages.publishing import Published, publish

__all__ = ["Broadcast", "Published", "broadcast", "publish"]
