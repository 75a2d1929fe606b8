CREATE TABLE ba_units (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code TEXT NOT NULL,
  CONSTRAINT pk_ba_units PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_ba_units_municipality_id_code UNIQUE (municipality_id, code)
)

CREATE TABLE land_parties (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  number TEXT NOT NULL,
  CONSTRAINT pk_land_parties PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_land_parties_kind CHECK (kind IN ('natural', 'non_natural', 'group'))
)

CREATE INDEX ix_land_parties_municipality_id_number ON land_parties (municipality_id, number)

CREATE TABLE payment_files (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  name TEXT NOT NULL,
  lines INTEGER NOT NULL,
  read_at BIGINT NOT NULL,
  person_id BIGINT,
  CONSTRAINT pk_payment_files PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_payment_files_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_payment_files_municipality_id_sha256 UNIQUE (municipality_id, sha256)
)

CREATE INDEX ix_payment_files_municipality_id_read_at ON payment_files (municipality_id, read_at)

CREATE TABLE supplier_requests (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by BIGINT,
  reason TEXT NOT NULL,
  CONSTRAINT pk_supplier_requests PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_supplier_requests_kind CHECK (kind IN ('natural', 'legal', 'joint')),
  CONSTRAINT ck_supplier_requests_state CHECK (state IN ('pending', 'granted', 'refused')),
  CONSTRAINT fk_supplier_requests_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_supplier_requests_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_supplier_requests_municipality_id_person_id ON supplier_requests (municipality_id, person_id)

CREATE INDEX ix_supplier_requests_pending ON supplier_requests (municipality_id, asked_at) WHERE state = 'pending'

CREATE TABLE suppliers (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  small SMALLINT NOT NULL,
  registered_from TEXT,
  registered_until TEXT,
  chapters TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  account TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  CONSTRAINT pk_suppliers PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_suppliers_kind CHECK (kind IN ('natural', 'legal', 'joint')),
  CONSTRAINT fk_suppliers_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_suppliers_municipality_id_number UNIQUE (municipality_id, number),
  CONSTRAINT uq_suppliers_municipality_id_person_id UNIQUE (municipality_id, person_id)
)

CREATE TABLE till_days (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  till INTEGER NOT NULL,
  person_id BIGINT NOT NULL,
  day TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  counted TEXT,
  expected TEXT,
  note TEXT,
  CONSTRAINT pk_till_days PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_till_days_till CHECK (till BETWEEN 1 AND 99),
  CONSTRAINT fk_till_days_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_till_days_day ON till_days (municipality_id, opened_at)

CREATE UNIQUE INDEX uq_till_days_open_person ON till_days (municipality_id, person_id) WHERE closed_at IS NULL

CREATE UNIQUE INDEX uq_till_days_open_till ON till_days (municipality_id, till) WHERE closed_at IS NULL

CREATE TABLE supplier_marks (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  supplier_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  source TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  entered_by BIGINT,
  lifted_at BIGINT,
  lifted_by BIGINT,
  CONSTRAINT pk_supplier_marks PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_supplier_marks_kind CHECK (kind IN ('sanction', 'impediment')),
  CONSTRAINT fk_supplier_marks_municipality_id_supplier_id FOREIGN KEY(municipality_id, supplier_id) REFERENCES suppliers (municipality_id, id),
  CONSTRAINT fk_supplier_marks_municipality_id_entered_by FOREIGN KEY(municipality_id, entered_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_supplier_marks_municipality_id_lifted_by FOREIGN KEY(municipality_id, lifted_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_supplier_marks_municipality_id_supplier_id ON supplier_marks (municipality_id, supplier_id)

CREATE TABLE ba_unit_holds (
  municipality_id BIGINT NOT NULL,
  ba_unit_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  CONSTRAINT pk_ba_unit_holds PRIMARY KEY (municipality_id, ba_unit_id),
  CONSTRAINT fk_ba_unit_holds_municipality_id_ba_unit_id FOREIGN KEY(municipality_id, ba_unit_id) REFERENCES ba_units (municipality_id, id),
  CONSTRAINT fk_ba_unit_holds_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_ba_unit_holds_municipality_id_case_id ON ba_unit_holds (municipality_id, case_id)

CREATE TABLE contracts (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  ocid TEXT NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  method TEXT NOT NULL,
  supplier TEXT NOT NULL,
  supplier_id TEXT NOT NULL,
  state TEXT NOT NULL,
  amount TEXT,
  cents BIGINT,
  original TEXT,
  currency TEXT NOT NULL,
  signed_on TEXT,
  ends_on TEXT,
  next_on TEXT,
  deliveries INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  paid TEXT,
  penalty TEXT,
  amendments INTEGER NOT NULL,
  CONSTRAINT pk_contracts PRIMARY KEY (municipality_id, case_id, place),
  CONSTRAINT fk_contracts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_contracts_municipality_id_signed_on ON contracts (municipality_id, signed_on)

CREATE TABLE guarantees (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  contract TEXT NOT NULL,
  supplier TEXT NOT NULL,
  kind TEXT NOT NULL,
  instrument TEXT NOT NULL,
  issuer TEXT NOT NULL,
  document TEXT NOT NULL,
  amount TEXT,
  currency TEXT NOT NULL,
  from_on TEXT,
  until_on TEXT,
  state TEXT NOT NULL,
  CONSTRAINT pk_guarantees PRIMARY KEY (municipality_id, case_id, place),
  CONSTRAINT fk_guarantees_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_guarantees_municipality_id_state_until_on ON guarantees (municipality_id, state, until_on)

CREATE TABLE land_sources (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  on_day TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  case_id BIGINT,
  CONSTRAINT pk_land_sources PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_land_sources_kind CHECK (kind IN ('administrative', 'spatial')),
  CONSTRAINT fk_land_sources_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_land_sources_municipality_id_case_id ON land_sources (municipality_id, case_id)

CREATE TABLE payment_orders (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  concept TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  told_at BIGINT,
  CONSTRAINT pk_payment_orders PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_payment_orders_state CHECK (state IN ('pending', 'paid', 'lapsed', 'cancelled')),
  CONSTRAINT ck_payment_orders_ended_when_over CHECK ((state = 'pending') = (ended_at IS NULL)),
  CONSTRAINT fk_payment_orders_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_payment_orders_municipality_id_code UNIQUE (municipality_id, code)
)

CREATE INDEX ix_payment_orders_municipality_id_case_id ON payment_orders (municipality_id, case_id)

CREATE INDEX ix_payment_orders_state ON payment_orders (municipality_id, state, due_on)

CREATE TABLE plan_items (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  description TEXT NOT NULL,
  object TEXT NOT NULL,
  code TEXT NOT NULL,
  quantity TEXT,
  unit TEXT NOT NULL,
  amount TEXT,
  month INTEGER NOT NULL,
  funds TEXT NOT NULL,
  area TEXT NOT NULL,
  method TEXT NOT NULL,
  method_name TEXT NOT NULL,
  excluded INTEGER NOT NULL,
  since INTEGER NOT NULL,
  CONSTRAINT pk_plan_items PRIMARY KEY (municipality_id, case_id, number),
  CONSTRAINT fk_plan_items_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_plan_items_municipality_id_year ON plan_items (municipality_id, year)

CREATE TABLE plan_purchases (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  called_on TEXT,
  amount TEXT,
  CONSTRAINT pk_plan_purchases PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_plan_purchases_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_plan_purchases_municipality_id_year ON plan_purchases (municipality_id, year)

CREATE TABLE plan_versions (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  year INTEGER NOT NULL,
  approved_on TEXT,
  published_on TEXT,
  resolution TEXT NOT NULL,
  reason TEXT NOT NULL,
  items INTEGER NOT NULL,
  amount TEXT,
  currency TEXT NOT NULL,
  changes TEXT NOT NULL,
  CONSTRAINT pk_plan_versions PRIMARY KEY (municipality_id, case_id, version),
  CONSTRAINT fk_plan_versions_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_plan_versions_municipality_id_year ON plan_versions (municipality_id, year)

CREATE TABLE sealed_calls (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  opens TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  wrapped_key BYTEA NOT NULL,
  not_before BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  opened_at BIGINT,
  opened_by BIGINT,
  CONSTRAINT pk_sealed_calls PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_sealed_calls_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_sealed_calls_municipality_id_opened_by FOREIGN KEY(municipality_id, opened_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_sealed_calls_municipality_id_task_id UNIQUE (municipality_id, task_id)
)

CREATE INDEX ix_sealed_calls_municipality_id_case_id ON sealed_calls (municipality_id, case_id)

CREATE INDEX ix_sealed_calls_waiting ON sealed_calls (municipality_id, made_at) WHERE opened_at IS NULL

CREATE TABLE supplier_snapshots (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  moment TEXT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  on_day TEXT NOT NULL,
  eligible SMALLINT,
  reasons TEXT NOT NULL,
  facts TEXT NOT NULL,
  taken_at BIGINT NOT NULL,
  CONSTRAINT pk_supplier_snapshots PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_supplier_snapshots_moment CHECK (moment IN ('bid', 'award', 'signature')),
  CONSTRAINT fk_supplier_snapshots_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_supplier_snapshots_municipality_id_case_id ON supplier_snapshots (municipality_id, case_id)

CREATE INDEX ix_supplier_snapshots_municipality_id_number ON supplier_snapshots (municipality_id, number)

CREATE TABLE tax_runs (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  year SMALLINT NOT NULL,
  state TEXT NOT NULL,
  taken BIGINT NOT NULL,
  parcels BIGINT NOT NULL,
  cursor BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  began_at BIGINT NOT NULL,
  ended_at BIGINT,
  CONSTRAINT pk_tax_runs PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_runs_state CHECK (state IN ('taken', 'assessed', 'issuing', 'issued')),
  CONSTRAINT fk_tax_runs_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_tax_runs_municipality_id_case_id UNIQUE (municipality_id, case_id)
)

CREATE UNIQUE INDEX uq_tax_runs_year ON tax_runs (municipality_id, year) WHERE state IN ('issuing', 'issued')

CREATE TABLE taxpayers (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  code TEXT NOT NULL,
  document TEXT NOT NULL,
  name TEXT NOT NULL,
  sought TEXT NOT NULL,
  address TEXT NOT NULL,
  case_id BIGINT,
  changed_at BIGINT NOT NULL,
  CONSTRAINT pk_taxpayers PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_taxpayers_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_taxpayers_municipality_id_code UNIQUE (municipality_id, code),
  CONSTRAINT uq_taxpayers_municipality_id_document UNIQUE (municipality_id, document),
  CONSTRAINT fk_taxpayers_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_taxpayers_municipality_id_name_id ON taxpayers (municipality_id, name, id)

CREATE TABLE envelopes (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  call_id BIGINT NOT NULL,
  mark TEXT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL,
  content BYTEA NOT NULL,
  sha256 TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  filed_at BIGINT,
  CONSTRAINT pk_envelopes PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_envelopes_state CHECK (state IN ('draft', 'filed', 'replaced', 'withdrawn', 'opened', 'broken')),
  CONSTRAINT fk_envelopes_municipality_id_call_id FOREIGN KEY(municipality_id, call_id) REFERENCES sealed_calls (municipality_id, id),
  CONSTRAINT uq_envelopes_municipality_id_code UNIQUE (municipality_id, code)
)

CREATE INDEX ix_envelopes_municipality_id_call_id ON envelopes (municipality_id, call_id)

CREATE UNIQUE INDEX uq_envelopes_own ON envelopes (municipality_id, call_id, mark, state) WHERE state IN ('draft', 'filed')

CREATE TABLE gateway_payments (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  way TEXT NOT NULL,
  amount TEXT NOT NULL,
  token TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  operation TEXT,
  CONSTRAINT pk_gateway_payments PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_gateway_payments_state CHECK (state IN ('created', 'paid', 'refused')),
  CONSTRAINT fk_gateway_payments_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT uq_gateway_payments_municipality_id_token UNIQUE (municipality_id, token)
)

CREATE INDEX ix_gateway_payments_municipality_id_order_id ON gateway_payments (municipality_id, order_id)

CREATE TABLE land_rights (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  ba_unit_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  family TEXT NOT NULL,
  kind TEXT NOT NULL,
  num INTEGER NOT NULL,
  den INTEGER NOT NULL,
  begin_on TEXT NOT NULL,
  end_on TEXT,
  source_id BIGINT,
  case_id BIGINT,
  ended_by BIGINT,
  CONSTRAINT pk_land_rights PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_land_rights_family CHECK (family IN ('right', 'restriction', 'responsibility')),
  CONSTRAINT fk_land_rights_municipality_id_ba_unit_id FOREIGN KEY(municipality_id, ba_unit_id) REFERENCES ba_units (municipality_id, id),
  CONSTRAINT fk_land_rights_municipality_id_party_id FOREIGN KEY(municipality_id, party_id) REFERENCES land_parties (municipality_id, id),
  CONSTRAINT fk_land_rights_municipality_id_source_id FOREIGN KEY(municipality_id, source_id) REFERENCES land_sources (municipality_id, id),
  CONSTRAINT fk_land_rights_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_land_rights_municipality_id_ended_by FOREIGN KEY(municipality_id, ended_by) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_land_rights_municipality_id_ba_unit_id ON land_rights (municipality_id, ba_unit_id)

CREATE INDEX ix_land_rights_municipality_id_party_id ON land_rights (municipality_id, party_id)

CREATE TABLE payment_entries (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  posting_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  amount TEXT NOT NULL,
  order_id BIGINT,
  till_day_id BIGINT,
  person_id BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_payment_entries PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_payment_entries_kind CHECK (kind IN ('charge', 'payment', 'over', 'suspense', 'applied', 'refund', 'void', 'release')),
  CONSTRAINT fk_payment_entries_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT fk_payment_entries_municipality_id_till_day_id FOREIGN KEY(municipality_id, till_day_id) REFERENCES till_days (municipality_id, id),
  CONSTRAINT fk_payment_entries_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_payment_entries_municipality_id_order_id ON payment_entries (municipality_id, order_id)

CREATE INDEX ix_payment_entries_till_day ON payment_entries (municipality_id, till_day_id)

CREATE TABLE payment_lines (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  reference TEXT NOT NULL,
  amount TEXT NOT NULL,
  paid_on TEXT NOT NULL,
  operation TEXT NOT NULL,
  movement TEXT,
  outcome TEXT,
  order_id BIGINT,
  CONSTRAINT pk_payment_lines PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_payment_lines_outcome CHECK (outcome IN ('matched', 'over', 'under', 'duplicate', 'closed', 'unknown', 'reversed')),
  CONSTRAINT fk_payment_lines_municipality_id_file_id FOREIGN KEY(municipality_id, file_id) REFERENCES payment_files (municipality_id, id),
  CONSTRAINT fk_payment_lines_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT uq_payment_lines_municipality_id_movement UNIQUE (municipality_id, movement),
  CONSTRAINT uq_payment_lines_municipality_id_file_id_place UNIQUE (municipality_id, file_id, place)
)

CREATE INDEX ix_payment_lines_operation ON payment_lines (municipality_id, operation)

CREATE TABLE spatial_units (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  ba_unit_id BIGINT NOT NULL,
  area TEXT NOT NULL,
  land_use TEXT NOT NULL,
  address TEXT NOT NULL,
  ground BYTEA NOT NULL,
  level SMALLINT NOT NULL,
  west INTEGER NOT NULL,
  south INTEGER NOT NULL,
  east INTEGER NOT NULL,
  north INTEGER NOT NULL,
  operation TEXT NOT NULL,
  begin_on TEXT NOT NULL,
  end_on TEXT,
  source_id BIGINT,
  case_id BIGINT,
  ended_by BIGINT,
  CONSTRAINT pk_spatial_units PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_spatial_units_operation CHECK (operation IN ('load', 'subdivision', 'merger', 'rectification', 'registration', 'correction', 'use')),
  CONSTRAINT fk_spatial_units_municipality_id_ba_unit_id FOREIGN KEY(municipality_id, ba_unit_id) REFERENCES ba_units (municipality_id, id),
  CONSTRAINT fk_spatial_units_municipality_id_source_id FOREIGN KEY(municipality_id, source_id) REFERENCES land_sources (municipality_id, id),
  CONSTRAINT fk_spatial_units_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_spatial_units_municipality_id_ended_by FOREIGN KEY(municipality_id, ended_by) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_spatial_units_box ON spatial_units (municipality_id, level, west, south, east, north) WHERE end_on IS NULL

CREATE INDEX ix_spatial_units_municipality_id_ba_unit_id_begin_on ON spatial_units (municipality_id, ba_unit_id, begin_on)

CREATE INDEX ix_spatial_units_municipality_id_case_id ON spatial_units (municipality_id, case_id)

CREATE UNIQUE INDEX uq_spatial_units_current ON spatial_units (municipality_id, ba_unit_id) WHERE end_on IS NULL

CREATE TABLE tax_assessments (
  municipality_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  benefit TEXT NOT NULL,
  only_home SMALLINT NOT NULL,
  income TEXT NOT NULL,
  state TEXT NOT NULL,
  value BIGINT NOT NULL,
  base BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  emission BIGINT NOT NULL,
  before BIGINT,
  review SMALLINT NOT NULL,
  lines TEXT NOT NULL,
  why TEXT NOT NULL,
  number TEXT,
  CONSTRAINT pk_tax_assessments PRIMARY KEY (municipality_id, run_id, taxpayer_id),
  CONSTRAINT ck_tax_assessments_state CHECK (state IN ('taken', 'assessed', 'failed', 'issued')),
  CONSTRAINT fk_tax_assessments_municipality_id_run_id FOREIGN KEY(municipality_id, run_id) REFERENCES tax_runs (municipality_id, id),
  CONSTRAINT fk_tax_assessments_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT uq_tax_assessments_municipality_id_number UNIQUE (municipality_id, number)
)

CREATE INDEX ix_tax_assessments_municipality_id_taxpayer_id ON tax_assessments (municipality_id, taxpayer_id)

CREATE INDEX ix_tax_assessments_review ON tax_assessments (municipality_id, run_id, taxpayer_id) WHERE review = 1

CREATE TABLE tax_entries (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  year SMALLINT NOT NULL,
  concept TEXT NOT NULL,
  instalment SMALLINT NOT NULL,
  due_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  debit TEXT NOT NULL,
  credit TEXT NOT NULL,
  cents BIGINT NOT NULL,
  on_day TEXT NOT NULL,
  run_id BIGINT,
  person_id BIGINT,
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  order_id BIGINT,
  counters BIGINT,
  CONSTRAINT pk_tax_entries PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_entries_kind CHECK (kind IN ('charge', 'adjustment', 'interest', 'payment', 'credit', 'applied', 'discount', 'refund', 'agreed', 'write_off', 'contra')),
  CONSTRAINT ck_tax_entries_counters_an_entry CHECK ((kind = 'contra') = (counters IS NOT NULL)),
  CONSTRAINT ck_tax_entries_moves_something CHECK (cents > 0),
  CONSTRAINT fk_tax_entries_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_entries_municipality_id_run_id FOREIGN KEY(municipality_id, run_id) REFERENCES tax_runs (municipality_id, id),
  CONSTRAINT fk_tax_entries_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_tax_entries_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT fk_tax_entries_municipality_id_counters FOREIGN KEY(municipality_id, counters) REFERENCES tax_entries (municipality_id, id),
  CONSTRAINT uq_tax_entries_municipality_id_run_id_taxpayer_id_conce_2c9b UNIQUE (municipality_id, run_id, taxpayer_id, concept, instalment)
)

CREATE INDEX ix_tax_entries_municipality_id_taxpayer_id ON tax_entries (municipality_id, taxpayer_id)

CREATE INDEX ix_tax_entries_order ON tax_entries (municipality_id, order_id)

CREATE TABLE tax_parcels (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  land TEXT NOT NULL,
  land_value TEXT NOT NULL,
  works TEXT NOT NULL,
  share TEXT NOT NULL,
  floors TEXT NOT NULL,
  zone TEXT NOT NULL,
  use TEXT NOT NULL,
  exempt TEXT NOT NULL,
  official TEXT NOT NULL,
  address TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  case_id BIGINT,
  entered_at BIGINT NOT NULL,
  CONSTRAINT pk_tax_parcels PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_tax_parcels_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_parcels_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_tax_parcels_municipality_id_case_id ON tax_parcels (municipality_id, case_id)

CREATE INDEX ix_tax_parcels_municipality_id_code ON tax_parcels (municipality_id, code)

CREATE INDEX ix_tax_parcels_municipality_id_taxpayer_id_from_on ON tax_parcels (municipality_id, taxpayer_id, from_on)

CREATE TABLE tax_run_parcels (
  municipality_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  parcel_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  land TEXT NOT NULL,
  land_value TEXT NOT NULL,
  works TEXT NOT NULL,
  share TEXT NOT NULL,
  floors TEXT NOT NULL,
  zone TEXT NOT NULL,
  use TEXT NOT NULL,
  exempt TEXT NOT NULL,
  official TEXT NOT NULL,
  CONSTRAINT pk_tax_run_parcels PRIMARY KEY (municipality_id, run_id, taxpayer_id, parcel_id),
  CONSTRAINT fk_tax_run_parcels_municipality_id_run_id FOREIGN KEY(municipality_id, run_id) REFERENCES tax_runs (municipality_id, id)
)

CREATE TABLE till_receipts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  till_day_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  number TEXT NOT NULL,
  amount TEXT NOT NULL,
  received TEXT NOT NULL,
  at BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  voided_at BIGINT,
  voided_by BIGINT,
  void_reason TEXT,
  CONSTRAINT pk_till_receipts PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_till_receipts_municipality_id_till_day_id FOREIGN KEY(municipality_id, till_day_id) REFERENCES till_days (municipality_id, id),
  CONSTRAINT fk_till_receipts_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT fk_till_receipts_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_till_receipts_municipality_id_voided_by FOREIGN KEY(municipality_id, voided_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_till_receipts_municipality_id_number UNIQUE (municipality_id, number)
)

CREATE INDEX ix_till_receipts_municipality_id_till_day_id ON till_receipts (municipality_id, till_day_id)

CREATE INDEX ix_till_receipts_order ON till_receipts (municipality_id, order_id)

CREATE TABLE envelope_files (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  envelope_id BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  CONSTRAINT pk_envelope_files PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_envelope_files_municipality_id_envelope_id FOREIGN KEY(municipality_id, envelope_id) REFERENCES envelopes (municipality_id, id)
)

CREATE INDEX ix_envelope_files_municipality_id_envelope_id ON envelope_files (municipality_id, envelope_id)

CREATE INDEX ix_envelope_files_sha256 ON envelope_files (sha256)

CREATE TABLE payment_suspense (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  line_id BIGINT,
  gateway_id BIGINT,
  order_id BIGINT,
  account TEXT NOT NULL,
  held TEXT NOT NULL,
  amount TEXT NOT NULL,
  outcome TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by BIGINT,
  settled_as TEXT,
  reason TEXT,
  CONSTRAINT pk_payment_suspense PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_payment_suspense_outcome CHECK (outcome IN ('matched', 'over', 'under', 'duplicate', 'closed', 'unknown', 'reversed')),
  CONSTRAINT ck_payment_suspense_settled_as CHECK (settled_as IN ('applied', 'returned', 'countered')),
  CONSTRAINT fk_payment_suspense_municipality_id_line_id FOREIGN KEY(municipality_id, line_id) REFERENCES payment_lines (municipality_id, id),
  CONSTRAINT fk_payment_suspense_municipality_id_gateway_id FOREIGN KEY(municipality_id, gateway_id) REFERENCES gateway_payments (municipality_id, id),
  CONSTRAINT fk_payment_suspense_municipality_id_order_id FOREIGN KEY(municipality_id, order_id) REFERENCES payment_orders (municipality_id, id),
  CONSTRAINT fk_payment_suspense_municipality_id_settled_by FOREIGN KEY(municipality_id, settled_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_payment_suspense_line ON payment_suspense (municipality_id, line_id)

CREATE INDEX ix_payment_suspense_municipality_id_settled_at_opened_at ON payment_suspense (municipality_id, settled_at, opened_at)

CREATE TABLE spatial_drafts (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  place INTEGER NOT NULL,
  parent_id BIGINT,
  area TEXT NOT NULL,
  ground BYTEA NOT NULL,
  drawn_by BIGINT,
  drawn_at BIGINT NOT NULL,
  CONSTRAINT pk_spatial_drafts PRIMARY KEY (municipality_id, case_id, place),
  CONSTRAINT fk_spatial_drafts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_spatial_drafts_municipality_id_parent_id FOREIGN KEY(municipality_id, parent_id) REFERENCES spatial_units (municipality_id, id)
)

CREATE TABLE spatial_lineage (
  municipality_id BIGINT NOT NULL,
  child_id BIGINT NOT NULL,
  parent_id BIGINT NOT NULL,
  CONSTRAINT pk_spatial_lineage PRIMARY KEY (municipality_id, child_id, parent_id),
  CONSTRAINT fk_spatial_lineage_municipality_id_child_id FOREIGN KEY(municipality_id, child_id) REFERENCES spatial_units (municipality_id, id),
  CONSTRAINT fk_spatial_lineage_municipality_id_parent_id FOREIGN KEY(municipality_id, parent_id) REFERENCES spatial_units (municipality_id, id)
)

CREATE INDEX ix_spatial_lineage_municipality_id_parent_id ON spatial_lineage (municipality_id, parent_id)

CREATE TRIGGER payment_entries_refuse_change BEFORE UPDATE OR DELETE ON payment_entries
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER payment_entries_refuse_truncate BEFORE TRUNCATE ON payment_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER supplier_snapshots_refuse_change BEFORE UPDATE OR DELETE ON supplier_snapshots
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER supplier_snapshots_refuse_truncate BEFORE TRUNCATE ON supplier_snapshots
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER tax_entries_refuse_change BEFORE UPDATE OR DELETE ON tax_entries
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER tax_entries_refuse_truncate BEFORE TRUNCATE ON tax_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE ba_units ENABLE ROW LEVEL SECURITY

ALTER TABLE ba_units FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON ba_units USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE land_parties ENABLE ROW LEVEL SECURITY

ALTER TABLE land_parties FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON land_parties USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE payment_files ENABLE ROW LEVEL SECURITY

ALTER TABLE payment_files FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON payment_files USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE supplier_requests ENABLE ROW LEVEL SECURITY

ALTER TABLE supplier_requests FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON supplier_requests USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE suppliers ENABLE ROW LEVEL SECURITY

ALTER TABLE suppliers FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON suppliers USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE till_days ENABLE ROW LEVEL SECURITY

ALTER TABLE till_days FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON till_days USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE supplier_marks ENABLE ROW LEVEL SECURITY

ALTER TABLE supplier_marks FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON supplier_marks USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE ba_unit_holds ENABLE ROW LEVEL SECURITY

ALTER TABLE ba_unit_holds FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON ba_unit_holds USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE contracts ENABLE ROW LEVEL SECURITY

ALTER TABLE contracts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON contracts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE guarantees ENABLE ROW LEVEL SECURITY

ALTER TABLE guarantees FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON guarantees USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE land_sources ENABLE ROW LEVEL SECURITY

ALTER TABLE land_sources FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON land_sources USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE payment_orders ENABLE ROW LEVEL SECURITY

ALTER TABLE payment_orders FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON payment_orders USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE plan_items ENABLE ROW LEVEL SECURITY

ALTER TABLE plan_items FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON plan_items USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE plan_purchases ENABLE ROW LEVEL SECURITY

ALTER TABLE plan_purchases FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON plan_purchases USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE plan_versions ENABLE ROW LEVEL SECURITY

ALTER TABLE plan_versions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON plan_versions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE sealed_calls ENABLE ROW LEVEL SECURITY

ALTER TABLE sealed_calls FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON sealed_calls USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE supplier_snapshots ENABLE ROW LEVEL SECURITY

ALTER TABLE supplier_snapshots FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON supplier_snapshots USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_runs ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_runs FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_runs USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE taxpayers ENABLE ROW LEVEL SECURITY

ALTER TABLE taxpayers FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON taxpayers USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE envelopes ENABLE ROW LEVEL SECURITY

ALTER TABLE envelopes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON envelopes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE gateway_payments ENABLE ROW LEVEL SECURITY

ALTER TABLE gateway_payments FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON gateway_payments USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE land_rights ENABLE ROW LEVEL SECURITY

ALTER TABLE land_rights FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON land_rights USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE payment_entries ENABLE ROW LEVEL SECURITY

ALTER TABLE payment_entries FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON payment_entries USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE payment_lines ENABLE ROW LEVEL SECURITY

ALTER TABLE payment_lines FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON payment_lines USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE spatial_units ENABLE ROW LEVEL SECURITY

ALTER TABLE spatial_units FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON spatial_units USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_assessments ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_assessments FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_assessments USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_entries ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_entries FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_entries USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_parcels ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_parcels FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_parcels USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_run_parcels ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_run_parcels FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_run_parcels USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE till_receipts ENABLE ROW LEVEL SECURITY

ALTER TABLE till_receipts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON till_receipts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE envelope_files ENABLE ROW LEVEL SECURITY

ALTER TABLE envelope_files FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON envelope_files USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE payment_suspense ENABLE ROW LEVEL SECURITY

ALTER TABLE payment_suspense FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON payment_suspense USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE spatial_drafts ENABLE ROW LEVEL SECURITY

ALTER TABLE spatial_drafts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON spatial_drafts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE spatial_lineage ENABLE ROW LEVEL SECURITY

ALTER TABLE spatial_lineage FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON spatial_lineage USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
