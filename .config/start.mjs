// npm start: builds, then opens VS Code on the sample with the extension in development.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { register } from 'tsx/esm/api';

const root = path.join(import.meta.dirname, '..');
const sample = path.join(root, 'media', 'sample');

const build = spawnSync(process.execPath, [path.join(root, '.config', 'build.mjs')], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

// NO_CODE=1 opens the browser's VS Code even where there is the desktop's.
const onWindows = process.platform === 'win32';
const hasCode =
  !process.env.NO_CODE && spawnSync('code', ['--version'], { shell: onWindows, stdio: 'ignore' }).status === 0;
if (hasCode) {
  const quote = (text) => (onWindows ? `"${text}"` : text);
  spawn('code', ['--new-window', `--extensionDevelopmentPath=${quote(root)}`, quote(sample)], {
    shell: onWindows,
    stdio: 'inherit',
  });
  console.log('VS Code opens on media/sample.');
} else {
  register();
  const { startServer } = await import('../test/support/vscode/startServer.ts');
  const folder = path.join(root, '.vscode-test', 'start');
  mkdirSync(folder, { recursive: true });
  const port = process.env.PORT === undefined ? undefined : Number(process.env.PORT);
  const server = await startServer({ folder, ...(port === undefined ? {} : { port }) });
  const address = server.address(sample, [['extensionDevelopmentPath', server.remoteUri(root)]]);
  console.log(
    `\nThere is no \`code\` command here, so VS Code runs in the browser. Open\n\n  ${address}\n\nCtrl+C ends it.`,
  );
  const keepAlive = setInterval(() => undefined, 1 << 30);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      clearInterval(keepAlive);
      await server.stop();
      process.exit(0);
    });
  }
}
