import { scalar } from '../values/scalar.ts';
import { type Text, textOf, unknownPart } from '../values/text.ts';
import type { Value } from '../values/value.ts';

/** Whether a value counts as true; undefined where it is not known. */
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
    case 'dictionary':
    case 'closure':
    case 'class':
      return true;
    default:
      return undefined;
  }
}

/** `===`, and `==` of values of one type; undefined where it is not known. */
export function equal(left: Value, right: Value): boolean | undefined {
  const [one, other] = [scalar(left), scalar(right)];
  return one === undefined || other === undefined ? undefined : one === other;
}

/** What a value looks like within a string. */
export function display(value: Value): Text {
  const known = value.kind === 'text' ? undefined : scalar(value);
  return value.kind === 'text' ? value : textOf(known === undefined ? unknownPart : String(known));
}
