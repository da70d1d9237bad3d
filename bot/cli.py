"""`bidwright`: one verb a job; errors are one sentence on stderr and an exit code."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from bot import logs
from bot.settings import SettingsError
from jobs.chain.errors import BadInput, BidwrightError
from storage.errors import StorageError

DONE, FAILED, BAD_INPUT, REFUSED = 0, 1, 2, 3
VERBS: dict[str, str] = {
    "demo": "try it: playground, bot and worker in one go, with nothing to set up",
    "serve": "answer Slack; runs the worker too while no REDIS_URL is set",
    "worker": "work on runs that `serve` accepted",
    "migrate": "bring the database to this version's schema",
    "doctor": "check every setting and everything outside, and say how to mend it",
    "analyze": "analyse a notice in the terminal",
    "facts": "read notices and print their facts",
    "guard": "check texts for injections and other trouble",
    "eval": "judge the golden set and say whether a change may go out",
    "prompts": "versions of prompts: list, show, add, activate behind the gate, rollback",
    "calibration": "what the confidence of answers is worth by people's votes: show, fit",
    "drift": "say what has changed in a workspace's answers against the weeks before",
    "agreement": "how far a judge of answers agrees with labelled pairs",
    "dead-letters": "runs that failed for good: list, show, replay, drop",
}
"""Each is a module of `bot.verbs`, loaded only when called: `bidwright facts` needs neither Slack nor a database."""

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one verb and exit: 0 done, 1 failed, 2 bad input or usage, 3 refused by a guard."""
    sys.exit(run(sys.argv[1:] if argv is None else list(argv)))


def run(argv: list[str]) -> int:
    options = _parser(argv).parse_args(argv)
    logs.configure("WARNING", "console")
    try:
        return options.run(options)
    except (BidwrightError, StorageError) as error:
        return _say(error)
    except ExceptionGroup as group:  # what ended a process of several tasks
        error = _first(group)
        if isinstance(error, BidwrightError | StorageError):
            return _say(error)
        raise
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except KeyboardInterrupt:
        return 130


def _say(error: BidwrightError | StorageError) -> int:
    sys.stderr.write(f"bidwright: {error.sentence}\n")
    return BAD_INPUT if isinstance(error, BadInput | SettingsError) else FAILED


def _first(error: BaseException) -> BaseException:
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bidwright", description="The bid desk that lives in Slack.", epilog="Try: bidwright analyze city-network"
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name, purpose in VERBS.items():
        verb = verbs.add_parser(name, help=purpose, description=purpose.capitalize() + ".", formatter_class=argparse.RawTextHelpFormatter)
        if name in argv:
            module = import_module(f"bot.verbs.{name.replace('-', '_')}")
            module.options(verb)
            verb.set_defaults(run=module.run)
    return parser
