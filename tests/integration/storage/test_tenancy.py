"""No question answers with another municipality's rows.

Tambo Real is full of rows that could leak; the other town asks with Tambo Real's ids, numbers and
words. Each question is first asked by Tambo Real itself, to see that it would find something.
"""

import dataclasses
import inspect
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import insert

import storage.queries
from storage import jobs
from storage.database import Connection, Database
from storage.door import SessionAtDoor, session_at_door, token_at_door
from storage.queries import (
    accounts,
    acts,
    alike,
    bank_lines,
    batches,
    campaigns,
    case_lists,
    casefile,
    cases,
    catalogue,
    citizens,
    closures,
    contracts,
    control,
    counted_cases,
    counted_registers,
    deadlines,
    definitions,
    documents,
    draft_codes,
    dues,
    history,
    identity,
    inbox,
    inbox_news,
    inbox_views,
    incidents,
    indicator_facts,
    indicators,
    knocks,
    known_people,
    letters,
    logs,
    mandates,
    migrations,
    notices,
    notifications,
    open_data,
    operations,
    owed,
    party_notices,
    payments,
    people,
    pictures,
    plans,
    pulse,
    releases,
    roots,
    sealing,
    search,
    standing,
    standing_data,
    starts,
    substitutions,
    supplier_work,
    suppliers,
    surveys,
    tasks,
    tax_agreements,
    tax_pins,
    tax_runs,
    tax_values,
    taxes,
    tills,
    tokens,
    town_history,
    trial_payments,
    unopened,
    uploads,
    waits,
    webhooks,
    workload,
)
from storage.queries import jobs as job_lines
from storage.queries.cases import IncidentRow
from storage.queries.closures import ClosureRow
from storage.queries.deadlines import ChangeRow, ParameterRow
from storage.queries.documents import VersionRow
from storage.queries.letters import EvidenceRow, SignatureRow
from storage.queries.trial_payments import TrialRow
from storage.step import (
    AssignedTask,
    DeadlineRow,
    EventDetailRow,
    FactRow,
    JobRow,
    SubmissionRow,
    SubscriptionRow,
    TimerRow,
    UndoRow,
    next_number,
    save,
)
from storage.tables import deadlines as deadlines_table
from storage.tables.dues import Stage
from storage.writes.accounts import (
    insert_account_letter,
    insert_outer_identity,
    insert_outer_sign_in,
)
from storage.writes.batches import NewBatch, insert_batch
from storage.writes.casefile import insert_disposal, insert_hold, insert_link, insert_party
from storage.writes.citizens import (
    insert_application,
    insert_citizen,
    insert_citizen_session,
    insert_survey,
)
from storage.writes.closures import insert_closure
from storage.writes.contracts import put_contracts, put_guarantees
from storage.writes.deadlines import (
    Ends,
    Move,
    begin_pause,
    move_deadlines,
    put_parameters,
)
from storage.writes.definitions import insert_definition
from storage.writes.documents import insert_document, insert_version
from storage.writes.draft_codes import insert_draft_code
from storage.writes.dues import DebtAct, enter_stage, insert_items, note_acts
from storage.writes.identity import (
    insert_membership,
    insert_person,
    insert_session,
    record_attempt,
    set_password,
)
from storage.writes.inbox_views import insert_view, keep_columns
from storage.writes.incidents import insert_incident
from storage.writes.indicators import (
    hold_counting,
    insert_alert,
    insert_figure,
    put_month,
    replace_facts,
)
from storage.writes.knocks import count_knock
from storage.writes.letters import (
    insert_evidence,
    insert_letter,
    insert_signatures,
    sign_letter,
)
from storage.writes.mandates import insert_mandate
from storage.writes.messages import keep_message, receive
from storage.writes.migrations import NewMigration, Place, insert_migration
from storage.writes.notices import (
    NewNotice,
    insert_attempt,
    insert_notices,
    insert_template,
    set_choice,
    set_habit,
)
from storage.writes.notifications import insert_notification
from storage.writes.party_notices import NewPartyNotice, insert_party_notices, set_way
from storage.writes.payments import (
    insert_entries,
    insert_file,
    insert_gateway_payment,
    insert_lines,
    insert_order,
    insert_receipt,
    insert_suspense,
    insert_till_day,
)
from storage.writes.pictures import add_to_pictures, hold_pictures
from storage.writes.plans import put_plan, put_plan_purchase
from storage.writes.releases import follow_releases_to, insert_releases, put_record
from storage.writes.roots import insert_root
from storage.writes.sealing import insert_envelope, insert_envelope_file, insert_sealed_call
from storage.writes.starts import replace_starts
from storage.writes.substitutions import insert_substitution
from storage.writes.suppliers import (
    insert_mark,
    insert_request,
    insert_snapshot,
    insert_supplier,
)
from storage.writes.tasks import MentionRow, insert_mentions, save_draft
from storage.writes.tax_agreements import insert_agreement
from storage.writes.tax_pins import keep_pin
from storage.writes.tax_values import insert_delivery, replace_values
from storage.writes.taxes import (
    enter_state,
    grant_benefit,
    insert_parcels,
    insert_tax_entries,
    insert_taxpayers,
    take_run,
    write_results,
)
from storage.writes.tokens import insert_token, reserve_answer
from storage.writes.town_history import NewTownEvent, append, lock_head
from storage.writes.trial_payments import insert_trial_payment
from storage.writes.uploads import insert_upload, save_start_draft
from storage.writes.webhooks import close_delivery, insert_deliveries, insert_webhook
from tests import audited
from tests.integration.storage.ballots import BALLOTS, fill_ballots
from tests.integration.storage.conftest import AT, NOW, Opened, Rows, municipality, opened_case
from tests.integration.storage.doors import DOORS, fill_doors
from tests.integration.storage.drafts import DRAFTS, fill_drafts
from tests.integration.storage.land import LAND, fill_land
from tests.integration.storage.network import NETWORK, fill_network
from tests.integration.storage.teamed import TEAMS, fill_teams
from tests.integration.storage.told import EXPERIENCES, fill_experiences

LATER = NOW + timedelta(days=1)
HERE = {"people": [1_000_000], "roles": ["logistics"]}

# Ids as `_fill` gives them; a question is a function and what it is asked with.
CASE, TASK, DOCUMENT, DEADLINE, INCIDENT, JOB, TIMER, INSTANCE, TOKEN = range(1_900_001, 1_900_010)
BATCH = 1_900_020
CLOSURE = 1_900_300
NOTICE = 1_900_400
SUBSTITUTE = 1_000_001
LISTENER, START, BEGINNING = 1_900_010, 1_900_011, 1_900_012

CITIZEN, FIRM = 1_900_700, 1_900_701
SUPPLIER = 1_900_710
ON = date(2026, 3, 3)
UPLOAD, START_DRAFT = 1_900_400, 1_900_401
FIGURE = 1_900_403
LETTER, BESIDE = 1_900_500, 1_900_501
HOOK, DELIVERY = 1_900_300, 1_900_301

SEALED_CALL, ENVELOPE, ENVELOPE_FILE = 1_900_850, 1_900_851, 1_900_852
ORDER, TILL_DAY, RECEIPT, BANK_FILE, LINE, GATEWAY, ASIDE = range(1_900_800, 1_900_807)

