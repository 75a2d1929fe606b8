"""What the house writes and signs, and the public page of its codes."""

from fastapi import APIRouter

from ui.letters import pages, public

router = APIRouter()
router.include_router(pages.router)
router.include_router(public.router)

__all__ = ["router"]
