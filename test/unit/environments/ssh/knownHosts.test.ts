import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  fingerprint,
  judgeHostKey,
  knownKeyTypes,
  parseKnownHosts,
  rememberHostKey,
} from '../../../../src/environments/ssh/knownHosts.ts';

/** A key as it travels: its type and something of its own. */
function key(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(body)]);
}

const own = key('ssh-ed25519', 'own');
const other = key('ssh-ed25519', 'other');
const ownLine = `ssh-ed25519 ${own.toString('base64')}`;

function hashed(name: string): string {
  const salt = Buffer.from('some salt of twenty.');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

function judge(text: string, shown: Buffer, host = 'bastion', port = 22): string {
  const verdict = judgeHostKey(parseKnownHosts(text, 'known_hosts'), { host, port }, shown);
  return 'line' in verdict ? `${verdict.kind} in line ${String(verdict.line.line)}` : verdict.kind;
}

describe('known_hosts', () => {
  const patterns: [pattern: string, host: string, port: number, isKnown: boolean][] = [
    ['bastion', 'bastion', 22, true],
    ['bastion', 'BASTION', 22, true],
    ['Bastion', 'bastion', 22, true],
    ['bastion', 'bastion2', 22, false],
    ['a,bastion,b', 'bastion', 22, true],
    ['*.example.com', 'a.b.example.com', 22, true],
    ['*.example.com', 'example.com', 22, false],
    ['b?stion', 'bastion', 22, true],
    ['*,!bastion', 'bastion', 22, false],
    ['*,!bastion', 'other', 22, true],
    ['.*', 'bastion', 22, false],
    ['[bastion]:2222', 'bastion', 2222, true],
    ['[bastion]:2222', 'bastion', 2223, false],
    ['[bastion]:*', 'bastion', 2222, true],
    // As with ssh: the key of the host itself is good at any port.
    ['bastion', 'bastion', 2222, true],
    ['[::1]:2222', '::1', 2222, true],
    [hashed('bastion'), 'bastion', 22, true],
    [hashed('bastion'), 'other', 22, false],
    [hashed('[bastion]:2222'), 'bastion', 2222, true],
    ['|2|x|y', 'bastion', 22, false],
  ];
  for (const [pattern, host, port, isKnown] of patterns) {
    it(`${isKnown ? 'knows' : 'does not know'} ${host}:${String(port)} by ${pattern.slice(0, 20)}`, () => {
      assert.equal(
        judge(`# hosts\n\n${pattern} ${ownLine} a comment\n`, own, host, port),
        isKnown ? 'known' : 'unknown',
      );
    });
  }

  it('tells a host with another key from one that is not known', () => {
    assert.equal(judge(`\nbastion ${ownLine}`, other), 'changed in line 2');
    assert.equal(judge('', other), 'unknown');
    // Known at its usual port only: another server may listen at this one.
    assert.equal(judge(`bastion ${ownLine}`, other, 'bastion', 2222), 'unknown');
    assert.equal(judge(`[bastion]:2222 ${ownLine}`, other, 'bastion', 2222), 'changed in line 1');
  });

  it('takes any of several keys, and no key of a type that was not known', () => {
    const rsa = key('ssh-rsa', 'rsa');
    const both = `bastion ssh-rsa ${rsa.toString('base64')}\nbastion ${ownLine}\n`;
    assert.equal(judge(both, own), 'known');
    assert.equal(judge(both, rsa), 'known');
    assert.equal(judge(both, other), 'changed in line 2');
    assert.equal(judge(`bastion ssh-rsa ${rsa.toString('base64')}`, own), 'changed in line 1');
    assert.deepEqual(knownKeyTypes(parseKnownHosts(both, ''), { host: 'bastion', port: 22 }), [
      'ssh-rsa',
      'ssh-ed25519',
    ]);
  });

  it('refuses a revoked key, whatever else is said of it', () => {
    assert.equal(judge(`bastion ${ownLine}\n@revoked * ${ownLine}\n`, own), 'revoked in line 2');
    assert.equal(judge(`@revoked * ${ownLine}\nbastion ${ownLine}\n`, own, 'bastion', 2222), 'revoked in line 1');
    assert.equal(judge(`@revoked bastion ${ownLine}`, own, 'bastion', 2222), 'revoked in line 1');
    assert.equal(judge(`@revoked bastion ${ownLine}\n`, other), 'unknown');
  });

  it('takes an authority for no key, and says that there is one', () => {
    const lines = parseKnownHosts(`@cert-authority *.example.com ${ownLine}\n@other a ${ownLine}`, '');
    assert.deepEqual(judgeHostKey(lines, { host: 'a.example.com', port: 22 }, own), {
      kind: 'unknown',
      hasAuthority: true,
    });
    assert.deepEqual(judgeHostKey(lines, { host: 'a', port: 22 }, own), { kind: 'unknown', hasAuthority: false });
  });

  it('adds a line of its own, in a file for nobody else', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'known-hosts-'));
    try {
      const file = path.join(folder, '.ssh', 'known_hosts');
      await rememberHostKey(file, { host: 'Bastion', port: 22 }, own);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      await writeFile(file, (await readFile(file, 'utf8')).trimEnd());
      await rememberHostKey(file, { host: 'bastion', port: 2222 }, other);
      const text = await readFile(file, 'utf8');
      assert.equal(text, `bastion ${ownLine}\n[bastion]:2222 ssh-ed25519 ${other.toString('base64')}\n`);
      assert.equal(judge(text, own), 'known');
      assert.equal(judge(text, other, 'bastion', 2222), 'known');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('shows a fingerprint as ssh-keygen does, and takes an unreadable key for none', () => {
    const real = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
    // That of github.com, as it publishes it: https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints
    assert.equal(fingerprint(Buffer.from(real, 'base64')), 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
    assert.equal(judge(`bastion ${ownLine}`, Buffer.alloc(0)), 'changed in line 1');
  });
});
