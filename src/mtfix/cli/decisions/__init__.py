"""`mtfix decisions`: one file a sub-command."""

from mtfix.cli._lazy import sub_app

app = sub_app(
    __name__,
    "Keep verdicts on findings, the baseline of `mtfix check --decisions`.\n\nExample: `mtfix decisions prune .`",
)
