"""`normalise restore`: records out, back to what came in."""

from __future__ import annotations

import sys
from typing import Any

import click

from normalise.cli.options import reading
from normalise.io.records import OUR_KEY, Record, Reject


@click.command("restore")
@reading
@click.option(
    "-o", "--output", "out", metavar="OUT", help="File to write; standard output without it."
)
@click.option(
    "--text",
    "text_alone",
    is_flag=True,
    help="Write the text alone, as it was, and no JSON around it.",
)
def command(**options: Any) -> int:
    """Give back the original text of records that `normalise run` wrote.

    Records that were not written by `run`, or whose text was changed since, are refused with a reason
    on standard error; the rest is restored.
    """
    from normalise.cli.stream import REJECTED, fields_of, find_inputs
    from normalise.io.outputs import output
    from normalise.io.records import MAX_CHARS, dump, records

    fields = fields_of(options)
    refused = 0
    with output(options["out"]) as sink:
        for source in find_inputs(options):
            for item in records(source, fields, options["max_chars"] or MAX_CHARS):
                reason = _refusal(item)
                if reason or isinstance(item, Reject):
                    refused += 1
                    print(f"normalise: {item.file}:{item.line}: {reason}", file=sys.stderr)
                elif options["text_alone"]:
                    sink.write(item.text.encode("utf-8"))
                else:
                    rest = {key: value for key, value in item.data.items() if key != OUR_KEY}
                    sink.write(dump({**rest, fields.text: item.text}))
    return REJECTED if refused else 0


def _refusal(item: Record | Reject) -> str | None:
    """Why this cannot be restored, or None."""
    if isinstance(item, Reject):
        return item.reason
    return (
        None
        if OUR_KEY in item.data
        else f"no field {OUR_KEY!r}: `normalise run` did not write this"
    )
