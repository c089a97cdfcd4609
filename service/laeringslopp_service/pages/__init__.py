"""The pages that people read: one timeline for each decision, and one field for disclosing a failure."""

from laeringslopp_service.pages.looking_back import router as looking_back
from laeringslopp_service.pages.problems import problem_page
from laeringslopp_service.pages.recording.routes import router as recording
from laeringslopp_service.pages.routes import mount_static, router
from laeringslopp_service.pages.searching import router as searching

router.include_router(looking_back)
router.include_router(recording)
router.include_router(searching)

__all__ = ["mount_static", "problem_page", "router"]
