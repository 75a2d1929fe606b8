"""The queue of work that happens outside after a commit: at least once, with its own key."""

from storage.jobs.queue import Job, enqueue, fail, finish, job_by_id, retry, revive, take_due

__all__ = ["Job", "enqueue", "fail", "finish", "job_by_id", "retry", "revive", "take_due"]
