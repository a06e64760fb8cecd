import { textOf } from '../values/text.ts';
import { type Arguments, knownText, number, sequence, unknown, type Value } from '../values/value.ts';
import { display } from './meaning.ts';

/** JavaScript's own functions on known values; undefined for others. */
export function callGlobal(path: string, { positional }: Arguments): Value | undefined {
  const [first] = positional;
  switch (path) {
    case 'require': {
      const module = knownText(first);
      return module === undefined ? unknown : { kind: 'reference', path: module };
    }
    case 'Object.keys':
    case 'Object.values':
    case 'Object.entries':
      return entriesOf(first, path.slice('Object.'.length));
    case 'Object.freeze':
    case 'Object.seal':
    case 'Array.from':
    case 'Promise.all':
    case 'Promise.allSettled':
    case 'Promise.resolve':
      return first ?? unknown;
    case 'Object.assign':
      return {
        kind: 'dictionary',
        entries: positional.flatMap((value) => (value.kind === 'dictionary' ? value.entries : [])),
        open: positional.some((value) => value.kind !== 'dictionary' || value.open),
      };
    case 'Object.fromEntries': {
      const pairs = first?.kind === 'sequence' ? first.items : [];
      const entries = pairs.map((pair) => {
        const [key = unknown, value = unknown] = pair.kind === 'sequence' ? pair.items : [];
        return { key, value };
      });
      return { kind: 'dictionary', entries, open: first?.kind !== 'sequence' || first.open };
    }
    case 'String':
      return first === undefined ? textOf('') : display(first);
    case 'Number':
    case 'parseInt':
      return first?.kind === 'number' ? first : number(Number(knownText(first)));
    case 'Array.of':
      return sequence('list', [...positional]);
    default:
      return undefined;
  }
}

function entriesOf(value: Value | undefined, part: string): Value {
  if (value?.kind !== 'dictionary') return sequence('list', [], true);
  const items = value.entries.map(({ key, value: item }) =>
    part === 'keys' ? key : part === 'values' ? item : sequence('list', [key, item]),
  );
  return sequence('list', items, value.open);
}
