import { scalar } from '../values/scalar.ts';
import { type Text, textOf, unknownPart } from '../values/text.ts';
import { knownText, none, type Value } from '../values/value.ts';

/** Python's truth of a value; undefined where it is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'none':
      return false;
    case 'flag':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'text':
      return value.text === unknownPart ? undefined : value.text !== '';
    case 'sequence':
      return value.items.length > 0 ? true : value.open ? undefined : false;
    case 'dictionary':
      return value.entries.length > 0 ? true : value.open ? undefined : false;
    case 'closure':
    case 'function':
    case 'class':
    case 'member':
      return true;
    default:
      return undefined;
  }
}

/** Python's `==`; undefined where it is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  if (left === right && left.kind !== 'unknown') {
    return true;
  }
  if (left.kind === 'text' && right.kind === 'text') {
    const known = knownText(left) !== undefined && knownText(right) !== undefined;
    return known ? left.text === right.text : undefined;
  }
  if (left.kind === 'sequence' && right.kind === 'sequence' && left.type === right.type && left.type !== 'set') {
    if (left.open || right.open) {
      return undefined;
    }
    const results = left.items.map((item, index) => equal(item, right.items[index] ?? none));
    const different = left.items.length !== right.items.length || results.includes(false);
    return different ? false : results.includes(undefined) ? undefined : true;
  }
  if (left.kind === 'member' && right.kind === 'member') {
    return left.className === right.className && left.name === right.name;
  }
  const [one, other] = [scalar(left), scalar(right)];
  return one === undefined || other === undefined ? undefined : one === other;
}

/** What a value looks like in `str()`, an f-string or `%s`. */
export function display(value: Value): Text {
  switch (value.kind) {
    case 'text':
      return value;
    case 'none':
      return textOf('None');
    case 'flag':
      return textOf(value.value ? 'True' : 'False');
    case 'number':
      return textOf(String(value.value));
    default:
      return textOf(unknownPart);
  }
}
