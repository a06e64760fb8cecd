import type { ServerHostKeyAlgorithm } from 'ssh2';
import { CompareError } from '../../compareError.ts';
import type { ErrorDetails } from '../../compareError.ts';
import {
  fingerprint,
  hostKeyType,
  judgeHostKey,
  knownKeyTypes,
  readKnownHosts,
  rememberHostKey,
} from './knownHosts.ts';
import type { HostKeyVerdict, KnownHostLine } from './knownHosts.ts';
import type { SshHop } from './sshHops.ts';
import type { SshQuestions } from './sshQuestions.ts';

/** What is known of a host's keys before it is talked to. */
export interface HostKeyCheck {
  /** What the host is asked to prove itself by: the kinds of key that it is known by first. */
  readonly algorithms: ServerHostKeyAlgorithm[] | undefined;
  /** @throws CompareError 'sshHostKeyChanged', 'sshHostKeyUnknown', 'cancelled' */
  check(key: Buffer): Promise<void>;
}

/** Those that the library offers by itself, in its order. */
const allAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** Checks the key that a host shows against known_hosts, and asks about one that is not known. */
export async function prepareHostKeyCheck(
  hop: SshHop,
  facts: ErrorDetails,
  questions: SshQuestions | undefined,
): Promise<HostKeyCheck> {
  const lines = await readKnownHosts([...hop.knownHosts.user, ...hop.knownHosts.system]);
  let accepted: Buffer | undefined;
  return {
    algorithms: preferredAlgorithms(knownKeyTypes(lines, hop.nameOfKey)),
    async check(key) {
      // A host shows its key again when the connection changes its own keys, after much data.
      if (accepted?.equals(key) === true) return;
      const verdict = judgeHostKey(lines, hop.nameOfKey, key);
      const shown = { ...facts, keyType: hostKeyType(key), fingerprint: fingerprint(key) };
      if ('line' in verdict) throw refusal(verdict.line, verdict.kind, shown);
      if (verdict.kind === 'unknown') await decide(hop, key, verdict, shown, questions);
      accepted = key;
    },
  };
}

function refusal(line: KnownHostLine, why: 'changed' | 'revoked', shown: ErrorDetails): CompareError {
  return new CompareError('sshHostKeyChanged', { ...shown, why, file: line.file, line: line.line });
}

async function decide(
  { unknownHost, knownHosts, nameOfKey }: SshHop,
  key: Buffer,
  { hasAuthority }: Extract<HostKeyVerdict, { readonly kind: 'unknown' }>,
  shown: ErrorDetails & { readonly keyType: string; readonly fingerprint: string },
  questions: SshQuestions | undefined,
): Promise<void> {
  const [file] = knownHosts.user;
  if (unknownHost === 'refuse' || (unknownHost === 'ask' && questions === undefined)) {
    throw new CompareError('sshHostKeyUnknown', { ...shown, why: hasAuthority ? 'authority' : undefined });
  }
  const answer =
    unknownHost === 'remember'
      ? 'remember'
      : await questions?.acceptHostKey({ ...shown, address: String(shown['ssh']), file });
  if (answer === undefined) throw new CompareError('cancelled');
  if (answer === 'once' || file === undefined) return;
  try {
    await rememberHostKey(file, nameOfKey, key);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CompareError('fileUnreadable', { file, message: code }, { cause: error });
  }
}

/** A host has several keys; asked for one of another kind than is known, it would seem to have changed. */
function preferredAlgorithms(knownTypes: readonly string[]): ServerHostKeyAlgorithm[] | undefined {
  if (knownTypes.length === 0) return undefined;
  const isKnown = (algorithm: ServerHostKeyAlgorithm): boolean =>
    knownTypes.includes(algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm);
  return [...allAlgorithms.filter(isKnown), ...allAlgorithms.filter((algorithm) => !isKnown(algorithm))];
}
