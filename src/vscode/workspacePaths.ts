import * as vscode from 'vscode';

/**
 * What stands before a path in a folder, to tell the files of several folders apart: nothing where one folder is open,
 * else the folder's name, as VS Code shows it.
 */
export function folderPrefix(folder: vscode.WorkspaceFolder): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return '';
  const namesakes = folders.filter(({ name, index }) => name === folder.name && index < folder.index).length;
  return `${folder.name}${namesakes === 0 ? '' : ` (${String(namesakes + 1)})`}/`;
}

/** Where a path of the workspace may be, the likeliest first. Absolute paths are taken as they are. */
export function urisOf(file: string): vscode.Uri[] {
  if (/^(?:[\\/]|[a-z]:[\\/])/i.test(file)) return [vscode.Uri.file(file)];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const named = folders.flatMap((folder) => {
    const prefix = folderPrefix(folder);
    return prefix !== '' && file.startsWith(prefix) ? [vscode.Uri.joinPath(folder.uri, file.slice(prefix.length))] : [];
  });
  return [...named, ...folders.map((folder) => vscode.Uri.joinPath(folder.uri, file))];
}

/** A path for settings.json: within the workspace it moves with the workspace. */
export function settingsPath(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder === undefined ? uri.fsPath : `\${workspaceFolder}/${vscode.workspace.asRelativePath(uri, false)}`;
}
