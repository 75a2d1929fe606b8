"""Writes the SQL of the revisions from the tables: `python -m storage.migrations.draft`.

Only until the first release; from then on the files are frozen and a change is a new revision.
A table that came with a later revision is named in `LATER`. Statements are separated by an empty
line.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Dialect, Table, make_url
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.migrations import finding
from storage.migrations.counting import triggers
from storage.tables import (
    events,
    metadata,
    network_acts,
    payment_entries,
    releases,
    score_acts,
    score_statements,
    submissions,
    supplier_snapshots,
    tax_entries,
    town_events,
    town_roots,
)

APPEND_ONLY = (
    events,
    submissions,
    town_events,
    town_roots,
    releases,
    network_acts,
    score_acts,
    score_statements,
    payment_entries,
    supplier_snapshots,
    tax_entries,
)
LATER = {
    "tokens": "0002",
    "kept_answers": "0002",
    "job_attempts": "0003",
    "webhooks": "0003",
    "deliveries": "0003",
    "batches": "0004",
    "batch_items": "0004",
    "case_migrations": "0005",
    "substitutions": "0006",
    "crowds": "0007",
    "case_counts": "0007",
    "free_counts": "0007",
    "opened_counts": "0007",
    "start_drafts": "0008",
    "uploads": "0008",
    "given_passwords": "0009",
    "town_events": "0009",
    "town_event_details": "0009",
    "town_heads": "0009",
    "case_facts": "0010",
    "inbox_views": "0010",
    "inbox_columns": "0010",
    "mentions": "0010",
    "step_undos": "0010",
    "letters": "0011",
    "document_signatures": "0011",
    "case_links": "0011",
    "case_people": "0011",
    "holds": "0011",
    "disposals": "0011",
    "disposal_items": "0011",
    "notices": "0012",
    "notice_follows": "0012",
    "notice_attempts": "0012",
    "notice_choices": "0012",
    "notice_habits": "0012",
    "notice_templates": "0012",
    "notifications": "0013",
    "party_words": "0014",
    "person_words": "0014",
    "document_words": "0014",
    "document_readings": "0015",
    "doomed_contents": "0015",
    "signature_evidence": "0015",
    "party_ways": "0015",
    "party_notices": "0015",
    "draft_codes": "0015",
    "citizens": "0016",
    "citizen_sessions": "0016",
    "mandates": "0016",
    "applications": "0016",
    "surveys": "0016",
    "account_letters": "0016",
    "outer_identities": "0016",
    "outer_sign_ins": "0016",
    "releases": "0017",
    "release_records": "0017",
    "release_follows": "0017",
    "payment_orders": "0018",
    "till_days": "0018",
    "till_receipts": "0018",
    "payment_files": "0018",
    "payment_lines": "0018",
    "gateway_payments": "0018",
    "payment_suspense": "0018",
    "payment_entries": "0018",
    "tax_values": "0019",
    "tax_deliveries": "0019",
    "suppliers": "0018",
    "supplier_marks": "0018",
    "supplier_requests": "0018",
    "supplier_snapshots": "0018",
    "sealed_calls": "0018",
    "envelopes": "0018",
    "envelope_files": "0018",
    "contracts": "0018",
    "guarantees": "0018",
    "taxpayers": "0018",
    "tax_parcels": "0018",
    "tax_runs": "0018",
    "tax_run_parcels": "0018",
    "tax_assessments": "0018",
    "tax_entries": "0018",
    "plan_items": "0018",
    "plan_versions": "0018",
    "plan_purchases": "0018",
    "land_parties": "0018",
    "ba_units": "0018",
    "land_sources": "0018",
    "spatial_units": "0018",
    "spatial_lineage": "0018",
    "land_rights": "0018",
    "ba_unit_holds": "0018",
    "spatial_drafts": "0018",
    "tax_agreements": "0019",
    "tax_pins": "0019",
    "tax_debts": "0019",
    "tax_debt_acts": "0019",
    "tax_campaign_items": "0019",
    "indicator_facts": "0019",
    "indicator_months": "0019",
    "indicator_stale": "0019",
    "indicator_follows": "0019",
    "town_roots": "0019",
    "indicator_figures": "0019",
    "indicator_alerts": "0019",
    "verified_people": "0019",
    "proposals": "0019",
    "proposal_supports": "0019",
    "consultations": "0019",
    "consultation_options": "0019",
    "consultation_voters": "0019",
    "consultation_urns": "0019",
    "consultation_passes": "0019",
    "consultation_receipts": "0019",
    "beats": "0020",
    "second_factors": "0020",
    "recovery_codes": "0020",
    "second_factor_roles": "0020",
    "tax_benefits": "0019",
    "land_buildings": "0019",
    "land_roads": "0019",
    "process_askings": "0020",
    "process_comments": "0020",
    "process_drafts": "0020",
    "process_save_files": "0020",
    "process_saves": "0020",
    "definition_origins": "0020",
    "draft_origins": "0020",
    "shared_files": "0020",
    "process_trials": "0020",
    "accesses": "0020",
    "erasures": "0020",
    "red_flags": "0020",
    "verifications": "0020",
    "history_entries": "0020",
    "history_words": "0020",
    "history_follows": "0020",
    "network_accounts": "0020",
    "network_acts": "0020",
    "network_sessions": "0020",
    "network_figures": "0020",
    "network_processes": "0020",
    "network_towns": "0020",
    "network_uses": "0020",
    "score_acts": "0020",
    "score_statements": "0020",
    "picture_cases": "0020",
    "picture_counts": "0020",
    "picture_follows": "0020",
    "picture_ways": "0020",
    "experiences": "0020",
    "experience_places": "0020",
    "teams": "0020",
    "team_members": "0020",
    "team_admissions": "0020",
    "team_guests": "0020",
    "team_passes": "0020",
}
"""Tables that are not of the first revision."""

VERSIONS = Path(__file__).parent / "versions"
"""Where the files lie."""

_FIRST = "0001"

_REFUSE = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only appended to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""

_REFUSE_BUT_ERASING = """CREATE FUNCTION refuse_change_but_erasing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND ({erasing}) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is only appended to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$"""

_SQLITE_GUARD = """CREATE TRIGGER {table}_refuse_{verb} BEFORE {VERB} ON {table}{unless}
BEGIN SELECT RAISE(ABORT, '{table} is only appended to'); END"""

_POSTGRES_ROW_GUARD = """CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}()"""

_POSTGRES_TABLE_GUARD = """CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""

