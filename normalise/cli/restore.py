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

    JSON Lines, CSV, TSV, Parquet and folders of shards are read; OUT is written as its ending says.
    Records that were not written by `run`, or whose text was changed since, are refused with a reason
    on standard error; the rest is restored.
    """
    from normalise.cli.stream import REJECTED, fields_of, find_inputs
    from normalise.cli.target import channel_of
    from normalise.io.batches import batches
    from normalise.io.encode import Encoder, Pile
    from normalise.io.kinds import Kind, kind_of
    from normalise.io.parts import Channel
    from normalise.io.pieces import Cut
    from normalise.io.plan import heads
    from normalise.io.read import items
    from normalise.io.records import MAX_CHARS
    from normalise.io.streams import written

    fields = fields_of(options)
    inputs = find_inputs(options)
    quotes, text_alone = options["quotes"], options["text_alone"]
    encoder = Encoder(kind_of(options["out"] or ""), fields, ours=False, quotes=quotes)
    if text_alone:
        channel = Channel(Kind("text", encoder.kind.compression))
    else:
        channel = channel_of(encoder, heads(inputs, [encoder.kind], fields, quotes=quotes))
    refused = 0
    with written(options["out"], channel) as write:
        for batch in batches(inputs, Cut(quotes=quotes)):
            pile = Pile(encoder, batch)
            texts: list[bytes] = []
            for place, item in enumerate(
                items(batch, fields, options["max_chars"] or MAX_CHARS, quotes=quotes)
            ):
                reason = _refusal(item)
                if item is None:
                    continue
                if reason or isinstance(item, Reject):
                    refused += 1
                    print(f"normalise: {item.file}:{item.line}: {reason}", file=sys.stderr)
                elif text_alone:
                    texts.append(item.text.encode("utf-8"))
                else:
                    rest = {key: value for key, value in item.data.items() if key != OUR_KEY}
                    pile.add(place, {**rest, fields.text: item.text})
            raw = channel.kind.member(b"".join(texts)) if text_alone else pile.packed()
            if raw:
                write(raw)
    return REJECTED if refused else 0


def _refusal(item: Record | Reject | None) -> str | None:
    """Why this cannot be restored, or None."""
    if isinstance(item, Reject):
        return item.reason
    return (
        None
        if item is None or OUR_KEY in item.data
        else f"no field {OUR_KEY!r}: `normalise run` did not write this"
    )
