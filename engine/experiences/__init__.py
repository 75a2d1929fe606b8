"""What municipalities tried and what came of it: written, let out by a second person, found."""

from engine.experiences.sharing import approve, ask, refuse, withdraw
from engine.experiences.writing import Told, Written, write

__all__ = ["Told", "Written", "approve", "ask", "refuse", "withdraw", "write"]
