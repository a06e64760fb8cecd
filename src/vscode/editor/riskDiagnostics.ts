import * as vscode from 'vscode';
import type { Catalog } from '../../catalog/catalogObject.ts';
import type { RiskGrade, SizeOf, StepRisk } from '../../migrations/risk/risk.ts';
import { diagnosticsSetting, settingSection } from '../ids.ts';
import type { Log } from '../log.ts';
import type { MigrationBoard, MigrationBoards } from '../migrations/migrationBoard.ts';
import type { LocatedRevision, RevisionsOfFile } from '../migrations/revisionsOfFile.ts';
import type { PlanStore } from '../plans/planStore.ts';
import type { IsWanted } from '../startWhenWanted.ts';
import type { EnvironmentStore } from '../environments/environmentStore.ts';
import { urisOf } from '../workspacePaths.ts';

/** What a diagnostic of ours names as its source. */
export const diagnosticSource = 'Database Compare';

/** How long to wait for further changes, in milliseconds. */
const pause = 300;

export interface RiskDiagnosticsOptions {
  readonly boards: MigrationBoards;
  readonly store: EnvironmentStore;
  readonly plans: PlanStore;
  readonly revisionsOf: RevisionsOfFile;
  readonly isWanted: IsWanted;
  readonly log: Log;
}

/** Shows the risks of migrations in their files, and keeps them current. */
export function provideRiskDiagnostics(options: RiskDiagnosticsOptions): vscode.Disposable {
  const { boards, revisionsOf, isWanted, log } = options;
  const collection = vscode.languages.createDiagnosticCollection('database-compare-risks');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const update = async (): Promise<void> => {
    const own = (latest += 1);
    const files = isWanted() ? await diagnose(options) : [];
    if (own !== latest) return;
    collection.clear();
    for (const { uri, diagnostics } of files) collection.set(uri, diagnostics);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      update().catch((error: unknown) => log.error('The risks of migrations cannot be shown', error));
    }, pause);
  };
  const scheduleFor = ({ uri }: vscode.TextDocument): void => {
    const board = boards.latest();
    if (board !== undefined && revisionsOf(board, uri).length > 0) schedule();
  };
  schedule();
  return vscode.Disposable.from(
    collection,
    boards.onDidChange(schedule),
    vscode.workspace.onDidOpenTextDocument(scheduleFor),
    vscode.workspace.onDidChangeTextDocument(({ document }) => scheduleFor(document)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingSection)) schedule();
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

interface FileDiagnostics {
  readonly uri: vscode.Uri;
  readonly diagnostics: vscode.Diagnostic[];
}

async function diagnose({ boards, store, plans, revisionsOf }: RiskDiagnosticsOptions): Promise<FileDiagnostics[]> {
  const mode = vscode.workspace.getConfiguration(settingSection).get<string>(diagnosticsSetting, 'pendingInProduction');
  if (mode === 'off') return [];
  const board = await boards.current();
  const located = mode === 'all' ? inOpenFiles(board, revisionsOf) : [];
  const byFile = new Map<string, FileDiagnostics>();
  for (const environment of board.environments.filter(
    ({ configured }) => configured.environment.role === 'production',
  )) {
    const { name } = environment.configured.environment;
    const state = store.state(name);
    const sizes = plans.sizes(name);
    for (const project of environment.projects) {
      const applied = environment.place?.applied.get(project.folder);
      if (applied === undefined || applied.unknownHeads.length > 0) continue;
      await assess({
        name,
        located: project.revisions
          .filter(({ id }) => !applied.applied.has(id))
          .map((revision) => ({ project, revision })),
        catalog: state.phase === 'ready' ? state.side.catalog : undefined,
        sizeOf: sizes.length === 0 ? undefined : sizeLookup(sizes),
        byFile,
      });
    }
  }
  const isKnown = ({ project, revision }: LocatedRevision): boolean =>
    board.environments.some(
      ({ configured, place }) =>
        configured.environment.role === 'production' && place?.applied.get(project.folder)?.applied.has(revision.id),
    ) || byFile.has(urisOf(revision.file)[0]?.toString() ?? '');
  const others = located.filter((each) => !isKnown(each));
  await assess({ name: undefined, located: others, catalog: undefined, sizeOf: undefined, byFile });
  return [...byFile.values()];
}

