"""Imports each table module once, so that the metadata is whole for migrations and checks."""

from storage.tables import (
    audit,
    batches,
    bid_votes,
    candidates,
    corrections,
    credits,
    dead_letters,
    eval_log,
    feedback,
    installations,
    leases,
    library,
    members,
    outbox,
    pacing,
    profiles,
    prompts,
    quality,
    questions,
    requests,
    reviews,
    runs,
    spend,
    tenants,
    tenders,
    vault,
)
from storage.tables.base import metadata

__all__ = [
    "audit", "batches", "bid_votes", "candidates", "corrections", "credits", "dead_letters", "eval_log", "feedback", "installations", "leases", "library", "members",
    "metadata", "outbox", "pacing", "profiles", "prompts", "quality", "questions", "requests", "reviews", "runs", "spend", "tenants", "tenders", "vault",
]  # fmt: skip
