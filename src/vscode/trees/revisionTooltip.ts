import * as vscode from 'vscode';
import type { MigrationProject, Revision } from '../../migrations/migrationProject.ts';
import type { EnvironmentMark } from '../../migrations/revisionMark.ts';
import { operationWords } from '../../reports/operationWords.ts';
import { markdownText } from '../markdown.ts';
import { counted } from './catalogNodes.ts';

/** How many operations a tooltip lists: the row opens on all of them. */
const listed = 12;

/** All that is known of a revision: where it is in the order, where it is applied, what it does. */
export function revisionTooltip(
  project: MigrationProject,
  revision: Revision,
  marks: readonly EnvironmentMark[],
  shape: readonly string[],
): vscode.MarkdownString {
  const { id, title, date, file, line, parents, operations, dataChanges = [] } = revision;
  const facts = [id, ...(date === undefined ? [] : [date]), project.framework].map(markdownText).join(' · ');
  const order = [
    parents.length === 0 ? 'the first one' : `after ${parents.join(' and ')}`,
    ...shape.filter((words) => !words.startsWith('merge')),
  ];
  const changes = [
    ...operations.map(operationWords),
    ...dataChanges.map(({ verb, table }) => `${verb} rows of ${table}`),
  ];
  const rest = changes.length - listed;
  const lines = [
    `**${markdownText(title === '' ? id : title)}**\n`,
    `${facts}\n`,
    `${markdownText(order.join(', '))}\n`,
    `${markdownText(`${file}:${String(line)}`)}\n`,
    ...list(marks.map(({ environment, mark }) => `${environment}: ${mark}`)),
    changes.length === 0 ? 'Nothing of what it does could be read.\n' : `${counted(changes.length, 'change')}:\n`,
    ...list([...changes.slice(0, listed), ...(rest > 0 ? [`and ${String(rest)} more`] : [])]),
  ];
  return new vscode.MarkdownString(lines.join('\n'));
}

function list(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${markdownText(item)}`), ''];
}
