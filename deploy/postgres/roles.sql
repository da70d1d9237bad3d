-- The three roles of a deployment. Run once by a superuser in the new database, with psql:
--   OWNER_PASSWORD=… APP_PASSWORD=… psql --set ON_ERROR_STOP=1 --dbname bidwright --file roles.sql
-- owner: owns the tables and migrates (MIGRATION_DATABASE_URL). app: what the processes log in as (DATABASE_URL); row-level security
-- holds it to one workspace. system: taken with SET ROLE for the few statements that look across workspaces; nobody logs in as it.
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

SELECT 'CREATE ROLE ' || name FROM unnest(ARRAY['bidwright_owner', 'bidwright_app', 'bidwright_system']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE bidwright_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
-- NOINHERIT: what system may do is had by SET ROLE alone, never by accident.
ALTER ROLE bidwright_app LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
ALTER ROLE bidwright_system NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
GRANT bidwright_system TO bidwright_app;

SELECT format('ALTER DATABASE %I OWNER TO bidwright_owner', current_database()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO bidwright_app', current_database()) \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO bidwright_app, bidwright_system;