TAXED, TAX_RUN, TAX_DEBT = 1_900_900, 1_900_901, 1_900_903
TAXED, TAX_RUN = 1_900_900, 1_900_901
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 1)}
QUESTIONS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    *BALLOTS,
    *DRAFTS,
    *EXPERIENCES,
    *TEAMS,
    *DOORS,
    *NETWORK,
    *audited.questions(CASE, NOW),
    (taxes.taxpayer_by_id, {"taxpayer_id": TAXED}),
    (tax_pins.pin_hash_of, {"taxpayer_id": TAXED}),
    (campaigns.campaigns_of, {"process_key": "procurement", "limit": 5}),
    (campaigns.reminded_in, {"case_id": CASE, "limit": 5}),
    (campaigns.told_in, {"case_id": CASE}),
    (campaigns.came_since, {"case_id": CASE}),
    (campaigns.last_reminder, {"taxpayer_id": TAXED, "since": date(2020, 1, 1)}),
    (taxes.taxpayer_by_code, {"code": "000001"}),
    (taxes.taxpayer_by_document, {"document": "DNI 1"}),
    (taxes.taxpayers_of, {"words": "secreta"}),
    (taxes.owed_by, {"taxpayer_ids": [TAXED]}),
    (taxes.parcels_of_taxpayer, {"taxpayer_id": TAXED}),
    (taxes.declared_of_codes, {"codes": ["SECRET-01"], "on": date(2026, 1, 1)}),
    (taxes.declared_by_case, {"case_id": CASE}),
    (taxes.benefits_of_taxpayer, {"taxpayer_id": TAXED}),
    (taxes.account_of, {"taxpayer_id": TAXED}),
    (taxes.accounts_of, {"taxpayer_ids": [TAXED]}),
    (taxes.taxpayer_of_order, {"order_id": ORDER}),
    (taxes.lock_taxpayer, {"taxpayer_id": TAXED}),
    (taxes.charges_between, {"run_id": TAX_RUN, "first": 0, "last": TAXED}),
    (dues.overdue, {"wanted": dues.Wanted(date(2027, 1, 1))}),
    (dues.sums_of, {"wanted": dues.Wanted(date(2027, 1, 1))}),
    (dues.debts_by_id, {"debt_ids": [TAX_DEBT]}),
    (dues.debts_of_taxpayer, {"taxpayer_id": TAXED}),
    (dues.debts_of_case, {"case_id": CASE}),
    (dues.acts_of_debts, {"debt_ids": [TAX_DEBT]}),
    (dues.acted_for, {"debt_ids": [TAX_DEBT], "kind": "reminded", "note": "x"}),
    (dues.to_choose, {"wanted": dues.Wanted(date(2027, 1, 1)), "case_id": 0, "limit": 5}),
    (dues.waiting_items, {"case_id": CASE, "limit": 5}),
    (dues.items_of, {"case_id": CASE}),
    (dues.outcomes_of, {"case_id": CASE}),
    (tax_agreements.agreement_of_case, {"case_id": CASE}),
    (tax_agreements.agreements_of_taxpayer, {"taxpayer_id": TAXED}),
    (tax_runs.results_of_run, {"run_id": TAX_RUN}),
    (tax_runs.issued_from, {"run_id": TAX_RUN, "number": "", "limit": 5}),
    (taxes.taxpayers_by_id, {"taxpayer_ids": [TAXED]}),
    (tax_values.values_on, {"on": date(2026, 10, 31)}),
    (tax_values.days_of_values, {}),
    (tax_values.deliveries_of, {"run_id": TAX_RUN, "taxpayer_ids": [TAXED]}),
    (tax_values.outcomes_of, {"run_id": TAX_RUN}),
    (tax_runs.run_by_id, {"run_id": TAX_RUN}),
    (tax_runs.run_of_case, {"case_id": CASE}),
    (tax_runs.issued_years, {"since": 2020}),
    (tax_runs.issued_run_of, {"year": 2026}),
    (tax_runs.runs_of, {}),
    (tax_runs.taken_after, {"run_id": TAX_RUN, "after": 0, "limit": 5}),
    (tax_runs.lines_of_parcels, {"run_id": TAX_RUN}),
    (tax_runs.parcels_of_run, {"run_id": TAX_RUN, "first": 0, "last": TAXED}),
    (tax_runs.assessments_after, {"run_id": TAX_RUN, "after": 0, "limit": 5}),
    (tax_runs.to_review, {"run_id": TAX_RUN}),
    (tax_runs.assessments_of_taxpayer, {"taxpayer_id": TAXED}),
    (tax_runs.taxed_before, {"run_id": TAX_RUN, "taxpayer_ids": [TAXED]}),
    (sealing.sealed_call_of_task, {"task_id": TASK}),
    (sealing.sealed_calls_of_case, {"case_id": CASE}),
    (sealing.sealed_calls_after, {}),
    (sealing.envelopes_of_call, {"call_id": SEALED_CALL}),
    (sealing.envelope_of, {"call_id": SEALED_CALL, "mark": "m", "state": "filed"}),
    (sealing.waiting_calls, {"limit": 5}),
    (sealing.cases_of_marks, {"marks": ["m"]}),
    (sealing.envelope_by_code, {"code": "SECRET"}),
    (sealing.files_of_call, {"call_id": SEALED_CALL}),
    (sealing.files_of_envelope, {"envelope_id": ENVELOPE}),
    (history.sealed_events_of, {"case_id": CASE}),
    (history.events_of_kind, {"case_id": CASE, "kind": 230}),
    (payments.orders_about, {"concept": "Secreto", "limit": 5}),
    (payments.is_being_paid, {"title": "Adquisición secreta"}),
    (payments.order_by_id, {"order_id": ORDER}),
    (payments.order_by_code, {"code": "SECRET"}),
    (payments.orders_of_case, {"case_id": CASE}),
    (owed.orders_owed, {"case_ids": [CASE], "limit": 5}),
    (payments.orders_found, {"typed": "con-2026-0148", "limit": 5}),
    (payments.orders_in_state, {"state": "pending", "limit": 5}),
    (payments.entries_of_order, {"order_id": ORDER}),
    (payments.entries_of_till_day, {"till_day_id": TILL_DAY}),
    (payments.file_by_hash, {"sha256": "secret"}),
    (payments.file_by_id, {"file_id": BANK_FILE}),
    (payments.latest_files, {"limit": 5}),
    (payments.lines_of_file, {"file_id": BANK_FILE}),
    (payments.known_movements, {"movements": ["secret"]}),
    (payments.open_suspense, {"limit": 5}),
    (payments.suspense_by_id, {"suspense_id": ASIDE}),
    (bank_lines.lines_paying, {"typed": "SECRET", "amount": Decimal(10), "limit": 5}),
    (bank_lines.suspense_of_line, {"line_id": LINE}),
    (trial_payments.trial_payment, {"token": "secret"}),
    (payments.gateway_payment_by_token, {"token": "secret"}),
    (tills.open_till_of, {"person_id": 1_000_000}),
    (tills.till_day_by_id, {"till_day_id": TILL_DAY}),
    (tills.latest_till_days, {"limit": 5}),
    (tills.receipts_of_day, {"till_day_id": TILL_DAY}),
    (tills.receipts_of_order, {"order_id": ORDER}),
    (tills.receipt_by_id, {"receipt_id": RECEIPT}),
    (batches.batch_by_id, {"batch_id": BATCH}),
    (batches.list_batches, {}),
    (batches.counts_of, {"batch_ids": [BATCH]}),
    (batches.items_of, {"batch_id": BATCH}),
    (cases.case_by_id, {"case_id": CASE}),
    (cases.case_by_number, {"number": "CON-2026-0148"}),
    (
        alike.cases_alike,
        {"process": "procurement", "fact": "Área", "text": "Secreta", "year": 2026},
    ),
    (case_lists.list_cases, {}),
    (case_lists.list_cases, {"text": "0148"}),
    (case_lists.list_cases, {"text": "secreta"}),
    (cases.where_it_stands, {"case_id": CASE}),
    (cases.submissions_of_case, {"case_id": CASE}),
    (cases.incidents_of_case, {"case_id": CASE}),
    (cases.incident_by_id, {"incident_id": INCIDENT}),
    (deadlines.deadlines_of_case, {"case_id": CASE}),
    (deadlines.deadline_by_id, {"deadline_id": DEADLINE}),
    (deadlines.deadlines_due, {"from_on": date(2026, 1, 1), "to_on": date(2027, 1, 1)}),
    (deadlines.changes_of_case, {"case_id": CASE}),
    (deadlines.parameter_on, {"key": "uit", "on": date(2026, 3, 1)}),
    (deadlines.all_parameters, {}),
    (deadlines.pauses_of_case, {"case_id": CASE}),
    (pulse.late_by_process, {"today": date(2029, 1, 1)}),
    (pulse.due_by_day, {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}),
    (indicator_facts.facts_of_cases, {"case_ids": [CASE]}),
    (indicator_facts.facts_of_indicators, {"indicators": ["secret"]}),
    (indicators.stale_months, {"limit": 9}),
    (indicators.unsettled_months, {"before": date(2026, 12, 1)}),
    (indicator_facts.sums_between, {"indicator": "secret", **YEAR}),
    (indicator_facts.sums_between, {"indicator": "secret", "last_only": True, **YEAR}),
    (indicator_facts.denominators_by_day, {"indicators": ["secret"], **YEAR}),
    (indicator_facts.sums_of_days, {"indicators": ["secret"], **YEAR}),
    (indicators.months_between, YEAR),
    (indicators.months_of_indicator, {"indicator": "secret", **YEAR}),
    (indicator_facts.cases_behind, {"indicator": "secret", "in_numerator": True, **YEAR}),
    (indicators.figures_of, {"indicator": "secret"}),
    (indicators.figure_of_case, {"case_id": CASE}),
    (indicators.alerts_of, {"only_open": True}),
    (pictures.pictured_up_to, {}),
    (pictures.pictured_cases, {"case_ids": [CASE]}),
    (pictures.all_picture_counts, {}),
    (pictures.picture_sums, {"process_key": "procurement", "whats": range(20), **YEAR}),
    (
        pictures.picture_sums,
        {
            "process_key": "procurement",
            "whats": range(20),
            "version": 1,
            "element": "secret",
            **YEAR,
        },
    ),
    (
        pictures.most_taken_ways,
        {"process_key": "procurement", "what": 10, "version": 1, **YEAR},
    ),
    (pictures.steps_of_ways, {"process_key": "procurement", "ways": ["secret"]}),
    (
        pictures.longest_open,
        {"process_key": "procurement", "opened_before": LATER, "limit": 9},
    ),
    (pictures.open_steps_of, {"case_ids": [CASE]}),
    (counted_cases.news_since, {"after": NOW, "until": LATER, "limit": 9}),
    (counted_cases.case_ids_after, {"after": 0, "limit": 9}),
    (counted_cases.lives_of, {"case_ids": [CASE]}),
    (counted_cases.terms_of, {"case_ids": [CASE]}),
    (counted_cases.marks_of, {"case_ids": [CASE], "kinds": range(300)}),
    (counted_cases.tellings_of, {"case_ids": [CASE]}),
    (counted_cases.signed_of, {"case_ids": [CASE]}),
    (
        counted_cases.shown_of_process,
        {"process_key": "procurement", "since_year": 2026, "labels": ["Área"]},
    ),
    (counted_registers.ledger_by_month, {}),
    (open_data.asked_of, {"processes": ["procurement"], "limit": 9}),
    (open_data.acts_of_cases, {"case_ids": [CASE], "kinds": ["secret"]}),
    (open_data.facts_shown, {"case_ids": [CASE], "label": "Área"}),
    (open_data.ends_of_process, {"process_key": "procurement", "before": LATER}),
    (open_data.collected_by_month, {"before": "2999-01"}),
    (open_data.lots_of_today, {}),
    (counted_registers.charged_taxpayers, {}),
    (counted_registers.bank_lines, {}),
    (counted_registers.planned_items, {}),
    (counted_registers.ground_by_month, {}),
    (counted_registers.parcels_issued, {}),
    (closures.closures_of, {}),
    (closures.all_closures, {}),
    (closures.closure_by_id, {"closure_id": CLOSURE}),
    (closures.terms_touched, {"day": date(2026, 3, 31), "limit": 9}),
    (closures.terms_by_id, {"deadline_ids": [DEADLINE]}),
    (closures.pauses_of_terms, {"deadline_ids": [DEADLINE]}),
    (closures.moved_by, {"closure_id": CLOSURE, "limit": 9}),
    (definitions.definition_by_id, {"definition_id": 1_900_100}),
    (definitions.definitions_by_id, {"definition_ids": [1_900_100]}),
    (definitions.definition_by_hash, {"key": "secret", "content_hash": "ff"}),
    (definitions.active_definition, {"key": "secret"}),
    (definitions.active_definitions, {}),
    (definitions.drawn_definition, {"key": "secret"}),
    (definitions.founded_definition, {"key": "fresh"}),
    (definitions.founded_definitions, {}),
    (catalogue.catalogue_state, {}),
    (
        catalogue.answered_between,
        {
            "processes": ["procurement"],
            "since_id": 0,
            "begins": NOW - timedelta(days=9),
            "ends": NOW + timedelta(days=9),
        },
    ),
    (definitions.versions_of, {"key": "secret"}),
    (definitions.manifests_of, {}),
    (definitions.files_of, {"definition_id": 1_900_100}),
    (case_lists.open_cases_by_process, {}),
    (documents.documents_of_case, {"case_id": CASE}),
    (documents.kinds_present, {"case_id": CASE}),
    (documents.last_folio, {"case_id": CASE}),
    (citizens.citizen_by_id, {"person_id": CITIZEN}),
    (citizens.citizen_by_login, {"login": "s@x.pe"}),
    (citizens.accounts_with, {"text": "S@X"}),
    (citizens.citizen_session, {"token_hash": "secret"}),
    (citizens.application_by_code, {"code": "2026-TAMBO-000001-1"}),
    (citizens.application_of, {"case_id": CASE}),
    (citizens.any_code_given, {}),
    (citizens.story_of, {"case_id": CASE}),
    (citizens.cases_applied_for, {"person_id": CITIZEN, "on": ON}),
    (citizens.filed_cases, {"person_id": CITIZEN, "on": ON}),
    (citizens.filed_case, {"case_id": CASE}),
    (accounts.account_letter, {"letter_id": CITIZEN}),
    (accounts.letters_to, {"address": "s@x.pe", "since": NOW - timedelta(days=1)}),
    (accounts.outer_identity, {"door": "citizen", "issuer": "https://x.pe", "subject": "secret"}),
    (accounts.outer_identities_of, {"person_id": CITIZEN}),
    (accounts.outer_sign_in, {"state_hash": "secret"}),
    (citizens.filed_together, {"lead_id": CASE}),
    (
        control.cases_ended,
        {"keys": ["procurement"], "after": NOW - timedelta(days=9), "before": LATER},
    ),
    (standing_data.stands_of_process, {"process_key": "procurement", "limit": 9}),
    (citizens.opened_with, {"case_id": CASE}),
    (mandates.mandate_by_id, {"mandate_id": FIRM}),
    (mandates.mandates_of, {"agent_id": CITIZEN, "on": ON}),
    (mandates.list_mandates, {}),
    (mandates.mandates_for, {"principal_id": FIRM, "on": ON}),
    (citizens.letters_in, {"case_id": CASE, "kinds": range(1, 99)}),
    (surveys.has_answered, {"case_id": CASE}),
    (surveys.ratings, {"since": NOW - timedelta(days=1), "at_least": 1}),
    (people.is_outsider, {"person_id": CITIZEN}),
    (casefile.links_of_case, {"case_id": CASE}),
    (casefile.people_of_case, {"case_id": CASE}),
    (casefile.open_holds, {}),
    (casefile.closed_before, {"process_key": "procurement", "before": LATER}),
    (casefile.disposals_of, {}),
    (casefile.contents_of_case, {"case_id": CASE}),
    (letters.letters_of_case, {"case_id": CASE}),
    (letters.letter_by_id, {"letter_id": LETTER}),
    (letters.letter_by_code, {"code": "SECRET"}),
    (letters.last_of_series, {"kind": "letter:secret", "year": 2026}),
    (letters.signatures_of_case, {"case_id": CASE}),
    (party_notices.ways_in_cases, {"case_ids": [CASE]}),
    (party_notices.way_of, {"party_id": LETTER}),
    (party_notices.party_notice_by_id, {"notice_id": LETTER}),
    (party_notices.party_notices_in, {"case_id": CASE}),
    (letters.evidence_of_document, {"document_id": DOCUMENT}),
    (letters.evidence_in_case, {"case_id": CASE}),
    (
        letters.evidence_by_place,
        {"document_id": DOCUMENT, "version": 1, "place": 1, "number": 1},
    ),
    (documents.kinds_left_by_task, {"task_id": TASK}),
    (documents.hash_left_by_task, {"task_id": TASK, "kind": "bid"}),
    (documents.document_by_id, {"document_id": DOCUMENT}),
    (documents.document_version, {"document_id": DOCUMENT}),
    (documents.kept_versions, {}),
    (history.events_of_case, {"case_id": CASE}),
    (roots.last_root, {}),
    (roots.newest_roots, {"limit": 5}),
    (roots.roots_after, {"number": 0, "limit": 5}),
    (roots.something_happened, {"since": None}),
    (roots.stood_between, {"since": NOW - timedelta(days=9000), "until": LATER}),
    (roots.town_stood_between, {"since": NOW - timedelta(days=9000), "until": LATER}),
    (logs.cases_opened_between, {"process": None, "since": None, "until": None}),
    (logs.events_of_cases, {"case_ids": [CASE]}),
    (history.history_of, {"case_id": CASE}),
    (history.heads, {}),
    (history.head_of, {"case_id": CASE}),
    (history.series_of, {}),
    (history.numbers_of, {"prefix": "CON-", "year": 2026}),
    (identity.person_by_id, {"person_id": 1_000_000}),
    (identity.person_by_login, {"login": "1000000@tambo-real.pe"}),
    (identity.person_by_national_id, {"national_id": "1000000"}),
    (known_people.own_parties, {"number": "43214541", "among": [CASE], "limit": 3}),
    (
        known_people.known_parties,
        {"number": "43214541", "definitions": [1_000_002], "limit": 3},
    ),
    (identity.persons_named, {"names": ["1000000", "1000001@tambo-real.pe"], "at": LATER}),
    (identity.names_of, {"ids": [1_000_000]}),
    (identity.people_in_role, {"role": "logistics", "at": LATER}),
    (identity.roles_of, {"person_id": 1_000_000, "at": LATER}),
    (identity.memberships_of, {"person_id": 1_000_000}),
    (knocks.knocked, {"who": "secret"}),
    (identity.failures_since, {"login_hash": "secret", "since": NOW}),
    (workload.free_by_role, {"processes": ["procurement"], "now": LATER, "week_ends": LATER}),
    (workload.tasks_free_of, {"role": "logistics", "processes": ["procurement"]}),
    (workload.load_by_person, {"processes": ["procurement"], "now": LATER, "week_ends": LATER}),
    (workload.tasks_held_by, {"person_id": 1_000_000, "processes": ["procurement"]}),
    (inbox.open_tasks, {**HERE, "now": LATER, "tab": "held"}),
    (inbox.open_tasks, {**HERE, "now": LATER, "tab": "free"}),
    (inbox.open_tasks, {**HERE, "now": LATER, "text": "secreta"}),
    (inbox.total_in, {**HERE, "now": LATER, "tab": "free"}),
    (inbox.processes_in_inbox, {**HERE, "now": LATER}),
    (inbox.kinds_in_inbox, {**HERE, "now": LATER}),
    (search.is_a_number, {"text": "CON-2026-0148"}),
    (search.few_cases_found, {"text": "secreta"}),
    (inbox_views.views_for, {"person_id": 1_000_000, "roles": ["logistics"]}),
    (inbox_views.view_by_id, {"view_id": 1_900_400}),
    (inbox_views.columns_chosen, {"person_id": 1_000_000, "process_key": ""}),
    (inbox_views.facts_of_cases, {"case_ids": [CASE]}),
    (incidents.incidents_of, {}),
    (incidents.incidents_of, {"case_id": CASE, "open_only": False}),
    (incidents.attempts_of_job, {"job_id": JOB}),
    (job_lines.jobs_of, {}),
    (job_lines.job_line, {"job_id": JOB}),
    (job_lines.has_due, {"now": LATER, "kinds": ["mail"]}),
    (operations.cases_of_subjects, {"kind": "suspend", "subjects": [CASE]}),
    (operations.cases_of_subjects, {"kind": "retry", "subjects": [INCIDENT]}),
    (operations.cases_of_subjects, {"kind": "assign", "subjects": [TASK]}),
    (migrations.last_migration, {"case_id": CASE}),
    (migrations.migrated_by, {"batch_id": 1_900_300}),
    (migrations.jobs_that_ran, {"job_ids": [JOB]}),
    (migrations.turns_of, {"case_id": CASE, "kinds": (1,)}),
    (releases.published_up_to, {}),
    (migrations.turns_of_cases, {"case_ids": [CASE], "kinds": (1,)}),
    (migrations.cases_running_on, {"definition_id": 1_000_002}),
    (migrations.running_by_version, {"process_key": "procurement"}),
    (migrations.states_of, {"definition_id": 1_000_002, "limit": 10}),
    (history.events_at, {"places": [(CASE, 2)]}),
    (notifications.notifications_of_case, {"case_id": CASE}),
    (notices.notices_of, {"person_id": 1_000_000}),
    (notices.notice_by_id, {"notice_id": NOTICE}),
    (notices.unread_of, {"person_id": 1_000_000}),
    (notices.happened_since, {"after": NOW - timedelta(days=999), "kinds": range(1, 99)}),
    (notices.told_since, {"after": NOW}),
    (inbox_news.stirred_cases, {"after": NOW - timedelta(days=999), "limit": 9}),
    (inbox_news.stirred_tasks, {"after": NOW - timedelta(days=999), "case_ids": (CASE,)}),
    (notices.reachable, {"person_ids": [1_000_000], "at": LATER}),
    (notices.holders_of_case, {"case_id": CASE}),
    (notices.holders_of_role, {"role": "logistics", "at": LATER}),
    (notices.choices_of, {"person_ids": [1_000_000]}),
    (notices.habit_of, {"person_id": 1_000_000}),
    (notices.attempt_by_id, {"attempt_id": NOTICE}),
    (notices.attempts_to, {"person_id": 1_000_000}),
    (
        notices.template_on,
        {"key": "notice", "language": "es", "on": date(2026, 12, 1)},
    ),
    (notices.templates_of, {}),
    (
        releases.cases_with_news,
        {
            "after": NOW - timedelta(days=999),
            "process_keys": ["procurement"],
            "kinds": range(99),
            "limit": 9,
        },
    ),
    (contracts.contracts_of, {"wanted": contracts.Wanted(), "today": date(2026, 1, 1)}),
    (contracts.next_to_expire, {}),
    (contracts.guarantees_of_case, {"case_id": CASE}),
    (contracts.state_of_contracts, {}),
    *LAND,
    (plans.years_of_plans, {}),
    (plans.plan_of, {"year": 2026}),
    (plans.items_of_plan, {"year": 2026}),
    (plans.purchase_in_plan, {"case_id": CASE}),
    (plans.published_plans, {}),
    (plans.state_of_plans, {}),
    (releases.record_of_case, {"case_id": CASE}),
    (releases.record_by_ocid, {"ocid": "ocds-1-secret"}),
    (releases.records_of, {}),
    (releases.releases_of_case, {"case_id": CASE}),
    (releases.releases_between, {"since": NOW - timedelta(days=1), "until": LATER}),
    (releases.span_of_releases, {}),
    (releases.open_calls, {"limit": 9}),
    (suppliers.supplier_by_id, {"supplier_id": SUPPLIER}),
    (suppliers.supplier_by_number, {"number": "20512345671"}),
    (suppliers.list_suppliers, {}),
    (suppliers.marks_of, {"supplier_id": SUPPLIER}),
    (suppliers.companies_of, {"agent_id": CITIZEN, "on": ON}),
    (suppliers.request_by_id, {"request_id": SUPPLIER}),
    (suppliers.requests_of, {"person_id": CITIZEN}),
    (suppliers.pending_requests, {}),
    (suppliers.pending_requests_of, {"person_id": CITIZEN}),
    (suppliers.snapshots_of_case, {"case_id": CASE}),
    (suppliers.snapshots_of_supplier, {"number": "20512345671"}),
    (
        supplier_work.tasks_given_to,
        {"people": [1_000_000], "role": "logistics", "limit": 9},
    ),
    (
        supplier_work.cases_of_suppliers,
        {
            "people": [FIRM],
            "numbers": ["20512345671"],
            "agent_id": CITIZEN,
            "role": "logistics",
            "limit": 9,
        },
    ),
    (releases.state_of_releases, {}),
    (people.is_program, {"person_id": 1_000_000}),
    (people.roles_by_person, {"at": LATER}),
    (people.lasting_holders, {"role": "logistics", "at": LATER}),
    (people.holders_by_role, {"roles": ["logistics"], "at": LATER}),
    (people.tasks_in_hands_of, {"person_id": 1_000_000}),
    (people.held_counts, {}),
    (town_history.town_events_of, {}),
    (town_history.town_chain_of, {}),
    (
        town_history.lately_about,
        {"kind": 110, "subject_id": 1_000_000, "since": NOW, "limit": 9},
    ),
    (town_history.town_head_of, {}),
    (standing.standing_counts, {"process_key": "procurement"}),
    (standing.incident_counts, {"process_key": "procurement"}),
    (standing.cases_standing_at, {"process_key": "procurement", "at": ((1_000_002, 3),)}),
    (
        substitutions.stood_in_for,
        {"substitute_id": SUBSTITUTE, "on": date(2026, 3, 3), "at": LATER},
    ),
    (substitutions.substitutions_of, {"person_id": SUBSTITUTE}),
    (
        substitutions.overlapping,
        {"absent_id": 1_000_000, "from_on": date(2026, 3, 1), "until_on": date(2026, 3, 9)},
    ),
    (uploads.upload_by_id, {"upload_id": UPLOAD}),
    (uploads.uploads_at, {"person_id": 1_000_000, "task_id": TASK}),
    (uploads.uploads_at, {"person_id": 1_000_000, "draft_id": START_DRAFT}),
    (uploads.bytes_on_the_way, {"person_id": 1_000_000}),
    (uploads.start_draft_by_id, {"draft_id": START_DRAFT}),
    (uploads.start_drafts_of, {"person_id": 1_000_000}),
    (draft_codes.draft_code_named, {"sign": "ABCD"}),
    (draft_codes.draft_code_at, {"person_id": 1_000_000, "task_id": TASK}),
    (tasks.task_by_id, {"task_id": TASK}),
    (tasks.tasks_by_id, {"task_ids": [TASK]}),
    (tasks.tasks_of_case, {"case_id": CASE}),
    (tasks.waiting_for_role, {"case_ids": [CASE], "role": "logistics"}),
    (tasks.undo_of, {"case_id": CASE}),
    (acts.tasks_told_of, {"case_id": CASE, "kind": 1}),
    (acts.acts_upon_each, {"since": {(CASE, TASK): 1}}),
    (acts.last_of_each, {"case_ids": [CASE], "kind": 1}),
    (tasks.drafts_upon_each, {"task_ids": [TASK], "person_id": 1_000_001}),
    (acts.last_of, {"case_id": CASE, "kind": 1}),
    (acts.acts_upon, {"case_id": CASE, "task_id": TASK, "since": 1}),
    (tasks.mentions_of, {"person_id": 1_000_000}),
    (tasks.done_by, {"case_ids": [CASE], "people": [1_000_000]}),
    (tasks.doers_of, {"case_id": CASE, "element_keys": ["", "revisar"]}),
    (tasks.draft_of, {"task_id": TASK, "person_id": 1_000_000}),
    (tasks.drafts_beside, {"task_id": TASK, "person_id": 1_000_001}),
    (tokens.tokens_of, {}),
    (tokens.kept_answer, {"token_id": TOKEN, "key": "k"}),
    (waits.due_timers_of, {"instance_id": INSTANCE, "now": LATER}),
    (waits.timer_by_id, {"timer_id": TIMER}),
    (waits.subscriptions_for, {"name": "bid", "correlation_key": "k"}),
    (waits.awaited_by, {"instance_id": INSTANCE}),
    (waits.waiting_in_case, {"case_id": CASE, "name": "bid"}),
    (waits.subscription_by_id, {"subscription_id": LISTENER}),
    (waits.listeners_to, {"name": "flood", "after": 0, "before": LISTENER + 1, "limit": 9}),
    (waits.receivers_of, {"sender_key": "mail-1"}),
    (starts.starts_by, {"kind": "message", "name": "petition"}),
    (starts.starts_of, {"process_key": "secret"}),
    (starts.start_by_id, {"start_id": START}),
    (waits.kept_message, {"name": "kept", "correlation_key": "k", "now": NOW}),
    (jobs.job_by_id, {"job_id": JOB}),
    (unopened.unopened, {"kind": "cauce:begin"}),
    (unopened.unopened_by_id, {"job_id": BEGINNING, "kind": "cauce:begin"}),
    (webhooks.webhooks_of, {}),
    (webhooks.webhook_by_id, {"webhook_id": HOOK}),
    (webhooks.events_to_tell, {"webhook_id": HOOK, "after": NOW}),
    (webhooks.event_to_tell, {"case_id": CASE, "seq": 2}),
    (webhooks.delivery_by_id, {"delivery_id": DELIVERY}),
    (webhooks.deliveries_of, {"webhook_id": HOOK}),
    (webhooks.failed_since, {"webhook_id": HOOK, "since": NOW}),
]

