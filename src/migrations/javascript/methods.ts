import { concatenate, join, mapLetters, slice, split, type Text, textOf } from '../values/text.ts';
import {
  type Arguments,
  flag,
  knownText,
  none,
  number,
  type Sequence,
  sequence,
  unknown,
  type Value,
} from '../values/value.ts';
import { type Machine, undecidedly } from './machine.ts';
import { display, equal, truth } from './meaning.ts';

/** The methods of strings and lists, on known values; undefined for others. */
export function callMethod(receiver: Value, name: string, given: Arguments, machine: Machine): Value | undefined {
  if (receiver.kind === 'text') return callTextMethod(receiver, name, given);
  if (receiver.kind === 'sequence') return callListMethod(receiver, name, given, machine);
  if (receiver.kind === 'dictionary' && name === 'hasOwnProperty') {
    const key = knownText(given.positional[0]);
    return key === undefined ? unknown : flag(receiver.entries.some((entry) => knownText(entry.key) === key));
  }
  return name === 'toString' && receiver.kind === 'number' ? display(receiver) : undefined;
}

function callTextMethod(text: Text, name: string, { positional }: Arguments): Value {
  const [first, second] = positional;
  const one = knownText(first);
  const known = knownText(text);
  switch (name) {
    case 'toUpperCase':
      return mapLetters(text, (letters) => letters.toUpperCase());
    case 'toLowerCase':
      return mapLetters(text, (letters) => letters.toLowerCase());
    case 'toString':
      return text;
    case 'trim':
    case 'trimStart':
    case 'trimEnd': {
      const start = name === 'trimEnd' ? 0 : text.text.length - text.text.trimStart().length;
      return slice(text, start, name === 'trimStart' ? undefined : Math.max(start, text.text.trimEnd().length));
    }
    case 'concat':
      return concatenate([text, ...positional.map(display)]);
    case 'split':
      return one === undefined ? unknown : sequence('list', split(text, patternOf(one)));
    case 'replace':
    case 'replaceAll':
      return replace(text, one, second, name === 'replaceAll');
    case 'slice':
    case 'substring': {
      if (known === undefined || positional.some(({ kind }) => kind !== 'number')) return unknown;
      const [from = 0, to] = positional.map((value) => (value.kind === 'number' ? value.value : 0));
      const at = (index: number): number =>
        Math.min(known.length, index < 0 ? Math.max(0, known.length + index) : index);
      return slice(text, at(from), to === undefined ? undefined : at(to));
    }
    case 'repeat':
      return first?.kind === 'number' && first.value >= 0 && first.value * text.text.length < 100_000
        ? textOf(text.text.repeat(first.value))
        : unknown;
    case 'padStart':
      return first?.kind === 'number' && known !== undefined
        ? textOf(known.padStart(first.value, knownText(second) ?? ' '))
        : unknown;
    case 'includes':
    case 'startsWith':
    case 'endsWith':
      return one === undefined || known === undefined ? unknown : flag(known[name](one));
    default:
      return unknown;
  }
}

function replace(text: Text, pattern: string | undefined, by: Value | undefined, all: boolean): Value {
  if (pattern === undefined || by?.kind !== 'text') return unknown;
  const parts = split(text, patternOf(pattern));
  const [first, second, ...rest] = parts;
  if (first === undefined || second === undefined) return text;
  const kept = all ? parts : [first, join([second, ...rest], textOf(pattern))];
  return join(kept, by);
}

function patternOf(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g');
}

function callListMethod(list: Sequence, name: string, given: Arguments, machine: Machine): Value | undefined {
  const { items, open } = list;
  const [first] = given.positional;
  const turn = (item: Value, index: number): Value =>
    first?.kind === 'closure'
      ? first.call({ positional: [item, number(index), list], keywords: new Map(), open: false })
      : unknown;
  // What else an open list holds, one turn with an unknown item stands for.
  const turns = (): Value[] => {
    const results = items.map(turn);
    if (open) undecidedly(machine, () => turn(unknown, items.length));
    return results;
  };
  switch (name) {
    case 'forEach':
      turns();
      return none;
    case 'map':
      return sequence('list', turns(), open);
    case 'flatMap':
      return flat(sequence('list', turns(), open));
    case 'flat':
      return flat(list);
    case 'filter': {
      const holding = items.map((item, index) => truth(turn(item, index)));
      return sequence(
        'list',
        items.filter((_, index) => holding[index] !== false),
        open || holding.includes(undefined),
      );
    }
    case 'find':
      return items.find((item, index) => truth(turn(item, index)) === true) ?? (open ? unknown : none);
    case 'some':
    case 'every': {
      const holding = items.map((item, index) => truth(turn(item, index)));
      const decided = name === 'some';
      if (holding.includes(decided)) return flag(decided);
      return open || holding.includes(undefined) ? unknown : flag(!decided);
    }
    case 'reduce': {
      const [reducer, initial] = given.positional;
      if (reducer?.kind !== 'closure' || open) return unknown;
      const [start, ...rest] = initial === undefined ? items : [initial, ...items];
      const step = (sum: Value, item: Value): Value =>
        reducer.call({ positional: [sum, item], keywords: new Map(), open: true });
      return rest.reduce(step, start ?? unknown);
    }
    case 'join':
      return open ? unknown : join(items.map(display), first?.kind === 'text' ? first : textOf(','));
    case 'concat': {
      const added = given.positional.map((value) => (value.kind === 'sequence' ? value : sequence('list', [value])));
      return sequence(
        'list',
        [...items, ...added.flatMap((each) => each.items)],
        open || added.some((each) => each.open),
      );
    }
    case 'push':
      items.push(...given.positional);
      list.open ||= given.open || machine.undecided > 0;
      return number(items.length);
    case 'reverse':
    case 'toReversed':
      return sequence('list', items.toReversed(), open);
    case 'slice': {
      const [from, to] = given.positional.map((value) => (value.kind === 'number' ? value.value : undefined));
      return sequence('list', items.slice(from, to), open);
    }
    case 'entries':
      return sequence(
        'list',
        items.map((item, index) => sequence('list', [number(index), item])),
        open,
      );
    case 'values':
    case 'sort':
    case 'toSorted':
      // The order matters less than the items.
      return sequence('list', [...items], open);
    case 'includes': {
      const same = items.map((item) => (first === undefined ? undefined : equal(item, first)));
      return same.includes(true) ? flag(true) : open || same.includes(undefined) ? unknown : flag(false);
    }
    default:
      return undefined;
  }
}

function flat(list: Sequence): Value {
  const inner = list.items.map((item) => (item.kind === 'sequence' ? item : sequence('list', [item])));
  return sequence(
    'list',
    inner.flatMap(({ items }) => items),
    list.open || inner.some(({ open }) => open),
  );
}
