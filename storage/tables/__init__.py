"""The tables of Cauce, a file a noun. `metadata` holds them all once this package is imported."""

from storage.tables.accesses import accesses
from storage.tables.accounts import account_letters, outer_identities, outer_sign_ins
from storage.tables.auditing import (
    history_entries,
    history_follows,
    history_words,
    red_flags,
)
from storage.tables.batches import batch_items, batches
from storage.tables.beats import beats
from storage.tables.cadastre import (
    ba_unit_holds,
    ba_units,
    land_buildings,
    land_parties,
    land_rights,
    land_roads,
    land_sources,
    spatial_drafts,
    spatial_lineage,
    spatial_units,
)
from storage.tables.casefile import (
    case_links,
    case_people,
    disposal_items,
    disposals,
    holds,
)
from storage.tables.cases import case_facts, case_words, cases, counters, instances, submissions
from storage.tables.catalogue import metadata
from storage.tables.citizens import (
    applications,
    citizen_sessions,
    citizens,
    mandates,
    surveys,
)
from storage.tables.contracts import contracts, guarantees
from storage.tables.counts import case_counts, crowds, free_counts, opened_counts
from storage.tables.deadlines import (
    closures,
    deadline_changes,
    deadline_pauses,
    deadlines,
    parameters,
)
from storage.tables.definitions import definition_files, definitions
from storage.tables.documents import document_versions, documents, doomed_contents
from storage.tables.dues import tax_campaign_items, tax_debt_acts, tax_debts
from storage.tables.erasures import erasures
from storage.tables.experiences import experience_places, experiences
from storage.tables.finding import (
    document_readings,
    document_words,
    party_words,
    person_words,
)
from storage.tables.history import event_details, events
from storage.tables.identity import (
    given_passwords,
    knocks,
    memberships,
    persons,
    recovery_codes,
    second_factor_roles,
    second_factors,
    sessions,
    sign_in_attempts,
)
from storage.tables.inbox import inbox_columns, inbox_views
from storage.tables.indicators import (
    indicator_alerts,
    indicator_facts,
    indicator_figures,
    indicator_follows,
    indicator_months,
    indicator_stale,
)
from storage.tables.jobs import incidents, job_attempts, jobs
from storage.tables.letters import document_signatures, letters, signature_evidence
from storage.tables.migrations import case_migrations
from storage.tables.municipalities import municipalities
from storage.tables.network import (
    network_figures,
    network_processes,
    network_towns,
    network_uses,
    score_acts,
    score_statements,
)
from storage.tables.network_accounts import network_accounts, network_sessions
from storage.tables.network_acts import network_acts
from storage.tables.notices import (
    notice_attempts,
    notice_choices,
    notice_follows,
    notice_habits,
    notice_templates,
    notices,
    party_notices,
    party_ways,
)
from storage.tables.notifications import notifications
from storage.tables.origins import definition_origins, draft_origins, shared_files
from storage.tables.participation import (
    consultation_options,
    consultation_passes,
    consultation_receipts,
    consultation_urns,
    consultation_voters,
    consultations,
    proposal_supports,
    proposals,
    verified_people,
)
from storage.tables.payments import (
    gateway_payments,
    payment_entries,
    payment_files,
    payment_lines,
    payment_orders,
    payment_suspense,
    receipts_of_till,
    till_days,
    trial_payments,
)
from storage.tables.pictures import (
    picture_cases,
    picture_counts,
    picture_follows,
    picture_ways,
)
from storage.tables.plans import plan_items, plan_purchases, plan_versions
from storage.tables.releases import release_follows, release_records, releases
from storage.tables.roots import town_roots
from storage.tables.sealing import envelope_files, envelopes, sealed_calls
from storage.tables.substitutions import substitutions
from storage.tables.suppliers import (
    supplier_marks,
    supplier_requests,
    supplier_snapshots,
    suppliers,
)
from storage.tables.tasks import drafts, mentions, step_undos, tasks
from storage.tables.tax_values import tax_deliveries, tax_values
from storage.tables.taxes import (
    tax_agreements,
    tax_assessments,
    tax_benefits,
    tax_entries,
    tax_parcels,
    tax_pins,
    tax_run_parcels,
    tax_runs,
    taxpayers,
)
from storage.tables.teams import (
    team_admissions,
    team_guests,
    team_members,
    team_passes,
    teams,
)
from storage.tables.tokens import kept_answers, tokens
from storage.tables.town_history import town_event_details, town_events, town_heads
from storage.tables.uploads import draft_codes, start_drafts, uploads
from storage.tables.verifications import verifications
from storage.tables.waits import messages, receipts, starts, subscriptions, timers
from storage.tables.webhooks import deliveries, webhooks
from storage.tables.workshop import (
    process_askings,
    process_comments,
    process_drafts,
    process_save_files,
    process_saves,
    process_trials,
)

