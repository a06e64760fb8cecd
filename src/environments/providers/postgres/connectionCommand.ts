import { CompareError } from '../../../compareError.ts';
import type { PostgresEnvironment } from '../../environment.ts';
import type { OpenOptions } from '../../provider.ts';
import { runCommand } from '../../runCommand.ts';
import type { Variables } from './connectionTarget.ts';

/** How long a command may take, in milliseconds: some ask a person first. */
const commandTimeout = 120_000;

/**
 * The environment with what its `connectionCommand` prints: a connection string, else a password. It is run for each
 * connection, and what it prints is kept nowhere.
 *
 * @throws CompareError `commandFailed`, `commandTimeout`, `cancelled`
 */
export async function withCommandOutput(
  environment: PostgresEnvironment,
  processVariables: Variables,
  options: OpenOptions,
): Promise<PostgresEnvironment> {
  const { connectionCommand: command, workspaceFolder, variables } = environment;
  if (command === undefined || workspaceFolder === undefined) return environment;
  options.onProgress?.('running the command for the connection');
  const printed = await runCommand(
    {
      text: command,
      folder: workspaceFolder,
      variables: { ...processVariables, ...variables },
      timeout: commandTimeout,
    },
    options,
  );
  const text = printed.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (text === '' || /[\r\n]/.test(text)) {
    const message = text === '' ? 'it printed nothing' : 'it printed several lines';
    throw new CompareError('commandFailed', {
      command,
      message: `${message}; expected a connection string or a password`,
    });
  }
  return /^postgres(?:ql)?:\/\//i.test(text)
    ? { ...environment, connectionString: text }
    : { ...environment, password: text };
}
