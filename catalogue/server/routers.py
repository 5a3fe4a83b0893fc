"""All addresses of the server, a router for each part of it, in the order they are described in."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from catalogue.server.admin import router as admin_router
from catalogue.server.routes import router
from catalogue.server.routes_audit import router as audit_router
from catalogue.server.routes_calls import router as calls_router
from catalogue.server.routes_cas import router as cas_router
from catalogue.server.routes_charters import router as charters_router
from catalogue.server.routes_circulation import daily_router
from catalogue.server.routes_circulation import router as circulation_router
from catalogue.server.routes_config import router as config_router
from catalogue.server.routes_covers import router as covers_router
from catalogue.server.routes_devices import router as devices_router
from catalogue.server.routes_digital import router as digital_router
from catalogue.server.routes_digital import short_router
from catalogue.server.routes_digital_admin import router as digital_admin_router
from catalogue.server.routes_doubled import router as doubled_router
from catalogue.server.routes_feed import router as feed_router
from catalogue.server.routes_imports import router as imports_router
from catalogue.server.routes_kits import router as kits_router
from catalogue.server.routes_oidc import router as oidc_router
from catalogue.server.routes_operating import metrics_router
from catalogue.server.routes_operating import router as operating_router
from catalogue.server.routes_patrons import own_router, retention_router
from catalogue.server.routes_patrons import router as patrons_router
from catalogue.server.routes_receipts import router as receipts_router
from catalogue.server.routes_search import router as search_router
from catalogue.server.routes_staff import router as staff_router
from catalogue.server.routes_station_tokens import router as station_tokens_router
from catalogue.server.routes_statistics import router as statistics_router

ROUTERS: Final[tuple[APIRouter, ...]] = (
    router,
    feed_router,
    search_router,
    covers_router,
    devices_router,
    charters_router,
    kits_router,
    admin_router,
    staff_router,
    station_tokens_router,
    circulation_router,
    calls_router,
    doubled_router,
    daily_router,
    audit_router,
    config_router,
    imports_router,
    operating_router,
    metrics_router,
    digital_router,
    digital_admin_router,
    short_router,
    cas_router,
    oidc_router,
    patrons_router,
    own_router,
    receipts_router,
    retention_router,
    statistics_router,
)
