CREATE TABLE indicator_follows (
  municipality_id INTEGER NOT NULL,
  followed_at INTEGER NOT NULL,
  behind INTEGER NOT NULL,
  looked_at INTEGER,
  CONSTRAINT pk_indicator_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_indicator_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE indicator_months (
  municipality_id INTEGER NOT NULL,
  month TEXT NOT NULL,
  indicator TEXT NOT NULL,
  slice TEXT NOT NULL,
  version INTEGER NOT NULL,
  n INTEGER NOT NULL,
  numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL,
  days TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  settled INTEGER NOT NULL,
  newest INTEGER NOT NULL,
  CONSTRAINT pk_indicator_months PRIMARY KEY (municipality_id, month, indicator, slice, version),
  CONSTRAINT fk_indicator_months_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_indicator_months_municipality_id_indicator_month ON indicator_months (municipality_id, indicator, month)

CREATE INDEX ix_indicator_months_newest ON indicator_months (municipality_id, slice, month) WHERE newest = 1

CREATE TABLE indicator_stale (
  municipality_id INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  month TEXT NOT NULL,
  CONSTRAINT pk_indicator_stale PRIMARY KEY (municipality_id, indicator, month),
  CONSTRAINT fk_indicator_stale_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE town_roots (
  municipality_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  day TEXT NOT NULL,
  statement TEXT NOT NULL,
  hash BLOB NOT NULL,
  public_key TEXT NOT NULL,
  signature TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  CONSTRAINT pk_town_roots PRIMARY KEY (municipality_id, number),
  CONSTRAINT uq_town_roots_municipality_id_day UNIQUE (municipality_id, day),
  CONSTRAINT fk_town_roots_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE tax_values (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  person_id INTEGER,
  entered_at INTEGER NOT NULL,
  CONSTRAINT pk_tax_values PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_values_kind CHECK (kind IN ('land', 'unit', 'depreciation', 'rate')),
  CONSTRAINT ck_tax_values_status CHECK (status IN ('V', 'S', 'K')),
  CONSTRAINT fk_tax_values_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_tax_values_municipality_id_kind_valid_from_key UNIQUE (municipality_id, kind, valid_from, "key")
)
 STRICT

CREATE TABLE verified_people (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  national_id TEXT NOT NULL,
  how TEXT NOT NULL,
  checked_by INTEGER,
  checked_at INTEGER NOT NULL,
  CONSTRAINT pk_verified_people PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT ck_verified_people_how CHECK (how IN ('counter', 'provider')),
  CONSTRAINT fk_verified_people_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_verified_people_municipality_id_checked_by FOREIGN KEY(municipality_id, checked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_verified_people_municipality_id_national_id UNIQUE (municipality_id, national_id)
)
 STRICT

CREATE TABLE consultations (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  question TEXT NOT NULL,
  kind TEXT NOT NULL,
  budget TEXT,
  most INTEGER,
  seats INTEGER,
  tie TEXT NOT NULL,
  electors INTEGER,
  opens_at INTEGER NOT NULL,
  closes_at INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  wrapped_key BLOB NOT NULL,
  seed_hash TEXT NOT NULL,
  wrapped_seed BLOB NOT NULL,
  counted_at INTEGER,
  result TEXT NOT NULL,
  CONSTRAINT pk_consultations PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_consultations_kind CHECK (kind IN ('budget', 'plain')),
  CONSTRAINT ck_consultations_tie CHECK (tie IN ('cost', 'draw')),
  CONSTRAINT ck_consultations_closes_after CHECK (opens_at < closes_at),
  CONSTRAINT ck_consultations_budget_of_a_budget CHECK ((budget IS NULL) = (kind = 'plain')),
  CONSTRAINT fk_consultations_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_consultations_municipality_id_case_id UNIQUE (municipality_id, case_id),
  CONSTRAINT uq_consultations_municipality_id_number UNIQUE (municipality_id, number)
)
 STRICT

CREATE INDEX ix_consultations_municipality_id_closes_at ON consultations (municipality_id, closes_at)

CREATE TABLE indicator_alerts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  bound TEXT NOT NULL,
  value TEXT NOT NULL,
  month TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  case_id INTEGER,
  closed_at INTEGER,
  closed_with TEXT,
  CONSTRAINT pk_indicator_alerts PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_indicator_alerts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_indicator_alerts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE UNIQUE INDEX uq_indicator_alerts_open ON indicator_alerts (municipality_id, indicator) WHERE closed_at IS NULL

CREATE TABLE indicator_facts (
  municipality_id INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  "key" TEXT NOT NULL,
  on_day TEXT NOT NULL,
  slice TEXT NOT NULL,
  n INTEGER NOT NULL,
  numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL,
  days INTEGER,
  case_id INTEGER,
  CONSTRAINT pk_indicator_facts PRIMARY KEY (municipality_id, indicator, "key"),
  CONSTRAINT fk_indicator_facts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_indicator_facts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_indicator_facts_municipality_id_case_id ON indicator_facts (municipality_id, case_id)

CREATE INDEX ix_indicator_facts_municipality_id_indicator_on_day_key ON indicator_facts (municipality_id, indicator, on_day, "key")

CREATE TABLE indicator_figures (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL,
  source TEXT NOT NULL,
  document TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  entered_by INTEGER,
  entered_at INTEGER NOT NULL,
  replaced_by INTEGER,
  CONSTRAINT pk_indicator_figures PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_indicator_figures_in_order CHECK (from_on <= until_on),
  CONSTRAINT fk_indicator_figures_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_indicator_figures_municipality_id_entered_by FOREIGN KEY(municipality_id, entered_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_indicator_figures_municipality_id_case_id UNIQUE (municipality_id, case_id),
  CONSTRAINT fk_indicator_figures_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_indicator_figures_municipality_id_indicator_until_on ON indicator_figures (municipality_id, indicator, until_on)

CREATE TABLE proposals (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  area TEXT NOT NULL,
  place TEXT NOT NULL,
  told TEXT NOT NULL,
  paper_supports INTEGER NOT NULL,
  filed_on TEXT NOT NULL,
  due_on TEXT,
  answered_on TEXT,
  answer TEXT NOT NULL,
  action TEXT NOT NULL,
  cost TEXT,
  cents INTEGER,
  CONSTRAINT pk_proposals PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT ck_proposals_state CHECK (state IN ('received', 'published', 'refused', 'accepted', 'declined')),
  CONSTRAINT fk_proposals_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_proposals_municipality_id_number UNIQUE (municipality_id, number)
)
 STRICT

CREATE INDEX ix_proposals_municipality_id_filed_on ON proposals (municipality_id, filed_on)

CREATE TABLE consultation_options (
  municipality_id INTEGER NOT NULL,
  consultation_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  title TEXT NOT NULL,
  told TEXT NOT NULL,
  area TEXT NOT NULL,
  cost TEXT,
  CONSTRAINT pk_consultation_options PRIMARY KEY (municipality_id, consultation_id, place),
  CONSTRAINT fk_consultation_options_municipality_id_consultation_id FOREIGN KEY(municipality_id, consultation_id) REFERENCES consultations (municipality_id, id)
)
 STRICT

CREATE TABLE consultation_passes (
  municipality_id INTEGER NOT NULL,
  consultation_id INTEGER NOT NULL,
  mark TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  CONSTRAINT pk_consultation_passes PRIMARY KEY (municipality_id, consultation_id, mark),
  CONSTRAINT fk_consultation_passes_municipality_id_consultation_id FOREIGN KEY(municipality_id, consultation_id) REFERENCES consultations (municipality_id, id),
  CONSTRAINT uq_consultation_passes_municipality_id_code_hash UNIQUE (municipality_id, code_hash)
)
 STRICT

CREATE TABLE consultation_receipts (
  municipality_id INTEGER NOT NULL,
  consultation_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  CONSTRAINT pk_consultation_receipts PRIMARY KEY (municipality_id, consultation_id, code),
  CONSTRAINT fk_consultation_receipts_municipality_id_consultation_id FOREIGN KEY(municipality_id, consultation_id) REFERENCES consultations (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE consultation_urns (
  municipality_id INTEGER NOT NULL,
  consultation_id INTEGER NOT NULL,
  ballots INTEGER NOT NULL,
  content BLOB NOT NULL,
  vouched TEXT NOT NULL,
  CONSTRAINT pk_consultation_urns PRIMARY KEY (municipality_id, consultation_id),
  CONSTRAINT fk_consultation_urns_municipality_id_consultation_id FOREIGN KEY(municipality_id, consultation_id) REFERENCES consultations (municipality_id, id)
)
 STRICT

CREATE TABLE consultation_voters (
  municipality_id INTEGER NOT NULL,
  consultation_id INTEGER NOT NULL,
  mark TEXT NOT NULL,
  vouched TEXT NOT NULL,
  CONSTRAINT pk_consultation_voters PRIMARY KEY (municipality_id, consultation_id, mark),
  CONSTRAINT fk_consultation_voters_municipality_id_consultation_id FOREIGN KEY(municipality_id, consultation_id) REFERENCES consultations (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE land_buildings (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  ba_unit_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  area TEXT NOT NULL,
  built_year INTEGER NOT NULL,
  material TEXT NOT NULL,
  condition TEXT NOT NULL,
  use TEXT NOT NULL,
  licence TEXT NOT NULL,
  begin_on TEXT NOT NULL,
  end_on TEXT,
  source_id INTEGER,
  case_id INTEGER,
  ended_by INTEGER,
  CONSTRAINT pk_land_buildings PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_land_buildings_municipality_id_ba_unit_id FOREIGN KEY(municipality_id, ba_unit_id) REFERENCES ba_units (municipality_id, id),
  CONSTRAINT fk_land_buildings_municipality_id_source_id FOREIGN KEY(municipality_id, source_id) REFERENCES land_sources (municipality_id, id),
  CONSTRAINT fk_land_buildings_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_land_buildings_municipality_id_ended_by FOREIGN KEY(municipality_id, ended_by) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE INDEX ix_land_buildings_municipality_id_ba_unit_id ON land_buildings (municipality_id, ba_unit_id)

CREATE TABLE land_roads (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  ground BLOB NOT NULL,
  west INTEGER NOT NULL,
  south INTEGER NOT NULL,
  east INTEGER NOT NULL,
  north INTEGER NOT NULL,
  begin_on TEXT NOT NULL,
  end_on TEXT,
  source_id INTEGER NOT NULL,
  CONSTRAINT pk_land_roads PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_land_roads_municipality_id_source_id FOREIGN KEY(municipality_id, source_id) REFERENCES land_sources (municipality_id, id)
)
 STRICT

CREATE INDEX ix_land_roads_current ON land_roads (municipality_id, west) WHERE end_on IS NULL

CREATE TABLE proposal_supports (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  mark TEXT NOT NULL,
  CONSTRAINT pk_proposal_supports PRIMARY KEY (municipality_id, case_id, mark),
  CONSTRAINT fk_proposal_supports_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES proposals (municipality_id, case_id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE tax_agreements (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  debt INTEGER NOT NULL,
  initial INTEGER NOT NULL,
  months INTEGER NOT NULL,
  percent TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  lost_on TEXT,
  why TEXT NOT NULL,
  CONSTRAINT pk_tax_agreements PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_agreements_lost_for_a_reason CHECK ((lost_on IS NULL) = (why = '')),
  CONSTRAINT fk_tax_agreements_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_agreements_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_tax_agreements_municipality_id_number UNIQUE (municipality_id, number),
  CONSTRAINT uq_tax_agreements_municipality_id_case_id UNIQUE (municipality_id, case_id)
)
 STRICT

CREATE INDEX ix_tax_agreements_municipality_id_taxpayer_id ON tax_agreements (municipality_id, taxpayer_id)

CREATE TABLE tax_benefits (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  benefit TEXT NOT NULL,
  only_home INTEGER NOT NULL,
  income TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  case_id INTEGER,
  entered_at INTEGER NOT NULL,
  CONSTRAINT pk_tax_benefits PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_tax_benefits_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_benefits_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE INDEX ix_tax_benefits_municipality_id_taxpayer_id_from_on ON tax_benefits (municipality_id, taxpayer_id, from_on)

CREATE TABLE tax_debts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  concept TEXT NOT NULL,
  instalment INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  tax INTEGER NOT NULL,
  interest INTEGER NOT NULL,
  counted_on TEXT,
  grown_on TEXT,
  sector TEXT NOT NULL,
  stage TEXT NOT NULL,
  since TEXT NOT NULL,
  case_id INTEGER,
  runs_from TEXT NOT NULL,
  CONSTRAINT pk_tax_debts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_debts_stage CHECK (stage IN ('ordinary', 'valued', 'coercive', 'agreement', 'claimed', 'written_off')),
  CONSTRAINT fk_tax_debts_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_debts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_tax_debts_municipality_id_taxpayer_id_year_concept_instalment_due_on UNIQUE (municipality_id, taxpayer_id, year, concept, instalment, due_on)
)
 STRICT

CREATE INDEX ix_tax_debts_case ON tax_debts (municipality_id, case_id) WHERE case_id IS NOT NULL

CREATE INDEX ix_tax_debts_due ON tax_debts (municipality_id, due_on, id, stage, year, sector, tax) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_runs ON tax_debts (municipality_id, runs_from, id, stage, year, sector, tax, due_on) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_sums ON tax_debts (municipality_id, stage, year, due_on, tax, interest, sector) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_tax ON tax_debts (municipality_id, tax, id, stage, year, sector, due_on) WHERE tax + interest > 0

CREATE TABLE tax_deliveries (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  on_day TEXT NOT NULL,
  received_by TEXT NOT NULL,
  bearer TEXT NOT NULL,
  proof TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_tax_deliveries PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_deliveries_outcome CHECK (outcome IN ('delivered', 'refused', 'absent')),
  CONSTRAINT fk_tax_deliveries_municipality_id_run_id FOREIGN KEY(municipality_id, run_id) REFERENCES tax_runs (municipality_id, id),
  CONSTRAINT fk_tax_deliveries_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_deliveries_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_tax_deliveries_municipality_id_run_id_taxpayer_id_at ON tax_deliveries (municipality_id, run_id, taxpayer_id, at)

CREATE TABLE tax_pins (
  municipality_id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  pin_hash TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  person_id INTEGER,
  CONSTRAINT pk_tax_pins PRIMARY KEY (municipality_id, taxpayer_id),
  CONSTRAINT fk_tax_pins_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_pins_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE tax_campaign_items (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  debt_id INTEGER NOT NULL,
  taxpayer_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  cents INTEGER NOT NULL,
  opened TEXT NOT NULL,
  CONSTRAINT pk_tax_campaign_items PRIMARY KEY (municipality_id, case_id, debt_id),
  CONSTRAINT ck_tax_campaign_items_state CHECK (state IN ('waiting', 'done', 'skipped')),
  CONSTRAINT fk_tax_campaign_items_municipality_id_debt_id FOREIGN KEY(municipality_id, debt_id) REFERENCES tax_debts (municipality_id, id),
  CONSTRAINT fk_tax_campaign_items_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE INDEX ix_tax_campaign_items_municipality_id_case_id_state_taxpayer_id ON tax_campaign_items (municipality_id, case_id, state, taxpayer_id)

CREATE TABLE tax_debt_acts (
  municipality_id INTEGER NOT NULL,
  debt_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  on_day TEXT NOT NULL,
  until_on TEXT,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_tax_debt_acts PRIMARY KEY (municipality_id, debt_id, kind, case_id),
  CONSTRAINT fk_tax_debt_acts_municipality_id_debt_id FOREIGN KEY(municipality_id, debt_id) REFERENCES tax_debts (municipality_id, id),
  CONSTRAINT fk_tax_debt_acts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE TRIGGER town_roots_refuse_update BEFORE UPDATE ON town_roots
BEGIN SELECT RAISE(ABORT, 'town_roots is only appended to'); END

CREATE TRIGGER town_roots_refuse_delete BEFORE DELETE ON town_roots
BEGIN SELECT RAISE(ABORT, 'town_roots is only appended to'); END
