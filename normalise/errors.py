"""The errors a person may meet, in one tree.

    NormaliseError              anything this package says about its input or its set-up
    ├── InputError              a file or a record that cannot be read
    │   └── RecordError         one record: it goes to the reject file, the rest goes on
    ├── LexiconError            entries that cannot be used, with file and line
    ├── ModelError              weights that are missing, damaged or made for another version
    ├── OptionError             a wrong value of an option
    ├── OutputError             what was asked for cannot be written
    └── MissingExtra            an optional part is not installed

Mistakes of a programmer (a wrong type, an impossible span) raise the builtin errors.
"""


class NormaliseError(Exception):
    """Say what is wrong, where, and what to do; the message is meant for a person."""


class InputError(NormaliseError):
    """A file or a stream cannot be read."""


class RecordError(InputError):
    """One record cannot be used; its neighbours can."""


class LexiconError(NormaliseError):
    """Entries cannot be used; the message names file and line of each fault."""


class ModelError(NormaliseError):
    """Weights are missing, damaged or made for another version."""


class OptionError(NormaliseError):
    """An option has a value that means nothing here."""


class OutputError(NormaliseError):
    """The output cannot be written."""


class MissingExtra(NormaliseError):  # noqa: N818 - reads as what it is
    """An optional part is not installed.

    >>> str(MissingExtra("zst", "zstandard", "to read .zst files"))
    "zstandard is needed to read .zst files: pip install 'normalise-mt[zst]'"
    """

    def __init__(self, extra: str, package: str, purpose: str) -> None:
        super().__init__(f"{package} is needed {purpose}: pip install 'normalise-mt[{extra}]'")
