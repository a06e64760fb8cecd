import type { SqlGroup, SqlNode } from './sqlTokens.ts';
import { printTokens, splitAt } from './sqlTokens.ts';

/**
 * Writes the functions that have a syntax of their own as calls, which is how PostgreSQL wrote them up to version 13:
 * `TRIM(BOTH 'x' FROM name)` as `btrim(name, 'x')`. Their arguments lose a cast that may be implicit, which the syntax
 * leaves out: to text, and of a date or a time to one with a time zone.
 */
export function asCalls(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const result: SqlNode[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const [node, next, afterNext] = [nodes[index], nodes[index + 1], nodes[index + 2]];
    if (node === undefined) break;
    if (node === 'COLLATION' && next === 'FOR' && isGroup(afterNext)) {
      result.push('pg_collation_for', call(['pg_collation_for', [asCalls(afterNext.inside)]])[1]);
      index += 2;
    } else if (typeof node === 'string' && isGroup(next) && (keywords.has(node) || callNames.has(node))) {
      const inside = asCalls(next.inside);
      const written = keywordCall(node, inside) ?? plainCall(node, inside);
      result.push(...(written === undefined ? [node, { ...next, inside }] : call(written)));
      index++;
    } else if (isGroup(node)) {
      const inside = asCalls(node.inside);
      const written = infixCall(inside);
      result.push(...(written === undefined ? [{ ...node, inside }] : call(written)));
    } else result.push(node);
  }
  return result;
}

/** A function's name as PostgreSQL writes it in a call, and its arguments. */
type Call = readonly [name: string, args: readonly (readonly SqlNode[])[]];

/** `EXTRACT(year FROM x)` and the like; undefined where it is none of them. */
function keywordCall(name: string, inside: readonly SqlNode[]): Call | undefined {
  switch (name) {
    case 'EXTRACT': {
      const [field = [], source] = splitAt(inside, 'FROM');
      return source && ['date_part', [[`'${printTokens(field).replaceAll('"', '')}'`, '::', 'text'], source]];
    }
    case 'SUBSTRING':
      return ['"substring"', splitAtAny(inside, ['FROM', 'FOR', 'SIMILAR', 'ESCAPE'])];
    case 'OVERLAY':
      return ['"overlay"', splitAtAny(inside, ['PLACING', 'FROM', 'FOR'])];
    case 'POSITION': {
      const [what, where] = splitAt(inside, 'IN');
      return what && where && ['"position"', [unwrapped(where), unwrapped(what)]];
    }
    case 'NORMALIZE': {
      const [text = [], form] = splitAt(inside, ',');
      return ['"normalize"', form === undefined ? [text] : [text, normalForm(form)]];
    }
    case 'XMLEXISTS': {
      const [path, document] = splitAt(inside, 'PASSING');
      return path && document && ['"xmlexists"', [unwrapped(path), unwrapped(document)]];
    }
    case 'TRIM': {
      const [side = '', ...rest] = inside;
      const [characters = [], text] = splitAt(rest, 'FROM');
      const trim = trims.get(side);
      return trim === undefined || text === undefined
        ? undefined
        : [trim, characters.length === 0 ? [text] : [text, characters]];
    }
    default:
      return undefined;
  }
}

const trims: ReadonlyMap<SqlNode, string> = new Map([
  ['BOTH', 'btrim'],
  ['LEADING', 'ltrim'],
  ['TRAILING', 'rtrim'],
]);

const keywords: ReadonlySet<string> = new Set([
  ...['EXTRACT', 'SUBSTRING', 'OVERLAY', 'POSITION', 'XMLEXISTS', 'TRIM', 'NORMALIZE'],
]);

/** `NFC`, a keyword, as the string that the function takes. */
function normalForm(words: readonly SqlNode[]): readonly SqlNode[] {
  return [`'${printTokens(words).toLowerCase()}'`, '::', 'text'];
}

/** The same functions where they are called already. */
function plainCall(name: string, inside: readonly SqlNode[]): Call | undefined {
  return callNames.has(name) ? [name, splitAt(inside, ',')] : undefined;
}

const callNames: ReadonlySet<string> = new Set([
  ...['date_part', '"substring"', '"overlay"', '"position"', '"xmlexists"', '"overlaps"', 'timezone'],
  ...['btrim', 'ltrim', 'rtrim', 'pg_collation_for', '"normalize"', 'is_normalized'],
]);

/** `(x AT TIME ZONE 'utc')`, `(x IS NFC NORMALIZED)` and `((a, b) OVERLAPS (c, d))`. */
function infixCall(inside: readonly SqlNode[]): Call | undefined {
  const at = inside.findIndex(
    (node, index) => node === 'AT' && inside[index + 1] === 'TIME' && inside[index + 2] === 'ZONE',
  );
  if (at > 0) return ['timezone', [inside.slice(at + 3), inside.slice(0, at)]];
  const is = inside.at(-1) === 'NORMALIZED' ? inside.lastIndexOf('IS') : -1;
  if (is > 0) {
    const [text, form] = [inside.slice(0, is), inside.slice(is + 1, -1)];
    return ['is_normalized', form.length === 0 ? [text] : [text, normalForm(form)]];
  }
  const [first, keyword, second] = inside;
  if (keyword !== 'OVERLAPS' || !isGroup(first) || !isGroup(second)) return undefined;
  return ['"overlaps"', [...splitAt(first.inside, ','), ...splitAt(second.inside, ',')]];
}

function call([name, args]: Call): [string, SqlGroup] {
  const types = ofTimes.has(name) ? [...timesWithZone, 'text'] : ['text'];
  const inside = args.flatMap((argument, index) => {
    const bare = withoutCast(argument, types);
    return index === 0 ? bare : [',', ...bare];
  });
  return [name, { open: '(', inside }];
}

const ofTimes: ReadonlySet<string> = new Set(['timezone', '"overlaps"']);
const timesWithZone: readonly string[] = ['timestamp with time zone', 'time with time zone'];

/** `(name)::text` without the cast, if that is to one of these types. */
function withoutCast(nodes: readonly SqlNode[], types: readonly string[]): readonly SqlNode[] {
  const [value, cast, ...type] = nodes;
  return isGroup(value) && cast === '::' && types.includes(printTokens(type)) ? value.inside : nodes;
}

function unwrapped(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const [only] = nodes;
  return nodes.length === 1 && isGroup(only) ? only.inside : nodes;
}

function splitAtAny(nodes: readonly SqlNode[], separators: readonly string[]): SqlNode[][] {
  const [first = '', ...others] = separators;
  return splitAt(
    nodes.map((node) => (typeof node === 'string' && others.includes(node) ? first : node)),
    first,
  );
}

function isGroup(node: SqlNode | undefined): node is SqlGroup {
  return typeof node === 'object';
}
