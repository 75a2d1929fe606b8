CREATE TABLE disposals (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  act TEXT NOT NULL,
  act_on TEXT NOT NULL,
  basis TEXT NOT NULL,
  cases INTEGER NOT NULL,
  list_sha256 TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BIGINT,
  CONSTRAINT pk_disposals PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_disposals_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE holds (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  reason TEXT NOT NULL,
  basis TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  placed_by BIGINT,
  lifted_at BIGINT,
  CONSTRAINT pk_holds PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_holds_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_holds_open ON holds (municipality_id, process_key) WHERE lifted_at IS NULL

CREATE TABLE case_links (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  other_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT,
  ended_at BIGINT,
  CONSTRAINT pk_case_links PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_case_links_kind CHECK (kind IN ('related', 'attached', 'incorporated')),
  CONSTRAINT ck_case_links_two_cases CHECK (case_id <> other_id),
  CONSTRAINT fk_case_links_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_case_links_municipality_id_other_id FOREIGN KEY(municipality_id, other_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_case_links_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_case_links_municipality_id_case_id ON case_links (municipality_id, case_id)

CREATE INDEX ix_case_links_municipality_id_other_id ON case_links (municipality_id, other_id)

CREATE TABLE case_people (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  national_id TEXT NOT NULL,
  contact TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  added_by BIGINT,
  ended_at BIGINT,
  CONSTRAINT pk_case_people PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_case_people_role CHECK (role IN ('applicant', 'representative', 'third_party', 'expert', 'witness', 'other')),
  CONSTRAINT fk_case_people_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_case_people_municipality_id_added_by FOREIGN KEY(municipality_id, added_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_case_people_municipality_id_case_id ON case_people (municipality_id, case_id)

CREATE TABLE disposal_items (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  disposal_id BIGINT NOT NULL,
  index_sha256 TEXT NOT NULL,
  contents INTEGER NOT NULL,
  CONSTRAINT pk_disposal_items PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_disposal_items_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_disposal_items_municipality_id_disposal_id FOREIGN KEY(municipality_id, disposal_id) REFERENCES disposals (municipality_id, id)
)

CREATE INDEX ix_disposal_items_municipality_id_disposal_id ON disposal_items (municipality_id, disposal_id)

CREATE TABLE document_signatures (
  municipality_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,
  signer TEXT NOT NULL,
  issuer TEXT NOT NULL,
  signed_at BIGINT,
  intact SMALLINT NOT NULL,
  whole SMALLINT NOT NULL,
  trusted SMALLINT NOT NULL,
  revoked SMALLINT NOT NULL,
  stamped_at BIGINT,
  CONSTRAINT pk_document_signatures PRIMARY KEY (municipality_id, document_id, version, place),
  CONSTRAINT fk_document_signatures_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id)
)

CREATE TABLE letters (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  addressee TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT,
  changed_at BIGINT NOT NULL,
  number TEXT,
  code TEXT,
  document_id BIGINT,
  sha256 TEXT,
  signed_at BIGINT,
  signed_by BIGINT,
  certificate TEXT,
  voided_at BIGINT,
  void_reason TEXT,
  CONSTRAINT pk_letters PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_letters_state CHECK (state IN ('draft', 'signed', 'void')),
  CONSTRAINT fk_letters_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_letters_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_letters_municipality_id_signed_by FOREIGN KEY(municipality_id, signed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_letters_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT uq_letters_municipality_id_number UNIQUE (municipality_id, number),
  CONSTRAINT uq_letters_municipality_id_code UNIQUE (municipality_id, code)
)

CREATE INDEX ix_letters_municipality_id_case_id ON letters (municipality_id, case_id)

ALTER TABLE disposals ENABLE ROW LEVEL SECURITY

ALTER TABLE disposals FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON disposals USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE holds ENABLE ROW LEVEL SECURITY

ALTER TABLE holds FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON holds USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE case_links ENABLE ROW LEVEL SECURITY

ALTER TABLE case_links FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_links USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE case_people ENABLE ROW LEVEL SECURITY

ALTER TABLE case_people FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_people USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE disposal_items ENABLE ROW LEVEL SECURITY

ALTER TABLE disposal_items FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON disposal_items USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE document_signatures ENABLE ROW LEVEL SECURITY

ALTER TABLE document_signatures FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON document_signatures USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE letters ENABLE ROW LEVEL SECURITY

ALTER TABLE letters FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON letters USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
