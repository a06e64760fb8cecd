import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../../../../src/compareError.ts';
import type { SshSettings } from '../../../../src/environments/environment.ts';
import { parseSshDestination } from '../../../../src/environments/ssh/sshDestination.ts';
import { resolveHops } from '../../../../src/environments/ssh/sshHops.ts';
import type { SshHop } from '../../../../src/environments/ssh/sshHops.ts';

describe('the way through SSH hosts', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'ssh-home-'));
    await mkdir(path.join(home, '.ssh', 'conf.d'), { recursive: true });
  });
  after(async () => rm(home, { recursive: true }));

  const configure = async (text: string, name = 'config'): Promise<void> =>
    writeFile(path.join(home, '.ssh', name), text);
  const resolve = async (
    settings: string | SshSettings,
    variables: Record<string, string> = {},
  ): Promise<readonly SshHop[]> =>
    resolveHops(typeof settings === 'string' ? { host: settings } : settings, 'production', {
      HOME: home,
      ...variables,
    });
  const only = async (...of: Parameters<typeof resolve>): Promise<SshHop> => {
    const [hop, ...more] = await resolve(...of);
    assert.ok(hop !== undefined && more.length === 0);
    return hop;
  };
  const way = (hops: readonly SshHop[]): string[] =>
    hops.map(({ user, host, port, isJump }) => `${isJump ? 'jump ' : ''}${user}@${host}:${String(port)}`);
  const failure = async (...of: Parameters<typeof resolve>): Promise<string> => {
    try {
      await resolve(...of);
    } catch (error) {
      if (error instanceof CompareError) return `${error.reason}: ${String(error.details['message'])}`;
      throw error;
    }
    throw new Error('nothing failed');
  };
  const me = os.userInfo().username;

  it('reads what ssh takes for a place', () => {
    assert.deepEqual(parseSshDestination('bastion'), { host: 'bastion' });
    assert.deepEqual(parseSshDestination('ssh://ops@bastion.example.com:2222'), {
      ...{ user: 'ops', host: 'bastion.example.com', port: 2222 },
    });
    assert.deepEqual(parseSshDestination('[::1]:22'), { host: '::1', port: 22 });
    assert.deepEqual(parseSshDestination('fe80::1'), { host: 'fe80::1' });
    assert.deepEqual(parseSshDestination('first.last@corp@x'), undefined);
    for (const none of ['', 'a b', 'a:', 'a:0', 'a:65536', 'a:x', '@a', 'a,b']) {
      assert.equal(parseSshDestination(none), undefined, none);
    }
  });

  it('needs no configuration', async () => {
    await configure('');
    const hop = await only({ host: 'ops@bastion:2222', user: 'other' });
    assert.deepEqual(way([hop]), ['other@bastion:2222']);
    assert.deepEqual(hop.knownHosts.user, [
      path.join(home, '.ssh', 'known_hosts'),
      path.join(home, '.ssh', 'known_hosts2'),
    ]);
    assert.deepEqual(
      hop.identities.files.map(({ file, isRequired }) => [path.basename(file), isRequired]),
      [
        ['id_rsa', false],
        ['id_ecdsa', false],
        ['id_ed25519', false],
      ],
    );
    assert.deepEqual(way(await resolve('bastion')), [`${me}@bastion:22`]);
  });

  it('takes an alias apart, the settings first', async () => {
    await configure(`
      # Mine
      Host prod-*
        HostName %h.example.com
        User ops
        Port 2200
        IdentityFile ~/.ssh/%n_key
        IdentityFile "%d/keys/two words"
        IdentitiesOnly yes
        IdentityAgent \${AGENT}
        UserKnownHostsFile ~/.ssh/known_prod /dev/null
        HostKeyAlias production
        StrictHostKeyChecking accept-new
      Host *
        User nobody
    `);
    const hop = await only('prod-db', { AGENT: '/run/agent', SSH_AUTH_SOCK: '/run/other' });
    assert.deepEqual(way([hop]), ['ops@prod-db.example.com:2200']);
    assert.deepEqual(hop.identities, {
      files: [
        { file: path.join(home, '.ssh', 'prod-db_key'), isRequired: false },
        { file: path.join(home, 'keys', 'two words'), isRequired: false },
      ],
      agent: '/run/agent',
      onlyFiles: true,
    });
    assert.deepEqual(hop.knownHosts.user, [path.join(home, '.ssh', 'known_prod'), '/dev/null']);
    assert.deepEqual([hop.nameOfKey, hop.unknownHost], [{ host: 'production', port: 22 }, 'remember']);
    assert.deepEqual(way(await resolve({ host: 'prod-db', user: 'me', port: 22 })), ['me@prod-db.example.com:22']);
    assert.deepEqual(way(await resolve('elsewhere')), ['nobody@elsewhere:22']);
  });

  it('uses what the settings name and nothing else', async () => {
    await configure('Host *\n  IdentityFile ~/.ssh/id_of_config\n');
    const variables = { SSH_AUTH_SOCK: '/run/agent' };
    const files = (hop: SshHop): string[] => hop.identities.files.map(({ file }) => path.basename(file));
    const named = await only({ host: 'a', identityFile: '/keys/mine' }, variables);
    assert.deepEqual(
      [files(named), named.identities.agent, named.identities.onlyFiles],
      [['mine'], '/run/agent', true],
    );
    const byAgent = await only({ host: 'a', agent: true }, variables);
    assert.deepEqual(
      [files(byAgent), byAgent.identities.agent, byAgent.identities.onlyFiles],
      [[], '/run/agent', false],
    );
    assert.equal((await only({ host: 'a', agent: '/run/mine' }, variables)).identities.agent, '/run/mine');
    const without = await only({ host: 'a', agent: false }, variables);
    assert.deepEqual([files(without), without.identities.agent], [['id_of_config'], undefined]);
  });

  it('goes through jump hosts, each with a configuration of its own', async () => {
    await configure(`
      Host bastion
        User ops
        ProxyJump gate,second@inner:2222
      Host gate
        HostName gate.example.com
        User guard
        ProxyJump door
      Host inner
        ProxyJump never
      Host direct
        ProxyJump none
        ProxyCommand nc %h %p
    `);
    const through = ['jump guard@gate.example.com:22', 'jump second@inner:2222', 'ops@bastion:22'];
    assert.deepEqual(way(await resolve('bastion')), [`jump ${me}@door:22`, ...through]);
    assert.deepEqual(way(await resolve({ host: 'bastion', jump: ['x@y:1', 'z'] })), [
      ...['jump x@y:1', `jump ${me}@z:22`, 'ops@bastion:22'],
    ]);
    assert.deepEqual(way(await resolve('direct')), [`${me}@direct:22`]);
    const hops = await resolve({ host: 'bastion', identityFile: '/keys/mine' });
    assert.ok(hops.every(({ identities }) => identities.files[0]?.file === '/keys/mine'));
  });

  it('says what is no way', async () => {
    await configure('Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n');
    assert.match(await failure('a'), /^settingsInvalid: .*"production".*circles: a, b, a$/);
    assert.match(
      await failure({ host: 'c', jump: ['x:y:z@'] }),
      /^settingsInvalid: .*"x:y:z@"; expected user@host:port/,
    );
    assert.match(await failure({ host: 'two words' }), /^settingsInvalid: .*"two words"/);
    await configure('Host "a\n');
    assert.match(await failure('a'), /^fileUnreadable/);
  });

  it('runs nothing that the configuration names', async () => {
    const proof = path.join(home, 'it ran');
    await configure(`
      CanonicalizeHostname yes
      CanonicalDomains example.com
      Host a
        CanonicalizeHostname yes
        CanonicalDomains example.com example.org
        KnownHostsCommand touch "${proof}"
      Match exec "touch '${proof}'"
        User somebody
      Match host a exec "touch '${proof}'"
        User somebody
      Host b
        ProxyCommand touch "${proof}"
    `);
    const startedAt = performance.now();
    assert.deepEqual(way(await resolve('a')), [`${me}@a:22`]);
    assert.match(await failure('b'), /ProxyCommand, which is not run; expected ProxyJump there, or "ssh.jump" here/);
    assert.deepEqual(way(await resolve({ host: 'b', jump: ['a'] })), [`jump ${me}@a:22`, `${me}@b:22`]);
    assert.ok(!existsSync(proof));
    assert.ok(performance.now() - startedAt < 5_000);
  });

  it('reads the files that are included', async () => {
    await configure(`
      Include conf.d/* ~/.ssh/none
      Host a
        Include inner
      Host c
        Include inner
      Host *
        Port 2222
    `);
    await configure('Host b\n  User of_b\n', 'conf.d/first');
    await configure('Include ~/.ssh/config\nUser included\nHost c\n  HostName c.example.com\n', 'inner');
    assert.deepEqual(way(await resolve('b')), ['of_b@b:2222']);
    assert.deepEqual(way(await resolve('a')), ['included@a:2222']);
    assert.deepEqual(way(await resolve('c')), ['included@c.example.com:2222']);
  });

  it('asks about hosts unless it is told to refuse them', async () => {
    for (const [written, expected] of [
      ['yes', 'refuse'],
      ['no', 'ask'],
      ['off', 'ask'],
      ['ask', 'ask'],
    ] as const) {
      await configure(`StrictHostKeyChecking ${written}\n`);
      assert.equal((await only('a')).unknownHost, expected, written);
    }
  });
});
