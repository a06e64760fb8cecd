import type { Scalar } from '../catalog/catalogObject.ts';
import type { ServerInfo } from '../catalog/session.ts';
import { isChangedDefault } from './changedDefaults.ts';
import { withoutOnlyRelation } from './onlyRelation.ts';
import { withPlainBooleans } from './relationOptions.ts';
import type { SqlNode } from './sqlTokens.ts';
import { isIdentifier, parseTokens, printTokens, splitAt } from './sqlTokens.ts';
import { asCalls } from './syntaxFunctions.ts';
import { withoutCastsAroundTimeParts } from './timeParts.ts';

/** Attributes that PostgreSQL writes from what it has parsed, in the manner of its version, or keeps as it was given. */
const deparsedAttributes: ReadonlySet<string> = new Set([
  ...['query', 'rule', 'sql body', 'arguments', 'default', 'generated', 'expression', 'expressions', 'exclusion'],
  ...['keys', 'predicate', 'partition key', 'when', 'using', 'with check', 'row filter', 'columns'],
  ...['options', 'storage parameters'],
]);

/** How texts are made alike when a release lies between two servers: the older's, the newer's or both. */
interface DeparsingRule {
  /** The first `server_version_num` that writes the other way; 0 where every version writes one thing in two ways. */
  readonly since: number;
  readonly attribute?: string;
  readonly older?: Rewrite;
  readonly newer?: Rewrite;
}

type Rewrite = (nodes: readonly SqlNode[]) => readonly SqlNode[];

const rules: readonly DeparsingRule[] = [
  // An array of strings of another type, which `IN` makes, is cast as a whole, and item by item once it is restored.
  { since: 0, newer: withCastItems },
  // `security_barrier=on` is kept as it was given, and so is `security_barrier=true`.
  { since: 0, attribute: 'options', newer: withPlainBooleans },
  { since: 0, attribute: 'storage parameters', newer: withPlainBooleans },
  // 13 calls another function for SIMILAR TO, without an escape that is not given.
  { since: 130000, older: eachCall('similar_escape', similarToEscape) },
  // 14 writes TRIM, EXTRACT, AT TIME ZONE and others as they are in the SQL standard, and not as calls.
  { since: 140000, older: asCalls, newer: asCalls },
  // 14 gives EXTRACT a numeric result, and so what is reckoned with it is cast to another type, or not at all.
  { since: 140000, older: withoutCastsAroundTimeParts, newer: withoutCastsAroundTimeParts },
  // For the same reason columns of views have other types, without any other change of the view.
  { since: 140000, attribute: 'columns', older: withNumericColumns, newer: withNumericColumns },
  // 16 stores the query of a view without OLD and NEW, so that a relation can be the only one: its columns are bare.
  { since: 160000, attribute: 'query', older: withoutOnlyRelation, newer: withoutOnlyRelation },
  // Therefore a relation of a view may be called `old` or `new`, where it was called `old_1` before.
  { since: 160000, attribute: 'query', older: withFreedNames },
  // 16 can indent what XMLSERIALIZE gives, and always says whether it does.
  { since: 160000, newer: withoutNoIndent },
];

/** Two texts made alike; undefined where no rule has anything to say about them. */
export type DeparsedForm = (
  attribute: string,
  left: Scalar,
  right: Scalar,
) => { readonly left: string; readonly right: string } | undefined;

/**
 * What PostgreSQL writes differently though it is the same: by its version, and after a dump is restored. Only for
 * comparing: nothing of it is shown.
 */
export function createDeparsedForm(left: ServerInfo, right: ServerInfo): DeparsedForm {
  const [low, high] = [left.versionNumber, right.versionNumber].toSorted((a, b) => a - b);
  const applicable = rules.filter(({ since }) => since === 0 || ((low ?? 0) < since && since <= (high ?? 0)));
  const rewritten = (attribute: string, nodes: readonly SqlNode[], { versionNumber }: ServerInfo): string => {
    const result = applicable
      .filter((rule) => rule.attribute === undefined || rule.attribute === attribute)
      .reduce((text, rule) => (versionNumber < rule.since ? rule.older : rule.newer)?.(text) ?? text, nodes);
    return printTokens(result);
  };
  return (attribute, leftText, rightText) => {
    const [older, newer] = left.versionNumber < right.versionNumber ? [leftText, rightText] : [rightText, leftText];
    if (isChangedDefault(attribute, { value: older, version: low ?? 0 }, { value: newer, version: high ?? 0 }))
      return { left: '', right: '' };
    if (typeof leftText !== 'string' || typeof rightText !== 'string' || !deparsedAttributes.has(attribute))
      return undefined;
    const [leftNodes, rightNodes] = [parseTokens(leftText), parseTokens(rightText)];
    const form = { left: rewritten(attribute, leftNodes, left), right: rewritten(attribute, rightNodes, right) };
    const isSame = form.left === printTokens(leftNodes) && form.right === printTokens(rightNodes);
    return isSame ? undefined : form;
  };
}

