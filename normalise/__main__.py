"""`python -m normalise` is the command `normalise`."""

from normalise.cli.main import main

main()
