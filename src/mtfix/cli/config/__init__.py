"""`mtfix config`: one file a sub-command."""

from mtfix.cli._lazy import sub_app

app = sub_app(__name__, "See the configuration in force.\n\nExample: `mtfix config show`")
