import { knownText, type Value } from '../values/value.ts';
import { truth } from './meaning.ts';
import { entryOf } from './members.ts';

/** The items of a list, or the one thing that stands for such a list. */
export function listOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'sequence' ? value.items : value === undefined ? [] : [value];
}

/** Whether a property of an object that was given counts as true. */
export function isTrue(value: Value | undefined, name: string): boolean {
  const found = entryOf(value, name);
  return found !== undefined && truth(found) === true;
}

/** A text that is a property of an object that was given. */
export function textAt(value: Value | undefined, name: string): string | undefined {
  return knownText(entryOf(value, name));
}

/** The texts of a list, or the one text that stands for such a list; undefined for each that is not known. */
export function textsOf(value: Value | undefined): readonly (string | undefined)[] {
  return listOf(value).map((item) => knownText(item));
}
