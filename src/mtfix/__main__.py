"""`python -m mtfix` is the command line."""

from mtfix.cli import main

main()
