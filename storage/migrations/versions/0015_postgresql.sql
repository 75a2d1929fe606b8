CREATE TABLE doomed_contents (
  sha256 TEXT NOT NULL,
  doomed_at BIGINT NOT NULL,
  removed_at BIGINT,
  CONSTRAINT pk_doomed_contents PRIMARY KEY (sha256)
)

CREATE INDEX ix_doomed_contents_left ON doomed_contents (doomed_at) WHERE removed_at IS NULL

CREATE TABLE document_readings (
  municipality_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  note TEXT NOT NULL,
  CONSTRAINT pk_document_readings PRIMARY KEY (municipality_id, document_id),
  CONSTRAINT ck_document_readings_state CHECK (state IN ('waiting', 'asked', 'read', 'empty', 'failed')),
  CONSTRAINT fk_document_readings_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id)
)

CREATE INDEX ix_document_readings_pending ON document_readings (state, at) WHERE state IN ('waiting', 'asked')

CREATE TABLE party_notices (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  event INTEGER NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL,
  wished_at BIGINT NOT NULL,
  tried_at BIGINT,
  tries INTEGER NOT NULL,
  CONSTRAINT pk_party_notices PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_party_notices_channel CHECK (channel IN ('mail', 'sms', 'whatsapp')),
  CONSTRAINT ck_party_notices_state CHECK (state IN ('waiting', 'sent', 'failed')),
  CONSTRAINT fk_party_notices_municipality_id_party_id FOREIGN KEY(municipality_id, party_id) REFERENCES case_people (municipality_id, id),
  CONSTRAINT fk_party_notices_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_party_notices_municipality_id_party_id_seq UNIQUE (municipality_id, party_id, seq)
)

CREATE INDEX ix_party_notices_municipality_id_case_id ON party_notices (municipality_id, case_id)

CREATE TABLE party_ways (
  municipality_id BIGINT NOT NULL,
  party_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  agreed_at BIGINT NOT NULL,
  agreed_by BIGINT,
  CONSTRAINT pk_party_ways PRIMARY KEY (municipality_id, party_id),
  CONSTRAINT ck_party_ways_channel CHECK (channel IN ('mail', 'sms', 'whatsapp')),
  CONSTRAINT fk_party_ways_municipality_id_party_id FOREIGN KEY(municipality_id, party_id) REFERENCES case_people (municipality_id, id),
  CONSTRAINT fk_party_ways_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_party_ways_municipality_id_agreed_by FOREIGN KEY(municipality_id, agreed_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_party_ways_municipality_id_case_id ON party_ways (municipality_id, case_id)

CREATE TABLE signature_evidence (
  municipality_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  content BYTEA NOT NULL,
  fetched_at BIGINT NOT NULL,
  CONSTRAINT pk_signature_evidence PRIMARY KEY (municipality_id, document_id, version, place, number),
  CONSTRAINT ck_signature_evidence_kind CHECK (kind IN ('crl', 'ocsp')),
  CONSTRAINT fk_signature_evidence_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id)
)

CREATE TABLE draft_codes (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  task_id BIGINT,
  draft_id BIGINT,
  sign TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  to_holder SMALLINT NOT NULL,
  tries_left SMALLINT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_draft_codes PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_draft_codes_one_draft CHECK ((task_id IS NULL) <> (draft_id IS NULL)),
  CONSTRAINT fk_draft_codes_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_draft_codes_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id),
  CONSTRAINT uq_draft_codes_municipality_id_sign UNIQUE (municipality_id, sign)
)

CREATE INDEX ix_draft_codes_expires_at ON draft_codes (expires_at)

CREATE INDEX ix_draft_codes_municipality_id_person_id ON draft_codes (municipality_id, person_id)

ALTER TABLE document_readings ENABLE ROW LEVEL SECURITY

ALTER TABLE document_readings FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON document_readings USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE party_notices ENABLE ROW LEVEL SECURITY

ALTER TABLE party_notices FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON party_notices USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE party_ways ENABLE ROW LEVEL SECURITY

ALTER TABLE party_ways FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON party_ways USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE signature_evidence ENABLE ROW LEVEL SECURITY

ALTER TABLE signature_evidence FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON signature_evidence USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE draft_codes ENABLE ROW LEVEL SECURITY

ALTER TABLE draft_codes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON draft_codes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
