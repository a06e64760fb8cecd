import * as vscode from 'vscode';

/** The first line of a plan, by which its document is known again: as it was opened, and as it was saved. */
const titlePattern = /^# (?:Migration plan for|Verification of the plan for) (.+)$/;

/** Opens Markdown as an untitled document with its preview in front of it. */
export async function openMarkdown(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.commands.executeCommand('markdown.showPreview', document.uri);
  return document;
}

/** The environment that a document is the plan of; undefined where it is another document. */
export function plannedEnvironment(document: vscode.TextDocument): string | undefined {
  const title = titlePattern.exec(document.lineAt(0).text)?.[1];
  return title?.replaceAll(/\\(.)/g, '$1');
}

/** A link that Markdown's preview opens: a path that begins at the workspace's folder, with its line. */
export function linkTo(file: string, line: number): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return `/${path}#L${String(line)}`;
}