__all__ = [
    "accesses",
    "account_letters",
    "applications",
    "ba_unit_holds",
    "ba_units",
    "batch_items",
    "batches",
    "beats",
    "case_counts",
    "case_facts",
    "case_links",
    "case_migrations",
    "case_people",
    "case_words",
    "cases",
    "citizen_sessions",
    "citizens",
    "closures",
    "consultation_options",
    "consultation_passes",
    "consultation_receipts",
    "consultation_urns",
    "consultation_voters",
    "consultations",
    "contracts",
    "counters",
    "crowds",
    "deadline_changes",
    "deadline_pauses",
    "deadlines",
    "definition_files",
    "definition_origins",
    "definitions",
    "deliveries",
    "disposal_items",
    "disposals",
    "document_readings",
    "document_signatures",
    "document_versions",
    "document_words",
    "documents",
    "doomed_contents",
    "draft_codes",
    "draft_origins",
    "drafts",
    "envelope_files",
    "envelopes",
    "erasures",
    "event_details",
    "events",
    "experience_places",
    "experiences",
    "free_counts",
    "gateway_payments",
    "given_passwords",
    "guarantees",
    "history_entries",
    "history_follows",
    "history_words",
    "holds",
    "inbox_columns",
    "inbox_views",
    "incidents",
    "indicator_alerts",
    "indicator_facts",
    "indicator_figures",
    "indicator_follows",
    "indicator_months",
    "indicator_stale",
    "instances",
    "job_attempts",
    "jobs",
    "kept_answers",
    "knocks",
    "land_buildings",
    "land_parties",
    "land_rights",
    "land_roads",
    "land_sources",
    "letters",
    "mandates",
    "memberships",
    "mentions",
    "messages",
    "metadata",
    "municipalities",
    "network_accounts",
    "network_acts",
    "network_figures",
    "network_processes",
    "network_sessions",
    "network_towns",
    "network_uses",
    "notice_attempts",
    "notice_choices",
    "notice_follows",
    "notice_habits",
    "notice_templates",
    "notices",
    "notifications",
    "opened_counts",
    "outer_identities",
    "outer_sign_ins",
    "parameters",
    "party_notices",
    "party_ways",
    "party_words",
    "payment_entries",
    "payment_files",
    "payment_lines",
    "payment_orders",
    "payment_suspense",
    "person_words",
    "persons",
    "picture_cases",
    "picture_counts",
    "picture_follows",
    "picture_ways",
    "plan_items",
    "plan_purchases",
    "plan_versions",
    "process_askings",
    "process_comments",
    "process_drafts",
    "process_save_files",
    "process_saves",
    "process_trials",
    "proposal_supports",
    "proposals",
    "receipts",
    "receipts_of_till",
    "recovery_codes",
    "red_flags",
    "release_follows",
    "release_records",
    "releases",
    "score_acts",
    "score_statements",
    "sealed_calls",
    "second_factor_roles",
    "second_factors",
    "sessions",
    "shared_files",
    "sign_in_attempts",
    "signature_evidence",
    "spatial_drafts",
    "spatial_lineage",
    "spatial_units",
    "start_drafts",
    "starts",
    "step_undos",
    "submissions",
    "subscriptions",
    "substitutions",
    "supplier_marks",
    "supplier_requests",
    "supplier_snapshots",
    "suppliers",
    "surveys",
    "tasks",
    "tax_agreements",
    "tax_assessments",
    "tax_benefits",
    "tax_campaign_items",
    "tax_debt_acts",
    "tax_debts",
    "tax_deliveries",
    "tax_entries",
    "tax_parcels",
    "tax_pins",
    "tax_run_parcels",
    "tax_runs",
    "tax_values",
    "taxpayers",
    "team_admissions",
    "team_guests",
    "team_members",
    "team_passes",
    "teams",
    "till_days",
    "timers",
    "tokens",
    "town_event_details",
    "town_events",
    "town_heads",
    "town_roots",
    "trial_payments",
    "uploads",
    "verifications",
    "verified_people",
    "webhooks",
]
