"""How property tests run: on a machine that is busy with other things, and in CI always alike."""

from hypothesis import HealthCheck, settings

from tests.support.require import in_ci


def settle() -> None:
    """Take away Hypothesis' limits of time; with `CI=true` the same examples come in each run."""
    settings.register_profile(
        "aurae",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize=in_ci(),
        print_blob=True,
    )
    settings.load_profile("aurae")
