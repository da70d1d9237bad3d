"""What people read about approving a draft, and in it."""

from collections.abc import Mapping

ASK = (
    "*Shall a bid be drafted from this?* {price} more are reserved when you approve, and charged only if a language model writes: "
    "the filled template is free. The offer is open for 14 days."
)
APPROVE, NOT_NOW = "Approve", "Not now"
SURE = "Sections are written from the notice, your profile and your library. {price} are reserved now."
WRITING = "*Approved.* The draft is being written: {done} of {all} sections are there."
THERE = "*Approved.* The draft is in this thread."
NOT_WANTED = "No draft is written. The answer above stays; ask again with depth draft at any time."
STOPPED = "The draft was not finished: {why}"
APPROVED_TOLD = "Approved. The draft comes in this thread, section by section."
DECLINED_TOLD = "No draft is written, and nothing more is charged."
MADE_BY: Mapping[str, str] = {
    "model": "written by a language model and checked by code",
    "template": "filled template, without a language model",
    "code": "set out by code",
}
STATUS: Mapping[str, str] = {"held": "can be shown", "expired": "expired", "not_found": "not found"}
ROW_KIND: Mapping[str, str] = {"mandatory": "mandatory", "scored": "scored", "other": "contract"}
LEFT_TO_DO = "For the bid team, not part of the bid"
DRAFT_OF = "Draft of a bid: {title}"
CHECK = "A draft for people to finish: check every sentence against its source before anything is sent to the buyer."
