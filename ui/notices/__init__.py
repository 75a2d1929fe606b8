"""Avisos: what a person was told, what they wish to be told, and the words of a municipality."""

from fastapi import APIRouter

from ui.notices import choices, pages, words

router = APIRouter()
router.include_router(words.router)
router.include_router(choices.router)
router.include_router(pages.router)

__all__ = ["router"]
