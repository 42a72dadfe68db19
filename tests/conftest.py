"""Settings of every test."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Deadlines measure the machine, not the rule; derandomized, so that a failure of CI is a failure here.
settings.register_profile(
    "imqual", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("imqual")
