"""The channel: water behind, a ring here, a dry bed ahead."""

from ui.drawing.river import CREST, TROUGH, RiverStep, Water, river

PASSED, HERE, TO_COME = Water.PASSED, Water.HERE, Water.TO_COME


def drawn(*waters: Water) -> tuple[str, str]:
    drawing = river([RiverStep(f"paso {number}", water) for number, water in enumerate(waters)])
    return drawing.full, drawing.dry


def test_nodes_alternate_between_crest_and_trough() -> None:
    drawing = river([RiverStep("uno", PASSED), RiverStep("dos", HERE), RiverStep("tres", TO_COME)])
    assert [node.y for node in drawing.nodes] == [CREST, TROUGH, CREST]
    assert drawing.width == 300
    assert drawing.here is not None
    assert drawing.here.number == 2


def test_water_reaches_the_present_step_and_the_bed_is_dry_beyond() -> None:
    full, dry = drawn(PASSED, HERE, TO_COME)
    assert full == "M0 25C25 25 25 18 50 18C100 18 100 30 150 30"
    assert dry == "M150 30C200 30 200 18 250 18C275 18 275 25 300 25"


def test_a_finished_matter_is_water_to_the_far_shore() -> None:
    full, dry = drawn(PASSED, PASSED)
    assert full.endswith("200 25")
    assert dry == ""


def test_before_the_first_step_everything_is_dry() -> None:
    full, dry = drawn(TO_COME, TO_COME)
    assert full == ""
    assert dry.startswith("M0 25")


def test_no_steps_draw_a_bed_of_no_length() -> None:
    assert river([]).width == 0
    assert river([]).here is None
