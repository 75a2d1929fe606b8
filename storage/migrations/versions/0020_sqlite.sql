CREATE TABLE beats (
  worker TEXT NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT pk_beats PRIMARY KEY (worker)
)
 STRICT

CREATE TABLE network_accounts (
  id INTEGER NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  failures INTEGER NOT NULL,
  failed_at INTEGER,
  needs_code INTEGER NOT NULL,
  device BLOB,
  device_since INTEGER,
  device_step INTEGER NOT NULL,
  CONSTRAINT pk_network_accounts PRIMARY KEY (id),
  CONSTRAINT ck_network_accounts_kind CHECK (kind IN ('government', 'operator')),
  CONSTRAINT uq_network_accounts_login UNIQUE (login)
)
 STRICT

CREATE TABLE network_acts (
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  town TEXT NOT NULL,
  told TEXT NOT NULL,
  CONSTRAINT pk_network_acts PRIMARY KEY (id)
)
 STRICT

CREATE INDEX ix_network_acts_town_id ON network_acts (town, id)

CREATE TABLE network_sessions (
  token_hash TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  waits INTEGER NOT NULL,
  CONSTRAINT pk_network_sessions PRIMARY KEY (token_hash)
)
 STRICT

CREATE INDEX ix_network_sessions_account_id ON network_sessions (account_id)

CREATE TABLE score_acts (
  id INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  period TEXT NOT NULL,
  country TEXT NOT NULL,
  at INTEGER NOT NULL,
  by_id INTEGER,
  by_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  towns INTEGER NOT NULL,
  scored INTEGER NOT NULL,
  root BLOB NOT NULL,
  CONSTRAINT pk_score_acts PRIMARY KEY (id),
  CONSTRAINT uq_score_acts_scheme_period UNIQUE (scheme, period)
)
 STRICT

