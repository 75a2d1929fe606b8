"""Moving tokens by hand: back to an earlier stage (annulment), or forward; refused where the token
game would break. Pure, like every verb of the kernel: a preview is the same call, uncommitted.
"""

from engine.bpmn.relocation.moving import move_tokens
from engine.bpmn.relocation.refusal import MoveRefused, Why
from engine.bpmn.relocation.standing import Standing, proposed, standings
from engine.bpmn.relocation.targets import targets

__all__ = ["MoveRefused", "Standing", "Why", "move_tokens", "proposed", "standings", "targets"]
