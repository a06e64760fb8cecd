import { flag, number, knownText, unknown, type Value } from './value.ts';

/** A value as JavaScript has it, to be compared by `===`; undefined where it is not known or no such value. */
export function scalar(value: Value): string | number | boolean | null | undefined {
  switch (value.kind) {
    case 'none':
      return null;
    case 'flag':
    case 'number':
      return value.value;
    case 'text':
      return knownText(value);
    default:
      return undefined;
  }
}

/** What all the languages reckon alike; unknown for an operator that they do not. */
export function arithmetic(operator: string, one: number, other: number): Value {
  switch (operator) {
    case '+':
      return number(one + other);
    case '-':
      return number(one - other);
    case '*':
      return number(one * other);
    case '/':
      return number(one / other);
    case '<':
      return flag(one < other);
    case '<=':
      return flag(one <= other);
    case '>':
      return flag(one > other);
    case '>=':
      return flag(one >= other);
    default:
      return unknown;
  }
}