function inOpenFiles(board: MigrationBoard, revisionsOf: RevisionsOfFile): readonly LocatedRevision[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => revisionsOf(board, uri));
}

function sizeLookup(sizes: ReturnType<PlanStore['sizes']>): SizeOf {
  return ({ schema, name }) => {
    const rows = sizes.find((size) => size.schema === schema && size.name === name)?.rows;
    return rows === null || rows === undefined ? undefined : { rows: rows.count, exact: rows.source === 'count' };
  };
}

interface Assessment {
  /** The environment that the migrations are pending in. */
  readonly name: string | undefined;
  readonly located: readonly LocatedRevision[];
  readonly catalog: Catalog | undefined;
  readonly sizeOf: SizeOf | undefined;
  readonly byFile: Map<string, FileDiagnostics>;
}

async function assess({ name, located, catalog, sizeOf, byFile }: Assessment): Promise<void> {
  if (located.length === 0) return;
  const [{ assessPending }, { readIgnoreComments }, { groupSteps }, { stepSentence }] = await Promise.all([
    import('../../migrations/risk/assessPending.ts'),
    import('../../migrations/risk/ignoreComments.ts'),
    import('../../reports/planSteps.ts'),
    import('../../reports/riskSentences.ts'),
  ]);
  for (const project of new Set(located.map((each) => each.project))) {
    const own = located.filter((each) => each.project === project).map(({ revision }) => revision);
    const ids = new Set(own.map(({ id }) => id));
    const documents = new Map(
      await Promise.all(own.map(async ({ file }) => [file, await openDocument(file)] as const)),
    );
    const commentsOf = (file: string) => readIgnoreComments(documents.get(file)?.getText() ?? '');
    for (const { revision, steps } of assessPending(project, (id) => !ids.has(id), { catalog, sizeOf, commentsOf })) {
      const document = documents.get(revision.file);
      if (document === undefined) continue;
      const key = document.uri.toString();
      const before = byFile.get(key) ?? { uri: document.uri, diagnostics: [] };
      byFile.set(key, before);
      for (const { first, count } of groupSteps(steps)) {
        const more = count === 1 ? '' : ` (and ${String(count - 1)} like it)`;
        const where = name === undefined ? '' : `${name}: `;
        before.diagnostics.push(diagnostic(document, first, `${where}${stepSentence(first)}${more}.`));
      }
    }
  }
}

async function openDocument(file: string): Promise<vscode.TextDocument | undefined> {
  for (const uri of urisOf(file)) {
    try {
      return await vscode.workspace.openTextDocument(uri);
    } catch {
      // Perhaps another folder of the workspace has it.
    }
  }
  return undefined;
}

const severities: Readonly<Record<RiskGrade, vscode.DiagnosticSeverity>> = {
  low: vscode.DiagnosticSeverity.Information,
  medium: vscode.DiagnosticSeverity.Warning,
  high: vscode.DiagnosticSeverity.Warning,
};

function diagnostic(document: vscode.TextDocument, step: StepRisk, sentence: string): vscode.Diagnostic {
  const { range, firstNonWhitespaceCharacterIndex: indent } = document.lineAt(
    Math.max(0, Math.min(step.line, document.lineCount) - 1),
  );
  const safer = step.safer === undefined ? '' : `\nSafer: ${step.safer}`;
  const made = new vscode.Diagnostic(
    new vscode.Range(range.start.translate(0, indent), range.end),
    `${sentence}${safer}`,
    severities[step.verdict.grade],
  );
  made.source = diagnosticSource;
  made.code = { value: step.rule, target: vscode.Uri.parse(step.manual) };
  return made;
}
