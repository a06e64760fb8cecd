import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { closeEditors, rowOf, rows, services, until, withEnvironments } from './support/extension.ts';

describe('the doctor', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });
  afterEach(closeEditors);

  const reportOf = async (environment: string): Promise<string> => {
    const report = await until('the report is open', () =>
      vscode.workspace.textDocuments.find(
        (document) => document.isUntitled && document.lineAt(0).text === `# Doctor: ${environment}`,
      ),
    );
    const text = report.getText();
    await vscode.window.showTextDocument(report);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    return text;
  };

  it('opens what it found of an environment as a document', async () => {
    const production = rowOf(await rows(extension.environmentsTree.provider), 'production');
    await vscode.commands.executeCommand(commandIds.doctor, production.node);
    const text = await reportOf('production');
    assert.match(text, /\n- ✅ \*\*Files found\*\*: 2 files\.\n- ✅ \*\*Loaded\*\*: All of it/);
    assert.match(text, /\n- ✅ \*\*Migration version table\*\*: alembic in migrations\/versions: found\.\n/);
    assert.match(text, /\n\*\*Everything is in order\.\*\*\n$/);
  });

  it('examines an environment whose settings cannot be used, and says what to do first', async () => {
    const broken = { name: 'broken', type: 'postgres', connectionString: '${env:NOT_SET_ANYWHERE}' };
    await withEnvironments([broken], async () => {
      extension.store.reload();
      await vscode.commands.executeCommand(commandIds.doctor, 'broken');
      const text = await reportOf('broken');
      assert.match(text, /❌ \*\*Settings\*\*: .*NOT\\_SET\\_ANYWHERE.* is not set/);
      assert.match(text, /\*\*To do first: Mend the entry in databaseCompare\.environments\.\*\*\n$/);
    });
  });
});
