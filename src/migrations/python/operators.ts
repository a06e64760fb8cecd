import { formatValue } from './stringLiteral.ts';
import { concatenate, inserted, slice, type Text, textOf, unknownPart } from '../values/text.ts';
import { type Dictionary, flag, iterate, knownText, number, sequence, unknown, type Value } from '../values/value.ts';
import { arithmetic } from '../values/scalar.ts';
import { equal } from './meaning.ts';

/** Python's two-sided operators other than `and` and `or`, which do not always look at both sides. */
export function binaryOperation(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '==':
    case 'is':
      return known(equal(left, right));
    case '!=':
    case 'is not':
      return known(negate(equal(left, right)));
    case 'in':
      return known(contains(right, left));
    case 'not in':
      return known(negate(contains(right, left)));
    case '+':
      return add(left, right);
    case '|':
      return merge(left, right);
    case '%':
      return left.kind === 'text' ? formatPercent(left, right) : reckon(operator, left, right);
    case '*':
      return left.kind === 'text' && right.kind === 'number'
        ? repeat(left, right.value)
        : reckon(operator, left, right);
    default:
      return reckon(operator, left, right);
  }
}

function known(value: boolean | undefined): Value {
  return value === undefined ? unknown : flag(value);
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** Python's `item in container`; undefined where it is not known. */
function contains(container: Value, item: Value): boolean | undefined {
  if (container.kind === 'text') {
    const [whole, part] = [knownText(container), knownText(item)];
    return whole === undefined || part === undefined ? undefined : whole.includes(part);
  }
  const results = iterate(container)?.map((candidate) => equal(candidate, item));
  if (results === undefined || results.includes(true)) {
    return results === undefined ? undefined : true;
  }
  const open = (container.kind === 'sequence' || container.kind === 'dictionary') && container.open;
  return open || results.includes(undefined) ? undefined : false;
}

function add(left: Value, right: Value): Value {
  if (left.kind === 'sequence' && right.kind === 'sequence') {
    return sequence(left.type, [...left.items, ...right.items], left.open || right.open);
  }
  if (left.kind === 'sequence' && right.kind !== 'text') {
    return sequence(left.type, [...left.items], true);
  }
  if (right.kind === 'sequence' && left.kind !== 'text') {
    return sequence(right.type, [...right.items], true);
  }
  if (left.kind === 'text' || right.kind === 'text') {
    const one = left.kind === 'text' ? left : textOf(unknownPart);
    const other = right.kind === 'text' ? right : textOf(unknownPart);
    return concatenate([one, inserted(other)]);
  }
  return reckon('+', left, right);
}

function merge(left: Value, right: Value): Value {
  if (left.kind === 'dictionary' && right.kind === 'dictionary') {
    const merged: Dictionary = {
      kind: 'dictionary',
      entries: [...left.entries, ...right.entries],
      open: left.open || right.open,
    };
    return merged;
  }
  return unknown;
}

function repeat(text: Text, times: number): Value {
  return times * text.text.length > 100_000
    ? unknown
    : concatenate(Array.from({ length: Math.max(0, times) }, () => text));
}

function reckon(operator: string, left: Value, right: Value): Value {
  if (left.kind !== 'number' || right.kind !== 'number') {
    return unknown;
  }
  const [one, other] = [left.value, right.value];
  // Python's quotient is rounded down, and its remainder has the divisor's sign.
  if (operator === '//') return number(Math.floor(one / other));
  if (operator === '%') return number(one - other * Math.floor(one / other));
  return arithmetic(operator, one, other);
}

/** `'%s has %(name)s' % values`. */
function formatPercent(text: Text, values: Value): Value {
  const parts: Text[] = [];
  const items = values.kind === 'sequence' && values.type === 'tuple' ? values.items : [values];
  let from = 0;
  let next = 0;
  for (const match of text.text.matchAll(/%(?:\((\w+)\))?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z%])/g)) {
    parts.push(slice(text, from, match.index));
    from = match.index + match[0].length;
    const [, name, width = '', type = ''] = match;
    if (type === '%') {
      parts.push(textOf('%'));
      continue;
    }
    const value = name === undefined ? items[next++] : named(values, name);
    const conversion = type === 'r' ? '!r' : '';
    const isPlain = ['s', 'd', 'i', 'r'].includes(type);
    parts.push(value === undefined || !isPlain ? textOf(unknownPart) : formatValue(value, conversion, width));
  }
  return concatenate([...parts, slice(text, from)]);
}

function named(values: Value, name: string): Value | undefined {
  return values.kind === 'dictionary'
    ? values.entries.findLast((entry) => knownText(entry.key) === name)?.value
    : undefined;
}
