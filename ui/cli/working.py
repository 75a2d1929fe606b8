"""What works beside the pages: the loops, the handlers and the queue that the settings describe."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import typer

from engine.installation import Installation
from engine.jobs.built_in import built_in
from engine.outside import (
    FolderPost,
    FolderTexts,
    GatewayTexts,
    Outside,
    Post,
    Secret,
    SmtpPost,
    Texts,
)
from engine.publishing.following import Publisher
from engine.worker import worker as duty
from engine.workshop.trials import trial_handlers
from processes.indicators.sources import sources
from processes.network.compared import compared
from processes.procurement.ocds.plan import plan_publisher_of
from processes.procurement.ocds.publishing import publisher_of
from processes.procurement.ocds.releasing import Place
from processes.registry import handlers
from storage.jobs import queue_of
from ui.cli.console import problem
from ui.letters.press import presses_of
from ui.notices.wording import PageWording
from ui.outside import caller_of, secrets_in
from ui.settings import NONE, Settings
from ui.workshop.lending import house_of


def work(installation: Installation, chosen: Settings, stop: threading.Event) -> None:
    """Run every duty until `stop` is set."""
    name = f"worker {installation.ids.new()}"
    queue = queue_of(
        installation.database,
        now=installation.clock.now,
        name=name,
        places=chosen.worker_places,
        share=chosen.worker_share,
    )
    outside = outside_of(installation, chosen)
    wording = PageWording(installation, chosen.links)
    house = built_in(
        installation, outside, presses=presses_of(installation, chosen), wording=wording
    )
    duty.run(
        installation,
        {
            **house,
            **handlers(installation),
            **trial_handlers(installation, house_of(installation)),
        },
        stop,
        queue=queue,
        publishers=publishers_of(chosen),
        counted=sources(),
        compared=compared(),
        name=name,
    )


def publishers_of(chosen: Settings) -> Mapping[str, Publisher]:
    """Who publishes what happens in cases, by the form that their process names."""
    place = Place(chosen.ocds_prefix, chosen.links)
    return {"ocds": publisher_of(place), "ocds_plan": plan_publisher_of(place)}


def outside_of(installation: Installation, chosen: Settings) -> Outside:
    """What the settings let leave the house."""
    secrets = _secrets(installation, chosen.secrets_file)
    return Outside(caller_of(chosen), _post(chosen), secrets, _texts(chosen))


def _texts(chosen: Settings) -> Texts:
    if chosen.text_gateway == NONE:
        return FolderTexts(chosen.outbox)
    token = "" if chosen.text_token == NONE else chosen.text_token
    return GatewayTexts(caller_of(chosen), chosen.text_gateway, token)


def _post(chosen: Settings) -> Post:
    if chosen.smtp_url != NONE:
        return SmtpPost(chosen.smtp_url, chosen.mail_from, chosen.outside_seconds)
    return FolderPost(chosen.outbox, chosen.mail_from)


def _secrets(installation: Installation, file: Path) -> Mapping[str, Secret]:
    try:
        return secrets_in(installation, file)
    except (OSError, ValueError) as error:
        problem(f"{file}: {error}")
        raise typer.Exit(2) from error
