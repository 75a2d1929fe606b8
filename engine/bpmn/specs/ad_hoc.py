"""Ad-hoc subprocess: what may begin begins, and a condition says when it is enough (13.3.5).

Activities without incoming flows are enabled at once, or one after the other (sequential), in
document order. The completion condition is looked at after each activity; when it holds, what still
runs is cancelled, or may finish but leads nowhere. When nothing is left and the condition does not
hold, the activities can be done again.
"""

from engine.bpmn.formula import Formula
from engine.bpmn.specs.activities import Activity
from engine.bpmn.specs.subprocess import Subprocess
from engine.bpmn.token import STARTED, Token


class AdHocSubprocess(Subprocess):
    """The note of its token: which activity begins next (sequential), whether it is enough."""

    completion: Formula | None = None
    sequential: bool = False
    cancels: bool = True

    def _run_hook(self, token: Token) -> None:
        token._set_state(STARTED)
        body = token.workflow.instance.create_subprocess(token, self.spec)
        token.note = [1, 0]
        body.begin(body.spec.entries[0] if self.sequential else None)

    def activity_done(self, done: Token, activity: Activity) -> None:
        """An activity directly inside is done: enough, or on along its flows, or the next."""
        body = done.workflow
        host = body.owner
        if host.note[1]:
            return
        if self.enough(done):
            host.note = [host.note[0], 1]
            if self.cancels:
                body.clear(done)
            return
        for _ in range(activity.completion_quantity):
            activity.leave(done)
        if body.live == 1:  # only the one that is done
            self.go_on(done)

    def enough(self, done: Token) -> bool:
        """Whether the completion condition holds."""
        return self.completion is not None and self.completion.holds(
            done.workflow.scope, host=done.workflow.instance.host, element_id=self.bpmn_id
        )

    def go_on(self, done: Token) -> None:
        """Begin the next activity, or all again while the condition asks for more."""
        body = done.workflow
        entries, place = body.spec.entries, body.owner.note[0]
        if self.completion is not None and (not self.sequential or place >= len(entries)):
            place = 0
        upto = place + 1 if self.sequential else len(entries)
        if not self.sequential and self.completion is None:
            return
        for spec in entries[place:upto]:
            spec.open(body, {})
        body.owner.note = [upto, 0]
