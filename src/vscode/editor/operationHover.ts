import * as vscode from 'vscode';
import type { Operation } from '../../migrations/migrationProject.ts';
import { operationWords } from '../../reports/operationWords.ts';
import { presenceWords } from '../../reports/presenceWords.ts';
import type { EnvironmentStore } from '../environments/environmentStore.ts';
import { commandIds } from '../ids.ts';
import { commandLink, markdownText } from '../markdown.ts';
import type { BoardEnvironment, MigrationBoard } from '../migrations/migrationBoard.ts';
import type { RevisionsOfFile } from '../migrations/revisionsOfFile.ts';

/** A loop does a line's operation many times. */
const shownOperations = 8;

/** Of an operation of a migration: whether its object is there, in each environment that was read in this window. */
export function operationHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  { board, store, revisionsOf }: { board: MigrationBoard; store: EnvironmentStore; revisionsOf: RevisionsOfFile },
): vscode.Hover | undefined {
  const found = revisionsOf(board, document.uri).flatMap(({ project, revision }) =>
    revision.operations.filter(({ line }) => line === position.line + 1).map((operation) => ({ operation, project })),
  );
  const [first] = found;
  if (first === undefined) return undefined;
  const environments = board.environments.filter(({ projects }) => projects.includes(first.project));
  const lines = found
    .slice(0, shownOperations)
    .flatMap(({ operation }) => [
      `**${markdownText(operationWords(operation))}**`,
      '',
      ...environments.map((environment) => `- ${presence(environment, operation, store)}`),
      '',
    ]);
  const more = found.length - shownOperations;
  if (more > 0) lines.push(`and ${String(more)} more on this line`);
  const text = new vscode.MarkdownString(lines.join('\n'));
  text.isTrusted = { enabledCommands: [commandIds.connect] };
  return new vscode.Hover(text, document.lineAt(position.line).range);
}

function presence({ configured }: BoardEnvironment, operation: Operation, store: EnvironmentStore): string {
  const { name } = configured.environment;
  const state = store.state(name);
  if (state.phase === 'ready') {
    return markdownText(`${name}: ${presenceWords(state.side.catalog, operation)}`);
  }
  if (state.phase === 'reading') return markdownText(`${name}: ${state.progress}`);
  const link = commandLink('Read', { command: commandIds.connect, arguments: [name] });
  return `${markdownText(`${name}: ${state.phase === 'failed' ? 'could not be read' : 'not read yet'}`)} · ${link}`;
}