CREATE TABLE accesses (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  case_id INTEGER,
  subject TEXT NOT NULL,
  address TEXT NOT NULL,
  CONSTRAINT pk_accesses PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_accesses_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_accesses_municipality_id_at ON accesses (municipality_id, at)

CREATE INDEX ix_accesses_municipality_id_case_id_at ON accesses (municipality_id, case_id, at)

CREATE INDEX ix_accesses_municipality_id_person_id_at ON accesses (municipality_id, person_id, at)

CREATE TABLE history_entries (
  municipality_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  person_id INTEGER,
  role TEXT NOT NULL,
  process_key TEXT NOT NULL,
  CONSTRAINT pk_history_entries PRIMARY KEY (municipality_id, at, case_id, seq),
  CONSTRAINT fk_history_entries_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_history_entries_municipality_id_person_id_at ON history_entries (municipality_id, person_id, at)

CREATE INDEX ix_history_entries_municipality_id_process_key_at ON history_entries (municipality_id, process_key, at)

CREATE INDEX ix_history_entries_municipality_id_role_at ON history_entries (municipality_id, role, at)

CREATE INDEX ix_history_entries_municipality_id_topic_at ON history_entries (municipality_id, topic, at)

CREATE TABLE history_follows (
  municipality_id INTEGER NOT NULL,
  followed_at INTEGER NOT NULL,
  town_seq INTEGER NOT NULL,
  behind INTEGER NOT NULL,
  CONSTRAINT pk_history_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_history_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE history_words (
  municipality_id INTEGER NOT NULL,
  word TEXT NOT NULL,
  at INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_history_words PRIMARY KEY (municipality_id, word, at, case_id, seq),
  CONSTRAINT fk_history_words_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_history_words_municipality_id_case_id_seq_word ON history_words (municipality_id, case_id, seq, word)

CREATE TABLE network_figures (
  municipality_id INTEGER NOT NULL,
  period TEXT NOT NULL,
  indicator TEXT NOT NULL,
  state INTEGER NOT NULL,
  n INTEGER,
  numerator INTEGER,
  denominator INTEGER,
  value INTEGER,
  country TEXT NOT NULL,
  band INTEGER NOT NULL,
  CONSTRAINT pk_network_figures PRIMARY KEY (municipality_id, period, indicator),
  CONSTRAINT fk_network_figures_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_network_figures_band ON network_figures (country, period, indicator, band, value, municipality_id)

CREATE INDEX ix_network_figures_value ON network_figures (country, period, indicator, value, municipality_id)

CREATE TABLE network_processes (
  municipality_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  title TEXT NOT NULL,
  version INTEGER,
  standing TEXT NOT NULL,
  last_month TEXT,
  CONSTRAINT pk_network_processes PRIMARY KEY (municipality_id, process_key),
  CONSTRAINT fk_network_processes_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_network_processes_process_key_municipality_id ON network_processes (process_key, municipality_id)

CREATE TABLE network_towns (
  municipality_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  population INTEGER,
  band INTEGER NOT NULL,
  band_below INTEGER,
  processes INTEGER NOT NULL,
  last_month TEXT,
  refreshed_at INTEGER NOT NULL,
  CONSTRAINT pk_network_towns PRIMARY KEY (municipality_id),
  CONSTRAINT fk_network_towns_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_network_towns_country_name_municipality_id ON network_towns (country, name, municipality_id)

CREATE INDEX ix_network_towns_refreshed_at ON network_towns (refreshed_at)

CREATE TABLE network_uses (
  municipality_id INTEGER NOT NULL,
  period TEXT NOT NULL,
  process_key TEXT NOT NULL,
  started INTEGER,
  decided INTEGER,
  in_time INTEGER,
  CONSTRAINT pk_network_uses PRIMARY KEY (municipality_id, period, process_key),
  CONSTRAINT fk_network_uses_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_network_uses_period_process_key_municipality_id ON network_uses (period, process_key, municipality_id)

CREATE TABLE picture_counts (
  municipality_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  month TEXT NOT NULL,
  version INTEGER NOT NULL,
  element TEXT NOT NULL,
  what INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  n INTEGER NOT NULL,
  CONSTRAINT pk_picture_counts PRIMARY KEY (municipality_id, process_key, month, version, element, what, bucket),
  CONSTRAINT fk_picture_counts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE picture_follows (
  municipality_id INTEGER NOT NULL,
  followed_at INTEGER NOT NULL,
  behind INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  CONSTRAINT pk_picture_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_picture_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE picture_ways (
  municipality_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  way TEXT NOT NULL,
  steps TEXT NOT NULL,
  CONSTRAINT pk_picture_ways PRIMARY KEY (municipality_id, process_key, way),
  CONSTRAINT fk_picture_ways_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE score_statements (
  municipality_id INTEGER NOT NULL,
  scheme TEXT NOT NULL,
  period TEXT NOT NULL,
  act_id INTEGER NOT NULL,
  score INTEGER NOT NULL,
  band INTEGER NOT NULL,
  statement TEXT NOT NULL,
  hash BLOB NOT NULL,
  CONSTRAINT pk_score_statements PRIMARY KEY (municipality_id, scheme, period),
  CONSTRAINT fk_score_statements_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_score_statements_scheme_period_score_municipality_id ON score_statements (scheme, period, score, municipality_id)

CREATE TABLE second_factor_roles (
  municipality_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT pk_second_factor_roles PRIMARY KEY (municipality_id, role),
  CONSTRAINT fk_second_factor_roles_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE shared_files (
  municipality_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  hash TEXT NOT NULL,
  path TEXT NOT NULL,
  content BLOB NOT NULL,
  CONSTRAINT pk_shared_files PRIMARY KEY (municipality_id, process_key, hash, path),
  CONSTRAINT fk_shared_files_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE team_passes (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  secret_hash TEXT NOT NULL,
  from_hash TEXT NOT NULL,
  home_id INTEGER NOT NULL,
  home_person_id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  CONSTRAINT pk_team_passes PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_team_passes_municipality_id_secret_hash UNIQUE (municipality_id, secret_hash),
  CONSTRAINT fk_team_passes_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_team_passes_expires_at ON team_passes (expires_at)

CREATE TABLE verifications (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  scope TEXT NOT NULL,
  case_id INTEGER,
  case_number TEXT NOT NULL,
  since INTEGER,
  until INTEGER,
  asked_at INTEGER NOT NULL,
  asked_by INTEGER,
  state TEXT NOT NULL,
  place INTEGER NOT NULL,
  total INTEGER NOT NULL,
  checked INTEGER NOT NULL,
  events INTEGER NOT NULL,
  trail BLOB NOT NULL,
  faults TEXT NOT NULL,
  locked_until INTEGER,
  ended_at INTEGER,
  statement TEXT,
  hash TEXT,
  public_key TEXT,
  signature TEXT,
  CONSTRAINT pk_verifications PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_verifications_scope CHECK (scope IN ('case', 'period', 'all', 'daily')),
  CONSTRAINT ck_verifications_state CHECK (state IN ('running', 'completed')),
  CONSTRAINT fk_verifications_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_verifications_municipality_id_hash ON verifications (municipality_id, hash)

CREATE INDEX ix_verifications_municipality_id_scope_asked_at ON verifications (municipality_id, scope, asked_at)

CREATE INDEX ix_verifications_running ON verifications (asked_at) WHERE state = 'running'

CREATE TABLE experiences (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  title TEXT NOT NULL,
  area TEXT NOT NULL,
  context TEXT NOT NULL,
  done TEXT NOT NULL,
  result TEXT NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  cost TEXT,
  ask TEXT NOT NULL,
  link TEXT NOT NULL,
  state TEXT NOT NULL,
  written_by INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  asked_by INTEGER,
  decided_by INTEGER,
  decided_at INTEGER,
  why TEXT NOT NULL,
  least INTEGER,
  below INTEGER,
  CONSTRAINT pk_experiences PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_experiences_state CHECK (state IN ('draft', 'asked', 'shared', 'refused', 'withdrawn')),
  CONSTRAINT ck_experiences_second_person CHECK (state <> 'shared' OR (decided_by <> written_by AND decided_by <> asked_by)),
  CONSTRAINT fk_experiences_municipality_id_written_by FOREIGN KEY(municipality_id, written_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_experiences_municipality_id_asked_by FOREIGN KEY(municipality_id, asked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_experiences_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_experiences_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_experiences_state_decided_at ON experiences (state, decided_at)

CREATE TABLE recovery_codes (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  CONSTRAINT pk_recovery_codes PRIMARY KEY (municipality_id, person_id, code_hash),
  CONSTRAINT fk_recovery_codes_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE second_factors (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  secret BLOB NOT NULL,
  begun_at INTEGER NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL,
  CONSTRAINT pk_second_factors PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_second_factors_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE team_admissions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  home_id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  admitted_at INTEGER NOT NULL,
  admitted_by INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by INTEGER,
  why TEXT NOT NULL,
  CONSTRAINT pk_team_admissions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id_admitted_by FOREIGN KEY(municipality_id, admitted_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id_ended_by FOREIGN KEY(municipality_id, ended_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_team_admissions_home_id_team_id ON team_admissions (home_id, team_id)

CREATE UNIQUE INDEX uq_team_admissions_team ON team_admissions (municipality_id, home_id, team_id) WHERE ended_at IS NULL

CREATE TABLE team_guests (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  home_id INTEGER NOT NULL,
  home_person_id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  CONSTRAINT pk_team_guests PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_team_guests_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_team_guests_municipality_id_home_id_home_person_id UNIQUE (municipality_id, home_id, home_person_id)
)
 STRICT

CREATE TABLE teams (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  knows TEXT NOT NULL,
  formed_at INTEGER NOT NULL,
  formed_by INTEGER,
  CONSTRAINT pk_teams PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_teams_municipality_id_formed_by FOREIGN KEY(municipality_id, formed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_teams_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE definition_origins (
  municipality_id INTEGER NOT NULL,
  definition_id INTEGER NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_definition_origins PRIMARY KEY (municipality_id, definition_id),
  CONSTRAINT fk_definition_origins_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)
 STRICT

CREATE TABLE experience_places (
  municipality_id INTEGER NOT NULL,
  experience_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  element TEXT NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT pk_experience_places PRIMARY KEY (municipality_id, experience_id, process_key, element),
  CONSTRAINT fk_experience_places_municipality_id_experience_id FOREIGN KEY(municipality_id, experience_id) REFERENCES experiences (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_experience_places_process_key ON experience_places (process_key)

CREATE TABLE process_drafts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  title TEXT NOT NULL,
  base_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  begun_by INTEGER,
  begun_at INTEGER NOT NULL,
  CONSTRAINT pk_process_drafts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_process_drafts_state CHECK (state IN ('open', 'published', 'discarded')),
  CONSTRAINT fk_process_drafts_municipality_id_base_id FOREIGN KEY(municipality_id, base_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_process_drafts_municipality_id_begun_by FOREIGN KEY(municipality_id, begun_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_drafts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE UNIQUE INDEX uq_process_drafts_open ON process_drafts (municipality_id, process_key) WHERE state = 'open'

CREATE TABLE team_members (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  team_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  since INTEGER NOT NULL,
  ended_at INTEGER,
  CONSTRAINT pk_team_members PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_team_members_municipality_id_team_id FOREIGN KEY(municipality_id, team_id) REFERENCES teams (municipality_id, id),
  CONSTRAINT fk_team_members_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE UNIQUE INDEX uq_team_members_person ON team_members (municipality_id, person_id) WHERE ended_at IS NULL

CREATE TABLE draft_origins (
  municipality_id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_draft_origins PRIMARY KEY (municipality_id, draft_id, revision),
  CONSTRAINT fk_draft_origins_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id)
)
 STRICT

CREATE TABLE erasures (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  act TEXT NOT NULL,
  basis TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  asked_by INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER,
  events INTEGER NOT NULL,
  CONSTRAINT pk_erasures PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_erasures_state CHECK (state IN ('asked', 'done', 'refused')),
  CONSTRAINT fk_erasures_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_erasures_municipality_id_asked_by FOREIGN KEY(municipality_id, asked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_erasures_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_erasures_municipality_id_asked_at ON erasures (municipality_id, asked_at)

CREATE TABLE picture_cases (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_picture_cases PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_picture_cases_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE process_askings (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by INTEGER,
  asked_at INTEGER NOT NULL,
  decided_by INTEGER,
  decided_at INTEGER,
  answer TEXT NOT NULL,
  definition_id INTEGER,
  in_force_at INTEGER,
  CONSTRAINT pk_process_askings PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_process_askings_state CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
  CONSTRAINT fk_process_askings_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_asked_by FOREIGN KEY(municipality_id, asked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)
 STRICT

CREATE INDEX ix_process_askings_municipality_id_draft_id ON process_askings (municipality_id, draft_id)

CREATE INDEX ix_process_askings_waiting ON process_askings (effective_on) WHERE state = 'approved' AND in_force_at IS NULL

CREATE TABLE process_comments (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  element_id TEXT NOT NULL,
  person_id INTEGER,
  at INTEGER NOT NULL,
  said TEXT NOT NULL,
  settled_by INTEGER,
  settled_at INTEGER,
  CONSTRAINT pk_process_comments PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_settled_by FOREIGN KEY(municipality_id, settled_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_process_comments_municipality_id_draft_id ON process_comments (municipality_id, draft_id)

CREATE TABLE process_save_files (
  municipality_id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  path TEXT NOT NULL,
  content BLOB,
  CONSTRAINT pk_process_save_files PRIMARY KEY (municipality_id, draft_id, revision, path),
  CONSTRAINT fk_process_save_files_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id)
)
 STRICT

CREATE TABLE process_saves (
  municipality_id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  act TEXT NOT NULL,
  path TEXT NOT NULL,
  person_id INTEGER,
  at INTEGER NOT NULL,
  CONSTRAINT pk_process_saves PRIMARY KEY (municipality_id, draft_id, revision),
  CONSTRAINT ck_process_saves_act CHECK (act IN ('begun', 'kept', 'mended', 'restored', 'imported', 'merged', 'aside')),
  CONSTRAINT fk_process_saves_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_saves_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE process_trials (
  municipality_id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  revision INTEGER NOT NULL,
  done INTEGER NOT NULL,
  every INTEGER NOT NULL,
  found BLOB NOT NULL,
  begun_by INTEGER,
  begun_at INTEGER NOT NULL,
  CONSTRAINT pk_process_trials PRIMARY KEY (municipality_id, draft_id, path, digest),
  CONSTRAINT ck_process_trials_done_of_every CHECK (done BETWEEN 0 AND every),
  CONSTRAINT fk_process_trials_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_trials_municipality_id_begun_by FOREIGN KEY(municipality_id, begun_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_process_trials_begun_at ON process_trials (begun_at)

CREATE TABLE red_flags (
  municipality_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  on_day TEXT NOT NULL,
  facts TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  looked_at INTEGER,
  looked_by INTEGER,
  note TEXT NOT NULL,
  CONSTRAINT pk_red_flags PRIMARY KEY (municipality_id, kind, case_id),
  CONSTRAINT fk_red_flags_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_red_flags_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_red_flags_municipality_id_case_id ON red_flags (municipality_id, case_id)

CREATE TRIGGER network_acts_refuse_update BEFORE UPDATE ON network_acts
BEGIN SELECT RAISE(ABORT, 'network_acts is only appended to'); END

CREATE TRIGGER network_acts_refuse_delete BEFORE DELETE ON network_acts
BEGIN SELECT RAISE(ABORT, 'network_acts is only appended to'); END

CREATE TRIGGER score_acts_refuse_update BEFORE UPDATE ON score_acts
BEGIN SELECT RAISE(ABORT, 'score_acts is only appended to'); END

CREATE TRIGGER score_acts_refuse_delete BEFORE DELETE ON score_acts
BEGIN SELECT RAISE(ABORT, 'score_acts is only appended to'); END

CREATE TRIGGER score_statements_refuse_update BEFORE UPDATE ON score_statements
BEGIN SELECT RAISE(ABORT, 'score_statements is only appended to'); END

CREATE TRIGGER score_statements_refuse_delete BEFORE DELETE ON score_statements
BEGIN SELECT RAISE(ABORT, 'score_statements is only appended to'); END
