import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CompareError } from '../../compareError.ts';
import type { SshSettings } from '../environment.ts';
import { readHostConfig } from './sshConfigFile.ts';
import type { HostConfig } from './sshConfigFile.ts';
import { parseSshDestination } from './sshDestination.ts';
import type { SshDestination } from './sshDestination.ts';

/** One SSH host on the way to the database, with everything decided: settings first, then ssh's configuration. */
export interface SshHop {
  /** The last one reaches the database, the others are passed. */
  readonly isJump: boolean;
  /** As the user calls it: what `ssh` would be given. */
  readonly alias: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** What known_hosts files call it; `HostKeyAlias` where there is one. */
  readonly nameOfKey: { readonly host: string; readonly port: number };
  readonly knownHosts: { readonly user: readonly string[]; readonly system: readonly string[] };
  /** What happens with a host that is not known yet. */
  readonly unknownHost: 'ask' | 'refuse' | 'remember';
  readonly identities: IdentityChoice;
}

/** What may prove to an SSH host who the user is. */
export interface IdentityChoice {
  /** Private keys, in the order to try them. Those that must be there come from the settings. */
  readonly files: readonly { readonly file: string; readonly isRequired: boolean }[];
  /** The socket of an agent. */
  readonly agent: string | undefined;
  /** The agent may use the keys of `files` alone. */
  readonly onlyFiles: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The SSH hosts that are passed on the way to a database, the nearest one first.
 *
 * @throws CompareError 'settingsInvalid' for a way that cannot be gone, 'fileUnreadable' for a configuration file
 */
export async function resolveHops(
  settings: SshSettings,
  environmentName: string,
  variables: Variables,
): Promise<readonly SshHop[]> {
  const fail = (message: string): CompareError =>
    new CompareError('settingsInvalid', {
      environment: environmentName,
      message: `environment ${JSON.stringify(environmentName)}: ${message}`,
    });
  const homeFolder = variables['HOME'] ?? os.homedir();
  const context: Context = { settings, variables, homeFolder, fail };
  const { host, port, user } = settings;
  const written = parseSshDestination(host);
  if (written === undefined) throw fail(`"ssh.host" is ${JSON.stringify(host)}; expected a host name or an alias`);
  const target = { ...written, ...(port === undefined ? {} : { port }), ...(user === undefined ? {} : { user }) };
  return hopsTo(target, settings.jump, context, []);
}

interface Context {
  readonly settings: SshSettings;
  readonly variables: Variables;
  readonly homeFolder: string;
  readonly fail: (message: string) => CompareError;
}

async function hopsTo(
  destination: SshDestination,
  jump: readonly string[] | undefined,
  context: Context,
  before: readonly SshDestination[],
): Promise<readonly SshHop[]> {
  const alias = destination.host;
  const passed = [...before, destination];
  if (before.some((each) => isDeepStrictEqual(each, destination))) {
    throw context.fail(`the jump hosts go in circles: ${passed.map((each) => each.host).join(', ')}`);
  }
  const config = await readHostConfig(alias, context.homeFolder);
  const isJump = before.length > 0;
  const hop = createHop(destination, config, isJump, context);
  const [nearest, ...others] = (jump ?? jumpOf(config, alias, context)).map((text) => destinationOf(text, context));
  if (nearest === undefined) return [hop];
  const first = await hopsTo(nearest, undefined, context, passed);
  // What is reached through the first one is not asked how it would be reached by itself.
  const rest = await Promise.all(others.map((other) => hopsTo(other, [], context, passed)));
  return [...first, ...rest.flat(), hop];
}

function destinationOf(text: string, { fail }: Context): SshDestination {
  const destination = parseSshDestination(text);
  if (destination === undefined) throw fail(`the jump host is ${JSON.stringify(text)}; expected user@host:port`);
  return destination;
}

/** `ProxyCommand` would run something of which nobody here knows what it does. */
function jumpOf(config: HostConfig, alias: string, { fail }: Context): readonly string[] {
  const jumps = (config['proxyjump'] ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
  if (jumps.length > 0) return jumps[0]?.toLowerCase() === 'none' ? [] : jumps;
  const command = config['proxycommand']?.[0];
  if (command === undefined || command.toLowerCase() === 'none') return [];
  throw fail(
    `ssh's configuration reaches ${JSON.stringify(alias)} by a ProxyCommand, which is not run; expected ProxyJump there, or "ssh.jump" here`,
  );
}

function createHop(destination: SshDestination, config: HostConfig, isJump: boolean, context: Context): SshHop {
  const { variables, homeFolder } = context;
  const alias = destination.host;
  const first = (name: string): string | undefined => config[name]?.[0];
  const host = first('hostname')?.replaceAll('%h', alias).replaceAll('%%', '%') ?? alias;
  const port = destination.port ?? Number(first('port') ?? 22);
  const localUser = systemUser();
  const user = destination.user ?? first('user') ?? localUser;
  if (user === undefined) throw context.fail('no user is named for the SSH host; expected "ssh.user"');
  const tokens: Readonly<Record<string, string>> = {
    ...{ '%': '%', d: homeFolder, h: host, n: alias, p: String(port), r: user, u: localUser ?? user },
  };
  const expand = (text: string): string =>
    expandHome(
      text
        .replace(/%([%dhnpru])/g, (_, token: string) => tokens[token] ?? '')
        .replace(/\$\{(\w+)\}/g, (_, name: string) => variables[name] ?? ''),
      homeFolder,
    );
  const files = (name: string, ...otherwise: readonly string[]): readonly string[] =>
    (config[name] ?? otherwise).filter((file) => file.toLowerCase() !== 'none').map(expand);
  const keyAlias = first('hostkeyalias');
  return {
    isJump,
    alias,
    host,
    port,
    user,
    nameOfKey: keyAlias === undefined ? { host, port } : { host: keyAlias, port: 22 },
    knownHosts: {
      user: files('userknownhostsfile', '~/.ssh/known_hosts', '~/.ssh/known_hosts2'),
      system: files('globalknownhostsfile', '/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'),
    },
    unknownHost: unknownHost(first('stricthostkeychecking')),
    identities: chooseIdentities(config, isJump, context, expand),
  };
}

/** `no` is no reason to talk to whoever answers: it asks, too. */
function unknownHost(checking: string | undefined): SshHop['unknownHost'] {
  if (checking?.toLowerCase() === 'yes') return 'refuse';
  return checking?.toLowerCase() === 'accept-new' ? 'remember' : 'ask';
}

/** What the settings name counts for the jump hosts too, where ssh's configuration names nothing for them. */
function chooseIdentities(
  config: HostConfig,
  isJump: boolean,
  { settings, variables, homeFolder }: Context,
  expand: (text: string) => string,
): IdentityChoice {
  const isOnlyConfigured = isJump && config['identityfile'] !== undefined;
  const { identityFile, agent } = isOnlyConfigured ? {} : settings;
  const configured = (config['identityfile'] ?? defaultKeys).filter((file) => file.toLowerCase() !== 'none');
  const ofAgentAlone = agent !== undefined && agent !== false;
  const files =
    identityFile !== undefined
      ? [{ file: expandHome(identityFile, homeFolder), isRequired: true }]
      : ofAgentAlone
        ? []
        : configured.map((file) => ({ file: expand(file), isRequired: false }));
  return {
    files,
    agent: agentSocket(agent, config['identityagent']?.[0], variables, expand),
    onlyFiles:
      identityFile === undefined ? !ofAgentAlone && config['identitiesonly']?.[0] === 'yes' : agent === undefined,
  };
}

/** Those that ssh itself tries: https://man.openbsd.org/ssh_config.5#IdentityFile */
const defaultKeys = ['~/.ssh/id_rsa', '~/.ssh/id_ecdsa', '~/.ssh/id_ed25519'];

function agentSocket(
  setting: SshSettings['agent'],
  configured: string | undefined,
  variables: Variables,
  expand: (text: string) => string,
): string | undefined {
  if (setting === false) return undefined;
  if (typeof setting === 'string') return setting;
  if (configured?.toLowerCase() === 'none' && setting === undefined) return undefined;
  const named = configured === 'SSH_AUTH_SOCK' || configured?.toLowerCase() === 'none' ? undefined : configured;
  const path_ = named?.startsWith('$') === true ? variables[named.slice(1).replace(/^\{|\}$/g, '')] : named;
  const socket = path_ === undefined ? variables['SSH_AUTH_SOCK'] : expand(path_);
  if (socket !== undefined && socket !== '') return socket;
  // The service of OpenSSH that comes with Windows sets no variable.
  return process.platform === 'win32' ? String.raw`\\.\pipe\openssh-ssh-agent` : undefined;
}

function expandHome(file: string, homeFolder: string): string {
  return file === '~' || file.startsWith('~/') ? path.join(homeFolder, file.slice(1)) : file;
}

function systemUser(): string | undefined {
  try {
    return os.userInfo().username;
  } catch {
    // In a container the process's user may have no name.
    return undefined;
  }
}
