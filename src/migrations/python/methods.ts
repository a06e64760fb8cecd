import { formatValue } from './stringLiteral.ts';
import { concatenate, join, mapLetters, slice, split, type Text, textOf, unknownPart } from '../values/text.ts';
import {
  type Arguments,
  type Dictionary,
  flag,
  iterate,
  knownText,
  none,
  sequence,
  type Sequence,
  unknown,
  type Value,
} from '../values/value.ts';

/**
 * Python's methods of strings, lists, sets and dictionaries, as far as migrations use them; undefined for others.
 *
 * @param undecided true within a branch that may not run: what is added there may be missing
 */
export function callMethod(receiver: Value, name: string, given: Arguments, undecided: boolean): Value | undefined {
  switch (receiver.kind) {
    case 'text':
      return textMethod(receiver, name, given) ?? unknown;
    case 'sequence':
      return sequenceMethod(receiver, name, given, undecided) ?? unknown;
    case 'dictionary':
      return dictionaryMethod(receiver, name, given, undecided) ?? unknown;
    default:
      return undefined;
  }
}

function textMethod(text: Text, name: string, given: Arguments): Value | undefined {
  const first = given.positional[0];
  const argument = knownText(first);
  switch (name) {
    case 'format':
      return formatBraces(text, given);
    case 'join':
      return joinItems(text, first);
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return strip(text, name, argument);
    case 'lower':
    case 'casefold':
      return mapLetters(text, (letters) => letters.toLowerCase());
    case 'upper':
      return mapLetters(text, (letters) => letters.toUpperCase());
    case 'capitalize':
      return mapLetters(text, (letters) => letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase());
    case 'title':
      return mapLetters(text, (letters) =>
        letters.toLowerCase().replace(/[a-z]+/g, (word) => word.slice(0, 1).toUpperCase() + word.slice(1)),
      );
    case 'replace': {
      const replacement = given.positional[1];
      return argument === undefined || argument === '' || replacement?.kind !== 'text'
        ? unknown
        : join(split(text, literally(argument)), replacement);
    }
    case 'split':
      return splitItems(text, first, argument);
    case 'splitlines':
      return sequence('list', split(text, /\r\n|\n/g));
    case 'startswith':
      return argument === undefined ? unknown : decided(text, (letters) => letters.startsWith(argument));
    case 'endswith':
      return argument === undefined ? unknown : decided(text, (letters) => letters.endsWith(argument));
    case 'removeprefix':
      return argument !== undefined && text.text.startsWith(argument) ? slice(text, argument.length) : text;
    case 'removesuffix':
      return argument !== undefined && argument !== '' && text.text.endsWith(argument)
        ? slice(text, 0, text.text.length - argument.length)
        : text;
    case 'zfill':
      return first?.kind === 'number' ? textOf(text.text.padStart(first.value, '0')) : unknown;
    default:
      return undefined;
  }
}

function decided(text: Text, test: (letters: string) => boolean): Value {
  const letters = knownText(text);
  return letters === undefined ? unknown : flag(test(letters));
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');
}

function joinItems(separator: Text, items: Value | undefined): Value {
  const values = items === undefined ? undefined : iterate(items);
  const open = items?.kind === 'sequence' && items.open;
  const parts = (values ?? []).map((value) => (value.kind === 'text' ? value : textOf(unknownPart)));
  return values === undefined || open ? join([...parts, textOf(unknownPart)], separator) : join(parts, separator);
}

function strip(text: Text, name: string, letters: string | undefined): Text {
  const strippable = (letter: string | undefined): boolean =>
    letter !== undefined && (letters === undefined ? /\s/.test(letter) : letters.includes(letter));
  let [from, to] = [0, text.text.length];
  while (name !== 'rstrip' && from < to && strippable(text.text[from])) {
    from++;
  }
  while (name !== 'lstrip' && to > from && strippable(text.text[to - 1])) {
    to--;
  }
  return slice(text, from, to);
}

function splitItems(text: Text, first: Value | undefined, separator: string | undefined): Value {
  if (first === undefined || first.kind === 'none') {
    return sequence(
      'list',
      split(text, /\s+/g).filter((part) => part.text !== ''),
    );
  }
  return separator === undefined || separator === ''
    ? sequence('list', [], true)
    : sequence('list', split(text, literally(separator)));
}

/** `'{} {0} {name}'.format(...)`. */
function formatBraces(text: Text, given: Arguments): Text {
  const parts: Text[] = [];
  let from = 0;
  let next = 0;
  for (const match of text.text.matchAll(/\{\{|\}\}|\{(\w*)(![rs])?(?::([^{}]*))?\}/g)) {
    parts.push(slice(text, from, match.index));
    from = match.index + match[0].length;
    const [found, field = '', conversion = '', specification = ''] = match;
    if (found === '{{' || found === '}}') {
      parts.push(textOf(found.slice(1)));
      continue;
    }
    const isPlace = /^\d*$/.test(field);
    const value = isPlace ? given.positional[field === '' ? next++ : Number(field)] : given.keywords.get(field);
    parts.push(value === undefined ? textOf(unknownPart) : formatValue(value, conversion, specification));
  }
  return concatenate([...parts, slice(text, from)]);
}

function sequenceMethod(list: Sequence, name: string, given: Arguments, undecided: boolean): Value | undefined {
  const [first, second] = given.positional;
  switch (name) {
    case 'append':
    case 'add':
      list.items.push(first ?? unknown);
      break;
    case 'insert':
      list.items.splice(first?.kind === 'number' ? first.value : 0, 0, second ?? unknown);
      break;
    case 'extend':
    case 'update':
      list.items.push(...(first === undefined ? [] : (iterate(first) ?? [])));
      list.open ||= first === undefined || iterate(first) === undefined;
      break;
    case 'copy':
      return sequence(list.type, [...list.items], list.open);
    case 'union':
      return sequence(list.type, [...list.items, ...(first === undefined ? [] : (iterate(first) ?? []))], list.open);
    case 'reverse':
      list.items.reverse();
      break;
    default:
      return undefined;
  }
  list.open ||= undecided;
  return none;
}

function dictionaryMethod(
  dictionary: Dictionary,
  name: string,
  given: Arguments,
  undecided: boolean,
): Value | undefined {
  const [first, second] = given.positional;
  switch (name) {
    case 'items':
      return sequence(
        'list',
        dictionary.entries.map((entry) => sequence('tuple', [entry.key, entry.value])),
        dictionary.open,
      );
    case 'keys':
      return sequence(
        'list',
        dictionary.entries.map((entry) => entry.key),
        dictionary.open,
      );
    case 'values':
      return sequence(
        'list',
        dictionary.entries.map((entry) => entry.value),
        dictionary.open,
      );
    case 'get': {
      const key = knownText(first);
      const entry = dictionary.entries.findLast((candidate) => key !== undefined && knownText(candidate.key) === key);
      return entry?.value ?? (key === undefined || dictionary.open ? unknown : (second ?? none));
    }
    case 'copy':
      return { ...dictionary, entries: dictionary.entries.map((entry) => ({ ...entry })) };
    case 'update':
      dictionary.entries.push(...(first?.kind === 'dictionary' ? first.entries : []));
      dictionary.open ||= undecided || first?.kind !== 'dictionary' || first.open;
      return none;
    default:
      return undefined;
  }
}
