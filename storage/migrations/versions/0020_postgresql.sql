CREATE TABLE beats (
  worker TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_beats PRIMARY KEY (worker)
)

CREATE TABLE network_accounts (
  id BIGINT NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  failures INTEGER NOT NULL,
  failed_at BIGINT,
  needs_code INTEGER NOT NULL,
  device BYTEA,
  device_since BIGINT,
  device_step BIGINT NOT NULL,
  CONSTRAINT pk_network_accounts PRIMARY KEY (id),
  CONSTRAINT ck_network_accounts_kind CHECK (kind IN ('government', 'operator')),
  CONSTRAINT uq_network_accounts_login UNIQUE (login)
)

CREATE TABLE network_acts (
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  town TEXT NOT NULL,
  told TEXT NOT NULL,
  CONSTRAINT pk_network_acts PRIMARY KEY (id)
)

CREATE INDEX ix_network_acts_town_id ON network_acts (town, id)

CREATE TABLE network_sessions (
  token_hash TEXT NOT NULL,
  account_id BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  waits INTEGER NOT NULL,
  CONSTRAINT pk_network_sessions PRIMARY KEY (token_hash)
)

CREATE INDEX ix_network_sessions_account_id ON network_sessions (account_id)

CREATE TABLE score_acts (
  id BIGINT NOT NULL,
  scheme TEXT NOT NULL,
  period TEXT NOT NULL,
  country TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id BIGINT,
  by_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  towns INTEGER NOT NULL,
  scored INTEGER NOT NULL,
  root BYTEA NOT NULL,
  CONSTRAINT pk_score_acts PRIMARY KEY (id),
  CONSTRAINT uq_score_acts_scheme_period UNIQUE (scheme, period)
)

