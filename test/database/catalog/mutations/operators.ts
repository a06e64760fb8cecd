import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

const operator = (change: string): string =>
  `UPDATE pg_operator SET ${change} WHERE oid = 'app.=(app.weight, app.weight)'::regoperator`;
const ofOperator = (attribute: string): string => `~ operator app.=(app.weight, app.weight) [${attribute}]`;
const operatorClass = (change: string): string => `UPDATE pg_opclass SET ${change} WHERE opcname = 'weight_hash_ops'`;
const ofClass = (attribute: string): string => `~ operator class app.weight_hash_ops USING hash [${attribute}]`;
const cast = (change: string): string => `UPDATE pg_cast SET ${change} WHERE casttarget = 'app.weight'::regtype`;

export const operatorsMutations: readonly Mutation[] = [
  m(
    'CREATE OPERATOR app.## (FUNCTION = app.weight_cmp, LEFTARG = app.weight, RIGHTARG = app.weight)',
    '+ operator app.##(app.weight, app.weight)',
  ),
  m('DROP OPERATOR app.!! (NONE, app.weight)', '- operator app.!!(NONE, app.weight)'),
  m(operator(`oprcode = 'app.weight_ne'::regproc`), ofOperator('function')),
  m(operator('oprcom = 0'), ofOperator('commutator')),
  m(operator('oprnegate = 0'), ofOperator('negator')),
  m('ALTER OPERATOR app.= (app.weight, app.weight) SET (RESTRICT = NONE)', ofOperator('restrict function')),
  m('ALTER OPERATOR app.= (app.weight, app.weight) SET (JOIN = NONE)', ofOperator('join function')),
  m(operator('oprcanhash = false'), ofOperator('hashes')),
  m(operator('oprcanmerge = false'), ofOperator('merges')),
  m('ALTER OPERATOR app.= (app.weight, app.weight) OWNER TO pg_monitor', ofOperator('owner')),
  m('COMMENT ON OPERATOR app.= (app.weight, app.weight) IS NULL', ofOperator('comment')),

  m(
    'CREATE OPERATOR CLASS app.more FOR TYPE app.weight USING hash AS OPERATOR 1 app.=',
    '+ operator class app.more USING hash',
    '+ operator family app.more USING hash',
  ),
  m('DROP OPERATOR CLASS app.weight_few_ops USING btree', '- operator class app.weight_few_ops USING btree'),
  m(operatorClass('opcdefault = false'), ofClass('default')),
  m(
    operatorClass(`opcfamily = (SELECT oid FROM pg_opfamily WHERE opfname = 'uuid_ops' AND opfmethod = opcmethod)`),
    ofClass('family, operators, functions'),
    '~ operator family app.weight_family USING hash [operators, functions]',
  ),
  m(
    operatorClass(`opcintype = 'app.mood'::regtype`),
    ofClass('type, operators, functions'),
    '~ operator family app.weight_family USING hash [operators, functions]',
  ),
  m(operatorClass(`opckeytype = 'integer'::regtype`), ofClass('storage type')),
  m(
    `UPDATE pg_amop SET amopopr = 'app.<>(app.weight, app.weight)'::regoperator WHERE amopfamily = (SELECT opcfamily FROM pg_opclass WHERE opcname = 'weight_hash_ops')`,
    ofClass('operators'),
  ),
  m(
    `UPDATE pg_amproc SET amproc = 'hashint4'::regproc WHERE amproc = 'app.weight_hash'::regproc`,
    ofClass('functions'),
  ),
  m('ALTER OPERATOR CLASS app.weight_hash_ops USING hash OWNER TO pg_monitor', ofClass('owner')),
  m('COMMENT ON OPERATOR CLASS app.weight_hash_ops USING hash IS NULL', ofClass('comment')),

  m('CREATE OPERATOR FAMILY app.more USING gist', '+ operator family app.more USING gist'),
  m('DROP OPERATOR FAMILY app.loose USING btree', '- operator family app.loose USING btree'),
  m(
    'ALTER OPERATOR FAMILY app.loose USING btree ADD OPERATOR 5 >(integer, bigint)',
    '~ operator family app.loose USING btree [operators]',
  ),
  m(
    'ALTER OPERATOR FAMILY app.loose USING btree ADD FUNCTION 1 (bigint, integer) btint84cmp(bigint, integer)',
    '~ operator family app.loose USING btree [functions]',
  ),
  m(
    'ALTER OPERATOR FAMILY app.weight_family USING hash OWNER TO pg_monitor',
    '~ operator family app.weight_family USING hash [owner]',
  ),
  m(
    'COMMENT ON OPERATOR FAMILY app.weight_family USING hash IS NULL',
    '~ operator family app.weight_family USING hash [comment]',
  ),

  m('CREATE CAST (app.weight AS bytea) WITH INOUT', '+ cast (app.weight AS bytea)'),
  m('DROP CAST (app.mood AS bytea)', '- cast (app.mood AS bytea)'),
  m(cast(`castmethod = 'i'`), '~ cast (integer AS app.weight) [method]'),
  m(cast(`castfunc = 'abs(integer)'::regprocedure`), '~ cast (integer AS app.weight) [function]'),
  m(cast(`castcontext = 'e'`), '~ cast (integer AS app.weight) [context]'),
  m('COMMENT ON CAST (integer AS app.weight) IS NULL', '~ cast (integer AS app.weight) [comment]'),

  m(`CREATE CONVERSION app.more FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1`, '+ conversion app.more'),
  m('DROP CONVERSION app.from_latin', '- conversion app.from_latin'),
  m(
    `UPDATE pg_conversion SET conforencoding = 10 WHERE conname = 'from_latin'`,
    '~ conversion app.from_latin [from encoding]',
  ),
  m(
    `UPDATE pg_conversion SET contoencoding = 7 WHERE conname = 'from_latin'`,
    '~ conversion app.from_latin [to encoding]',
  ),
  m(
    `UPDATE pg_conversion SET conproc = 'iso8859_to_utf8'::regproc WHERE conname = 'from_latin'`,
    '~ conversion app.from_latin [function]',
  ),
  m(`UPDATE pg_conversion SET condefault = true WHERE conname = 'from_latin'`, '~ conversion app.from_latin [default]'),
  m('ALTER CONVERSION app.from_latin OWNER TO pg_monitor', '~ conversion app.from_latin [owner]'),
  m('COMMENT ON CONVERSION app.from_latin IS NULL', '~ conversion app.from_latin [comment]'),
];
