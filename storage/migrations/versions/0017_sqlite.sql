CREATE TABLE release_follows (
  municipality_id INTEGER NOT NULL,
  followed_at INTEGER NOT NULL,
  behind INTEGER NOT NULL,
  CONSTRAINT pk_release_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_release_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE release_records (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  ocid TEXT NOT NULL,
  seq INTEGER NOT NULL,
  title TEXT NOT NULL,
  method TEXT NOT NULL,
  status TEXT NOT NULL,
  amount TEXT,
  currency TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  CONSTRAINT pk_release_records PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_release_records_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_release_records_municipality_id_ocid UNIQUE (municipality_id, ocid)
)
 STRICT

CREATE INDEX ix_release_records_municipality_id_changed_at ON release_records (municipality_id, changed_at)

CREATE TABLE releases (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  ocid TEXT NOT NULL,
  release_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  date INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  CONSTRAINT pk_releases PRIMARY KEY (municipality_id, case_id, seq),
  CONSTRAINT fk_releases_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_releases_municipality_id_release_id UNIQUE (municipality_id, release_id)
)
 STRICT

CREATE INDEX ix_releases_municipality_id_date ON releases (municipality_id, date)

CREATE TRIGGER releases_refuse_update BEFORE UPDATE ON releases
BEGIN SELECT RAISE(ABORT, 'releases is only appended to'); END

CREATE TRIGGER releases_refuse_delete BEFORE DELETE ON releases
BEGIN SELECT RAISE(ABORT, 'releases is only appended to'); END
