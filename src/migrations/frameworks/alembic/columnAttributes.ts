import type { Settled } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { calledName, callOf, isSet } from './callArguments.ts';
import type { ColumnDefinition } from './columnDefinition.ts';
import { columnType } from './columnType.ts';
import { defaultText, sqlText } from './serverDefault.ts';

/**
 * What `sa.Column(...)` settles of its column.
 *
 * @param key the columns of the table's primary key, where the file says them all
 */
export function columnAttributes(column: ColumnDefinition, key: readonly string[] | undefined): Settled {
  const { call } = column;
  const identity = partOf(call, 'Identity');
  const computed = partOf(call, 'Computed');
  const isKey = column.isPrimaryKey || (column.name !== undefined && key?.includes(column.name) === true);
  const serial = isSerial(column, key);
  const hasDefault = computed === undefined && identity === undefined && serial === false;
  const comment = call.keywords.get('comment');
  return {
    type: columnType(column.type),
    'not null': notNull(call, isKey || identity !== undefined),
    ...(serial === true ? { serial: 'true' } : {}),
    ...(hasDefault ? { default: defaultOf(call) } : {}),
    ...(identity === undefined ? {} : { identity: isSet(identity, 'always') ? 'always' : 'by default' }),
    ...(computed === undefined ? {} : { generated: generatedText(computed) }),
    comment: comment === undefined || comment.kind === 'none' ? '' : knownText(comment),
  };
}

/** `nullable=` wins over what a primary key asks for; undefined where its value is not known. */
function notNull(call: Call, byDefault: boolean): string | undefined {
  const nullable = call.keywords.get('nullable');
  if (nullable === undefined || nullable.kind === 'none') return String(byDefault);
  return nullable.kind === 'flag' ? String(!nullable.value || byDefault) : undefined;
}

function defaultOf(call: Call): string | undefined {
  const given = call.keywords.get('server_default');
  return given?.kind === 'flag' ? '' : defaultText(given ?? partOf(call, 'DefaultClause'));
}

/** `sa.Computed("a * 2", persisted=True)`; without `persisted` the server decides what it is. */
function generatedText(computed: Call): string | undefined {
  const expression = sqlText(argument(computed, 0, 'sqltext'));
  return expression !== undefined && isSet(computed, 'persisted') ? `(${expression}) stored` : undefined;
}

function partOf(call: Call, name: string): Call | undefined {
  return call.positional.map((item: Value) => callOf(item, name)).find((item) => item !== undefined);
}

const integers = /^(?:BIGINT|BigInteger|INTEGER|Integer|SMALLINT|SmallInteger)$/;

/**
 * Whether PostgreSQL gives the column a sequence: an integer that is the whole primary key, refers to nothing and has
 * no default (Column.autoincrement in sqlalchemy/sql/schema.py). undefined where the file does not say the whole key.
 */
function isSerial(
  { call, type, name, foreignKeys, isPrimaryKey }: ColumnDefinition,
  key: readonly string[] | undefined,
) {
  const typeName = type?.kind === 'reference' ? type.path.split('.').at(-1) : calledName(type);
  const auto = call.keywords.get('autoincrement');
  const isOff = auto?.kind === 'flag' && !auto.value;
  if (!integers.test(typeName ?? '') || isOff || defaultOf(call) !== '' || partOf(call, 'Identity') !== undefined) {
    return false;
  }
  if (auto?.kind === 'flag') return isPrimaryKey || key === undefined || key.includes(name ?? '');
  if (foreignKeys.length > 0) return false;
  if (key === undefined) return isPrimaryKey ? undefined : false;
  return key.length === 1 && key[0] === name;
}
