"""The documents of cases: pages, versions, acts upon them, and the file as a whole."""

from fastapi import APIRouter

from ui.documents import adding, file, keeping, pages

router = APIRouter()
for room in (pages, keeping, adding, file):
    router.include_router(room.router)

__all__ = ["router"]
