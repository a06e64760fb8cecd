import * as vscode from 'vscode';
import type { ErrorReason } from '../../compareError.ts';
import type { EnvironmentRole, SslMode } from '../../environments/environment.ts';
import { roleIcon } from '../environments/icons.ts';
import type { SettingsLayer } from '../environments/settingsLayers.ts';
import {
  asksForTls,
  connectionStringProblem,
  draftFiles,
  functionNameProblem,
  isOnRds,
  portProblem,
  sshHostProblem,
  suggestedName,
  usesTokens,
  verifiesServer,
  withConnectionString,
  type EnvironmentDraft,
} from './environmentDraft.ts';
import { settingsPath } from '../workspacePaths.ts';
import { inputStep, pickStep, type PickItem, type Step, type StepFrame, type StepResult } from './multiStep.ts';

type DraftStep = Step<EnvironmentDraft>;
type TextField = {
  [K in keyof EnvironmentDraft]: EnvironmentDraft[K] extends string ? K : never;
}[keyof EnvironmentDraft];

const isServer = (draft: EnvironmentDraft): boolean => draft.type === 'postgres';
const throughSsh = (draft: EnvironmentDraft): boolean => isServer(draft) && draft.tunnel === 'ssh';
const byFields = (draft: EnvironmentDraft): boolean => isServer(draft) && draft.by === 'fields';
const required = (what: string) => (text: string) => (text === '' ? `Enter ${what}` : undefined);

const typeStep = choice('type', () => true, 'What is to be compared?', [
  { label: '$(server) PostgreSQL Server', description: 'PostgreSQL 12 or later', value: 'postgres' },
  {
    label: '$(cloud) AWS Lambda Function',
    description: 'a server in a private network, through a function that reads it',
    value: 'lambda',
  },
  { label: '$(files) SQL Files', description: 'a schema file, a pg_dump, a folder of migrations', value: 'sqlFiles' },
  {
    label: '$(git-commit) Migrations of This Workspace',
    description: 'what the code says the database is',
    value: 'migrations',
  },
]);

const byStep = choice('by', isServer, 'How do you reach it?', [
  { label: 'Connection String', description: 'postgres://user@host:5432/database', value: 'connectionString' },
  { label: 'Host, Port, Database, User', value: 'fields' },
]);

const connectionStringStep: DraftStep = {
  applies: (draft) => isServer(draft) && draft.by === 'connectionString',
  ask: async (draft, frame) =>
    mapped(
      await inputStep(frame, {
        prompt:
          'Connection string. A password in it goes to secret storage, not to the settings. ${env:NAME} is replaced.',
        placeholder: 'postgres://user@localhost:5432/app?sslmode=require',
        value: draft.connectionString,
        validate: connectionStringProblem,
      }),
      (value) => withConnectionString(draft, value),
    ),
};

const sslModes: readonly PickItem<SslMode>[] = [
  { label: 'prefer', description: 'encrypted where the server can, not verified', value: 'prefer' },
  { label: 'require', description: 'encrypted, the server is not verified', value: 'require' },
  {
    label: 'verify-full',
    description: "encrypted, the server's certificate and host name are verified",
    value: 'verify-full',
  },
  { label: 'verify-ca', description: "encrypted, the server's certificate is verified", value: 'verify-ca' },
  { label: 'disable', description: 'not encrypted', value: 'disable' },
];

const caFileStep: DraftStep = {
  applies: verifiesServer,
  ask: async (draft, frame) => {
    const chosen = await pickStep<'known' | 'file'>(frame, {
      placeholder: 'Who vouches for the server?',
      items: [
        { label: 'Known Authorities', description: 'those of Node.js, or ~/.postgresql/root.crt', value: 'known' },
        {
          label: '$(file) Choose CA File...',
          description: draft.caFile === '' ? "your own authority's, or your provider's bundle" : draft.caFile,
          value: 'file',
        },
      ],
      active: draft.caFile === '' ? 'known' : 'file',
    });
    if (chosen.kind !== 'next') return chosen;
    if (chosen.value === 'known') return { kind: 'next', value: { ...draft, caFile: '' } };
    const uris = await vscode.window.showOpenDialog({ openLabel: 'Trust' });
    const [uri] = uris ?? [];
    return uri === undefined
      ? caFileStep.ask(draft, frame)
      : { kind: 'next', value: { ...draft, caFile: settingsPath(uri) } };
  },
};