CREATE TABLE accesses (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  case_id BIGINT,
  subject TEXT NOT NULL,
  address TEXT NOT NULL,
  CONSTRAINT pk_accesses PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_accesses_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_accesses_municipality_id_at ON accesses (municipality_id, at)

CREATE INDEX ix_accesses_municipality_id_case_id_at ON accesses (municipality_id, case_id, at)

CREATE INDEX ix_accesses_municipality_id_person_id_at ON accesses (municipality_id, person_id, at)

CREATE TABLE history_entries (
  municipality_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  kind SMALLINT NOT NULL,
  topic SMALLINT NOT NULL,
  person_id BIGINT,
  role TEXT NOT NULL,
  process_key TEXT NOT NULL,
  CONSTRAINT pk_history_entries PRIMARY KEY (municipality_id, at, case_id, seq),
  CONSTRAINT fk_history_entries_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_history_entries_municipality_id_person_id_at ON history_entries (municipality_id, person_id, at)

CREATE INDEX ix_history_entries_municipality_id_process_key_at ON history_entries (municipality_id, process_key, at)

CREATE INDEX ix_history_entries_municipality_id_role_at ON history_entries (municipality_id, role, at)

CREATE INDEX ix_history_entries_municipality_id_topic_at ON history_entries (municipality_id, topic, at)

CREATE TABLE history_follows (
  municipality_id BIGINT NOT NULL,
  followed_at BIGINT NOT NULL,
  town_seq INTEGER NOT NULL,
  behind SMALLINT NOT NULL,
  CONSTRAINT pk_history_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_history_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE history_words (
  municipality_id BIGINT NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_history_words PRIMARY KEY (municipality_id, word, at, case_id, seq),
  CONSTRAINT fk_history_words_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_history_words_municipality_id_case_id_seq_word ON history_words (municipality_id, case_id, seq, word)

CREATE TABLE network_figures (
  municipality_id BIGINT NOT NULL,
  period TEXT NOT NULL,
  indicator TEXT NOT NULL,
  state SMALLINT NOT NULL,
  n INTEGER,
  numerator BIGINT,
  denominator BIGINT,
  value BIGINT,
  country TEXT NOT NULL,
  band INTEGER NOT NULL,
  CONSTRAINT pk_network_figures PRIMARY KEY (municipality_id, period, indicator),
  CONSTRAINT fk_network_figures_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_network_figures_band ON network_figures (country, period, indicator, band, value, municipality_id)

CREATE INDEX ix_network_figures_value ON network_figures (country, period, indicator, value, municipality_id)

CREATE TABLE network_processes (
  municipality_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  title TEXT NOT NULL,
  version INTEGER,
  standing TEXT NOT NULL,
  last_month TEXT,
  CONSTRAINT pk_network_processes PRIMARY KEY (municipality_id, process_key),
  CONSTRAINT fk_network_processes_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_network_processes_process_key_municipality_id ON network_processes (process_key, municipality_id)

CREATE TABLE network_towns (
  municipality_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT NOT NULL,
  population INTEGER,
  band INTEGER NOT NULL,
  band_below INTEGER,
  processes INTEGER NOT NULL,
  last_month TEXT,
  refreshed_at BIGINT NOT NULL,
  CONSTRAINT pk_network_towns PRIMARY KEY (municipality_id),
  CONSTRAINT fk_network_towns_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_network_towns_country_name_municipality_id ON network_towns (country, name, municipality_id)

CREATE INDEX ix_network_towns_refreshed_at ON network_towns (refreshed_at)

CREATE TABLE network_uses (
  municipality_id BIGINT NOT NULL,
  period TEXT NOT NULL,
  process_key TEXT NOT NULL,
  started INTEGER,
  decided INTEGER,
  in_time INTEGER,
  CONSTRAINT pk_network_uses PRIMARY KEY (municipality_id, period, process_key),
  CONSTRAINT fk_network_uses_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_network_uses_period_process_key_municipality_id ON network_uses (period, process_key, municipality_id)

CREATE TABLE picture_counts (
  municipality_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  month TEXT NOT NULL,
  version INTEGER NOT NULL,
  element TEXT NOT NULL,
  what SMALLINT NOT NULL,
  bucket SMALLINT NOT NULL,
  n BIGINT NOT NULL,
  CONSTRAINT pk_picture_counts PRIMARY KEY (municipality_id, process_key, month, version, element, what, bucket),
  CONSTRAINT fk_picture_counts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE picture_follows (
  municipality_id BIGINT NOT NULL,
  followed_at BIGINT NOT NULL,
  behind SMALLINT NOT NULL,
  rule SMALLINT NOT NULL,
  CONSTRAINT pk_picture_follows PRIMARY KEY (municipality_id),
  CONSTRAINT fk_picture_follows_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE picture_ways (
  municipality_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  way TEXT NOT NULL,
  steps TEXT NOT NULL,
  CONSTRAINT pk_picture_ways PRIMARY KEY (municipality_id, process_key, way),
  CONSTRAINT fk_picture_ways_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE score_statements (
  municipality_id BIGINT NOT NULL,
  scheme TEXT NOT NULL,
  period TEXT NOT NULL,
  act_id BIGINT NOT NULL,
  score INTEGER NOT NULL,
  band INTEGER NOT NULL,
  statement TEXT NOT NULL,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_score_statements PRIMARY KEY (municipality_id, scheme, period),
  CONSTRAINT fk_score_statements_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_score_statements_scheme_period_score_municipality_id ON score_statements (scheme, period, score, municipality_id)

CREATE TABLE second_factor_roles (
  municipality_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT pk_second_factor_roles PRIMARY KEY (municipality_id, role),
  CONSTRAINT fk_second_factor_roles_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE shared_files (
  municipality_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  hash TEXT NOT NULL,
  path TEXT NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT pk_shared_files PRIMARY KEY (municipality_id, process_key, hash, path),
  CONSTRAINT fk_shared_files_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE team_passes (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  secret_hash TEXT NOT NULL,
  from_hash TEXT NOT NULL,
  home_id BIGINT NOT NULL,
  home_person_id BIGINT NOT NULL,
  team_id BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  CONSTRAINT pk_team_passes PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_team_passes_municipality_id_secret_hash UNIQUE (municipality_id, secret_hash),
  CONSTRAINT fk_team_passes_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_team_passes_expires_at ON team_passes (expires_at)

CREATE TABLE verifications (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  scope TEXT NOT NULL,
  case_id BIGINT,
  case_number TEXT NOT NULL,
  since BIGINT,
  until BIGINT,
  asked_at BIGINT NOT NULL,
  asked_by BIGINT,
  state TEXT NOT NULL,
  place BIGINT NOT NULL,
  total INTEGER NOT NULL,
  checked INTEGER NOT NULL,
  events BIGINT NOT NULL,
  trail BYTEA NOT NULL,
  faults TEXT NOT NULL,
  locked_until BIGINT,
  ended_at BIGINT,
  statement TEXT,
  hash TEXT,
  public_key TEXT,
  signature TEXT,
  CONSTRAINT pk_verifications PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_verifications_scope CHECK (scope IN ('case', 'period', 'all', 'daily')),
  CONSTRAINT ck_verifications_state CHECK (state IN ('running', 'completed')),
  CONSTRAINT fk_verifications_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_verifications_municipality_id_hash ON verifications (municipality_id, hash)

CREATE INDEX ix_verifications_municipality_id_scope_asked_at ON verifications (municipality_id, scope, asked_at)

CREATE INDEX ix_verifications_running ON verifications (asked_at) WHERE state = 'running'

CREATE TABLE experiences (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  title TEXT NOT NULL,
  area TEXT NOT NULL,
  context TEXT NOT NULL,
  done TEXT NOT NULL,
  result TEXT NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  before TEXT,
  after TEXT,
  cost TEXT,
  ask TEXT NOT NULL,
  link TEXT NOT NULL,
  state TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  asked_by BIGINT,
  decided_by BIGINT,
  decided_at BIGINT,
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

CREATE INDEX ix_experiences_state_decided_at ON experiences (state, decided_at)

CREATE TABLE recovery_codes (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  code_hash TEXT NOT NULL,
  used_at BIGINT,
  CONSTRAINT pk_recovery_codes PRIMARY KEY (municipality_id, person_id, code_hash),
  CONSTRAINT fk_recovery_codes_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE TABLE second_factors (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  secret BYTEA NOT NULL,
  begun_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL,
  CONSTRAINT pk_second_factors PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_second_factors_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE TABLE team_admissions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  home_id BIGINT NOT NULL,
  team_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  admitted_at BIGINT NOT NULL,
  admitted_by BIGINT NOT NULL,
  ended_at BIGINT,
  ended_by BIGINT,
  why TEXT NOT NULL,
  CONSTRAINT pk_team_admissions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id_admitted_by FOREIGN KEY(municipality_id, admitted_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id_ended_by FOREIGN KEY(municipality_id, ended_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_team_admissions_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_team_admissions_home_id_team_id ON team_admissions (home_id, team_id)

CREATE UNIQUE INDEX uq_team_admissions_team ON team_admissions (municipality_id, home_id, team_id) WHERE ended_at IS NULL

CREATE TABLE team_guests (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  home_id BIGINT NOT NULL,
  home_person_id BIGINT NOT NULL,
  team_id BIGINT NOT NULL,
  CONSTRAINT pk_team_guests PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT fk_team_guests_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_team_guests_municipality_id_home_id_home_person_id UNIQUE (municipality_id, home_id, home_person_id)
)

CREATE TABLE teams (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  knows TEXT NOT NULL,
  formed_at BIGINT NOT NULL,
  formed_by BIGINT,
  CONSTRAINT pk_teams PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_teams_municipality_id_formed_by FOREIGN KEY(municipality_id, formed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_teams_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE definition_origins (
  municipality_id BIGINT NOT NULL,
  definition_id BIGINT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_definition_origins PRIMARY KEY (municipality_id, definition_id),
  CONSTRAINT fk_definition_origins_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)

CREATE TABLE experience_places (
  municipality_id BIGINT NOT NULL,
  experience_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  element TEXT NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT pk_experience_places PRIMARY KEY (municipality_id, experience_id, process_key, element),
  CONSTRAINT fk_experience_places_municipality_id_experience_id FOREIGN KEY(municipality_id, experience_id) REFERENCES experiences (municipality_id, id)
)

CREATE INDEX ix_experience_places_process_key ON experience_places (process_key)

CREATE TABLE process_drafts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  title TEXT NOT NULL,
  base_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  begun_by BIGINT,
  begun_at BIGINT NOT NULL,
  CONSTRAINT pk_process_drafts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_process_drafts_state CHECK (state IN ('open', 'published', 'discarded')),
  CONSTRAINT fk_process_drafts_municipality_id_base_id FOREIGN KEY(municipality_id, base_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_process_drafts_municipality_id_begun_by FOREIGN KEY(municipality_id, begun_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_drafts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE UNIQUE INDEX uq_process_drafts_open ON process_drafts (municipality_id, process_key) WHERE state = 'open'

CREATE TABLE team_members (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  team_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  ended_at BIGINT,
  CONSTRAINT pk_team_members PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_team_members_municipality_id_team_id FOREIGN KEY(municipality_id, team_id) REFERENCES teams (municipality_id, id),
  CONSTRAINT fk_team_members_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE UNIQUE INDEX uq_team_members_person ON team_members (municipality_id, person_id) WHERE ended_at IS NULL

CREATE TABLE draft_origins (
  municipality_id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT pk_draft_origins PRIMARY KEY (municipality_id, draft_id, revision),
  CONSTRAINT fk_draft_origins_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id)
)

CREATE TABLE erasures (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  act TEXT NOT NULL,
  basis TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by BIGINT,
  events INTEGER NOT NULL,
  CONSTRAINT pk_erasures PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_erasures_state CHECK (state IN ('asked', 'done', 'refused')),
  CONSTRAINT fk_erasures_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_erasures_municipality_id_asked_by FOREIGN KEY(municipality_id, asked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_erasures_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_erasures_municipality_id_asked_at ON erasures (municipality_id, asked_at)

CREATE TABLE picture_cases (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_picture_cases PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_picture_cases_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE TABLE process_askings (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_by BIGINT,
  asked_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  answer TEXT NOT NULL,
  definition_id BIGINT,
  in_force_at BIGINT,
  CONSTRAINT pk_process_askings PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_process_askings_state CHECK (state IN ('asked', 'approved', 'refused', 'withdrawn')),
  CONSTRAINT fk_process_askings_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_asked_by FOREIGN KEY(municipality_id, asked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_decided_by FOREIGN KEY(municipality_id, decided_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_askings_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)

CREATE INDEX ix_process_askings_municipality_id_draft_id ON process_askings (municipality_id, draft_id)

CREATE INDEX ix_process_askings_waiting ON process_askings (effective_on) WHERE state = 'approved' AND in_force_at IS NULL

CREATE TABLE process_comments (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  element_id TEXT NOT NULL,
  person_id BIGINT,
  at BIGINT NOT NULL,
  said TEXT NOT NULL,
  settled_by BIGINT,
  settled_at BIGINT,
  CONSTRAINT pk_process_comments PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_process_comments_municipality_id_settled_by FOREIGN KEY(municipality_id, settled_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_process_comments_municipality_id_draft_id ON process_comments (municipality_id, draft_id)

CREATE TABLE process_save_files (
  municipality_id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  path TEXT NOT NULL,
  content BYTEA,
  CONSTRAINT pk_process_save_files PRIMARY KEY (municipality_id, draft_id, revision, path),
  CONSTRAINT fk_process_save_files_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id)
)

CREATE TABLE process_saves (
  municipality_id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  revision INTEGER NOT NULL,
  act TEXT NOT NULL,
  path TEXT NOT NULL,
  person_id BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_process_saves PRIMARY KEY (municipality_id, draft_id, revision),
  CONSTRAINT ck_process_saves_act CHECK (act IN ('begun', 'kept', 'mended', 'restored', 'imported', 'merged', 'aside')),
  CONSTRAINT fk_process_saves_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_saves_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE TABLE process_trials (
  municipality_id BIGINT NOT NULL,
  draft_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  digest TEXT NOT NULL,
  revision INTEGER NOT NULL,
  done INTEGER NOT NULL,
  every INTEGER NOT NULL,
  found BYTEA NOT NULL,
  begun_by BIGINT,
  begun_at BIGINT NOT NULL,
  CONSTRAINT pk_process_trials PRIMARY KEY (municipality_id, draft_id, path, digest),
  CONSTRAINT ck_process_trials_done_of_every CHECK (done BETWEEN 0 AND every),
  CONSTRAINT fk_process_trials_municipality_id_draft_id FOREIGN KEY(municipality_id, draft_id) REFERENCES process_drafts (municipality_id, id),
  CONSTRAINT fk_process_trials_municipality_id_begun_by FOREIGN KEY(municipality_id, begun_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_process_trials_begun_at ON process_trials (begun_at)

CREATE TABLE red_flags (
  municipality_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  case_id BIGINT NOT NULL,
  on_day TEXT NOT NULL,
  facts TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  looked_at BIGINT,
  looked_by BIGINT,
  note TEXT NOT NULL,
  CONSTRAINT pk_red_flags PRIMARY KEY (municipality_id, kind, case_id),
  CONSTRAINT fk_red_flags_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_red_flags_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_red_flags_municipality_id_case_id ON red_flags (municipality_id, case_id)

CREATE TRIGGER network_acts_refuse_change BEFORE UPDATE OR DELETE ON network_acts
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER network_acts_refuse_truncate BEFORE TRUNCATE ON network_acts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER score_acts_refuse_change BEFORE UPDATE OR DELETE ON score_acts
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER score_acts_refuse_truncate BEFORE TRUNCATE ON score_acts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER score_statements_refuse_change BEFORE UPDATE OR DELETE ON score_statements
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER score_statements_refuse_truncate BEFORE TRUNCATE ON score_statements
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE accesses ENABLE ROW LEVEL SECURITY

ALTER TABLE accesses FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON accesses USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE history_entries ENABLE ROW LEVEL SECURITY

ALTER TABLE history_entries FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON history_entries USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE history_follows ENABLE ROW LEVEL SECURITY

ALTER TABLE history_follows FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON history_follows USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE history_words ENABLE ROW LEVEL SECURITY

ALTER TABLE history_words FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON history_words USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE network_figures ENABLE ROW LEVEL SECURITY

ALTER TABLE network_figures FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON network_figures USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE network_processes ENABLE ROW LEVEL SECURITY

ALTER TABLE network_processes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON network_processes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE network_towns ENABLE ROW LEVEL SECURITY

ALTER TABLE network_towns FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON network_towns USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE network_uses ENABLE ROW LEVEL SECURITY

ALTER TABLE network_uses FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON network_uses USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE picture_counts ENABLE ROW LEVEL SECURITY

ALTER TABLE picture_counts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON picture_counts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE picture_follows ENABLE ROW LEVEL SECURITY

ALTER TABLE picture_follows FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON picture_follows USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE picture_ways ENABLE ROW LEVEL SECURITY

ALTER TABLE picture_ways FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON picture_ways USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE score_statements ENABLE ROW LEVEL SECURITY

ALTER TABLE score_statements FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON score_statements USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE second_factor_roles ENABLE ROW LEVEL SECURITY

ALTER TABLE second_factor_roles FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON second_factor_roles USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE shared_files ENABLE ROW LEVEL SECURITY

ALTER TABLE shared_files FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON shared_files USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE team_passes ENABLE ROW LEVEL SECURITY

ALTER TABLE team_passes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON team_passes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE verifications ENABLE ROW LEVEL SECURITY

ALTER TABLE verifications FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON verifications USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE experiences ENABLE ROW LEVEL SECURITY

ALTER TABLE experiences FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON experiences USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY

ALTER TABLE recovery_codes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON recovery_codes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE second_factors ENABLE ROW LEVEL SECURITY

ALTER TABLE second_factors FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON second_factors USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE team_admissions ENABLE ROW LEVEL SECURITY

ALTER TABLE team_admissions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON team_admissions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE team_guests ENABLE ROW LEVEL SECURITY

ALTER TABLE team_guests FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON team_guests USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE teams ENABLE ROW LEVEL SECURITY

ALTER TABLE teams FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON teams USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE definition_origins ENABLE ROW LEVEL SECURITY

ALTER TABLE definition_origins FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON definition_origins USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE experience_places ENABLE ROW LEVEL SECURITY

ALTER TABLE experience_places FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON experience_places USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_drafts ENABLE ROW LEVEL SECURITY

ALTER TABLE process_drafts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_drafts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE team_members ENABLE ROW LEVEL SECURITY

ALTER TABLE team_members FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON team_members USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE draft_origins ENABLE ROW LEVEL SECURITY

ALTER TABLE draft_origins FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON draft_origins USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE erasures ENABLE ROW LEVEL SECURITY

ALTER TABLE erasures FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON erasures USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE picture_cases ENABLE ROW LEVEL SECURITY

ALTER TABLE picture_cases FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON picture_cases USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_askings ENABLE ROW LEVEL SECURITY

ALTER TABLE process_askings FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_askings USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_comments ENABLE ROW LEVEL SECURITY

ALTER TABLE process_comments FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_comments USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_save_files ENABLE ROW LEVEL SECURITY

ALTER TABLE process_save_files FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_save_files USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_saves ENABLE ROW LEVEL SECURITY

ALTER TABLE process_saves FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_saves USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE process_trials ENABLE ROW LEVEL SECURITY

ALTER TABLE process_trials FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON process_trials USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE red_flags ENABLE ROW LEVEL SECURITY

ALTER TABLE red_flags FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON red_flags USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
