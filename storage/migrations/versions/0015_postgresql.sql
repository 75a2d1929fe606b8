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

ALTER TABLE document_readings ENABLE ROW LEVEL SECURITY

ALTER TABLE document_readings FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON document_readings USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE signature_evidence ENABLE ROW LEVEL SECURITY

ALTER TABLE signature_evidence FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON signature_evidence USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
