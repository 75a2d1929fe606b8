"""A quick look at what `cauce bench age` measures; the bars themselves are the command's."""

from ui.cli.bench.age import measure


def test_old_and_wide_cases_are_measured_and_the_state_stays_under_a_kilobyte():
    bars = measure(passes=8, items=6, rounds=5)
    assert [bar.unit for bar in bars] == ["times", "times", "times", "ms", "ms", "ms", "bytes"]
    assert bars[-1].kept
    assert bars[-1].value < 100
