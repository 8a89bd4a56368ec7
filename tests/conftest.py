"""HIROBA_TEST_SIZE says how much a test run generates: quick (default), fuzz or soak."""

import os

import pytest
from hypothesis import HealthCheck, settings

SIZES = ("quick", "fuzz", "soak")
TEST_SIZE = os.environ.get("HIROBA_TEST_SIZE", "quick")

# Deadlines measure the machine and not the product, so none of the sizes has one. Quick runs
# draw the same examples every time: a red test on somebody's change is that change's.
settings.register_profile("quick", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.register_profile(
    "soak", max_examples=50_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


# Modules are shared out in the order in which they stand: whatever takes long must not begin last.
BEGUN_FIRST = (
    "test_simulated_days", "test_outages", "test_lossy_calls", "test_twin_days", "test_control",
    "test_call_flows", "test_accessibility", "test_engines", "test_slow_line", "test_whiteboard",
    "test_objects", "test_comfort", "test_plaza", "test_care", "test_floor_buttons", "test_staying",
    "test_uploads", "test_calls", "test_counselling", "test_call_line",
)  # fmt: skip


def pytest_configure() -> None:
    if TEST_SIZE not in SIZES:
        raise pytest.UsageError(f"HIROBA_TEST_SIZE is one of {', '.join(SIZES)}")
    settings.load_profile(TEST_SIZE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave `soak` out of the smaller sizes; let long modules come first, and browsers last.

    Their one driver keeps a loop running in its thread, in which no other test could run its own.
    """
    items.sort(key=_turn)
    if TEST_SIZE == "soak":
        return
    left_out = [item for item in items if item.get_closest_marker("soak")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _turn(item: pytest.Item) -> tuple[bool, int]:
    module = item.path.stem
    turn = BEGUN_FIRST.index(module) if module in BEGUN_FIRST else len(BEGUN_FIRST)
    return item.get_closest_marker("browser") is not None, turn
