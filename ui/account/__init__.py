"""What a person finds about working here: the keys of the keyboard, and being away."""

from fastapi import APIRouter

from ui.account import absences, pages, password

router = APIRouter()
router.include_router(pages.router)
router.include_router(absences.router)
router.include_router(password.router)

__all__ = ["router"]
