CREATE TABLE release_follows (
  municipality_id BIGINT NOT NULL,
  followed_at BIGINT NOT NULL,
  behind SMALLINT NOT NULL,
  CONSTRAINT pk_release_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_release_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE release_records (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  ocid TEXT NOT NULL,
  seq INTEGER NOT NULL,
  title TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  amount TEXT,
  currency TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  CONSTRAINT pk_release_records PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_release_records_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_release_records_municipality_id_ocid UNIQUE (municipality_id, ocid)
)

CREATE INDEX ix_release_records_municipality_id_changed_at ON release_records (municipality_id, changed_at)

CREATE TABLE releases (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  ocid TEXT NOT NULL,
  release_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  date BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  CONSTRAINT pk_releases PRIMARY KEY (municipality_id, case_id, seq),
  CONSTRAINT fk_releases_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_releases_municipality_id_release_id UNIQUE (municipality_id, release_id)
)

CREATE INDEX ix_releases_municipality_id_date ON releases (municipality_id, date)

CREATE TRIGGER releases_refuse_change BEFORE UPDATE OR DELETE ON releases
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER releases_refuse_truncate BEFORE TRUNCATE ON releases
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE release_follows ENABLE ROW LEVEL SECURITY

ALTER TABLE release_follows FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON release_follows USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE release_records ENABLE ROW LEVEL SECURITY

ALTER TABLE release_records FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON release_records USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE releases ENABLE ROW LEVEL SECURITY

ALTER TABLE releases FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON releases USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
