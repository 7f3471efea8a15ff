"""`mtfix glossary`: one file a sub-command."""

from mtfix.cli._lazy import sub_app

app = sub_app(
    __name__, "Keep glossaries: check, test, grow and exchange them.\n\nExample: `mtfix glossary lint house.yaml`"
)
