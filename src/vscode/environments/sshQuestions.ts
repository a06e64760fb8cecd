import type { SecretStore } from '../../environments/provider.ts';
import type { SshQuestions } from '../../environments/ssh/sshQuestions.ts';

/**
 * Questions about SSH hosts and keys, with the passphrases that are kept. Several sessions may want to know the same at
 * once, such as both sides of a comparison behind one host: they wait for one answer, and only one box is open at a time.
 *
 * @param ask opens the boxes
 */
export function createSshQuestions(passphrases: SecretStore, ask: SshQuestions): SshQuestions {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last.then(question);
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
        const entered = await ask.passphrase(file, isWrong);
        if (entered !== undefined) await passphrases.store(file, entered);
        return entered;
      }),
    acceptHostKey: async (host) => {
      const question = `${host.address} ${host.fingerprint}`;
      const asked = open.get(question);
      // Whoever asked first remembers it.
      if (asked !== undefined) return (await asked) === undefined ? undefined : 'once';
      const answer = inTurn(async () => ask.acceptHostKey(host)).finally(() => open.delete(question));
      open.set(question, answer);
      return answer;
    },
  };
}