# Asked apart: what they answer is never empty, or names every town on purpose.
APART = {
    "counts": "numbers only, tested below",
    "counts_aside": "numbers only, tested below",
    "pairs_at": "pairs of colleagues, tested in test_audit_signs.py",
    "tasks_in": "open_tasks asks it",
    "cases_found": "a finding, tested in test_finding.py",
    "next_version": "a number, tested below",
    "people_of": "the other town has people of its own, tested below",
    "everyone": "likewise",
    "totals_of_run": "numbers only, asked for another town in tests/integration/taxes",
    "municipality_by_id": "the catalogue of towns is open",
    "followed_history": "begins with the catalogue; of another town nothing but its number",
    "state_of_proposals": "numbers only, asked for another town in test_proposals_page.py",
}


@pytest.fixture(scope="module")
def filled(module_database: Database) -> Database:
    """Tambo Real full of rows; the other town with its people only."""
    database = module_database
    tambo = municipality(database, 1, "tambo-real")
    municipality(database, 2, "otra")
    opened = opened_case(
        database,
        tambo,
        "CON-2026-0148",
        task=tambo.task(id=TASK),
        id=CASE,
        title="Adquisición secreta",
        instance_id=INSTANCE,
    )
    over = {"state": "completed", "closed_at": AT}
    opened_case(database, tambo, "CON-2026-0149", id=BESIDE, title="Secreta", **over)
    with database.verb(1) as connection:
        _fill(connection, tambo, opened)
        fill_doors(connection)
        connection.execute(insert(deadlines_table).values(_answered_term()))
    return database


