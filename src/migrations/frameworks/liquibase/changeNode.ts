/** A part of a changelog, whether it is written as XML, YAML or JSON. */
export interface ChangeNode {
  /** As in XML: "changeSet", "createTable", "column". */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly ChangeNode[];
  /** What it contains besides: the SQL of a `sql`. */
  readonly text: string;
  /** The line that the text begins on. */
  readonly textLine: number;
}

/** Where a changelog cannot be read. */
export interface ChangelogFault {
  readonly line: number;
  readonly detail: string;
}

export interface ChangelogTree {
  /** What stands within `databaseChangeLog`. */
  readonly nodes: readonly ChangeNode[];
  /** As Liquibase shall call the changelog, whatever its path. */
  readonly logicalFilePath?: string | undefined;
  readonly faults: readonly ChangelogFault[];
}

export function isTrue(node: ChangeNode, attribute: string): boolean {
  return node.attributes.get(attribute)?.toLowerCase() === 'true';
}

export function childrenOf(node: ChangeNode, name: string): readonly ChangeNode[] {
  return node.children.filter((child) => child.name === name);
}
