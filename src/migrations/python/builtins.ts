import { dedent, textOf } from '../values/text.ts';
import { callMethod } from './methods.ts';
import { type Arguments, flag, iterate, knownText, number, sequence, unknown, type Value } from '../values/value.ts';
import { display, truth } from './meaning.ts';

/** More turns than any loop of a migration; a longer range counts as unknown. */
const maxRange = 10_000;

/** Python's own functions, and the few of its library that migrations call, on known values; undefined for others. */
export function callBuiltin(path: string, given: Arguments): Value | undefined {
  const [first, second] = given.positional;
  switch (path) {
    case 'str':
      return first === undefined ? textOf('') : display(first);
    case 'int':
      return first?.kind === 'number' ? number(Math.trunc(first.value)) : integer(knownText(first));
    case 'bool': {
      const holds = first === undefined ? false : truth(first);
      return holds === undefined ? unknown : flag(holds);
    }
    case 'isinstance':
      return isInstance(first, second);
    case 'len': {
      const count = knownText(first)?.length ?? (first === undefined ? undefined : iterate(first)?.length);
      return count === undefined || isOpen(first) ? unknown : number(count);
    }
    case 'range':
      return range(given.positional);
    case 'enumerate':
      return enumerate(first, given.keywords.get('start') ?? second);
    case 'zip':
      return zip(given.positional);
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return first === undefined
        ? sequence(path === 'tuple' ? 'tuple' : path === 'list' ? 'list' : 'set', [])
        : copied(first, path === 'tuple' ? 'tuple' : path === 'list' ? 'list' : 'set');
    case 'dict':
      return dictionary(first, given);
    case 'sorted':
      return sorted(first, given);
    case 'reversed': {
      const items = first === undefined ? undefined : iterate(first);
      return sequence('list', items === undefined ? [] : items.toReversed(), items === undefined || isOpen(first));
    }
    case 'textwrap.dedent':
    case 'dedent':
      return first?.kind === 'text' ? dedent(first) : unknown;
    case 'inspect.cleandoc':
    case 'cleandoc':
      return first?.kind === 'text'
        ? callMethod(dedent(first), 'strip', { positional: [], keywords: new Map(), open: false }, false)
        : unknown;
    case 'itertools.product':
      return product(given.positional);
    default:
      return undefined;
  }
}

const typeNames: Readonly<Record<string, readonly string[]>> = {
  dictionary: ['dict'],
  flag: ['bool', 'int'],
  none: ['NoneType'],
  text: ['str'],
};

/** Of values that the file says, and Python's own types. */
function isInstance(value: Value | undefined, type: Value | undefined): Value {
  const types = type?.kind === 'sequence' ? type.items : [type];
  const names = types.map((each) => (each?.kind === 'reference' ? each.path : undefined));
  const own = value?.kind === 'sequence' ? [value.type] : typeNames[value?.kind ?? ''];
  const isKnown = own !== undefined && names.every((name) => /^(?:str|int|bool|dict|list|tuple|set)$/.test(name ?? ''));
  return isKnown ? flag(names.some((name) => own.includes(name ?? ''))) : unknown;
}

function integer(text: string | undefined): Value {
  return text !== undefined && /^\s*[-+]?\d+\s*$/.test(text) ? number(Number(text)) : unknown;
}

function isOpen(value: Value | undefined): boolean {
  return (value?.kind === 'sequence' || value?.kind === 'dictionary') && value.open;
}

function copied(value: Value, type: 'list' | 'tuple' | 'set'): Value {
  const items = iterate(value);
  return sequence(type, [...(items ?? [])], items === undefined || isOpen(value));
}

function range(given: readonly Value[]): Value {
  const bounds = given.map((value) => (value.kind === 'number' ? value.value : Number.NaN));
  const [from, to]: readonly (number | undefined)[] = bounds.length === 1 ? [0, bounds[0]] : bounds;
  const step = bounds[2] ?? 1;
  if (from === undefined || to === undefined || step === 0) {
    return sequence('list', [], true);
  }
  const count = Math.max(0, Math.ceil((to - from) / step));
  return count <= maxRange
    ? sequence(
        'list',
        Array.from({ length: count }, (_, index) => number(from + index * step)),
      )
    : sequence('list', [], true);
}

function enumerate(items: Value | undefined, start: Value | undefined): Value {
  const first = start?.kind === 'number' ? start.value : 0;
  const values = items === undefined ? undefined : iterate(items);
  return sequence(
    'list',
    (values ?? []).map((value, index) => sequence('tuple', [number(first + index), value])),
    values === undefined || isOpen(items),
  );
}

function zip(lists: readonly Value[]): Value {
  const columns = lists.map((list) => iterate(list));
  const length = Math.min(...columns.map((column) => column?.length ?? 0));
  const rows = Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, index) =>
    sequence(
      'tuple',
      columns.map((column) => column?.[index] ?? unknown),
    ),
  );
  return sequence('list', rows, columns.includes(undefined) || lists.some(isOpen));
}

function product(lists: readonly Value[]): Value {
  let rows: Value[][] = [[]];
  for (const list of lists) {
    const items = iterate(list) ?? [];
    if (rows.length * items.length > maxRange) {
      return sequence('list', [], true);
    }
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  return sequence(
    'list',
    rows.map((row) => sequence('tuple', row)),
    lists.some((list) => iterate(list) === undefined || isOpen(list)),
  );
}

function dictionary(first: Value | undefined, given: Arguments): Value {
  const copied = first?.kind === 'dictionary' ? first.entries.map((entry) => ({ ...entry })) : [];
  const pairs = first?.kind === 'sequence' ? first.items : [];
  for (const pair of pairs) {
    const [key, value] = pair.kind === 'sequence' ? pair.items : [];
    copied.push({ key: key ?? unknown, value: value ?? unknown });
  }
  const open = given.open || isOpen(first) || (first !== undefined && iterate(first) === undefined);
  const named = [...given.keywords].map(([name, value]) => ({ key: textOf(name), value }));
  return { kind: 'dictionary', entries: [...copied, ...named], open };
}

function sorted(value: Value | undefined, given: Arguments): Value {
  const items = value === undefined ? undefined : iterate(value);
  const texts = items?.map(knownText);
  if (items === undefined || texts === undefined || texts.includes(undefined) || given.keywords.has('key')) {
    // The order matters less than the items: each is still looped over.
    return sequence('list', [...(items ?? [])], items === undefined || isOpen(value));
  }
  const byText = items.toSorted((one, other) => compare(knownText(one) ?? '', knownText(other) ?? ''));
  return sequence('list', byText, isOpen(value));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
