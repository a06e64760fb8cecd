import path from 'node:path';
import * as vscode from 'vscode';
import type { SshQuestions, UnknownHostKey } from '../../environments/ssh/sshQuestions.ts';

/** The boxes that ask about SSH hosts and keys. */
export const sshBoxes: SshQuestions = { passphrase: askForPassphrase, acceptHostKey: askAboutHostKey };

async function askForPassphrase(file: string, isWrong: boolean): Promise<string | undefined> {
  const entered = await vscode.window.showInputBox({
    title: `Passphrase of ${path.basename(file)}`,
    prompt: `${isWrong ? 'That was not its passphrase. ' : ''}The private key ${file} is encrypted. Its passphrase is kept in secret storage.`,
    password: true,
    ignoreFocusOut: true,
  });
  return entered === '' ? undefined : entered;
}

async function askAboutHostKey(host: UnknownHostKey): Promise<'once' | 'remember' | undefined> {
  const once = 'Connect Once';
  const remember = 'Connect and Remember';
  const where = host.file === undefined ? '' : ` Remembered, it is written into ${host.file}.`;
  const chosen = await vscode.window.showWarningMessage(
    `The SSH host ${host.address} is not known yet. Is this its key?`,
    {
      modal: true,
      detail: `${host.keyType}\n${host.fingerprint}\n\nCompare the fingerprint with what whoever runs the host says it is.${where}`,
    },
    once,
    ...(host.file === undefined ? [] : [remember]),
  );
  return chosen === once ? 'once' : chosen === remember ? 'remember' : undefined;
}
