"""Which files a file picker takes: what `accept` lists, as a browser reads it."""

from collections.abc import Collection


def takes(accept: str, *, media_type: str, endings: Collection[str]) -> bool:
    """Whether a content of this type, with these usual endings, is on the list; an empty list takes
    all. `accept` holds endings (.pdf), types (image/png) and families (image/*)."""
    asked = [each.strip().lower() for each in accept.split(",") if each.strip()]
    if not asked:
        return True
    family = media_type.partition("/")[0] + "/*"
    return any(each in endings or each in (media_type, family, "*/*") for each in asked)
