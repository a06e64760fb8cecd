import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

export const routinesMutations: readonly Mutation[] = [
  m(
    'CREATE OR REPLACE FUNCTION app.area(side integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
    '~ function app.area(integer) [body]',
  ),
  m('ALTER FUNCTION app.area(integer) IMMUTABLE', '~ function app.area(integer) [volatility]'),
  m('ALTER FUNCTION app.area(integer) STRICT', '~ function app.area(integer) [strict]'),
  m('ALTER FUNCTION app.area(integer) SECURITY DEFINER', '~ function app.area(integer) [security definer]'),
  m('ALTER FUNCTION app.area(integer) LEAKPROOF', '~ function app.area(integer) [leakproof]'),
  m('ALTER FUNCTION app.area(integer) PARALLEL SAFE', '~ function app.area(integer) [parallel]'),
  m('ALTER FUNCTION app.area(integer) COST 9', '~ function app.area(integer) [cost]'),
  m('ALTER FUNCTION app.moods(text[]) ROWS 9', '~ function app.moods(text[]) [rows]'),
  m(`ALTER FUNCTION app.area(integer) SET search_path TO 'app'`, '~ function app.area(integer) [configuration]'),
  m(
    'CREATE OR REPLACE FUNCTION app.area(width integer, height integer DEFAULT 3) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 AS $$ SELECT width * height $$',
    '~ function app.area(integer, integer) [arguments]',
  ),
  m('CREATE FUNCTION app.area(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 $$', '+ function app.area(text)'),
  m('DROP FUNCTION app.area(integer)', '- function app.area(integer)'),
  m('DROP PROCEDURE app.tidy', '- procedure app.tidy(integer)'),
  m('CREATE PROCEDURE app.tidy() LANGUAGE plpgsql AS $$ BEGIN END $$', '+ procedure app.tidy()'),
  // Version 12 does not cast the result of the body.
  since(
    14,
    'DROP FUNCTION app.area(integer); CREATE FUNCTION app.area(side integer) RETURNS bigint LANGUAGE sql AS $$SELECT side * side$$',
    '~ function app.area(integer) [returns]',
  ),
  m(
    'CREATE OR REPLACE PROCEDURE app.tidy(INOUT n integer) LANGUAGE plpgsql AS $$ BEGIN n := 2; END $$',
    '~ procedure app.tidy(integer) [body]',
  ),
  since(
    14,
    'CREATE FUNCTION app.atomic() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END',
    '+ function app.atomic()',
  ),
  m(`COMMENT ON PROCEDURE app.tidy(integer) IS 'x'`, '~ procedure app.tidy(integer) [comment]'),
  m('ALTER FUNCTION app.touch() OWNER TO pg_monitor', '~ function app.touch() [owner]'),
  m('REVOKE EXECUTE ON FUNCTION app.touch() FROM PUBLIC', '~ function app.touch() [privileges]'),
  m('GRANT EXECUTE ON FUNCTION app.touch() TO pg_monitor WITH GRANT OPTION', '~ function app.touch() [privileges]'),
  m('GRANT EXECUTE ON FUNCTION app.touch() TO PUBLIC'),
  m('ALTER PROCEDURE app.tidy(integer) OWNER TO pg_monitor', '~ procedure app.tidy(integer) [owner]'),
  m('GRANT EXECUTE ON PROCEDURE app.tidy(integer) TO pg_monitor', '~ procedure app.tidy(integer) [privileges]'),
  m('ALTER PROCEDURE app.tidy(integer) SECURITY DEFINER', '~ procedure app.tidy(integer) [security definer]'),
  m(`ALTER PROCEDURE app.tidy(integer) SET work_mem TO '1MB'`, '~ procedure app.tidy(integer) [configuration]'),
  m(`ALTER FUNCTION app.configured() SET work_mem TO '5MB'`, '~ function app.configured() [configuration]'),
  // The order in which settings were made says nothing.
  m(`ALTER FUNCTION app.configured() RESET work_mem; ALTER FUNCTION app.configured() SET work_mem TO '4MB'`),
  m(
    'ALTER FUNCTION app.area(integer) SUPPORT pg_catalog.generate_series_int4_support',
    '~ function app.area(integer) [support]',
  ),
  m(
    `UPDATE pg_proc SET protrftypes = ARRAY['integer'::regtype::oid, 'app.address'::regtype] WHERE oid = 'app.touch()'::regprocedure`,
    '~ function app.touch() [transform types]',
  ),
  m(
    `UPDATE pg_proc SET prokind = 'w' WHERE oid = 'app.area(integer)'::regprocedure`,
    '~ function app.area(integer) [window]',
  ),
  m(
    `UPDATE pg_proc SET prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') WHERE oid = 'app.area(integer)'::regprocedure`,
    '~ function app.area(integer) [language]',
  ),
  m(
    `UPDATE pg_proc SET probin = 'x' WHERE oid = 'app.area(integer)'::regprocedure`,
    '~ function app.area(integer) [library]',
  ),
  since(
    14,
    `CREATE FUNCTION app.atomic() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END; DROP FUNCTION app.area(integer); CREATE FUNCTION app.area(side integer) RETURNS integer LANGUAGE sql RETURN side * side`,
    '+ function app.atomic()',
    '~ function app.area(integer) [body, sql body]',
  ),
  m(`COMMENT ON FUNCTION app.area(integer, integer) IS NULL`, '~ function app.area(integer, integer) [comment]'),
  m(
    'CREATE OR REPLACE PROCEDURE app.tidy(INOUT n integer DEFAULT 4) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$',
    '~ procedure app.tidy(integer) [arguments]',
  ),
  m(
    `UPDATE pg_proc SET prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql') WHERE oid = 'app.tidy(integer)'::regprocedure`,
    '~ procedure app.tidy(integer) [language]',
  ),
  m(
    `UPDATE pg_proc SET probin = 'x' WHERE oid = 'app.tidy(integer)'::regprocedure`,
    '~ procedure app.tidy(integer) [library]',
  ),
  m(
    `UPDATE pg_proc SET protrftypes = ARRAY['integer'::regtype::oid] WHERE oid = 'app.tidy(integer)'::regprocedure`,
    '~ procedure app.tidy(integer) [transform types]',
  ),
  since(
    14,
    'DROP PROCEDURE app.tidy; CREATE PROCEDURE app.tidy(INOUT n integer) LANGUAGE sql BEGIN ATOMIC SELECT 1; END',
    '~ procedure app.tidy(integer) [language, body, sql body]',
  ),
];
