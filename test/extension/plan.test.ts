import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { closeEditors, services, until } from './support/extension.ts';

const enumMigration = 'migrations/versions/20260127_0100_add_stage_changed_action_type.py';
const lastMigration = 'migrations/versions/20260131_0000_add_blueshift_provider_fields.py';

/** Where a file of the workspace is. */
function uriOf(file: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, file);
}

function risksOf(file: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(file)).filter(({ source }) => source === 'Database Compare');
}

const ruleOf = ({ code }: vscode.Diagnostic): string => (typeof code === 'object' ? String(code.value) : '');

describe('plans of migrations', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });
  afterEach(closeEditors);

  const untitled = (title: string): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find(
      (document) => document.isUntitled && document.lineAt(0).text === title && document.languageId === 'markdown',
    );
  const discard = async (document: vscode.TextDocument): Promise<void> => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  };

  it('open as a Markdown document with its preview, and can be verified', async () => {
    await vscode.commands.executeCommand(commandIds.planMigration, 'production', 'local');
    const plan = await until('the plan is open', () => untitled('# Migration plan for production'));
    const text = plan.getText();
    assert.match(text, /4 migrations \(16 days\) behind/);
    assert.match(text, /`public\.providers` \| 852 rows/);
    assert.match(text, /## What will still differ from local\n\n11 differences/);
    assert.match(text, /\]\(\/migrations\/versions\/20260131_0000_add_blueshift_provider_fields\.py#L28\)/);
    assert.match(text, /## Code that uses what production lacks/);
    const preview = await until('the preview is in front', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputWebview && input;
    });
    assert.match(preview.viewType, /markdown\.preview/);

    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', plan.uri);
    const verify = lenses.find(({ command }) => command?.command === commandIds.verifyMigration)?.command;
    assert.deepEqual(verify?.arguments, ['production']);
    await vscode.commands.executeCommand(verify.command, 'production');
    const verification = await until('the verification is open', () =>
      untitled('# Verification of the plan for production'),
    );
    assert.match(
      verification.getText(),
      /\*\*0 of 4 planned migrations applied, 0 of \d+ planned effects there, \d+ not there/,
    );
    assert.match(verification.getText(), /- add column providers\.home\\_address \(/);
    await discard(verification);
    await discard(plan);
  });

  it('are verified against the environment as it is then', async () => {
    const stored = extension.plans.find('production');
    assert.ok(stored);
    // What production was to become, local is already.
    const { verifyPlan } = await import('../../src/workflows/verifyPlan.ts');
    const local = await extension.store.read('local');
    const found = await extension.store.find('local');
    const { migrations, effects } = verifyPlan(
      { ...stored, environment: 'local' },
      local,
      await extension.migrations.projectsOf(found.layer),
    );
    assert.deepEqual(
      migrations.map(({ mark }) => mark),
      ['applied', 'applied', 'applied', 'applied'],
    );
    assert.deepEqual(
      effects.filter(({ state }) => state === 'missing').map(({ effect }) => effect.operation.target),
      [],
    );
  });
});

describe('risks in migration files', function () {
  this.timeout(120_000);
  before(async () => {
    const extension = await services();
    await extension.store.read('production');
  });
  afterEach(closeEditors);

  it('are shown in what production has not applied, with the page of the manual', async () => {
    const [risk] = await until('the enum migration has a risk', () => {
      const found = risksOf(enumMigration);
      return found.length > 0 && found;
    });
    assert.equal(risk && ruleOf(risk), 'add-enum-value');
    assert.equal(risk?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(risk.message, /^production: Add enum value|^production: add enum value/);
    assert.equal(risk.range.start.line, 21);
    assert.ok(typeof risk.code === 'object');
    assert.match(String(risk.code.target), /postgresql\.org\/docs\/current\/sql-altertype\.html/);
    const columns = risksOf(lastMigration).filter((each) => ruleOf(each) === 'add-column');
    assert.deepEqual(
      columns.map(({ severity, range }) => [severity, range.start.line + 1]),
      [
        [vscode.DiagnosticSeverity.Information, 28],
        [vscode.DiagnosticSeverity.Information, 50],
      ],
    );
    assert.deepEqual(risksOf('migrations/versions/20260108_0400_add_team_messaging_tables.py'), []);
  });

  it('go away by a quick fix that says why', async () => {
    await until('the enum migration has a risk', () => risksOf(enumMigration).length > 0);
    const document = await vscode.workspace.openTextDocument(uriOf(enumMigration));
    await vscode.window.showTextDocument(document);
    const before = document.getText();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      risksOf(enumMigration)[0]?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title.includes('add-enum-value'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(
      document.lineAt(21).text,
      '        # database-compare: ignore add-enum-value because it is known to be safe',
    );
    await until('the risk is gone', () => risksOf(enumMigration).length === 0);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), before);
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await until('the risk is back', () => risksOf(enumMigration).length > 0);
  });

  it('can be switched off', async () => {
    const section = vscode.workspace.getConfiguration('databaseCompare');
    await section.update('migrationDiagnostics', 'off', vscode.ConfigurationTarget.Workspace);
    await until('no risk is shown', () => risksOf(enumMigration).length === 0);
    await section.update('migrationDiagnostics', undefined, vscode.ConfigurationTarget.Workspace);
    await until('they are back', () => risksOf(enumMigration).length > 0);
  });
});

describe('where a table or a column is used', function () {
  this.timeout(60_000);
  afterEach(closeEditors);

  it('is listed, and a choice opens the line', async () => {
    await services();
    const usageSubject = { kind: 'column', table: 'providers', column: 'home_address' };
    await vscode.commands.executeCommand(commandIds.findUsages, { usageSubject });
    const editor = await until('a file is open', async () => {
      // The list is drawn some time after the command has ended.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor;
    });
    assert.equal(editor.document.getText(editor.selection), 'home_address');
  });
});
