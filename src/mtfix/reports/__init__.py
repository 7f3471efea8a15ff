"""Report formats: one file a format, all from the same `Report`."""
