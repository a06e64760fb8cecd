import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames } from '../../generated/sqlWords.ts';
import { type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { conditionSql } from './conditions.ts';
import { columnsOf, lastName } from './fields.ts';
import type { ModelState } from './modelState.ts';
import { indexName } from './names.ts';

const methods: Readonly<Record<string, string>> = {
  BloomIndex: 'bloom',
  BrinIndex: 'brin',
  BTreeIndex: 'btree',
  GinIndex: 'gin',
  GistIndex: 'gist',
  HashIndex: 'hash',
  SpGistIndex: 'spgist',
};

/** A condition that nobody knows stands as one that says so. */
const unknownCondition = `${quoteLiteral(unknownName)}::boolean`;

function whereSql(element: Call, model: ModelState): readonly string[] {
  const condition = element.keywords.get('condition');
  return condition === undefined ? [] : [`WHERE ${conditionSql(condition, model) ?? unknownCondition}`];
}

/** `models.Index(fields=['a', '-b'], name='x')` and those of django.contrib.postgres. */
export function indexStatement(index: Call, model: ModelState, isConcurrent: boolean): string {
  const method = methods[lastName(index)];
  const fields = texts(index.keywords.get('fields'));
  const classes = texts(index.keywords.get('opclasses'));
  const columns = fields.map((field, place) => {
    const [column] = columnsOf([field.replace(/^-/, '')], model);
    const words = [
      quoteName(column),
      ...(classes[place] === undefined ? [] : [classes[place]]),
      ...(field.startsWith('-') ? ['DESC'] : []),
    ];
    return words.join(' ');
  });
  const expressions = index.positional.map((value) => expressionSql(value, model));
  const name = knownText(index.keywords.get('name')) ?? unknownName;
  return [
    `CREATE INDEX ${isConcurrent ? 'CONCURRENTLY ' : ''}${quoteName(name)} ON ${quoteName(model.table)}`,
    ...(method === undefined ? [] : [`USING ${method}`]),
    `(${[...columns, ...expressions].join(', ') || quoteName(unknownName)})`,
    ...included(index, model),
    ...whereSql(index, model),
  ].join(' ');
}

/** `models.CheckConstraint`, `models.UniqueConstraint` and `ExclusionConstraint`, as one statement. */
export function constraintStatement(constraint: Call, model: ModelState, isNotValid: boolean): string {
  const name = quoteName(knownText(constraint.keywords.get('name')));
  const table = quoteName(model.table);
  const columns = columnsOf(texts(constraint.keywords.get('fields')), model);
  switch (lastName(constraint)) {
    case 'UniqueConstraint': {
      const expressions = constraint.positional.map((value) => expressionSql(value, model));
      const isIndex = ['condition', 'include', 'opclasses'].some((keyword) => constraint.keywords.has(keyword));
      if (!isIndex && expressions.length === 0) {
        const deferrable = constraint.keywords.get('deferrable');
        const written =
          deferrable?.kind === 'reference' && deferrable.path.endsWith('DEFERRED')
            ? ' DEFERRABLE INITIALLY DEFERRED'
            : '';
        return `ALTER TABLE ${table} ADD CONSTRAINT ${name} UNIQUE ${quoteNames(columns)}${written}`;
      }
      const over = [...columns.map((column) => quoteName(column)), ...expressions].join(', ');
      return [
        `CREATE UNIQUE INDEX ${name} ON ${table} (${over})`,
        ...included(constraint, model),
        ...whereSql(constraint, model),
      ].join(' ');
    }
    case 'ExclusionConstraint':
      return `ALTER TABLE ${table} ADD CONSTRAINT ${name} EXCLUDE USING gist (${quoteName(unknownName)} WITH =)`;
    default:
      return `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${conditionSql(constraint.keywords.get('check') ?? constraint.keywords.get('condition'), model) ?? unknownCondition})${isNotValid ? ' NOT VALID' : ''}`;
  }
}

/** What turns the sets of columns that a model has into others. */
export function togetherStatements(
  model: ModelState,
  sets: readonly (readonly string[])[],
  isUnique: boolean,
): readonly string[] {
  const before = isUnique ? model.uniqueTogether : model.indexTogether;
  const has = (list: readonly (readonly string[])[], set: readonly string[]) =>
    list.some((each) => each.join() === set.join());
  const table = quoteName(model.table);
  const named = (set: readonly string[]) =>
    quoteName(indexName(model.table, columnsOf(set, model), isUnique ? '_uniq' : '_idx'));
  return [
    ...before
      .filter((set) => !has(sets, set))
      .map((set) =>
        isUnique ? `ALTER TABLE ${table} DROP CONSTRAINT ${named(set)}` : `DROP INDEX IF EXISTS ${named(set)}`,
      ),
    ...sets
      .filter((set) => !has(before, set))
      .map((set) => {
        const columns = quoteNames(columnsOf(set, model));
        return isUnique
          ? `ALTER TABLE ${table} ADD CONSTRAINT ${named(set)} UNIQUE ${columns}`
          : `CREATE INDEX ${named(set)} ON ${table} ${columns}`;
      }),
  ];
}

function included(element: Call, model: ModelState): readonly string[] {
  const columns = columnsOf(texts(element.keywords.get('include')), model);
  return columns.length === 0 ? [] : [`INCLUDE ${quoteNames(columns)}`];
}

/** `Lower('name')`, `F('name').desc()`, `OpClass(...)`: the functions that have their SQL name. */
function expressionSql(value: Value, model: ModelState): string {
  const text = knownText(value);
  if (text !== undefined) return quoteName(columnsOf([text], model)[0]);
  if (value.kind !== 'call') return `(${quoteLiteral(unknownName)})`;
  const name = lastName(value);
  const [first] = value.positional;
  const inner = first === undefined ? undefined : expressionSql(first, model);
  if (name === 'F' && inner !== undefined) return inner;
  if (/^(?:desc|asc)$/.test(name) && value.receiver !== undefined)
    return `${expressionSql(value.receiver, model)} ${name.toUpperCase()}`;
  if (/^(?:Lower|Upper|Length|Trim|Abs|MD5)$/.test(name) && inner !== undefined)
    return `${name.toLowerCase()}(${inner})`;
  return `(${quoteLiteral(unknownName)})`;
}

function texts(value: Value | undefined): readonly string[] {
  return (value === undefined ? [] : (iterate(value) ?? [])).map((item) => knownText(item) ?? unknownName);
}