/** `(ARRAY['a'::x, 'b'::x])::text[]` as `ARRAY[('a'::x)::text, ('b'::x)::text]`. */
function withCastItems(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const result: SqlNode[] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node === undefined) break;
    if (typeof node === 'string') {
      result.push(node);
      continue;
    }
    const inside = withCastItems(node.inside);
    const [word, items, more] = inside;
    const type = nodes[index + 1] === '::' ? arrayType(nodes.slice(index + 2)) : [];
    if (word === 'ARRAY' && typeof items === 'object' && more === undefined && type.length > 0) {
      const cast = splitAt(items.inside, ',').map((item) => [{ open: '(' as const, inside: item }, '::', ...type]);
      result.push('ARRAY', { ...items, inside: joined(cast) });
      index += type.length + 2;
    } else result.push({ ...node, inside });
  }
  return result;
}

/** The words before an empty `[]` that follows them; none where there is no such thing. */
function arrayType(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const end = nodes.findIndex((node) => node !== '.' && !isIdentifier(node));
  const brackets = nodes[end];
  const isArray = typeof brackets === 'object' && brackets.open === '[' && brackets.inside.length === 0;
  return isArray ? nodes.slice(0, end) : [];
}

function joined(parts: readonly (readonly SqlNode[])[]): SqlNode[] {
  return parts.flatMap((part, place) => (place === 0 ? part : [',', ...part]));
}

/** Applies a rewrite to the calls of a function, the innermost first. */
function eachCall(
  name: string,
  rewrite: (args: readonly SqlNode[][]) => { readonly name: string; readonly args: readonly SqlNode[][] },
): Rewrite {
  const walk: Rewrite = (nodes) => {
    const inner = nodes.map((node) => (typeof node === 'string' ? node : { ...node, inside: walk(node.inside) }));
    return inner.map((node, index) => {
      const next = inner[index + 1];
      if (node === name && typeof next === 'object') return rewrite(splitAt(next.inside, ',')).name;
      if (typeof node === 'string' || inner[index - 1] !== name) return node;
      const { args } = rewrite(splitAt(node.inside, ','));
      return { ...node, inside: joined(args) };
    });
  };
  return walk;
}

function similarToEscape(args: readonly SqlNode[][]): { name: string; args: readonly SqlNode[][] } {
  return { name: 'similar_to_escape', args: args.filter((argument) => argument[0] !== 'NULL') };
}

/** `double precision` as `numeric`. */
function withNumericColumns(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return nodes.flatMap((node, index) => {
    if (node === 'double' && nodes[index + 1] === 'precision') return ['numeric'];
    return node === 'precision' && nodes[index - 1] === 'double' ? [] : [node];
  });
}

function withFreedNames(nodes: readonly SqlNode[]): readonly SqlNode[] {
  const freed = nodes.map((node) => {
    if (typeof node !== 'string') return { ...node, inside: withFreedNames(node.inside) };
    const [, name, number] = /^(old|new)_(\d+)$/.exec(node) ?? [];
    if (name === undefined) return node;
    return number === '1' ? name : `${name}_${String(Number(number) - 1)}`;
  });
  // `old old_1` has become `old old`, which is written `old`.
  return freed.filter((node, index) => !((node === 'old' || node === 'new') && freed[index - 1] === node));
}

function withoutNoIndent(nodes: readonly SqlNode[]): readonly SqlNode[] {
  return nodes
    .filter(
      (node, index) =>
        !(node === 'NO' && nodes[index + 1] === 'INDENT') && !(node === 'INDENT' && nodes[index - 1] === 'NO'),
    )
    .map((node) => (typeof node === 'string' ? node : { ...node, inside: withoutNoIndent(node.inside) }));
}
