"""The steps of the scenarios of purchases: given, when, then and sealed bids each have their file.

Scenarios lie with their family (processes/procurement/scenarios).
"""

from __future__ import annotations

import pytest
from pytest_bdd.steps import StepNamePrefix

from tests.features import (
    contract_steps,
    enquiry_steps,
    given_steps,
    items_steps,
    method_steps,
    order_steps,
    sealed_steps,
    selection_steps,
    then_steps,
    version_steps,
    when_steps,
)
from tests.features.purchase import Purchase
from tests.town import Town

# Steps are fixtures under names of the plugin: a conftest lends them to its whole folder.
for _part in (
    given_steps,
    when_steps,
    contract_steps,
    enquiry_steps,
    then_steps,
    sealed_steps,
    items_steps,
    selection_steps,
    method_steps,
    order_steps,
    version_steps,
):
    globals().update(
        {
            name: step
            for name, step in vars(_part).items()
            if name.startswith(StepNamePrefix.step_def.value)
        }
    )


@pytest.fixture
def purchase(town: Town) -> Purchase:
    """The purchase of the scenario."""
    return Purchase(town)
