import path from 'node:path';
import * as vscode from 'vscode';
import type { SecretStore } from '../../environments/provider.ts';
import type { SshQuestions, UnknownHostKey } from '../../environments/ssh/sshQuestions.ts';

/**
 * Asks about SSH hosts and keys. Several sessions may want to know the same at once, such as both sides of a comparison
 * behind one host: they wait for one answer, and only one box is open at a time.
 */
export function createSshQuestions(passphrases: SecretStore): SshQuestions {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
  const open = new Map<string, ReturnType<SshQuestions['acceptHostKey']>>();
  return {
    passphrase: async (file, isWrong) =>
      inTurn(async () => {
        if (isWrong) await passphrases.delete(file);
        const kept = await passphrases.get(file);
        if (kept !== undefined) return kept;
        const entered = await askForPassphrase(file, isWrong);
        if (entered !== undefined) await passphrases.store(file, entered);
        return entered;
      }),
    acceptHostKey: async (host) => {
      const question = `${host.address} ${host.fingerprint}`;
      const asked = open.get(question);
      // Whoever asked first remembers it.
      if (asked !== undefined) return (await asked) === undefined ? undefined : 'once';
      const answer = inTurn(async () => askAboutHostKey(host)).finally(() => open.delete(question));
      open.set(question, answer);
      return answer;
    },
  };
}

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
