"""Document formats: one scanner a file; writing is `mtfix.splice`'s work."""