@pytest.mark.parametrize(
    ("question", "asked"), QUESTIONS, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_question_never_answers_with_another_towns_rows(
    filled: Database, question: Callable[..., Any], asked: dict[str, Any]
) -> None:
    with filled.read(1) as connection:
        assert question(connection, 1, **asked), "the question must find something at home"
    empty = ((), None, {}, frozenset(), 0)
    with filled.read(2) as connection:
        answer = question(connection, 2, **asked)
    if question in (definitions.active_definitions, definitions.versions_of):
        answer = tuple(row for row in answer if row.id != 2_000_002)
    if question is catalogue.catalogue_state:
        answer = tuple(each for each in answer if each != 2_000_002)
    if question is definitions.manifests_of:
        answer = {key: text for key, text in answer.items() if key != 2_000_002}
    assert answer in empty


@pytest.mark.parametrize(
    ("question", "asked"), QUESTIONS, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_wall_holds_when_a_question_names_the_wrong_town(
    filled: Database, question: Callable[..., Any], asked: dict[str, Any]
) -> None:
    """The second lock: PostgreSQL shows nothing of town 1 to a transaction of town 2."""
    if filled.dialect == "sqlite":
        return  # has no row-level security: the question itself is the only lock
    with filled.read(2) as connection:
        assert question(connection, 1, **asked) in ((), None, {}, frozenset(), 0)


def test_counts_and_versions_and_people_are_those_of_the_town(filled: Database) -> None:
    with filled.read(2) as connection:
        counted = inbox.counts(connection, 2, **HERE, now=LATER, end_of_today=LATER)
        aside = inbox.counts_aside(connection, 2, **HERE, now=LATER)
        version = definitions.next_version(connection, 2, "secret")
        active = identity.people_of(connection, 2, at=LATER)
        everybody = people.everyone(connection, 2)
    assert counted == inbox.Counts(mine=0, held=0, free=0, overdue=0, due_today=0)
    assert aside == inbox.Aside(postponed=0, others=0)
    assert version == 1
    assert [person.id for person in active] == [2_000_001, 2_000_000]
    assert [person.id for person in everybody] == [2_000_001, 2_000_000]


def test_the_door_opens_for_nobody_of_another_town(filled: Database) -> None:
    def session_in(town: int) -> SessionAtDoor | None:
        return session_at_door(filled, town, "secret", slug="tambo-real", at=LATER)[1]

    assert session_in(1) is not None
    assert session_in(2) is None
    assert token_at_door(filled, 1, "secret")[0] is not None
    assert token_at_door(filled, 2, "secret")[0] is None


def test_every_question_about_a_municipality_is_asked_here() -> None:
    asked = {question.__name__ for question, _ in QUESTIONS} | set(APART)
    assert _questions() - asked == set()


def _questions() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(storage.queries.__path__, "storage.queries."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            takes = inspect.signature(function).parameters
            asks = "connection" in takes and "municipality_id" in takes
            if asks and not name.startswith("_") and function.__module__ == module.name:
                found.add(name)
    return found


def _fill(connection: Connection, town: Rows, opened: Opened) -> None:
    person = town.person_id
    insert_view(
        connection, 1, view_id=1_900_400, person_id=person, name="Mine", query="tab=held",
        role="logistics", created_at=NOW,
    )  # fmt: skip
    insert_mentions(connection, 1, [MentionRow(1_900_401, CASE, TASK, 2, person, person, NOW)])
    keep_columns(connection, 1, person_id=person, process_key="", columns=["amount"])
    mine = town.task(token=2, assignee_id=person, due_at=AT, name="Tarea secreta")
    save(
        connection,
        opened.step(
            opened_tasks=(mine,),
            assigned_tasks=(AssignedTask(mine.id, person, AT),),
            armed_timers=(TimerRow(TIMER, 3, 4, AT),),
            undo=UndoRow(TASK, person, 2, AT, b"", "{}", "Compra secreta", None),
            subscriptions=(
                SubscriptionRow(town.new(), 4, 5, "bid", "k"),
                SubscriptionRow(LISTENER, 5, 5, "flood", "", kind="signal"),
            ),
            jobs=(JobRow(JOB, 5, 6, "mail", "{}", AT, 5),),
            deadlines=(_deadline(),),
            submissions=(SubmissionRow(town.new(), TASK, 3, person, AT, "{}", b"s"),),
            facts=(FactRow("Área", "Secreta", None),),
            events=(town.event(2, task_id=TASK), town.event(3, kind=230, task_id=TASK)),
            event_details=(EventDetailRow(2, b"s", '{"name":"Rosa"}'),),
        ),
    )
    next_number(connection, 1, kind="CON", year=2026)
    jobs.enqueue(
        connection, 1, job_id=BEGINNING, kind="cauce:begin", payload='{"secreto": 1}', run_at=LATER
    )
    [beginning] = jobs.take_due(
        connection, now=LATER, limit=1, lock_for=timedelta(minutes=1), kinds=["cauce:begin"]
    )
    jobs.fail(connection, beginning, at=NOW, error="Secreto")
    [taken] = jobs.take_due(connection, now=NOW, limit=1, lock_for=timedelta(minutes=1))
    jobs.retry(connection, taken, at=NOW, run_at=NOW, error="Secreto")
    _fill_file(connection, person)
    _fill_town(connection, town, person)
    _fill_releases(connection)
    _fill_indicators(connection, person)
    _fill_pictures(connection)
    fill_network(connection)
    _fill_contracts(connection)
    fill_land(connection, CASE, NOW)
    fill_ballots(connection, CASE, NOW)
    fill_drafts(connection, town)
    fill_experiences(connection, town)
    fill_teams(connection, town)
    audited.fill(connection, CASE, NOW, person)
    _fill_plan(connection)
    _fill_payments(connection, person)
    _fill_taxes(connection)
    _fill_envelopes(connection)
    before = town.definition_id
    moved = NewMigration(town.new(), 1_900_300, before, before, NOW, person, b"h", "{}")
    insert_migration(connection, Place(1, CASE, INSTANCE), moved)


def _fill_indicators(connection: Connection, person: int) -> None:
    """Something counted, a month of it, a figure that was entered, and an alert."""
    month, day = date(2026, 3, 1), date(2026, 3, 2)
    hold_counting(connection, 1)
    fact = indicator_facts.FactRow("secret", "k", day, "secret", 1, 1, 1, 1, CASE)
    replace_facts(connection, 1, gone=(), new=(fact,))
    counted = (month, "secret", "", 1, 1, 1, 1, "{}", NOW, 0, 1)
    put_month(connection, 1, indicators.MonthRow(*counted))
    figure = (FIGURE, "secret", month, day, 1, 2, "Secreta", "ab", CASE, person, NOW, None)
    insert_figure(connection, 1, indicators.FigureRow(*figure))
    alert = (FIGURE, "secret", "1", "2", month, NOW, CASE, None, None)
    insert_alert(connection, 1, indicators.AlertRow(*alert))


def _fill_pictures(connection: Connection) -> None:
    """Something of a process was added up, and a way that a case took."""
    hold_pictures(connection, 1, rule=1)
    rows = [
        pictures.PictureCountRow("procurement", date(2026, 3, 1), 1, "secret", what, 0, 3)
        for what in (1, 10)
    ]
    ways = {("procurement", "secret"): '["secret"]'}
    add_to_pictures(connection, 1, rows, ways, {CASE: 1})


def _fill_envelopes(connection: Connection) -> None:
    """A call with one envelope that lies sealed."""
    call = sealing.SealedCallRow(
        SEALED_CALL, CASE, TASK, "open", b"public", b"wrapped", NOW, NOW, None, None
    )
    insert_sealed_call(connection, 1, call)
    kept = (ENVELOPE, SEALED_CALL, "m", "SECRET", "filed", b"sealed", "ab", NOW, NOW)
    insert_envelope(connection, 1, sealing.EnvelopeRow(*kept))
    file = sealing.EnvelopeFileRow(ENVELOPE_FILE, ENVELOPE, "cd" * 32, 9)
    insert_envelope_file(connection, 1, file)


def _fill_payments(connection: Connection, person: int) -> None:
    """A fee that was paid in part everywhere, and waits in part."""
    ten, day = Decimal(10), date(2026, 3, 2)
    order = payments.OrderRow(
        ORDER, CASE, "SECRET", "Secreto", ten, "PEN", day, "pending", NOW, None, None
    )
    insert_order(connection, 1, order)
    opened = tills.TillDayRow(TILL_DAY, 1, person, day, NOW, None, None, None, None)
    insert_till_day(connection, 1, opened)
    receipt = tills.ReceiptRow(
        RECEIPT, TILL_DAY, ORDER, "SECRET", ten, ten, NOW, person, None, None, None
    )
    insert_receipt(connection, 1, receipt)
    insert_file(connection, 1, payments.FileRow(BANK_FILE, "secret", "s.csv", 1, NOW, person))
    line = payments.LineRow(LINE, BANK_FILE, 2, "SECRET", ten, day, "1", "secret", "under", ORDER)
    insert_lines(connection, 1, [line])
    sent = payments.GatewayRow(GATEWAY, ORDER, "trial", ten, "secret", "created", NOW, None, None)
    insert_gateway_payment(connection, 1, sent)
    tried = TrialRow("secret", Decimal(1), "PEN", "s", "s", None)
    insert_trial_payment(connection, 1, tried)
    kept = (ASIDE, LINE, None, ORDER, "bank", "suspense", ten, "under", NOW)
    insert_suspense(connection, 1, payments.SuspenseRow(*kept, None, None, None, None))
    entry = (ORDER + 50, ORDER, "charge", "receivable", ten, ORDER, TILL_DAY, person, NOW)
    insert_entries(connection, 1, [payments.EntryRow(*entry)])


def _answered_term() -> dict[str, object]:
    """The case that is over had a term, and was in time."""
    told = {name: getattr(_deadline(), name) for name in DeadlineRow.__dataclass_fields__}
    days = {name: date.fromisoformat(told[name]) for name in ("start_on", "due_on")}
    moments = {"due_at": LATER, "opened_at": NOW, "look_at": None, "closed_at": NOW}
    own = {"municipality_id": 1, "id": DEADLINE + 50, "case_id": BESIDE, "task_id": None}
    return told | days | moments | own | {"state": "met", "extension": 0, "stops": 0, "warned": 0}


def _deadline() -> DeadlineRow:
    return DeadlineRow(
        id=DEADLINE,
        task_id=TASK,
        timer_id=None,
        token=7,
        element=3,
        title="Plazo",
        start_on="2026-03-27",
        unit="business",
        length=5,
        due_on="2026-04-07",
        due_at=AT,
        source="art. 304",
        effect="none",
        owner="entity",
        fires="next-business-day",
        month_end="next_business_day",
        opened_at=AT,
        look_at=AT,
    )


def _fill_file(connection: Connection, person: int) -> None:
    insert_document(
        connection,
        1,
        document_id=DOCUMENT,
        case_id=CASE,
        kind="bid",
        title="Oferta",
        created_at=NOW,
        created_by=person,
    )
    version = VersionRow(DOCUMENT, 1, "ab", 3, "application/pdf", "o.pdf", NOW, person, TASK, 1, 2)
    insert_version(connection, 1, version)
    insert_party(
        connection,
        1,
        id=LETTER,
        case_id=CASE,
        role="applicant",
        name="Secreta",
        national_id="43214541",
        contact="",
        added_at=NOW,
        added_by=person,
    )
    set_way(
        connection,
        1,
        LETTER,
        case_id=CASE,
        channel="mail",
        address="s@x.pe",
        at=NOW,
        by=person,
    )
    told = NewPartyNotice(LETTER, LETTER, CASE, 1, 1, "mail")
    insert_party_notices(connection, 1, [told], at=NOW)
    insert_link(
        connection,
        1,
        id=LETTER,
        case_id=CASE,
        other_id=BESIDE,
        kind="related",
        reason="Motivo secreto",
        created_at=NOW,
        created_by=person,
    )
    insert_hold(
        connection,
        1,
        id=LETTER,
        process_key="secret",
        reason="Motivo secreto",
        basis="",
        placed_at=NOW,
        placed_by=person,
    )
    _fill_window(connection, person)
    items = [{"case_id": CASE, "index_sha256": "ab", "contents": 1}]
    insert_disposal(
        connection,
        1,
        items,
        id=LETTER,
        act="Acta secreta",
        act_on=date(2026, 3, 2),
        basis="x",
        cases=1,
        list_sha256="ab",
        made_at=NOW,
        made_by=person,
    )
    insert_signatures(connection, 1, [SignatureRow(DOCUMENT, 1, 1, "S", "I", NOW, 1, 1, 0)])
    insert_evidence(connection, 1, [EvidenceRow(DOCUMENT, 1, 1, 1, "crl", "http://s", b"S", NOW)])
    insert_letter(
        connection,
        1,
        letter_id=LETTER,
        case_id=CASE,
        kind="secret",
        title="Secreta",
        addressee="",
        body="secreto",
        at=NOW,
        person_id=person,
    )
    sign_letter(
        connection,
        1,
        LETTER,
        number="SEC-1",
        code="SECRET",
        document_id=DOCUMENT,
        sha256="ab",
        at=NOW,
        person_id=person,
        certificate=None,
    )
    next_number(connection, 1, kind="letter:secret", year=2026)
    incident = IncidentRow(INCIDENT, CASE, 3, "t1", "Falló", "", NOW, None, None, None, None, None)
    insert_incident(connection, 1, incident)
    batch = NewBatch(BATCH, "suspend", "secret", "{}", "Motivo secreto", 1, NOW, person)
    insert_batch(connection, 1, batch, [(CASE, CASE)])
    moved = ChangeRow(
        1_900_200,
        DEADLINE,
        NOW,
        person,
        date(2026, 4, 7),
        date(2026, 4, 8),
        "decreed",
        "",
        None,
        CLOSURE,
        None,
    )
    insert_closure(connection, 1, ClosureRow(CLOSURE, date(2026, 3, 30), 0, "Fiesta", "RA 12", NOW))
    move_deadlines(connection, 1, [Move(moved, Ends(date(2026, 4, 8), NOW, NOW), None, TASK)])
    begin_pause(connection, 1, pause_id=1_900_201, deadline_id=DEADLINE, on=date(2026, 3, 30))
    save_draft(connection, 1, task_id=TASK, person_id=person, data="{}", saved_at=NOW)


def _fill_window(connection: Connection, person: int) -> None:
    """A case that somebody from outside asked for, for another; and what they thought of it."""
    for key, login in ((CITIZEN, "s@x.pe"), (FIRM, None)):
        insert_person(connection, 1, person_id=key, name="Secreta", active_from=NOW, outside=True)
        insert_citizen(
            connection,
            1,
            key,
            national_id="40718825",
            email="s@x.pe",
            phone="",
            at=NOW,
            login=login,
            password_hash="secret" if login else None,
        )
    insert_mandate(
        connection,
        1,
        mandate_id=FIRM,
        agent_id=CITIZEN,
        principal_id=FIRM,
        services="",
        from_on=date(2026, 3, 1),
        until_on=None,
        document="Poder secreto",
        checked_by=person,
        checked_at=NOW,
    )
    _fill_suppliers(connection, person)
    row = citizens.ApplicationRow(
        CASE,
        FIRM,
        "2026-TAMBO-000001-1",
        "secret",
        5,
        None,
        "account",
        CITIZEN,
        FIRM,
        NOW,
        None,
        CASE,
    )
    insert_application(connection, 1, row)
    insert_citizen_session(
        connection,
        1,
        session_id=CITIZEN,
        person_id=CITIZEN,
        kind="case",
        case_id=CASE,
        token_hash="secret",
        created_at=NOW,
        expires_at=LATER,
    )
    letter = accounts.AccountLetterRow(
        CITIZEN, "reset", CITIZEN, "s@x.pe", "es", "secret", 5, None, NOW, LATER, None
    )
    insert_account_letter(connection, 1, letter)
    elsewhere = ("https://x.pe", "secret")
    insert_outer_identity(
        connection,
        1,
        accounts.OuterIdentityRow(CITIZEN, "citizen", *elsewhere, CITIZEN, NOW, "session"),
    )
    way = (CITIZEN, "citizen", "x", "secret", CITIZEN, "", NOW, LATER, NOW)
    insert_outer_sign_in(connection, 1, accounts.OuterSignInRow(*way, *elsewhere, "{}", None))
    insert_survey(connection, 1, CASE, process_key="secret", rating=1, words="Secreto", at=NOW)


def _fill_suppliers(connection: Connection, person: int) -> None:
    """The firm is a supplier, with a sanction, a request and a snapshot."""
    told = {
        "kind": "legal",
        "small": 0,
        "chapters": "goods",
        "email": "",
        "phone": "",
        "address": "",
        "account": "Secreta",
    }
    insert_supplier(
        connection,
        1,
        supplier_id=SUPPLIER,
        person_id=FIRM,
        number="20512345671",
        at=NOW,
        values=told,
    )
    insert_mark(
        connection,
        1,
        mark_id=SUPPLIER,
        supplier_id=SUPPLIER,
        kind="sanction",
        from_on=date(2026, 3, 1),
        until_on=None,
        source="Secreta",
        at=NOW,
        by=person,
    )
    insert_request(
        connection,
        1,
        request_id=SUPPLIER,
        person_id=CITIZEN,
        number="20512345671",
        name="Secreta",
        kind="legal",
        document="Poder secreto",
        at=NOW,
    )
    insert_snapshot(
        connection,
        1,
        snapshot_id=SUPPLIER,
        case_id=CASE,
        moment="bid",
        number="20512345671",
        name="Secreta",
        on_day=date(2026, 3, 1),
        eligible=True,
        reasons="[]",
        facts="{}",
        at=NOW,
    )


def _fill_notices(connection: Connection, person: int, definition: int) -> None:
    made = NewNotice(NOTICE, person, "assigned", CASE, 2, definition)
    insert_notices(connection, 1, [made], at=NOW)
    insert_attempt(
        connection, 1, attempt_id=NOTICE, notice_id=NOTICE, person_id=person, channel="mail", at=NOW
    )
    attempt = notifications.NotificationRow(
        NOTICE, "Secreto", "Rosa", "personal", date(2026, 3, 2), None, None, NOW, person, None
    )
    insert_notification(connection, 1, CASE, attempt)
    set_choice(connection, 1, person, kind="assigned", channel="mail", wanted=True)
    set_habit(connection, 1, person, phone="+51984111222", digest_hour=8)
    row = notices.TemplateRow(
        NOTICE, "notice", "es", "Secreto", "Secreto", date(2026, 1, 1), NOW, person
    )
    insert_template(connection, 1, row)


def _fill_releases(connection: Connection) -> None:
    release = releases.ReleaseRow(
        CASE, 1, "ocds-1-secret", "ocds-1-secret-1", "tender", NOW, NOW, "{}", "ff"
    )
    insert_releases(connection, 1, [release])
    follow_releases_to(connection, 1, at=NOW)
    record = releases.RecordRow(
        CASE, "ocds-1-secret", 1, "Secreta", "", "active", None, "PEN", NOW, NOW, "{}", "ff"
    )
    put_record(connection, 1, record)
    insert_root(connection, 1, roots.RootRow(1, NOW.date(), "{}", b"h", "k", "s", NOW))


def _fill_contracts(connection: Connection) -> None:
    day = date(2026, 1, 1)
    contract = contracts.ContractRow(
        CASE, 1, "ocds-1-secret", "C-secret", "Secreta", "", "Secreta SAC", "PE-RUC-1", "active",
        Decimal(1), Decimal(1), "PEN", day, day, day, 1, 0, Decimal(0), Decimal(0), 0,
    )  # fmt: skip
    put_contracts(connection, 1, CASE, [contract])
    guarantee = contracts.GuaranteeRow(
        CASE, 1, "C-secret", "Secreta SAC", "x", "x", "Banco", "CF", Decimal(1), "PEN", day, day,
        "held",
    )  # fmt: skip
    put_guarantees(connection, 1, CASE, [guarantee])


def _fill_taxes(connection: Connection) -> None:
    """A taxpayer with a parcel, assessed by a run that was issued."""
    day = date(2026, 1, 1)
    who = taxes.TaxpayerRow(TAXED, "000001", "DNI 1", "Secreta", "Jr. Lima 1", CASE, NOW)
    insert_taxpayers(connection, 1, [who])
    keep_pin(connection, 1, TAXED, "secret", at=NOW, person_id=None)
    benefit = taxes.BenefitRow(
        1_900_904, TAXED, "pensionista", True, Decimal(900), day, None, CASE, NOW
    )
    grant_benefit(connection, 1, benefit)
    parcel = taxes.ParcelRow(
        1_900_902, TAXED, "SECRET-01", Decimal(1), Decimal(1), Decimal(0), Decimal(100), "[]",
        "urbano", "ninguna", "", day, None, CASE, NOW,
    )  # fmt: skip
    insert_parcels(connection, 1, [parcel])
    take_run(connection, 1, run_id=TAX_RUN, case_id=CASE, year=2026, on=day, at=NOW)
    result = {
        "taxpayer": TAXED, "state": "issued", "review": 1, "tax": 100, "number": "2026-000001",
    }  # fmt: skip
    write_results(connection, 1, TAX_RUN, [result])
    enter_state(connection, 1, TAX_RUN, before="taken", state="issued", at=NOW)
    entry = taxes.TaxEntryRow(
        TAX_DEBT, TAXED, 2026, "predial", 1, day, "charge", "receivable", "income", 100, day,
        TAX_RUN, None, "", NOW, ORDER,
    )  # fmt: skip
    paid = dataclasses.replace(
        entry, id=1_900_905, kind="payment", debit="bank", credit="receivable", cents=9, run_id=None
    )
    insert_tax_entries(connection, 1, [entry, paid])
    agreed = tax_agreements.AgreementRow(
        1_900_904, TAXED, CASE, "FRA-1", 100, 20, 6, Decimal(1), day
    )
    insert_agreement(connection, 1, agreed)
    enter_stage(
        connection, 1, [TAX_DEBT], before=[Stage.ORDINARY], stage=Stage.VALUED, case_id=CASE, on=day
    )
    note_acts(connection, 1, [DebtAct(TAX_DEBT, "reminded", CASE, day, note="x")], at=NOW)
    insert_items(connection, 1, CASE, [(TAX_DEBT, TAXED)])
    value = tax_values.ValueRow(
        1_900_904, "land", "Jr. Secreta", Decimal(1), day, "RM", "K", None, NOW
    )
    replace_values(connection, 1, "land", day, [value])
    delivered = tax_values.DeliveryRow(
        1_900_905, TAX_RUN, TAXED, "delivered", day, "Secreta", "x", "x", SUBSTITUTE, NOW
    )
    insert_delivery(connection, 1, delivered)


def _fill_plan(connection: Connection) -> None:
    item = plans.PlanItemRow(
        CASE, 1, 2026, "Secreta", "bienes", "40151503", Decimal(1), "unidad", Decimal(1), 3,
        "FONCOMUN", "Área", "lpa", "LPA", 0, 1,
    )  # fmt: skip
    day = date(2026, 1, 5)
    version = plans.PlanVersionRow(
        CASE, 1, 2026, day, day, "R-secret", "Secreta", 1, Decimal(1), "PEN", "[]"
    )
    put_plan(connection, 1, CASE, [item], [version])
    runs = plans.PlanPurchaseRow(CASE, 2026, 1, "called", day, Decimal(1))
    put_plan_purchase(connection, 1, CASE, runs)


def _fill_town(connection: Connection, town: Rows, person: int) -> None:
    row = definitions.DefinitionRow(
        1_900_100, "secret", 1, "ff", "Secreta", "f", "{}", NOW, person, "active"
    )
    insert_definition(connection, 1, row, {"a.bpmn": b"<x/>"})
    insert_substitution(
        connection,
        1,
        substitution_id=town.new(),
        absent_id=person,
        substitute_id=SUBSTITUTE,
        from_on=date(2026, 3, 1),
        until_on=date(2026, 3, 31),
        reason="Vacaciones",
        created_at=NOW,
        created_by=person,
    )
    save_start_draft(
        connection,
        1,
        draft_id=START_DRAFT,
        person_id=person,
        definition_id=1_900_100,
        data="{}",
        at=NOW,
    )
    code = draft_codes.DraftCodeRow(1_900_402, person, TASK, None, "ABCD", "secret", 1, 5, NOW, NOW)
    insert_draft_code(connection, 1, code)
    for number, place in ((UPLOAD, (TASK, None)), (UPLOAD + 9, (None, START_DRAFT))):
        upload = uploads.UploadRow(
            number, person, *place, "secreto", "s.pdf", 9, 3, "h", None, None, NOW, NOW
        )
        insert_upload(connection, 1, upload)
    insert_membership(
        connection, 1, membership_id=town.new(), person_id=person, role="logistics", valid_from=NOW
    )
    _fill_notices(connection, person, town.definition_id)
    set_password(connection, 1, person, password_hash="secret")
    lock_head(connection, 1, origin=b"o")
    append(
        connection,
        1,
        [NewTownEvent(1, 110, None, person, NOW, "", b"d", b"h", b"s", '{"reason":"Secreto"}')],
    )
    insert_session(
        connection,
        1,
        session_id=town.new(),
        person_id=person,
        token_hash="secret",
        created_at=NOW,
        expires_at=LATER,
    )
    insert_token(
        connection,
        1,
        token_id=TOKEN,
        person_id=person,
        name="Secreto",
        token_hash="secret",
        scopes="cases:read",
        roles="logistics",
        created_at=NOW,
        created_by=None,
        expires_at=None,
    )
    reserve_answer(connection, 1, TOKEN, key="k", fingerprint="f", at=NOW, expires_at=LATER)
    record_attempt(
        connection, 1, attempt_id=town.new(), login_hash="secret", at=NOW, succeeded=False
    )
    count_knock(connection, 1, "secret", at=NOW, within_from=NOW - timedelta(minutes=5))
    keep_message(
        connection,
        1,
        message_id=town.new(),
        name="kept",
        correlation_key="k",
        payload="{}",
        sent_at=NOW,
        expires_at=LATER,
    )
    insert_webhook(
        connection,
        1,
        webhook_id=HOOK,
        url="https://secret.example/",
        kinds="",
        process_key=None,
        created_at=NOW,
        created_by=person,
    )
    insert_deliveries(connection, 1, HOOK, rows=[(DELIVERY, CASE, 1, "secret")], at=NOW)
    close_delivery(connection, 1, DELIVERY, answer="secret")
    receive(connection, 1, sender_key="mail-1", target="start:secret", at=NOW)
    start = starts.StartRow(
        1, START, 1_900_100, "secret", "s", 0, "message", "petition", "", NOW, 0, None
    )
    replace_starts(connection, 1, process_key="secret", rows=(start,))
    uit = ParameterRow(town.new(), "uit", "5500", "PEN", date(2026, 1, 1), None, "DS 301", "V")
    put_parameters(connection, 1, [uit])
