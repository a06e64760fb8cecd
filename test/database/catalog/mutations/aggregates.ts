import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

/** app.total of the fixture, with some options otherwise or (undefined) left out. */
function total(change: Readonly<Record<string, string | undefined>>, argument = 'integer'): string {
  const options: Record<string, string | undefined> = {
    SFUNC: 'app.add',
    STYPE: 'bigint',
    SSPACE: '8',
    FINALFUNC: 'app.finish',
    COMBINEFUNC: 'app.join_sums',
    INITCOND: `'0'`,
    MSFUNC: 'app.add',
    MINVFUNC: 'app.remove',
    MSTYPE: 'bigint',
    MSSPACE: '8',
    MFINALFUNC: 'app.finish',
    MINITCOND: `'0'`,
    PARALLEL: 'safe',
    ...change,
  };
  const list = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`${name} = ${value}`]));
  return `CREATE OR REPLACE AGGREGATE app.total(${argument}) (${list.join(', ')})`;
}

/** For what cannot be changed alone, since the functions would no longer fit. */
const stored = (change: string): string =>
  `UPDATE pg_aggregate SET ${change} WHERE aggfnoid = 'app.total(integer)'::regprocedure`;

const reports = (attribute: string): string => `~ aggregate app.total(integer) [${attribute}]`;

export const aggregatesMutations: readonly Mutation[] = [
  m('CREATE AGGREGATE app.more(integer) (SFUNC = int4larger, STYPE = integer)', '+ aggregate app.more(integer)'),
  m('DROP AGGREGATE app.rows_seen(*)', '- aggregate app.rows_seen()'),
  m(total({}, 'value integer'), reports('arguments')),
  m(
    `UPDATE pg_proc SET prorettype = 'numeric'::regtype WHERE oid = 'app.total(integer)'::regprocedure`,
    reports('returns'),
  ),
  m(stored(`aggkind = 'h'`), reports('arguments, kind')),
  m(total({ SFUNC: 'app.remove' }), reports('state function')),
  m(stored(`aggtranstype = 'numeric'::regtype`), reports('state type')),
  m(total({ SSPACE: '16' }), reports('state space')),
  m(total({ FINALFUNC: undefined }), reports('final function')),
  m(stored('aggfinalextra = true'), reports('final extra')),
  m(total({ FINALFUNC_MODIFY: 'shareable' }), reports('final modify')),
  m(total({ COMBINEFUNC: undefined }), reports('combine function')),
  m(stored(`aggserialfn = 'int8_avg_serialize'::regproc`), reports('serial function')),
  m(stored(`aggdeserialfn = 'int8_avg_deserialize'::regproc`), reports('deserial function')),
  m(total({ INITCOND: `'1'` }), reports('initial value')),
  m(total({ MSFUNC: 'app.remove' }), reports('moving state function')),
  m(total({ MINVFUNC: 'app.add' }), reports('moving inverse function')),
  m(stored(`aggmtranstype = 'numeric'::regtype`), reports('moving state type')),
  m(total({ MSSPACE: '16' }), reports('moving state space')),
  m(total({ MFINALFUNC: undefined }), reports('moving final function')),
  m(stored('aggmfinalextra = true'), reports('moving final extra')),
  m(total({ MFINALFUNC_MODIFY: 'read_write' }), reports('moving final modify')),
  m(total({ MINITCOND: `'1'` }), reports('moving initial value')),
  m(
    'CREATE OR REPLACE AGGREGATE app.largest(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = <)',
    '~ aggregate app.largest(integer) [sort operator]',
  ),
  m(total({ PARALLEL: 'restricted' }), reports('parallel')),
  m('ALTER AGGREGATE app.total(integer) OWNER TO pg_monitor', reports('owner')),
  m('GRANT EXECUTE ON FUNCTION app.total(integer) TO pg_monitor', reports('privileges')),
  m('COMMENT ON AGGREGATE app.total(integer) IS NULL', reports('comment')),
];
