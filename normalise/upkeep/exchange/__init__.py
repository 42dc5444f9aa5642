"""Lexicon entries out to the tools of linguists and back: CSV, XLSX, TBX-Basic v3, JSON, YAML.

Each format has a writer (entries to bytes) and a reader (bytes to drafts). A draft is what a file says
of one entry, with the rows or lines where it says so. Drafts become entries only by way of YAML text,
the reader of the lexicons and their linter, so that nothing comes in that `lexicon lint` would refuse.
"""
