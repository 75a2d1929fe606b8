CREATE TABLE tax_debts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  year SMALLINT NOT NULL,
  concept TEXT NOT NULL,
  instalment SMALLINT NOT NULL,
  due_on TEXT NOT NULL,
  tax BIGINT NOT NULL,
  interest BIGINT NOT NULL,
  counted_on TEXT,
  grown_on TEXT,
  sector TEXT NOT NULL,
  stage TEXT NOT NULL,
  since TEXT NOT NULL,
  case_id BIGINT,
  runs_from TEXT NOT NULL,
  CONSTRAINT pk_tax_debts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tax_debts_stage CHECK (stage IN ('ordinary', 'valued', 'coercive', 'agreement', 'claimed', 'written_off')),
  CONSTRAINT fk_tax_debts_municipality_id_taxpayer_id FOREIGN KEY(municipality_id, taxpayer_id) REFERENCES taxpayers (municipality_id, id),
  CONSTRAINT fk_tax_debts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_tax_debts_municipality_id_taxpayer_id_year_concept_i_4472 UNIQUE (municipality_id, taxpayer_id, year, concept, instalment, due_on)
)

CREATE INDEX ix_tax_debts_due ON tax_debts (municipality_id, due_on, id) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_municipality_id_case_id ON tax_debts (municipality_id, case_id)

CREATE INDEX ix_tax_debts_runs ON tax_debts (municipality_id, runs_from, id) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_sums ON tax_debts (municipality_id, stage, year, due_on, tax, interest) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_tax ON tax_debts (municipality_id, tax, id) WHERE tax + interest > 0

CREATE TABLE tax_campaign_items (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  debt_id BIGINT NOT NULL,
  taxpayer_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  cents BIGINT NOT NULL,
  opened TEXT NOT NULL,
  CONSTRAINT pk_tax_campaign_items PRIMARY KEY (municipality_id, case_id, debt_id),
  CONSTRAINT ck_tax_campaign_items_state CHECK (state IN ('waiting', 'done', 'skipped')),
  CONSTRAINT fk_tax_campaign_items_municipality_id_debt_id FOREIGN KEY(municipality_id, debt_id) REFERENCES tax_debts (municipality_id, id),
  CONSTRAINT fk_tax_campaign_items_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_tax_campaign_items_municipality_id_case_id_state_taxpayer_id ON tax_campaign_items (municipality_id, case_id, state, taxpayer_id)

CREATE TABLE tax_debt_acts (
  municipality_id BIGINT NOT NULL,
  debt_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  case_id BIGINT NOT NULL,
  on_day TEXT NOT NULL,
  until_on TEXT,
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_tax_debt_acts PRIMARY KEY (municipality_id, debt_id, kind, case_id),
  CONSTRAINT fk_tax_debt_acts_municipality_id_debt_id FOREIGN KEY(municipality_id, debt_id) REFERENCES tax_debts (municipality_id, id),
  CONSTRAINT fk_tax_debt_acts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

ALTER TABLE tax_debts ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_debts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_debts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_campaign_items ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_campaign_items FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_campaign_items USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tax_debt_acts ENABLE ROW LEVEL SECURITY

ALTER TABLE tax_debt_acts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tax_debt_acts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
