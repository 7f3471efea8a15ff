"""Run mtfix over many articles."""
