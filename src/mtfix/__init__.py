"""mtfix turns machine-translated articles into publishable copy."""

__version__ = "0.1.0"
