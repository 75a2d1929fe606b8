CREATE TABLE person_words (
  municipality_id BIGINT NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  person_id BIGINT NOT NULL,
  CONSTRAINT pk_person_words PRIMARY KEY (municipality_id, word, person_id),
  CONSTRAINT fk_person_words_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_person_words_municipality_id_person_id_word ON person_words (municipality_id, person_id, word)

CREATE TABLE document_words (
  municipality_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  words TSVECTOR NOT NULL,
  CONSTRAINT pk_document_words PRIMARY KEY (municipality_id, document_id),
  CONSTRAINT fk_document_words_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id)
)

CREATE INDEX ix_document_words_municipality_id_case_id ON document_words (municipality_id, case_id)

CREATE TABLE party_words (
  municipality_id BIGINT NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  party_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  CONSTRAINT pk_party_words PRIMARY KEY (municipality_id, word, party_id),
  CONSTRAINT fk_party_words_municipality_id_party_id FOREIGN KEY(municipality_id, party_id) REFERENCES case_people (municipality_id, id)
)

CREATE INDEX ix_party_words_municipality_id_party_id_word ON party_words (municipality_id, party_id, word)

ALTER TABLE person_words ENABLE ROW LEVEL SECURITY

ALTER TABLE person_words FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON person_words USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE party_words ENABLE ROW LEVEL SECURITY

ALTER TABLE party_words FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON party_words USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

CREATE INDEX ix_document_words_found ON document_words USING gin (words)

ALTER TABLE document_words ENABLE ROW LEVEL SECURITY

ALTER TABLE document_words FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON document_words USING
((municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
AND words @@ coalesce(nullif(current_setting('cauce.sought', true), ''), '''*''')::tsquery)
WITH CHECK (municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
