import { createHash, createHmac } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One line of a known_hosts file, https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT */
export interface KnownHostLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: '@cert-authority' | '@revoked' | undefined;
  /** Names, wildcards, or one hashed name. */
  readonly patterns: readonly string[];
  readonly keyType: string;
  /** In base64. */
  readonly key: string;
}

/** The host as known_hosts files name it. */
export interface HostName {
  readonly host: string;
  readonly port: number;
}

export type HostKeyVerdict =
  | { readonly kind: 'known' }
  /** `hasAuthority`: its files trust an authority's certificates for it, which are not supported here. */
  | { readonly kind: 'unknown'; readonly hasAuthority: boolean }
  | { readonly kind: 'changed'; readonly line: KnownHostLine }
  | { readonly kind: 'revoked'; readonly line: KnownHostLine };

const defaultPort = 22;

/** The lines of all files that are there, in their order. */
export async function readKnownHosts(files: readonly string[]): Promise<readonly KnownHostLine[]> {
  const texts = await Promise.all(files.map(async (file) => readFile(file, 'utf8').catch(() => '')));
  return texts.flatMap((text, index) => parseKnownHosts(text, files[index] ?? ''));
}

export function parseKnownHosts(text: string, file: string): readonly KnownHostLine[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const words = written.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
    const [patterns = '', keyType, key] = words;
    // A marker that is not known, as OpenSSH has it, makes its line mean nothing.
    if (marker !== undefined && marker !== '@cert-authority' && marker !== '@revoked') return [];
    if (patterns === '' || patterns.startsWith('#') || keyType === undefined || key === undefined) return [];
    return [{ file, line: index + 1, marker, patterns: patterns.split(','), keyType, key }];
  });
}

/**
 * What the files say of a key that a host shows. A host that is known by another key has changed, also where the other
 * key is of another type: who listens in could choose the type. A key that is known under the name without
 * the port counts too, as with ssh.
 */
export function judgeHostKey(lines: readonly KnownHostLine[], name: HostName, key: Buffer): HostKeyVerdict {
  const shown = key.toString('base64');
  const ofHost = linesOf(lines, name);
  const revoked = ofHost.find((line) => line.marker === '@revoked' && line.key === shown);
  if (revoked !== undefined) return { kind: 'revoked', line: revoked };
  const plain = ofHost.filter(({ marker }) => marker === undefined);
  if (plain.some((line) => line.key === shown)) return { kind: 'known' };
  const [other] = plain;
  if (other !== undefined) {
    const sameType = plain.find(({ keyType }) => keyType === hostKeyType(key));
    return { kind: 'changed', line: sameType ?? other };
  }
  if (name.port !== defaultPort) {
    const elsewhere = judgeHostKey(lines, { ...name, port: defaultPort }, key);
    if (elsewhere.kind === 'known' || elsewhere.kind === 'revoked') return elsewhere;
  }
  return { kind: 'unknown', hasAuthority: ofHost.some(({ marker }) => marker === '@cert-authority') };
}

/** The types of the keys that the host is known by, for it to be asked for one of those. */
export function knownKeyTypes(lines: readonly KnownHostLine[], name: HostName): readonly string[] {
  const known = linesOf(lines, name).filter(({ marker }) => marker === undefined);
  return [...new Set(known.map(({ keyType }) => keyType))];
}

/** As ssh shows it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** "ssh-ed25519", from the key itself. */
export function hostKeyType(key: Buffer): string {
  return key.length < 4 ? '' : key.toString('latin1', 4, 4 + key.readUInt32BE(0));
}

/** Adds a host's key at the end of a file, which is made where there is none. */
export async function rememberHostKey(file: string, name: HostName, key: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const before = await readFile(file, 'utf8').catch(() => '');
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  const line = `${nameInFile(name)} ${hostKeyType(key)} ${key.toString('base64')}\n`;
  await appendFile(file, `${separator}${line}`, { mode: 0o600 });
}

function linesOf(lines: readonly KnownHostLine[], name: HostName): readonly KnownHostLine[] {
  const wanted = nameInFile(name);
  return lines.filter(({ patterns }) => {
    const matching = patterns.filter((pattern) => matches(pattern.replace(/^!/, ''), wanted));
    return matching.length > 0 && !matching.some((pattern) => pattern.startsWith('!'));
  });
}

function nameInFile({ host, port }: HostName): string {
  const name = host.toLowerCase();
  return port === defaultPort ? name : `[${name}]:${String(port)}`;
}

function matches(pattern: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(pattern) ?? [];
  if (salt !== undefined) return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  const expression = pattern
    .toLowerCase()
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(name);
}