const authStep = choice('auth', isOnRds, 'How do you log in?', [
  { label: 'Password', description: 'kept in secret storage', value: 'password' },
  {
    label: 'AWS IAM Token',
    description: 'made for each connection; needs rds-db:connect, and GRANT rds_iam for the user',
    value: 'aws-iam',
  },
]);

const passwordStep: DraftStep = {
  applies: (draft) => isServer(draft) && !usesTokens(draft) && !draft.connectionString.includes('${'),
  ask: async (draft, frame) =>
    mapped(
      await inputStep(frame, {
        prompt: 'Password, kept in secret storage. Leave it empty to use PGPASSWORD or .pgpass.',
        value: draft.password,
        isPassword: true,
      }),
      (password) => ({ ...draft, password }),
    ),
};

const tunnelStep = choice('tunnel', isServer, 'Does it take an SSH tunnel to reach the server?', [
  { label: 'No', description: 'this machine reaches it, or a tunnel is open already', value: 'none' },
  {
    label: '$(remote) Through an SSH Host',
    description: 'a bastion or jump host that you can log in to',
    value: 'ssh',
  },
]);

const sshHostStep = text(
  'sshHost',
  throughSsh,
  'SSH host: user@host:port, or an alias of ~/.ssh/config. Host and port of the database are as this host sees them.',
  sshHostProblem,
);

const filesStep: DraftStep = {
  applies: (draft) => draft.type === 'sqlFiles',
  ask: async (draft, frame) =>
    mapped(
      await inputStep(frame, {
        prompt: 'Files, folders or globs, in loading order, separated by commas.',
        placeholder: '${workspaceFolder}/schema.sql, ${workspaceFolder}/migrations/*.sql',
        value: draft.files,
        validate: (files) =>
          draftFiles({ ...draft, files }).length === 0 ? 'Enter at least one file or glob' : undefined,
      }),
      (files) => ({ ...draft, files }),
    ),
};

const commandStep = text(
  'command',
  (draft) => draft.type === 'migrations',
  'A command that prints the migrations as SQL, such as: alembic upgrade head --sql. Leave it empty where they are SQL files.',
  () => undefined,
);

const browseStep: DraftStep = {
  applies: (draft) => draft.type === 'sqlFiles',
  ask: async (draft, frame) => {
    const chosen = await pickStep<'files' | 'folder' | 'pattern'>(frame, {
      placeholder: 'Where is the SQL?',
      items: [
        { label: '$(file) Select Files...', value: 'files' },
        { label: '$(folder) Select Folder...', value: 'folder' },
        { label: '$(edit) Enter a Path or Glob', value: 'pattern' },
      ],
    });
    if (chosen.kind !== 'next' || chosen.value === 'pattern') return mapped(chosen, () => draft);
    const uris = await vscode.window.showOpenDialog({
      canSelectFiles: chosen.value === 'files',
      canSelectFolders: chosen.value === 'folder',
      canSelectMany: chosen.value === 'files',
      openLabel: 'Select',
      ...(chosen.value === 'files' ? { filters: { SQL: ['sql'] } } : {}),
    });
    if (uris === undefined) return browseStep.ask(draft, frame);
    const paths = uris.map(settingsPath).map((path) => (chosen.value === 'folder' ? `${path}/*.sql` : path));
    return { kind: 'next', value: { ...draft, files: paths.join(', ') } };
  },
};

const roleStep = choice<'role', EnvironmentRole | 'none'>(
  'role',
  () => true,
  'What is it for? The role is shown as an icon and a word.',
  [
    { label: 'Production', iconPath: roleIcon('production'), value: 'production' },
    { label: 'Staging', iconPath: roleIcon('staging'), value: 'staging' },
    { label: 'Development', iconPath: roleIcon('development'), value: 'development' },
    { label: 'No Role', iconPath: roleIcon(undefined), value: 'none' },
  ],
);

