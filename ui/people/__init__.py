"""Personas y roles: who works in the municipality, as what, and whose access ended."""

from fastapi import APIRouter

from ui.people import acts, pages

router = APIRouter()
router.include_router(pages.router)
router.include_router(acts.router)

__all__ = ["router"]