# The number is compared as a number, so that the planner can guess how many rows that is.
_OWN = """\
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')"""
WALL = f"CREATE POLICY own_municipality ON {{table}} USING\n{_OWN}"


def main() -> None:
    """Writes both files of every revision that brings tables."""
    for name, statements in drafted().items():
        (VERSIONS / name).write_text(statements, encoding="utf-8")


def drafted() -> dict[str, str]:
    """What the files of the revisions say, by their names, as the tables are now."""
    files: dict[str, str] = {}
    for revision in sorted({_FIRST, *LATER.values()}):
        sqlite = [*_tables(_sqlite(), revision), *_sqlite_guards(revision)]
        postgres = [*_tables(_postgres(), revision), *_postgres_guards(revision)]
        sqlite += _counting(revision, "sqlite")
        postgres += [*_walls(revision), *_counting(revision, "postgresql")]
        files[f"{revision}_sqlite.sql"] = "\n\n".join(sqlite) + "\n"
        files[f"{revision}_postgresql.sql"] = "\n\n".join(postgres) + "\n"
    return files


def _postgres() -> Dialect:
    return make_url("postgresql+psycopg://").get_dialect()()


def _sqlite() -> Dialect:
    return make_url("sqlite://").get_dialect()()


def _of(revision: str) -> list[Table]:
    return [table for table in metadata.sorted_tables if LATER.get(table.name, _FIRST) == revision]


def _tables(dialect: Dialect, revision: str) -> Iterator[str]:
    for table in _of(revision):
        yield _tidy(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield _tidy(str(CreateIndex(index).compile(dialect=dialect)))


def _tidy(statement: str) -> str:
    return (
        re.sub(r"\s*\n\s*\n\s*", "\n", statement).strip().replace("\t", "  ").replace(" \n", "\n")
    )


def _appended(revision: str) -> list[Table]:
    return [table for table in APPEND_ONLY if LATER.get(table.name, _FIRST) == revision]


def _erasing() -> str:
    """What may be done to a row of submissions by an act: what was declared goes with its salt, so
    that nothing can be told from its digest; everything else stays as it is."""
    emptied = {"data": "NEW.data = '{}'", "salt": "length(NEW.salt) = 0"}
    return " AND ".join(
        emptied.get(each.name, f"NEW.{each.name} IS NOT DISTINCT FROM OLD.{each.name}")
        for each in submissions.columns
    )


def _sqlite_guards(revision: str) -> Iterator[str]:
    for table in _appended(revision):
        for verb in ("update", "delete"):
            erasing = _erasing().replace("IS NOT DISTINCT FROM", "IS")
            may = table is submissions and verb == "update"
            yield _SQLITE_GUARD.format(
                table=table.name,
                verb=verb,
                VERB=verb.upper(),
                unless=f"\nWHEN NOT ({erasing})" if may else "",
            )


def _postgres_guards(revision: str) -> Iterator[str]:
    if revision == _FIRST:
        yield _REFUSE
        yield _REFUSE_BUT_ERASING.format(erasing=_erasing())
    for table in _appended(revision):
        erased = "_but_erasing" if table is submissions else ""
        yield _POSTGRES_ROW_GUARD.format(table=table.name, function=f"refuse_change{erased}")
        yield _POSTGRES_TABLE_GUARD.format(table=table.name)


def _counting(revision: str, dialect: str) -> Iterator[str]:
    if LATER["free_counts"] == revision:
        yield from triggers(dialect)
    if LATER[finding.TABLE] == revision:
        yield from finding.index_of(dialect, _OWN)


def _walls(revision: str) -> Iterator[str]:
    for table in _of(revision):
        if table.name != finding.TABLE:  # which has its own, with what is sought in it
            yield from _wall(table)


def _wall(table: Table) -> Iterator[str]:
    if "municipality_id" in table.columns:
        yield f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY"
        yield WALL.format(table=table.name)


if __name__ == "__main__":
    main()
