import * as vscode from 'vscode';
import type { MigrationProblem, MigrationProject } from '../../migrations/migrationProject.ts';
import { appliedProblemSentence, migrationProblemSentence } from '../../reports/migrationSentences.ts';
import { commandIds } from '../ids.ts';
import type { MigrationBoard } from '../migrations/migrationBoard.ts';
import { counted } from './catalogNodes.ts';
import { messageNode, warningIcon, type TreeNode } from './treeNode.ts';

/** What no run of the migrations leaves behind, and what could not be read, each with the place that it is about. */
export function problemNodes(board: MigrationBoard, project: MigrationProject, parent?: TreeNode): TreeNode[] {
  const places = new Map(project.revisions.map(({ id, file, line }) => [id, { file, line }]));
  const applied = board.environments.flatMap(({ configured, projects, place }) => {
    if (!projects.includes(project)) return [];
    const { name } = configured.environment;
    return (place?.applied.get(project.folder)?.problems ?? []).map((problem) =>
      warning(appliedProblemSentence(name, problem), places.get(problem.revision)),
    );
  });
  // What only running would tell is in many a migration, and nothing is wrong with it.
  const { broken, unread } = separate(project.problems);
  const rows = [...applied, ...broken.map((problem) => warning(migrationProblemSentence(problem), problem))];
  if (unread.length > 0) {
    rows.push(
      messageNode({
        label: `${counted(unread.length, 'place')} could not be read without running`,
        icon: new vscode.ThemeIcon('info'),
        children: unread.map((problem) =>
          messageNode({
            label: problem.detail,
            description: problem.line === undefined ? problem.file : `${problem.file}:${String(problem.line)}`,
            icon: new vscode.ThemeIcon('code'),
            command: openCommand(problem),
          }),
        ),
      }),
    );
  }
  return rows.map((row) => ({ ...row, parent }));
}

function separate(problems: readonly MigrationProblem[]): {
  broken: readonly MigrationProblem[];
  unread: readonly MigrationProblem[];
} {
  return {
    broken: problems.filter(({ reason }) => reason !== 'notStatic'),
    unread: problems.filter(({ reason }) => reason === 'notStatic'),
  };
}

interface ProblemPlace {
  readonly file: string;
  readonly line?: number;
}

function warning(sentence: string, place: ProblemPlace | undefined): TreeNode {
  return messageNode({
    label: sentence,
    description: place === undefined ? undefined : place.file.slice(place.file.lastIndexOf('/') + 1),
    icon: warningIcon(),
    command: place === undefined ? undefined : openCommand(place),
  });
}

function openCommand({ file, line }: ProblemPlace): vscode.Command {
  return { command: commandIds.openMigration, title: 'Open File', arguments: [{ file, line: line ?? null }] };
}
