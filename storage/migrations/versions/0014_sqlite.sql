CREATE TABLE person_words (
  municipality_id INTEGER NOT NULL,
  word TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  CONSTRAINT pk_person_words PRIMARY KEY (municipality_id, word, person_id),
  CONSTRAINT fk_person_words_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_person_words_municipality_id_person_id_word ON person_words (municipality_id, person_id, word)

CREATE TABLE document_words (
  municipality_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  words TEXT NOT NULL,
  CONSTRAINT pk_document_words PRIMARY KEY (municipality_id, document_id),
  CONSTRAINT fk_document_words_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id)
)
 STRICT

CREATE INDEX ix_document_words_municipality_id_case_id ON document_words (municipality_id, case_id)

CREATE TABLE party_words (
  municipality_id INTEGER NOT NULL,
  word TEXT NOT NULL,
  party_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  CONSTRAINT pk_party_words PRIMARY KEY (municipality_id, word, party_id),
  CONSTRAINT fk_party_words_municipality_id_party_id FOREIGN KEY(municipality_id, party_id) REFERENCES case_people (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_party_words_municipality_id_party_id_word ON party_words (municipality_id, party_id, word)

CREATE VIRTUAL TABLE document_index USING fts5(words, content='document_words',
content_rowid='document_id', tokenize="unicode61 remove_diacritics 0 tokenchars '/*'")

CREATE TRIGGER document_words_enter AFTER INSERT ON document_words
BEGIN INSERT INTO document_index (rowid, words) VALUES (NEW.document_id, NEW.words); END

CREATE TRIGGER document_words_leave AFTER DELETE ON document_words
BEGIN INSERT INTO document_index (document_index, rowid, words)
VALUES ('delete', OLD.document_id, OLD.words); END

CREATE TRIGGER document_words_change AFTER UPDATE OF words ON document_words
BEGIN INSERT INTO document_index (document_index, rowid, words)
VALUES ('delete', OLD.document_id, OLD.words);
INSERT INTO document_index (rowid, words) VALUES (NEW.document_id, NEW.words); END
