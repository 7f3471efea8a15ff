"""Fuzz targets: what no input may do to mtfix. Start them with `python fuzz/run.py`; results: docs/security.md."""
