"""How numbers, money, dates and times are written for a reader.

Numbers follow the municipality's country (its currency tells which), words follow the reader's
language. Pure: no clock, no request; whoever says "today" passes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date

NBSP = "\u00a0"
LANGUAGES = ("es", "pt", "en")

DAY_PATTERNS = {
    "es": "EEEE d 'de' MMMM",
    "pt": "EEEE, d 'de' MMMM",
    "en": "EEEE d MMMM",
}
DATE_PATTERNS = {"es": "d 'de' MMMM", "pt": "d 'de' MMMM", "en": "d MMMM"}
YEAR_JOINTS = {"es": " 'de' y", "pt": " 'de' y", "en": " y"}


@dataclass(frozen=True, slots=True)
class Localisation:
    """Whose eyes: the reader's language, and the municipality's clock and currency."""

    locale: str = "es"
    timezone: str = "America/Lima"
    currency: str = "PEN"

    @property
    def language(self) -> str:
        """The catalogue to read: the language without its country, Spanish when unknown."""
        language = self.locale.replace("-", "_").split("_")[0].lower()
        return language if language in LANGUAGES else "es"


@dataclass(frozen=True, slots=True)
class CurrencyStyle:
    """Sign before the figure, code after it where the sign alone is ambiguous, and separators."""

    sign: str
    group: str = ","
    point: str = "."
    decimals: int = 2
    code: str = ""


CURRENCIES = {
    "PEN": CurrencyStyle("S/"),
    "BOB": CurrencyStyle("Bs", group=".", point=","),
    "BRL": CurrencyStyle("R$", group=".", point=","),
    "MXN": CurrencyStyle("$", code="MXN"),
    "COP": CurrencyStyle("$", group=".", point=",", code="COP"),
    "CLP": CurrencyStyle("$", group=".", point=",", decimals=0, code="CLP"),
    "ARS": CurrencyStyle("$", group=".", point=",", code="ARS"),
    "PYG": CurrencyStyle("₲", group=".", point=",", decimals=0),
    "UYU": CurrencyStyle("$", group=".", point=",", code="UYU"),
    "USD": CurrencyStyle("US$"),
}


@dataclass(frozen=True, slots=True)
class Formats:
    """The filters of the templates, for one localisation."""

    localisation: Localisation
    translate: Callable[[str], str] = str

    @property
    def style(self) -> CurrencyStyle:
        return currency_style(self.localisation.currency)

    def money(self, amount: Decimal | int | str | None, currency: str | None = None) -> str:
        """`S/ 171,500.00`, joined by a non-breaking space; a dash when there is no amount."""
        if amount is None or amount == "":
            return "—"
        style = currency_style(currency) if currency else self.style
        figure = grouped(Decimal(amount), style.decimals, style=style)
        return NBSP.join(part for part in (style.sign, figure, style.code) if part)

    def number(self, value: Decimal | int | str | None, decimals: int = 0) -> str:
        return "—" if value is None else grouped(Decimal(value), decimals, style=self.style)

    def percent(self, share: Decimal | float, decimals: int = 0) -> str:
        """A share of one as `87 %`."""
        return f"{grouped(Decimal(str(share)) * 100, decimals, style=self.style)}{NBSP}%"

    def day_words(self, value: date | datetime, today: date | None = None) -> str:
        """`martes 7 de abril`; the year is said unless it is today's."""
        return self._worded(self.local_day(value), DAY_PATTERNS, today)

    def date_words(self, value: date | datetime, today: date | None = None) -> str:
        """`7 de abril`; the year is said unless it is today's."""
        return self._worded(self.local_day(value), DATE_PATTERNS, today)

    def _worded(self, day: date, patterns: dict[str, str], today: date | None) -> str:
        language = self.localisation.language
        joint = "" if today and today.year == day.year else YEAR_JOINTS[language]
        words = format_date(day, patterns[language] + joint, locale=language)
        if language == "pt" and day.day == 1:
            words = words.replace("1 de", "1º de", 1)
        head, space, tail = words.partition(" ")
        if patterns is DAY_PATTERNS:  # the line may break after the weekday and nowhere else
            return head + space + tail.replace(" ", NBSP)
        return words.replace(" ", NBSP)

    def month_words(self, value: date | datetime) -> str:
        return format_date(self.local_day(value), "MMMM", locale=self.localisation.language)

    def short_day(self, value: date | datetime, today: date | None = None) -> str:
        """`07/04/2026`, or `07/04` within today's year."""
        day = self.local_day(value)
        return f"{day:%d/%m}" if today and today.year == day.year else f"{day:%d/%m/%Y}"

    def weekday_short(self, value: date | datetime) -> str:
        """`vie`, for tight places."""
        return format_date(self.local_day(value), "EEE", locale=self.localisation.language).rstrip(
            "."
        )

    def clock(self, value: datetime) -> str:
        """`9:42` on the municipality's clock."""
        moment = self.local(value)
        return f"{moment.hour}:{moment:%M}"

    def moment(self, value: date | datetime, today: date) -> str:
        """When something happened, for a history: `hoy, 9:31`, `vie 27/03, 15:12`, `27/03/2025`."""
        day = self.local_day(value)
        if day == today:
            told = self.translate("hoy")
        elif day.year == today.year:
            told = f"{self.weekday_short(day)}{NBSP}{day:%d/%m}"
        else:
            told = f"{day:%d/%m/%Y}"
        return f"{told}, {self.clock(value)}" if isinstance(value, datetime) else told

    def file_size(self, octets: int) -> str:
        """`1.4 MB`, `320 KB`: what a person compares, in powers of ten."""
        if octets >= 1_000_000:
            return f"{grouped(Decimal(octets) / 1_000_000, 1, style=self.style)}{NBSP}MB"
        return f"{max(1, round(octets / 1000))}{NBSP}KB"

    def local(self, value: datetime) -> datetime:
        """An aware moment on the municipality's clock; a naive one is taken as local already."""
        if value.tzinfo is None:
            return value
        return value.astimezone(ZoneInfo(self.localisation.timezone))

    def local_day(self, value: date | datetime) -> date:
        return self.local(value).date() if isinstance(value, datetime) else value


def currency_style(code: str) -> CurrencyStyle:
    return CURRENCIES.get(code) or CurrencyStyle(code)


def grouped(value: Decimal, decimals: int, *, style: CurrencyStyle) -> str:
    """Thousands grouped and rounded half up, with the separators of the style."""
    exact = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    plain = f"{exact:,.{decimals}f}"
    return plain.translate(str.maketrans(",.", style.group + style.point))
