"""The command `normalise`: one file a verb, loaded when the verb is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from normalise._version import __version__
from normalise.errors import NormaliseError

# verb -> module and what it is for, so that --help need not load the verbs
VERBS = {
    "run": ("normalise.cli.run", "Detect, repair, write names one way and link: all steps."),
    "detect": ("normalise.cli.detect", "Judge whether texts were machine-translated from Arabic."),
    "show": (
        "normalise.cli.show",
        "Show one document for the eye: what changed, why, and the Arabic.",
    ),
    "restore": (
        "normalise.cli.restore",
        "Give back the original text of records that `run` wrote.",
    ),
    "names": (
        "normalise.cli.names",
        "Compare names, spell them in Arabic and in Latin letters, cluster.",
    ),
    "lexicon": ("normalise.cli.lexicon", "Check, test and look into the lexicons."),
    "train": ("normalise.cli.train", "Rebuild a trained model from labelled data."),
    "eval": ("normalise.cli.evaluate", "Measure a model on labelled data."),
}


class ReaderGone(Exception):  # noqa: N818 - no error: `head` has had enough
    """Who reads our output has closed it."""


class Verbs(click.Group):
    """A group of commands that loads a verb when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of a day's work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a verb."""
        if cmd_name not in VERBS:
            return None
        module, _ = VERBS[cmd_name]
        command: click.Command = import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, what) for verb, (_, what) in VERBS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; that the reader of a pipe has gone is told apart from click's own way."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or say which there are."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            raise click.UsageError(f"no verb {args[0]!r}: the verbs are {', '.join(VERBS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 findings; 2 wrong usage or nothing could be done; 3 some records rejected.",
)
@click.version_option(__version__, prog_name="normalise", message="%(prog)s %(version)s")
def group() -> None:
    """English that was machine-translated from Arabic: detect, repair, normalise, link."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit code; an error is one clear line, never a traceback."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        outcome: Any = group.main(args=arguments, prog_name="normalise", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        print("normalise: stopped", file=sys.stderr)
        return 130
    except (ReaderGone, BrokenPipeError):
        # The reader has had enough. Nothing more can be written, and that is no fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except NormaliseError as error:
        print(f"normalise: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"normalise: {where}{error.strerror or error}", file=sys.stderr)
        return 2
    return outcome if isinstance(outcome, int) else 0
