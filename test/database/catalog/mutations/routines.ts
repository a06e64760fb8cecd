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
];
