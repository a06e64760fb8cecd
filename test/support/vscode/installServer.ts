import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloads } from '../projectFolders.ts';

/** code-server 4.100.3 carries VS Code 1.100.3, the oldest VS Code that package.json allows. */
const codeServer = 'code-server@4.100.3';
const ripgrep = `@vscode/ripgrep-${process.platform}-${process.arch}@1.18.0`;

/**
 * Installs the server of a real VS Code from npm alone, once per checkout: the desktop's download site is not
 * reachable from everywhere, and the desktop needs a display.
 *
 * Nothing is compiled and no install script runs. What would need a compiler is replaced by a few lines of JavaScript
 * (log files, the watch over the parent process) or missing (the terminal).
 *
 * @returns the folder with `out/server-main.js`
 */
export async function installServer(say: (text: string) => void = console.error): Promise<string> {
  const folder = path.join(downloads, codeServer.replace('@', '-'));
  const server = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  if (existsSync(server)) return server;

  say(`Installing ${codeServer} from npm into .vscode-test (320 MB, once) ...`);
  await mkdir(downloads, { recursive: true });
  const unfinished = await mkdtemp(path.join(downloads, 'code-server-'));
  try {
    await installInto(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have been faster; its installation is as good.
    if (!existsSync(server)) throw error;
  }
  say(`Installed ${codeServer}.`);
  return server;
}

async function installInto(folder: string): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await npmInstall(folder, codeServer, ripgrep);
  const server = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await npmInstall(server);
  await npmInstall(path.join(server, 'extensions'));

  const modules = path.join(server, 'node_modules');
  await writeFile(path.join(modules, '@vscode', 'spdlog', 'index.js'), spdlogStandIn);
  await writeFile(path.join(modules, 'native-watchdog', 'index.js'), watchdogStandIn);

  const binary = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const packaged = path.join(folder, 'node_modules', ripgrep.slice(0, ripgrep.lastIndexOf('@')));
  const found = (await readdir(packaged, { recursive: true })).find((file) => path.basename(file) === binary);
  if (found === undefined) throw new Error(`${ripgrep} has no ${binary}`);
  await mkdir(path.join(modules, '@vscode', 'ripgrep', 'bin'), { recursive: true });
  await copyFile(path.join(packaged, found), path.join(modules, '@vscode', 'ripgrep', 'bin', binary));

  // VS Code looks for some of its modules in an archive, for which code-server puts this link.
  await symlink('node_modules', path.join(server, 'node_modules.asar'), 'junction');
}

function npmInstall(folder: string, ...packages: string[]): Promise<void> {
  const options = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', ['install', ...packages, ...options], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
    // npm hands its own settings down to its scripts: the prefix of this project must not reach the other one.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_)?prefix|package_)/.test(name)),
    ),
  });
  let complaints = '';
  npm.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    npm.once('error', reject);
    npm.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`npm install ${packages.join(' ')} in ${folder} ended with ${String(code)}: ${complaints}`));
    });
  });
}

/** VS Code's log files, written plainly: the native module rotates them. */
const spdlogStandIn = `
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(type, name, file) { this.file = file; this.level = 2; this.isRaw = false; }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    fs.appendFileSync(this.file, this.isRaw ? message : time + ' [' + names[level] + '] ' + message + '\\n');
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.isRaw = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
const createLogger = async (name, file) => {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
};
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
`;

/** Ends the extension host when the server that started it is gone. */
const watchdogStandIn = `
exports.start = (pid) => setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
exports.exit = (code) => process.exit(code);
`;
