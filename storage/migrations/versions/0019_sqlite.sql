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

CREATE INDEX ix_tax_debts_due ON tax_debts (municipality_id, due_on, id) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_municipality_id_case_id ON tax_debts (municipality_id, case_id)

CREATE INDEX ix_tax_debts_runs ON tax_debts (municipality_id, runs_from, id) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_sums ON tax_debts (municipality_id, stage, year, due_on, tax, interest) WHERE tax + interest > 0

CREATE INDEX ix_tax_debts_tax ON tax_debts (municipality_id, tax, id) WHERE tax + interest > 0

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
