import * as vscode from 'vscode';
import type { EnvironmentRole } from '../../environments/environment.ts';
import type { ObjectKind } from '../../catalog/objectKind.ts';

const roleIcons: Readonly<Record<EnvironmentRole, readonly [icon: string, colour: string]>> = {
  production: ['server-environment', 'charts.red'],
  staging: ['beaker', 'charts.yellow'],
  development: ['tools', 'charts.green'],
};

/** The role's icon and colour; the word always stands beside it. */
export function roleIcon(role: EnvironmentRole | undefined): vscode.ThemeIcon {
  if (role === undefined) return new vscode.ThemeIcon('database');
  const [icon, colour] = roleIcons[role];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

const kindIcons: Partial<Record<ObjectKind, string>> = {
  schema: 'symbol-namespace',
  table: 'table',
  column: 'symbol-field',
  view: 'eye',
  'materialized view': 'layers',
};

export function kindIcon(kind: ObjectKind): vscode.ThemeIcon {
  return new vscode.ThemeIcon(kindIcons[kind] ?? 'symbol-misc');
}
