import assert from 'node:assert/strict';
import type { SecretStore } from '../../../src/environments/provider.ts';
import type { SshQuestions } from '../../../src/environments/ssh/sshQuestions.ts';
import { createSshQuestions } from '../../../src/vscode/environments/sshQuestions.ts';

function memory(): { readonly kept: Map<string, string>; readonly store: SecretStore } {
  const kept = new Map<string, string>();
  const store: SecretStore = {
    get: async (name) => kept.get(name),
    store: async (name, secret) => void kept.set(name, secret),
    delete: async (name) => void kept.delete(name),
  };
  return { kept, store };
}

/** Boxes that are answered later, in the order in which they were opened. */
function boxes(): {
  readonly asked: string[];
  readonly answer: (text: string | undefined) => Promise<void>;
  readonly ask: SshQuestions;
} {
  const asked: string[] = [];
  const waiting: ((text: string | undefined) => void)[] = [];
  const open = async (what: string): Promise<string | undefined> => {
    asked.push(what);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return {
    asked,
    answer: async (text) => {
      assert.equal(waiting.length, 1, 'one box at a time');
      waiting.shift()?.(text);
      await new Promise(setImmediate);
    },
    ask: {
      passphrase: async (file, isWrong) => open(`${file}${isWrong ? ' again' : ''}`),
      acceptHostKey: async ({ address }) => (await open(address)) as 'once' | 'remember' | undefined,
    },
  };
}

const host = { address: 'a:22', keyType: 'ssh-ed25519', fingerprint: 'SHA256:x', file: '/known_hosts' };

describe('questions about SSH', () => {
  it('asks for a passphrase once and keeps it, until it is wrong', async () => {
    const { kept, store } = memory();
    const { asked, answer, ask } = boxes();
    const questions = createSshQuestions(store, ask);
    const both = [questions.passphrase('/key', false), questions.passphrase('/key', false)];
    await new Promise(setImmediate);
    await answer('first');
    assert.deepEqual(await Promise.all(both), ['first', 'first']);
    assert.deepEqual(asked, ['/key']);

    const again = questions.passphrase('/key', true);
    await new Promise(setImmediate);
    assert.equal(kept.size, 0);
    await answer(undefined);
    assert.equal(await again, undefined);
    assert.equal(kept.size, 0);
    assert.deepEqual(asked, ['/key', '/key again']);
  });

  it('asks about a host once for all that wait for it, and about others afterwards', async () => {
    const { asked, answer, ask } = boxes();
    const questions = createSshQuestions(memory().store, ask);
    const one = questions.acceptHostKey(host);
    const same = questions.acceptHostKey(host);
    const other = questions.acceptHostKey({ ...host, address: 'b:22' });
    const another = questions.acceptHostKey({ ...host, fingerprint: 'SHA256:y' });
    await new Promise(setImmediate);
    await answer('remember');
    assert.deepEqual([await one, await same], ['remember', 'once']);
    await answer(undefined);
    assert.equal(await other, undefined);
    await answer('once');
    assert.equal(await another, 'once');
    assert.deepEqual(asked, ['a:22', 'b:22', 'a:22']);

    const later = questions.acceptHostKey(host);
    await new Promise(setImmediate);
    await answer(undefined);
    assert.equal(await later, undefined);
  });
});
