#!/bin/sh
# Cauce connects as a plain role that owns its database: a superuser would pass the wall between
# municipalities unseen.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DATABASE_PASSWORD" -U postgres <<'SQL'
CREATE ROLE cauce LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE cauce OWNER cauce;
SQL
