"""What holds for all tests."""

import os
import tempfile

from hypothesis import settings

# How long an example takes says more about the machine than about the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Nothing that an earlier run left in the user's cache folder may help or mislead a test.
_CACHE = tempfile.TemporaryDirectory(prefix="mtfix-tests-")
os.environ["MTFIX_CACHE_DIR"] = _CACHE.name
