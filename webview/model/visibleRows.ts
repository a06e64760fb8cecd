import { differenceOf } from './tree.ts';
import type { TreeNode } from './tree.ts';

/** One row of the grid, as it stands on the screen from top to bottom. */
export interface GridRow {
  readonly node: TreeNode;
  /** From 1. */
  readonly level: number;
  /** The row that it hangs from; -1 at the top. */
  readonly parent: number;
  /** Its place among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** undefined where there is nothing to open. */
  readonly expanded: boolean | undefined;
}

/** Whether a node is open; `flipped` holds the keys of the nodes that are not as they are by default. */
export function isOpen(node: TreeNode, flipped: ReadonlySet<string>): boolean {
  return node.hasChildren && node.openByDefault !== flipped.has(node.key);
}

/** The rows of all nodes that no closed one hides. */
export function visibleRows(nodes: readonly TreeNode[], flipped: ReadonlySet<string>): readonly GridRow[] {
  const rows: GridRow[] = [];
  append(nodes, 1, -1);
  return rows;

  function append(siblings: readonly TreeNode[], level: number, parent: number): void {
    siblings.forEach((node, index) => {
      const expanded = node.hasChildren ? isOpen(node, flipped) : undefined;
      const own = rows.length;
      rows.push({ node, level, parent, position: index + 1, siblings: siblings.length, expanded });
      if (expanded === true) append(node.children(), level + 1, own);
    });
  }
}

/** `flipped` such that the nodes are open, or closed. */
export function withOpen(flipped: ReadonlySet<string>, nodes: Iterable<TreeNode>, open: boolean): ReadonlySet<string> {
  const result = new Set(flipped);
  for (const node of nodes) {
    if (!node.hasChildren) continue;
    if (node.openByDefault === open) result.delete(node.key);
    else result.add(node.key);
  }
  return result;
}

export interface DifferenceStop {
  readonly node: TreeNode;
  /** What has to be open for the node to be seen, outermost first. */
  readonly ancestors: readonly TreeNode[];
}

/** Every difference from top to bottom, whether a closed row hides it or not; not the parts of a one-sided object. */
export function differenceStops(nodes: readonly TreeNode[]): readonly DifferenceStop[] {
  const stops: DifferenceStop[] = [];
  collect(nodes, []);
  return stops;

  function collect(siblings: readonly TreeNode[], ancestors: readonly TreeNode[]): void {
    for (const node of siblings) {
      const { content } = node;
      if (content.type !== 'attribute' && differenceOf(content) !== null) stops.push({ node, ancestors });
      if (content.type === 'group' || content.type === 'owner') collect(node.children(), [...ancestors, node]);
    }
  }
}

/**
 * The difference before (-1) or after (1) the active row, around the ends; undefined where there is none at all.
 */
export function nextStop(
  nodes: readonly TreeNode[],
  rows: readonly GridRow[],
  active: number,
  step: 1 | -1,
): DifferenceStop | undefined {
  const stops = differenceStops(nodes);
  const wrap = (index: number): DifferenceStop | undefined => stops[(index + stops.length) % stops.length];

  for (let row = rows[active]; row !== undefined; row = rows[row.parent]) {
    const { key } = row.node;
    const at = stops.findIndex((stop) => stop.node.key === key);
    if (at >= 0) return wrap(at + step);
    const inside = stops.findIndex((stop) => stop.ancestors.some((ancestor) => ancestor.key === key));
    if (inside >= 0) return wrap(step === 1 ? inside : inside - 1);
  }
  return step === 1 ? stops[0] : stops.at(-1);
}
