import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/vscode/ids.ts';
import type { Services } from '../../src/vscode/services.ts';
import { closeEditors, rowOf, rows, services, until } from './support/extension.ts';

describe('row counts', function () {
  this.timeout(120_000);
  let extension: Services;
  before(async () => {
    extension = await services();
  });
  afterEach(closeEditors);

  it('of two selected environments open as a Markdown document with its preview', async () => {
    const all = await rows(extension.environmentsTree.provider);
    const [production, local] = [rowOf(all, 'production'), rowOf(all, 'local')];
    // Selected in the other order: left and right stay as the tree has them.
    const selected = [local.node, production.node];
    await vscode.commands.executeCommand(commandIds.compareRowCounts, local.node, selected);
    const report = await until('the report is open', () =>
      vscode.workspace.textDocuments.find(
        (document) => document.isUntitled && document.lineAt(0).text === '## Rows: production ↔ local',
      ),
    );
    const text = report.getText();
    assert.match(text, /- 18,044 rows in production, 569 in local, over 52 common tables: 31\.7x, \+17,475/);
    assert.match(text, /\| `public\.credential_history` \| 9,614 \| 270 \| \+9,344 \| 35\.6x \| 53\.3 % \|/);
    assert.match(text, /- public\.session is only in production and holds 4 rows/);
    await vscode.window.showTextDocument(report);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
