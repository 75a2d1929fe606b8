"""Signing in: the way back, wrong passwords, the pause, and a session that ended while typing."""

from datetime import timedelta

from engine.identity import register_person
from tests.hall import Desk, Hall

PASSWORD = "el-rio-crece-en-marzo"


def newcomer(hall: Hall) -> Desk:
    """Somebody with a password, who is not signed in yet."""
    register_person(
        hall.town.installation,
        hall.town.municipality_id,
        name="Julia Ccori",
        email="julia@tamboreal.example",
        national_id="40112233",
        password=PASSWORD,
        roles=("mesa",),
    )
    return hall.desk()


def signs_in(desk: Desk, login: str, password: str, **more: str):
    fields = {"login": login, "password": password, **more}
    return desk.sends("sign-in", fields, on="sign-in")


def test_who_is_not_signed_in_is_led_to_sign_in_and_back(hall: Hall) -> None:
    desk = newcomer(hall)
    asked = desk.opens("cases?q=feria&state=open")
    assert asked.status == 303
    form = desk.follows(asked)
    back = form.value("_back")
    assert back == f"/{hall.slug}/cases?q=feria&state=open"
    page = signs_in(desk, "julia@tamboreal.example", PASSWORD, _back=back)
    assert (page.status, page.location) == (303, back)
    assert desk.follows(page).heading == "Expedientes"


def test_the_national_id_signs_in_too_and_the_cookie_is_closed_to_scripts(hall: Hall) -> None:
    desk = newcomer(hall)
    page = signs_in(desk, "40112233", PASSWORD)
    assert page.location == f"/{hall.slug}/inbox"
    cookies = page.headers.get_list("set-cookie")
    session = next(each for each in cookies if each.startswith("cauce_session="))
    assert "HttpOnly" in session
    assert "SameSite=lax" in session
    assert "Max-Age" not in session


def test_staying_signed_in_keeps_the_cookie_and_https_keeps_it_secure(hall: Hall) -> None:
    desk = newcomer(hall)
    desk.client.base_url = "https://testserver"
    page = signs_in(desk, "40112233", PASSWORD, keep="true")
    session = next(
        each for each in page.headers.get_list("set-cookie") if each.startswith("cauce_session=")
    )
    assert "Max-Age=" in session
    assert "Secure" in session
    assert page.headers["strict-transport-security"] == "max-age=31536000"


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(hall: Hall) -> None:
    desk = newcomer(hall)
    wrong = signs_in(desk, "julia@tamboreal.example", "otra")
    unknown = signs_in(desk, "nadie@tamboreal.example", "otra")
    words = "El correo o la clave no coinciden. Le quedan 4 intentos."
    assert (wrong.status, wrong.one("//*[@id='refusal']")) == (422, words)
    assert (unknown.status, unknown.one("//*[@id='refusal']")) == (422, words)
    assert wrong.value("login") == "julia@tamboreal.example"
    assert wrong.value("password") == ""
    assert wrong.one("//title").startswith("Error: ")


def test_after_five_wrong_passwords_one_waits_fifteen_minutes_and_then_may_enter(
    hall: Hall,
) -> None:
    desk = newcomer(hall)
    pages = [signs_in(desk, "40112233", "otra") for _ in range(5)]
    assert [page.status for page in pages] == [422, 422, 422, 422, 429]
    words = "Espere 15 minutos o pida una clave nueva a quien administra las cuentas."
    assert pages[-1].one("//*[@id='refusal']") == words
    assert signs_in(desk, "40112233", PASSWORD).status == 429
    hall.town.clock.advance(timedelta(minutes=15, seconds=1))
    assert signs_in(desk, "40112233", PASSWORD).status == 303


def test_signing_out_ends_the_session_here_and_in_the_browser(hall: Hall) -> None:
    desk = hall.desk("rosa")
    page = desk.sends("sign-out")
    assert page.location == f"/{hall.slug}/sign-in"
    assert page.headers["clear-site-data"] == '"cache"'
    assert desk.opens("inbox").status == 303


def test_what_was_typed_when_the_session_ended_is_the_draft_after_signing_in(
    hall: Hall, review: int
) -> None:
    desk = newcomer(hall)
    signs_in(desk, "40112233", PASSWORD)
    desk.sends(f"tasks/{review}/assignment")
    token = desk.token(f"tasks/{review}")
    hall.town.clock.advance(timedelta(hours=13))
    typed = {"csrf": token, "comentario": "Media página escrita", "resultado": "si"}
    asked = desk.sends(f"tasks/{review}/completion", typed, on="sign-in")
    assert asked.status == 401
    assert "No perdió nada" in asked.text
    carried = {name: asked.value(name) for name in ("_back", "_carried")}
    entered = signs_in(desk, "40112233", PASSWORD, **carried)
    assert entered.location == f"/{hall.slug}/tasks/{review}"
    form = desk.follows(entered)
    assert form.value("comentario") == "Media página escrita"
    assert form.one("//div[@class='toast']//p") == "Lo que estaba escribiendo sigue aquí."


def test_only_addresses_of_this_municipality_lead_back(hall: Hall) -> None:
    desk = newcomer(hall)
    for away in ("https://evil.example/", "//evil.example", "/otra/inbox", f"/{hall.slug}/..\\x"):
        page = signs_in(desk, "40112233", PASSWORD, _back=away)
        assert page.location == f"/{hall.slug}/inbox"
        desk.client.cookies.clear()


def test_the_language_follows_the_choice_then_the_browser(hall: Hall) -> None:
    desk = hall.desk()
    english = desk.opens("sign-in", headers={"accept-language": "fr, en;q=0.8, es;q=0.5"})
    assert english.heading == "Sign in to work"
    chosen = desk.opens("sign-in?language=pt")
    assert chosen.location == f"/{hall.slug}/sign-in"
    assert desk.follows(chosen).tree.get("lang") == "pt"


def test_the_only_municipality_is_the_way_in_and_an_unknown_one_is_not_found(hall: Hall) -> None:
    desk = hall.desk()
    assert desk.opens("/").location == f"/{hall.slug}"
    assert desk.opens("/no-existe/sign-in").status == 404
