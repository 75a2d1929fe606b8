"""The queue of work that happens outside after a commit: at least once, with its own key."""

from storage.jobs.ending import fail, finish, finish_attempt, finish_in_error, release, retry
from storage.jobs.keeping import keep_result, kept_jobs
from storage.jobs.pruning import prune_jobs
from storage.jobs.queue import Queue, queue_of
from storage.jobs.rows import Job, enqueue, give_up, job_by_id, revive
from storage.jobs.taking import extend, extend_all, take_due, take_over, towns_with_work, unclaimed

__all__ = [
    "Job",
    "Queue",
    "enqueue",
    "extend",
    "extend_all",
    "fail",
    "finish",
    "finish_attempt",
    "finish_in_error",
    "give_up",
    "job_by_id",
    "keep_result",
    "kept_jobs",
    "prune_jobs",
    "queue_of",
    "release",
    "retry",
    "revive",
    "take_due",
    "take_over",
    "towns_with_work",
    "unclaimed",
]
