import * as vscode from 'vscode';
import type { Catalog, CatalogObject } from '../../catalog/catalogObject.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';
import { kindIcon } from '../environments/icons.ts';
import { rowContexts } from '../ids.ts';
import type { UsageSubject } from '../../usages/usage.ts';
import type { TreeNode } from './treeNode.ts';

const relationKinds: ReadonlySet<ObjectKind> = new Set(['table', 'view', 'materialized view']);

/** The schemas of a catalog, each with its tables and views and their columns. */
export function schemaNodes(catalog: Catalog, parent: TreeNode): TreeNode[] {
  const relations = catalog.objects.filter((object) => relationKinds.has(object.kind));
  const names = new Set(catalog.objects.filter((object) => object.kind === 'schema').map((object) => object.name));
  for (const { schema } of catalog.objects) if (schema !== undefined) names.add(schema);
  return [...names].sort().map((name) =>
    schemaNode(
      name,
      relations.filter((relation) => relation.schema === name),
      names.size === 1,
      parent,
    ),
  );
}

function schemaNode(name: string, relations: readonly CatalogObject[], isOnly: boolean, parent: TreeNode): TreeNode {
  const node: TreeNode = {
    parent,
    item: () => {
      const item = new vscode.TreeItem(name, expandable(relations.length > 0, isOnly));
      item.iconPath = kindIcon('schema');
      item.description = counted(relations.filter((relation) => relation.kind === 'table').length, 'table');
      item.tooltip = `Schema ${name}`;
      return item;
    },
    children: () => relations.map((relation) => relationNode(relation, node)),
  };
  return node;
}

function relationNode(relation: CatalogObject, parent: TreeNode): TreeNode {
  const columns = relation.children.filter((child) => child.kind === 'column');
  const node: TreeNode & { readonly usageSubject: UsageSubject } = {
    parent,
    usageSubject: { kind: 'table', table: relation.name },
    item: () => {
      const item = new vscode.TreeItem(relation.name, expandable(columns.length > 0, false));
      item.iconPath = kindIcon(relation.kind);
      item.contextValue = rowContexts.used;
      item.description = relation.kind === 'table' ? counted(columns.length, 'column') : relation.kind;
      item.tooltip = `${relation.kind} ${relation.path}`;
      return item;
    },
    children: () => columns.map((column) => columnNode(column, relation.name, node)),
  };
  return node;
}

function columnNode(
  column: CatalogObject,
  table: string,
  parent: TreeNode,
): TreeNode & { readonly usageSubject: UsageSubject } {
  const type = column.attributes['type'];
  const isNotNull = column.attributes['not null'] === true;
  return {
    parent,
    usageSubject: { kind: 'column', table, column: column.name },
    item: () => {
      const item = new vscode.TreeItem(column.name);
      item.iconPath = kindIcon('column');
      item.contextValue = rowContexts.used;
      item.description = `${String(type ?? '')}${isNotNull ? ' not null' : ''}`;
      item.tooltip = `column ${column.path} ${item.description}`;
      return item;
    },
    children: () => [],
  };
}

function expandable(hasChildren: boolean, isOpen: boolean): vscode.TreeItemCollapsibleState {
  if (!hasChildren) return vscode.TreeItemCollapsibleState.None;
  return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
