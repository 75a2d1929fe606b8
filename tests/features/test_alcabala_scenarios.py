"""The scenarios of the tax on transfers, by the tables of the house."""

from pytest_bdd import scenarios

from tests.features.alcabala_steps import *  # noqa: F403  the steps are fixtures

scenarios("../../processes/taxes/scenarios/alcabala.feature")
