"""`cauce person no-code`: the way back in for who lost the phone and administers alone."""

from tests.integration.cli.conftest import Terminal
from tests.integration.identity.test_people import OWN, told
from tests.integration.identity.test_second_factor import comes, enrols
from tests.town import Town


def test_the_terminal_takes_the_lost_phone_of_somebody_away(town: Town, terminal: Terminal) -> None:
    enrols(town, town.person("ana", "administrador", password=OWN))
    words = ("person", "no-code", "ana@tamboreal.example", "--reason", "Lo perdió")
    answer = terminal(*words, database=town.database_url)
    assert (answer.code, answer.problem) == (0, "")
    assert not comes(town).waiting
    assert told(town)[-1][0] == "SECOND_FACTOR_RESET"
    assert terminal(*words, database=town.database_url).code == 1
