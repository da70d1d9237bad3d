"""`python -m storage.schema_check`: do the migrations build exactly the tables in code?"""

import asyncio
import sys
import tempfile
from pathlib import Path

from storage.schema import differences, upgrade


async def check(url: str) -> int:
    """Migrates `url` to the newest revision and prints each difference. Returns 1 if there is one, else 0."""
    await upgrade(url)
    found = await differences(url)
    for difference in found:
        print(difference)
    print(f"{len(found)} differences between the migrations and the tables" if found else "the migrations equal the tables")
    return 1 if found else 0


def main() -> int:
    """Checks a fresh SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(check(f"sqlite:///{Path(folder) / 'check.db'}"))


if __name__ == "__main__":
    sys.exit(main())
