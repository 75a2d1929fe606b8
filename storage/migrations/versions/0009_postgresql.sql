CREATE TABLE town_event_details (
  municipality_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  salt BYTEA NOT NULL,
  data TEXT NOT NULL,
  CONSTRAINT pk_town_event_details PRIMARY KEY (municipality_id, seq),
  CONSTRAINT fk_town_event_details_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE town_events (
  municipality_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  kind SMALLINT NOT NULL,
  person_id BIGINT,
  subject_id BIGINT,
  at BIGINT NOT NULL,
  data TEXT NOT NULL,
  detail_digest BYTEA,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_town_events PRIMARY KEY (municipality_id, seq),
  CONSTRAINT fk_town_events_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_town_events_municipality_id_subject_id_seq ON town_events (municipality_id, subject_id, seq)

CREATE TABLE town_heads (
  municipality_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_town_heads PRIMARY KEY (municipality_id),
  CONSTRAINT fk_town_heads_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE given_passwords (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  given_at BIGINT NOT NULL,
  given_by BIGINT,
  CONSTRAINT pk_given_passwords PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_given_passwords_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_given_passwords_municipality_id_given_by FOREIGN KEY(municipality_id, given_by) REFERENCES persons (municipality_id, id)
)

CREATE TRIGGER town_events_refuse_change BEFORE UPDATE OR DELETE ON town_events
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER town_events_refuse_truncate BEFORE TRUNCATE ON town_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE town_event_details ENABLE ROW LEVEL SECURITY

ALTER TABLE town_event_details FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON town_event_details USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE town_events ENABLE ROW LEVEL SECURITY

ALTER TABLE town_events FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON town_events USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE town_heads ENABLE ROW LEVEL SECURITY

ALTER TABLE town_heads FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON town_heads USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE given_passwords ENABLE ROW LEVEL SECURITY

ALTER TABLE given_passwords FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON given_passwords USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
