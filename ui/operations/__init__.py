"""What operators do: incidents, batches, where cases stand, and the acts upon one case."""

from fastapi import APIRouter

from ui.operations import acts, batches, incidents, standing, unopened

router = APIRouter()
for part in (unopened, incidents, batches, acts, standing):
    router.include_router(part.router)

__all__ = ["router"]
