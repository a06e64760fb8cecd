import { literal, quoteName } from '../../generated/sqlWords.ts';
import { type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { columnsOf, lastName } from './fields.ts';
import type { ModelState } from './modelState.ts';

const comparisons: Readonly<Record<string, string>> = { exact: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' };

/** `models.Q(('price__gte', 0), ('name', 'x'), _connector='OR')` in SQL; undefined where it says more than is known. */
export function conditionSql(value: Value | undefined, model: ModelState): string | undefined {
  if (value?.kind !== 'call' || lastName(value) !== 'Q') return undefined;
  const parts = [
    ...value.positional.map((item) => (item.kind === 'call' ? conditionSql(item, model) : lookupSql(item, model))),
    ...[...value.keywords]
      .filter(([name]) => !name.startsWith('_'))
      .map(([name, right]) => comparisonSql(name, right, model)),
  ];
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  const joined = parts.join(knownText(value.keywords.get('_connector')) === 'OR' ? ' OR ' : ' AND ');
  const whole = parts.length === 1 ? joined : `(${joined})`;
  return isNegated(value) ? `NOT (${joined})` : whole;
}

function isNegated(call: Call): boolean {
  const value = call.keywords.get('_negated');
  return value?.kind === 'flag' && value.value;
}

function lookupSql(pair: Value, model: ModelState): string | undefined {
  const [left, right] = pair.kind === 'sequence' ? pair.items : [];
  const name = knownText(left);
  return name === undefined || right === undefined ? undefined : comparisonSql(name, right, model);
}

function comparisonSql(name: string, right: Value, model: ModelState): string | undefined {
  const [field = name, lookup = 'exact', ...more] = name.split('__');
  if (more.length > 0 || !model.fields.some((each) => each.name === field)) return undefined;
  const column = quoteName(columnsOf([field], model)[0]);
  if (lookup === 'isnull') return right.kind === 'flag' ? `${column} IS ${right.value ? '' : 'NOT '}NULL` : undefined;
  if (lookup === 'in') {
    const items = iterate(right)?.map(valueSql);
    return items === undefined || items.includes(undefined) ? undefined : `${column} IN (${items.join(', ')})`;
  }
  const operator = comparisons[lookup];
  const written = right.kind === 'call' && lastName(right) === 'F' ? fieldSql(right, model) : valueSql(right);
  if (operator === undefined || written === undefined) return undefined;
  if (operator === '=' && right.kind === 'flag') return right.value ? column : `NOT ${column}`;
  return `${column} ${operator} ${written}`;
}

function fieldSql(call: Call, model: ModelState): string | undefined {
  const name = knownText(call.positional[0]);
  return name === undefined ? undefined : quoteName(columnsOf([name], model)[0]);
}

function valueSql(value: Value): string | undefined {
  return knownText(value) !== undefined || value.kind === 'number' || value.kind === 'flag'
    ? literal(value)
    : undefined;
}
