"""How much of a stranger's file is read; settings may tighten every number."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class DocumentLimits:
    """Per file where nothing else is said; bytes, seconds, characters."""

    max_bytes: int = 50 * MIB
    max_pages: int = 500
    max_chars: int = 2_000_000
    max_blocks: int = 60_000
    """A file of two million one-letter lines would cost a gigabyte as values; 500 full pages have 25,000 lines."""
    max_pack_files: int = 100
    max_pack_bytes: int = 200 * MIB
    """Unpacked, all members together."""
    max_pack_chars: int = 10_000_000
    max_pack_blocks: int = 200_000
    seconds: float = 60.0
    """Wall and processor time of one child, which reads one file."""
    pack_seconds: float = 300.0
    """Members of a pack that have not been begun by then are left unread, and said so."""
    table_seconds: float = 8.0
    """Looking for tables in a PDF ends then, and the text stands without them: 77 ms a page were measured."""
    max_table_pages: int = 80
    memory_bytes: int = 3 * 1024 * MIB
    """Address space of one child."""
