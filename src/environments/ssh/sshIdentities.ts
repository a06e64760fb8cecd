import { readFile } from 'node:fs/promises';
import type { AnyAuthMethod, BaseAgent, ParsedKey } from 'ssh2';
import { CompareError } from '../../compareError.ts';
import type { IdentityChoice, SshHop } from './sshHops.ts';
import { passphraseVariable } from './sshQuestions.ts';
import type { SshQuestions } from './sshQuestions.ts';

/** A private key as its file has it. */
interface KeyFile {
  readonly file: string;
  readonly content: string;
  /** undefined while it is encrypted. */
  readonly key: ParsedKey | undefined;
  /** Of an encrypted key too, where the file with its public half lies beside it. */
  readonly publicKey: Buffer | undefined;
}

export interface IdentityContext {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly questions: SshQuestions | undefined;
}

/** What was tried on a host, for the error that nothing of it was accepted. */
export interface Attempts {
  /** Key files and the agent, in words. */
  readonly tried: string[];
  /** The error about a key that could not be decrypted; it says more than that the host refused the others. */
  undecrypted: CompareError | undefined;
}

/** @throws CompareError 'fileUnreadable' or 'sshKeyInvalid' for a key that the settings name */
export async function readKeyFiles({ files }: IdentityChoice): Promise<readonly KeyFile[]> {
  const read = await Promise.all(
    files.map(async ({ file, isRequired }) => {
      try {
        return [await readKeyFile(file)];
      } catch (error) {
        if (isRequired) throw error;
        return [];
      }
    }),
  );
  return read.flat();
}

async function readKeyFile(file: string): Promise<KeyFile> {
  const {
    default: { utils },
  } = await import('ssh2');
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CompareError('fileUnreadable', { file, property: 'ssh.identityFile', message: code }, { cause: error });
  }
  const key = utils.parseKey(content);
  if (key instanceof Error) {
    // The library has no code for it; the words are its own.
    if (!key.message.includes('no passphrase given')) throw new CompareError('sshKeyInvalid', { file });
    const half = await readFile(`${file}.pub`, 'utf8').catch(() => '');
    const publicKey = half === '' ? undefined : utils.parseKey(half);
    return {
      file,
      content,
      key: undefined,
      publicKey: publicKey === undefined || publicKey instanceof Error ? undefined : publicKey.getPublicSSH(),
    };
  }
  if (!key.isPrivateKey()) throw new CompareError('sshKeyInvalid', { file });
  return { file, content, key, publicKey: key.getPublicSSH() };
}

/**
 * What is shown to a host, one after the other until it is content: what the agent has, then the key files that need no
 * passphrase, then the others. A passphrase is asked for when everything before it was refused.
 */
export async function* authenticationMethods(
  hop: SshHop,
  keys: readonly KeyFile[],
  attempts: Attempts,
  context: IdentityContext,
): AsyncGenerator<AnyAuthMethod, undefined> {
  const username = hop.user;
  const { agent: socket, onlyFiles } = hop.identities;
  const shown: Buffer[] = [];
  if (socket !== undefined) {
    const { agent, offered } = await openAgent(
      socket,
      onlyFiles ? keys.flatMap(({ publicKey }) => publicKey ?? []) : undefined,
    );
    attempts.tried.push(offered === undefined ? 'agent (not reachable)' : `agent (${keysInWords(offered.length)})`);
    shown.push(...(offered ?? []));
    if (offered !== undefined && offered.length > 0) yield { type: 'agent', username, agent };
  }
  const open = keys.filter(({ publicKey }) => !shown.some((each) => publicKey?.equals(each) === true));
  for (const { file, key } of open) {
    if (key === undefined) continue;
    attempts.tried.push(file);
    yield { type: 'publickey', username, key };
  }
  for (const file of open) {
    if (file.key !== undefined) continue;
    const key = await decrypt(file, attempts, context);
    attempts.tried.push(key === undefined ? `${file.file} (not decrypted)` : file.file);
    if (key !== undefined) yield { type: 'publickey', username, key };
  }
  return undefined;
}

function keysInWords(count: number): string {
  return `${count === 0 ? 'no' : String(count)} ${count === 1 ? 'key' : 'keys'}`;
}

/** An agent with the keys that may be offered; none where it does not answer. */
async function openAgent(
  socket: string,
  allowed: readonly Buffer[] | undefined,
): Promise<{ readonly agent: BaseAgent; readonly offered: readonly Buffer[] | undefined }> {
  const { default: ssh2 } = await import('ssh2');
  const agent = ssh2.createAgent(socket);
  const known = await new Promise<readonly ParsedKey[] | undefined>((resolve) => {
    // The library's own agents give parsed keys.
    agent.getIdentities((error, keys) => {
      resolve(error === undefined || error === null ? ((keys ?? []) as ParsedKey[]) : undefined);
    });
  });
  const offered = known?.filter(
    (key) => allowed === undefined || allowed.some((each) => each.equals(key.getPublicSSH())),
  );
  const limited = Object.assign(Object.create(agent) as BaseAgent, {
    getIdentities: (answer: (error: undefined, keys: ParsedKey[]) => void): void => {
      answer(undefined, [...(offered ?? [])]);
    },
  });
  return { agent: limited, offered: offered?.map((key) => key.getPublicSSH()) };
}

/** The variable counts first; then a person is asked, until it fits. @throws CompareError 'cancelled' */
async function decrypt(
  { file, content }: KeyFile,
  attempts: Attempts,
  { variables, questions }: IdentityContext,
): Promise<ParsedKey | undefined> {
  const {
    default: { utils },
  } = await import('ssh2');
  const parse = (passphrase: string): ParsedKey | undefined => {
    const key = utils.parseKey(content, passphrase);
    return key instanceof Error ? undefined : key;
  };
  const given = variables[passphraseVariable] ?? '';
  const byVariable = given === '' ? undefined : parse(given);
  if (byVariable !== undefined) return byVariable;
  if (questions === undefined) {
    attempts.undecrypted ??= new CompareError(given === '' ? 'sshPassphraseMissing' : 'sshPassphraseWrong', { file });
    return undefined;
  }
  for (let isWrong = false; ; isWrong = true) {
    const passphrase = await questions.passphrase(file, isWrong);
    if (passphrase === undefined) throw new CompareError('cancelled');
    const key = parse(passphrase);
    if (key !== undefined) return key;
  }
}
