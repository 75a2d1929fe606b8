CREATE TABLE town_event_details (
  municipality_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  data TEXT NOT NULL,
  CONSTRAINT pk_town_event_details PRIMARY KEY (municipality_id, seq),
  CONSTRAINT fk_town_event_details_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE town_events (
  municipality_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  person_id INTEGER,
  subject_id INTEGER,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  detail_digest BLOB,
  hash BLOB NOT NULL,
  CONSTRAINT pk_town_events PRIMARY KEY (municipality_id, seq),
  CONSTRAINT fk_town_events_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_town_events_municipality_id_subject_id_seq ON town_events (municipality_id, subject_id, seq)

CREATE TABLE town_heads (
  municipality_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  CONSTRAINT pk_town_heads PRIMARY KEY (municipality_id),
  CONSTRAINT fk_town_heads_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE given_passwords (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  given_by INTEGER,
  CONSTRAINT pk_given_passwords PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_given_passwords_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_given_passwords_municipality_id_given_by FOREIGN KEY(municipality_id, given_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TRIGGER town_events_refuse_update BEFORE UPDATE ON town_events
BEGIN SELECT RAISE(ABORT, 'town_events is only appended to'); END

CREATE TRIGGER town_events_refuse_delete BEFORE DELETE ON town_events
BEGIN SELECT RAISE(ABORT, 'town_events is only appended to'); END
