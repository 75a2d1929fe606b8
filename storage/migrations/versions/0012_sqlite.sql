CREATE TABLE notice_follows (
  municipality_id INTEGER NOT NULL,
  followed_at INTEGER NOT NULL,
  CONSTRAINT pk_notice_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_notice_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE notice_templates (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER,
  CONSTRAINT pk_notice_templates PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_notice_templates_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_notice_templates_municipality_id_key_language_valid_from ON notice_templates (municipality_id, "key", language, valid_from)

CREATE TABLE notice_choices (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  CONSTRAINT pk_notice_choices PRIMARY KEY (municipality_id, person_id, kind, channel),
  CONSTRAINT fk_notice_choices_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE notice_habits (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  phone TEXT,
  digest_hour INTEGER,
  digested_on TEXT,
  CONSTRAINT pk_notice_habits PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT ck_notice_habits_hour_of_a_day CHECK (digest_hour BETWEEN 0 AND 23),
  CONSTRAINT fk_notice_habits_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE notices (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  case_id INTEGER,
  seq INTEGER,
  definition_id INTEGER,
  draft_id INTEGER,
  matter TEXT,
  about_id INTEGER,
  created_at INTEGER NOT NULL,
  read_at INTEGER,
  CONSTRAINT pk_notices PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_notices_of_a_case_or_a_draft CHECK ((case_id IS NULL) <> (draft_id IS NULL)),
  CONSTRAINT ck_notices_matter CHECK (matter IN ('asked', 'approved', 'refused', 'commented', 'named', 'replied', 'settled')),
  CONSTRAINT fk_notices_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_notices_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_notices_municipality_id_person_id_case_id_seq UNIQUE (municipality_id, person_id, case_id, seq),
  CONSTRAINT uq_notices_municipality_id_person_id_matter_about_id UNIQUE (municipality_id, person_id, matter, about_id)
)
 STRICT

CREATE INDEX ix_notices_municipality_id_created_at ON notices (municipality_id, created_at)

CREATE INDEX ix_notices_municipality_id_person_id_id ON notices (municipality_id, person_id, id)

CREATE INDEX ix_notices_unread ON notices (municipality_id, person_id) WHERE read_at IS NULL

CREATE TABLE notice_attempts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  notice_id INTEGER,
  person_id INTEGER NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  wished_at INTEGER NOT NULL,
  tried_at INTEGER,
  tries INTEGER NOT NULL,
  CONSTRAINT pk_notice_attempts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_notice_attempts_state CHECK (state IN ('waiting', 'sent', 'failed')),
  CONSTRAINT fk_notice_attempts_municipality_id_notice_id FOREIGN KEY(municipality_id, notice_id) REFERENCES notices (municipality_id, id),
  CONSTRAINT fk_notice_attempts_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_notice_attempts_municipality_id_person_id_id ON notice_attempts (municipality_id, person_id, id)
