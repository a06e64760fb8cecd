import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/**
 * Opens a copy of the sample that ships with the extension. The copy is the user's to change, so it is made once
 * for each version of the extension and then left alone.
 */
export async function openSampleProject({ context }: Services): Promise<void> {
  const source = vscode.Uri.joinPath(context.extensionUri, 'media', 'sample');
  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const target = vscode.Uri.joinPath(context.globalStorageUri, version, 'database-compare-sample');
  if (!(await exists(target))) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, '..'));
    await vscode.workspace.fs.copy(source, target, { overwrite: false });
  }
  // What is open stays open.
  const isEmptyWindow = vscode.workspace.workspaceFolders === undefined;
  await vscode.commands.executeCommand('vscode.openFolder', target, {
    forceNewWindow: !isEmptyWindow,
    forceReuseWindow: isEmptyWindow,
  });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
