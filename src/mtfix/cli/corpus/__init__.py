"""`mtfix corpus`: one file a sub-command."""

from mtfix.cli._lazy import sub_app

app = sub_app(__name__, "Run over many articles.\n\nExample: `mtfix corpus run articles.jsonl corrected/`")