const isFunction = (draft: EnvironmentDraft): boolean => draft.type === 'lambda';

const functionStep = text(
  'functionName',
  isFunction,
  'Name or ARN of the function, with an alias where you want one. You need the permission lambda:InvokeFunction for it.',
  functionNameProblem,
);

const hostStep = text('host', byFields, 'Host name, IP address or socket folder', required('a host'));

/** The step that a failed connection leads back to. */
export function addressStep(draft: EnvironmentDraft, reason: ErrorReason): DraftStep {
  if (reason.startsWith('ssh')) return sshHostStep;
  if (draft.type === 'sqlFiles') return filesStep;
  if (draft.type === 'lambda') return functionStep;
  if (draft.type === 'migrations') return commandStep;
  return draft.by === 'fields' ? hostStep : connectionStringStep;
}

/** The questions of "Add Environment"; `isTaken` says whether another environment has the name. */
export function environmentSteps(isTaken: (name: string) => boolean, layers: readonly SettingsLayer[]): DraftStep[] {
  return [
    typeStep,
    byStep,
    connectionStringStep,
    hostStep,
    text('port', byFields, 'Port', portProblem),
    text('database', byFields, 'Database', required('a database')),
    text('user', byFields, 'User. Leave it empty for your own login name.', () => undefined),
    choice('sslMode', asksForTls, 'Is the connection encrypted, and the server verified?', sslModes),
    caFileStep,
    authStep,
    passwordStep,
    tunnelStep,
    sshHostStep,
    text(
      'sshIdentityFile',
      throughSsh,
      'File of your private key, such as ~/.ssh/id_ed25519. Leave it empty to use the SSH agent and the keys of ~/.ssh.',
      () => undefined,
    ),
    functionStep,
    text(
      'region',
      isFunction,
      'AWS Region, such as eu-central-1. Leave it empty to use AWS_REGION or the profile.',
      () => undefined,
    ),
    text(
      'profile',
      (draft) => isFunction(draft) || usesTokens(draft),
      'AWS profile. Leave it empty to use AWS_PROFILE or the default.',
      () => undefined,
    ),
    browseStep,
    filesStep,
    commandStep,
    {
      applies: () => true,
      ask: async (draft, frame) =>
        mapped(
          await inputStep(frame, {
            prompt: 'Name of the environment, as the tree and the comparison show it.',
            placeholder: 'local',
            value: suggestedName(draft),
            validate: (name) =>
              name === '' ? 'Enter a name' : isTaken(name) ? `There is an environment "${name}" already` : undefined,
          }),
          (name) => ({ ...draft, name }),
        ),
    },
    roleStep,
    choice(
      'layer',
      () => layers.length > 1,
      'Where is it saved?',
      layers.map((layer) => ({ label: layer.label, description: layerHints[layer.target], value: layer })),
    ),
  ];
}

const layerHints: Readonly<Record<SettingsLayer['target'], string>> = {
  user: 'for you, in every workspace',
  workspace: 'for everyone who opens this workspace',
  folder: 'for everyone who opens this folder',
};

function text(
  field: TextField,
  applies: DraftStep['applies'],
  prompt: string,
  validate: (text: string) => string | undefined,
): DraftStep {
  return {
    applies,
    ask: async (draft, frame) =>
      mapped(await inputStep(frame, { prompt, value: draft[field], validate }), (value) => ({
        ...draft,
        [field]: value,
      })),
  };
}

function choice<K extends keyof EnvironmentDraft, V extends EnvironmentDraft[K] = EnvironmentDraft[K]>(
  field: K,
  applies: DraftStep['applies'],
  placeholder: string,
  items: readonly PickItem<V>[],
): DraftStep {
  return {
    applies,
    ask: async (draft: EnvironmentDraft, frame: StepFrame) =>
      mapped(await pickStep<EnvironmentDraft[K]>(frame, { placeholder, items, active: draft[field] }), (value) => ({
        ...draft,
        [field]: value,
      })),
  };
}

function mapped<A, B>(result: StepResult<A>, map: (value: A) => B): StepResult<B> {
  return result.kind === 'next' ? { kind: 'next', value: map(result.value) } : result;
}
