import type { PageDifference } from '../../src/protocol/pageModel.ts';
import { groupBy } from './collections.ts';
import { oneLine, plural } from './text.ts';

export const groupings = ['owner', 'schema', 'kind', 'none'] as const;
export type Grouping = (typeof groupings)[number];

type Owner = NonNullable<PageDifference['owner']>;
type Attribute = PageDifference['attributes'][number];

export type NodeContent =
  /** A heading of the reader's choice: a schema or a kind. */
  | { readonly type: 'group'; readonly label: string; readonly count: number }
  /** An object that both sides have, over the differences of its parts; `own` says what differs in itself. */
  | {
      readonly type: 'owner';
      readonly owner: Owner;
      readonly prefix: string;
      readonly own: PageDifference | null;
      readonly parts: readonly PageDifference[];
    }
  /** `isPart`: a column, an index ... of the object in the row above. */
  | {
      readonly type: 'difference';
      readonly difference: PageDifference;
      readonly prefix: string;
      readonly isPart: boolean;
    }
  /** Two objects that are perhaps one, in one row: neither is counted less for it. */
  | {
      readonly type: 'rename';
      readonly left: PageDifference;
      readonly right: PageDifference;
      readonly prefix: string;
      readonly isPart: boolean;
    }
  | { readonly type: 'attribute'; readonly difference: PageDifference; readonly attribute: Attribute };

export interface TreeNode {
  /** The same after a refresh, so that what is open and selected stays so. */
  readonly key: string;
  readonly content: NodeContent;
  readonly hasChildren: boolean;
  /** Made when asked for: most differences are never opened. */
  readonly children: () => readonly TreeNode[];
  readonly openByDefault: boolean;
}

/** Arranges differences, keeping their order. */
export function buildTree(differences: readonly PageDifference[], grouping: Grouping): readonly TreeNode[] {
  const schemas = new Set(differences.map((difference) => difference.schema));
  const prefixOf = (difference: PageDifference): string =>
    schemas.size > 1 && difference.schema !== null ? `${oneLine(difference.schema)}.` : '';

  switch (grouping) {
    case 'owner':
      return ownerNodes(differences, prefixOf);
    case 'schema':
      return groupNodes(
        differences,
        (difference) => difference.schema ?? '',
        schemaLabel,
        (members) => ownerNodes(members, () => ''),
      );
    case 'kind':
      return groupNodes(
        differences,
        (difference) => difference.kind,
        plural,
        (members) => flatNodes(members, prefixOf),
      );
    case 'none':
      return flatNodes(differences, prefixOf);
  }
}

function schemaLabel(schema: string): string {
  return schema === '' ? 'outside of schemas' : oneLine(schema);
}

function groupNodes(
  differences: readonly PageDifference[],
  keyOf: (difference: PageDifference) => string,
  labelOf: (key: string) => string,
  nodesOf: (members: readonly PageDifference[]) => readonly TreeNode[],
): readonly TreeNode[] {
  return [...groupBy(differences, keyOf)].map(([key, members]) => {
    const content: NodeContent = { type: 'group', label: labelOf(key), count: members.length };
    return parentNode(`group:${key}`, content, nodesOf(members));
  });
}

/** Each part under the object it belongs to, where its first difference stood. */
function ownerNodes(
  differences: readonly PageDifference[],
  prefixOf: (difference: PageDifference) => string,
): readonly TreeNode[] {
  const couples = renamedCouples(differences);
  const families = groupBy(differences, (difference) => {
    const first = couples.get(difference)?.left ?? difference;
    return objectKey(first.owner ?? first);
  });
  return [...families].map(([key, members]) => {
    const parts = members.filter((member) => member.owner !== null);
    const own = members.find((member) => member.owner === null) ?? null;
    const owner = parts[0]?.owner;
    const [first] = members;
    const prefix = first === undefined ? '' : prefixOf(first);
    if (owner === undefined || owner === null) {
      const [node] = differenceNodes(
        members,
        () => prefix,
        () => false,
      );
      return node ?? fail(key);
    }
    const attributes = own === null ? [] : attributeNodes(own);
    const content: NodeContent = { type: 'owner', owner, prefix, own, parts };
    return parentNode(`object:${key}`, content, [
      ...attributes,
      ...differenceNodes(
        parts,
        () => '',
        () => true,
      ),
    ]);
  });
}

