import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian puts programs, those of servers included, which a user's PATH leaves out. */
const folders = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];

/**
 * The path of a program, installed from its Debian package where it is not on the machine and the tests run as root.
 *
 * @returns undefined where it cannot be had, with the reason on the console. A test file asks before it describes its
 *   tests, and describes none without the program, for a pending test fails the run
 */
export async function ensureProgram(program: string, debianPackage: string): Promise<string | undefined> {
  const find = (): string | undefined => folders.map((folder) => path.join(folder, program)).find(existsSync);
  const there = find();
  if (there !== undefined) return there;
  try {
    if (process.getuid?.() !== 0) throw new Error('only root may install it');
    console.log(`Installing ${debianPackage} with apt-get: the tests need ${program}.`);
    await install(debianPackage).catch(async () => {
      await run('apt-get', ['update']);
      await install(debianPackage);
    });
  } catch (error) {
    console.warn(`The tests with ${program} (of the package ${debianPackage}) are LEFT OUT: ${String(error)}`);
  }
  return find();
}

/** Another process of the tests may be installing something at this moment, and no service is to be started. */
async function install(debianPackage: string): Promise<void> {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-y', '-q', '--no-install-recommends'];
  await run('apt-get', ['install', ...options, debianPackage], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}
