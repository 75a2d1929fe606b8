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