function fail(key: string): never {
  throw new Error(`No difference stands behind ${key}`);
}

function flatNodes(
  differences: readonly PageDifference[],
  prefixOf: (difference: PageDifference) => string,
): readonly TreeNode[] {
  return differenceNodes(
    differences,
    (difference) => prefixOf(difference) + (difference.owner === null ? '' : `${oneLine(difference.owner.name)}.`),
    (difference) => difference.owner !== null,
  );
}

interface Couple {
  readonly left: PageDifference;
  readonly right: PageDifference;
}

/** By each of both, the suspected renames of which both are among the differences. */
function renamedCouples(differences: readonly PageDifference[]): ReadonlyMap<PageDifference, Couple> {
  const byId = new Map(differences.flatMap((each) => (each.rename === null ? [] : [[each.id, each] as const])));
  const couples = new Map<PageDifference, Couple>();
  for (const left of byId.values()) {
    const right = left.status === 'leftOnly' && left.rename !== null ? byId.get(left.rename.id) : undefined;
    if (right === undefined) continue;
    couples.set(left, { left, right });
    couples.set(right, { left, right });
  }
  return couples;
}

/** A row for each difference, but one for the two of a suspected rename, where the first of them stood. */
function differenceNodes(
  differences: readonly PageDifference[],
  prefixOf: (difference: PageDifference) => string,
  isPartOf: (difference: PageDifference) => boolean,
): readonly TreeNode[] {
  const couples = renamedCouples(differences);
  const done = new Set<PageDifference>();
  return differences.flatMap((difference) => {
    if (done.has(difference)) return [];
    const couple = couples.get(difference);
    if (couple === undefined) return [differenceNode(difference, prefixOf(difference), isPartOf(difference))];
    done.add(couple.left).add(couple.right);
    return [renameNode(couple, prefixOf(couple.left), isPartOf(couple.left))];
  });
}

function renameNode({ left, right }: Couple, prefix: string, isPart: boolean): TreeNode {
  return {
    key: `object:${objectKey(left)}`,
    content: { type: 'rename', left, right, prefix, isPart },
    hasChildren: left.children.length > 0 || right.children.length > 0,
    children: () => [...left.children, ...right.children].map((child) => differenceNode(child, '', true)),
    openByDefault: false,
  };
}

function parentNode(key: string, content: NodeContent, children: readonly TreeNode[]): TreeNode {
  return { key, content, hasChildren: children.length > 0, children: () => children, openByDefault: true };
}

function differenceNode(difference: PageDifference, prefix: string, isPart: boolean): TreeNode {
  return {
    key: `object:${objectKey(difference)}`,
    content: { type: 'difference', difference, prefix, isPart },
    hasChildren: difference.children.length > 0 || difference.attributes.length > 0,
    children: () => [
      ...attributeNodes(difference),
      ...difference.children.map((child) => differenceNode(child, '', true)),
    ],
    openByDefault: false,
  };
}

function attributeNodes(difference: PageDifference): readonly TreeNode[] {
  return difference.attributes.map((attribute) => ({
    key: `attribute:${objectKey(difference)}:${attribute.name}`,
    content: { type: 'attribute', difference, attribute },
    hasChildren: false,
    children: () => [],
    openByDefault: false,
  }));
}

function objectKey(object: { readonly kind: string; readonly path: string }): string {
  return `${object.kind}:${object.path}`;
}

/** The difference that a row speaks of: its own, or the one whose attribute it shows. */
export function differenceOf(content: NodeContent): PageDifference | null {
  switch (content.type) {
    case 'group':
      return null;
    case 'owner':
      return content.own;
    case 'rename':
      return content.left;
    case 'difference':
    case 'attribute':
      return content.difference;
  }
}

/**
 * The difference whose definitions show what a row is about. Those of a part are its owner's, so any part will do
 * for an owner.
 */
export function definedBy(content: NodeContent): PageDifference | null {
  return differenceOf(content) ?? (content.type === 'owner' ? (content.parts[0] ?? null) : null);
}
