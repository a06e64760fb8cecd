import type { ErrorDetails, ErrorReason } from '../compareError.ts';
import { after, because, place, text } from './detailWords.ts';

type Sentence = (details: ErrorDetails) => string;

/** What errorSentences.ts says of the SSH hosts on the way to a database; each names the host that it is about. */
export const sshSentences: Readonly<Record<Extract<ErrorReason, `ssh${string}`>, Sentence>> = {
  sshAuthenticationFailed: (d) =>
    `${host(d)} let nobody in${asUser(d)}${because(d)}; tried: ${said(d, 'tried', 'no key')}.`,
  sshFailed: (d) => `No connection to ${inside(d)} came about${because(d)}.`,
  sshForwardingRefused: (d) =>
    `${host(d)} does not allow connections to ${said(d, 'target', 'other hosts')}: AllowTcpForwarding and PermitOpen of its sshd_config decide it.`,
  sshHostKeyChanged: (d) =>
    d['why'] === 'revoked'
      ? `${host(d)} shows a key that ${place(d, 'known_hosts')} says is revoked (${key(d)}): the connection was refused.`
      : `${host(d)} shows another key (${key(d)}) than ${place(d, 'known_hosts')} has: somebody may be listening in, or the host was set up anew. The connection was refused.`,
  sshHostKeyUnknown: (d) =>
    `The key of ${inside(d)} is not known (${key(d)})${authority(d)}: run "ssh ${login(d)}" once and accept it, or add what ssh-keyscan prints to known_hosts.`,
  sshHostUnknown: (d) => `${host(d)} cannot be found.`,
  sshKeyInvalid: (d) =>
    `${said(d, 'file', 'The identity file')} is no private key that can be read: expected one in the form of OpenSSH, PEM or PuTTY.`,
  sshPassphraseMissing: (d) =>
    `The private key ${said(d, 'file', 'that is needed')} is encrypted: set the variable DATABASE_COMPARE_SSH_PASSPHRASE, or add the key to an SSH agent.`,
  sshPassphraseWrong: (d) =>
    `The passphrase in DATABASE_COMPARE_SSH_PASSPHRASE is not that of the private key ${said(d, 'file', 'that is needed')}.`,
  sshRefused: (d) => `${host(d)} refused the connection: does an SSH server listen there?`,
  sshTargetUnreachable: (d) => `${host(d)} cannot reach ${said(d, 'target', 'the database')}${because(d)}.`,
  sshTimeout: (d) => `${host(d)} did not answer in time${after(d)}.`,
};

function said(details: ErrorDetails, name: string, otherwise: string): string {
  return text(details[name]) ?? otherwise;
}

/** The host as the subject of a sentence. */
function host(details: ErrorDetails): string {
  const name = inside(details);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The host within a sentence: what it is on the way, and its address. */
function inside(details: ErrorDetails): string {
  return `the ${details['hop'] === 'jump' ? 'jump host' : 'SSH host'} ${said(details, 'ssh', '')}`.trimEnd();
}

function asUser(details: ErrorDetails): string {
  const user = said(details, 'sshUser', '');
  return user === '' ? '' : ` as "${user}"`;
}

/** What `ssh` is given to reach the host. */
function login(details: ErrorDetails): string {
  const [, port] = /:(\d+)$/.exec(said(details, 'ssh', '')) ?? [];
  return `${port === undefined || port === '22' ? '' : `-p ${port} `}${said(details, 'alias', 'host')}`;
}

function key(details: ErrorDetails): string {
  return `${said(details, 'keyType', 'key')} ${said(details, 'fingerprint', '')}`.trimEnd();
}

function authority(details: ErrorDetails): string {
  return details['why'] === 'authority' ? '; certificates of an authority in known_hosts are not supported' : '';
}
