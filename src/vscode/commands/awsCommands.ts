import * as vscode from 'vscode';

/**
 * Renews the token of IAM Identity Center with AWS's own command line tool, in a terminal, since it asks questions:
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html
 *
 * @param profile of ~/.aws/config; asked for when the command is not called from an error
 */
export async function signInToAws(profile: unknown): Promise<void> {
  const given = typeof profile === 'string' ? profile : (process.env['AWS_PROFILE'] ?? 'default');
  const name =
    typeof profile === 'string'
      ? profile
      : await vscode.window.showInputBox({ title: 'Sign In to AWS', prompt: 'Profile of ~/.aws/config', value: given });
  if (name === undefined || name === '') return;
  // Without a shell, so that nothing in a profile's name is a command.
  const terminal = vscode.window.createTerminal({
    name: `AWS: ${name}`,
    shellPath: 'aws',
    shellArgs: ['sso', 'login', '--profile', name],
  });
  terminal.show();
}

/** Opens the beginning of an answer that could not be understood, beside the settings that should understand it. */
export async function showFunctionReply(reply: unknown): Promise<void> {
  if (typeof reply !== 'string') return;
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: indented(reply) });
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What a deployment of the function needs, and where the package has it. */
const functionFiles = [
  ['dist', 'databaseCompareFunction.mjs'],
  ['media/lambda', 'template.yaml'],
] as const;

/** Writes the function and its AWS SAM template into a folder that the user chooses. */
export async function saveLambdaFunction(extensionUri: vscode.Uri): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: 'Save Lambda Function',
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: 'Save Here',
    })) ?? [];
  if (folder === undefined) return;
  const targets = functionFiles.map(([, name]) => vscode.Uri.joinPath(folder, name));
  const existing = await Promise.all(targets.map((target) => exists(target)));
  if (existing.some(Boolean)) {
    const overwrite = 'Overwrite';
    const question = 'The folder has a function of Database Compare already.';
    if ((await vscode.window.showWarningMessage(question, { modal: true }, overwrite)) !== overwrite) return;
  }
  for (const [index, [place, name]] of functionFiles.entries()) {
    const target = targets[index];
    if (target === undefined) continue;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, place, name), target, { overwrite: true });
  }
  const template = vscode.Uri.joinPath(folder, 'template.yaml');
  await vscode.window.showTextDocument(template);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
