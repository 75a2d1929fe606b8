"""The pages of cases: the list, one case, its history, its documents, what stands around it."""

from fastapi import APIRouter

from ui.cases import around, pages

router = APIRouter()
router.include_router(pages.router)
router.include_router(around.router)

__all__ = ["router"]
