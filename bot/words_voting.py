"""What people read about voting on a bid and deciding it."""

from collections.abc import Mapping

CHOICE: Mapping[str, tuple[str, str]] = {
    # Symbol and words; the symbol never stands alone.
    "bid": ("🟢", "Bid"),
    "no_bid": ("🔴", "Do not bid"),
    "unsure": ("🔵", "Unsure"),
}
DECISION: Mapping[str, tuple[str, str]] = {
    "bid": CHOICE["bid"], "no_bid": CHOICE["no_bid"], "won": ("🏆", "Won"), "lost": ("⚪", "Lost"),
}  # fmt: skip
PLACEHOLDER = "Your vote"
DECIDE = "Decide"
WHY = "Say why"
VOTE_STORED = "Your vote is stored: {choice}. You can change it at any time; the first message of the thread shows the count."
WHY_STORED = "Your reason stands beside your vote."
VOTE_FIRST = "You have not voted on this tender, so there is no vote to explain. Choose one in the first message of its thread."
NOT_OVER = "The analysis is still under way. Vote once its answer is there."
DECIDED = "Noted: {choice}. The first message of the thread shows it, and `/bidwright decisions` keeps it."
NO_DECISIONS = "Nothing has been decided yet. Press Decide in the first message of a tender's thread."
DECISIONS_HOW = "The last {shown} decisions, newest first. A decision is never erased, only followed by another."
NOBODY = "Nobody has voted yet."
UNKNOWN_CHOICE = "This vote is none that we know, so nothing was stored. Choose one of those in the list."
