"""What the parsers raise on files that are broken or built to break them."""

import struct
import zipfile
import zlib

PARSER_FAILURES = (
    MemoryError,
    RecursionError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,  # pdfium's
    SyntaxError,  # lxml's
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""By name, so that a cancel or a time-out still goes through; read in a child whose only work is this file."""
