"""Let a person judge findings."""
