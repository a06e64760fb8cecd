import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { downloads, output, root } from '../support/projectFolders.ts';
import { complaintsAboutUs } from '../support/vscode/hostLog.ts';

/** The oldest VS Code that package.json allows, in its last build. */
const version = '1.100.3';

const bundles = path.join(output, 'extension');
const workspace = path.join(output, 'extension-workspace');

/** Runs test/extension/ in VS Code's extension host, on a copy of the sample. */
async function main(): Promise<void> {
  await bundleTests();
  await rm(workspace, { recursive: true, force: true });
  await mkdir(workspace, { recursive: true });
  await cp(path.join(root, 'media', 'sample'), workspace, { recursive: true });

  // The defaults of @vscode/test-electron, emptied, so that every run starts anew.
  const userData = path.join(downloads, 'user-data');
  await rm(userData, { recursive: true, force: true });
  await runTests({
    vscodeExecutablePath: await findCode(),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(bundles, 'index.js'),
    extensionTestsEnv: { TEST_REPORTER: path.join(root, 'test', 'support', 'countingReporter.cjs') },
    launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(downloads, 'extensions')}`],
  });
  const complaints = await complaintsAboutUs(path.join(userData, 'logs'));
  if (complaints.length > 0) throw new Error(`The extension host complained:\n${complaints.join('\n')}`);
}

/** The desktop's VS Code where it can be downloaded and shown, else the VS Code server with a browser. */
async function findCode(): Promise<string> {
  const shim = path.join(root, 'test', 'support', 'vscode', 'codeShim.mjs');
  if (process.platform === 'linux' && process.env['DISPLAY'] === undefined) return shim;
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: downloads, extensionDevelopmentPath: root });
  } catch (error) {
    if (process.platform === 'win32') throw error;
    process.stderr.write(`VS Code cannot be downloaded (${String(error)}): its server from npm stands in.\n`);
    return shim;
  }
}

/** The tests are TypeScript and the extension host is not: each file becomes a bundle of its own. */
async function bundleTests(): Promise<void> {
  const folder = path.join(root, 'test', 'extension');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.test.ts'));
  await rm(bundles, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path.join(folder, 'index.ts'), ...files.map((file) => path.join(folder, file))],
    outdir: bundles,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    logLevel: 'warning',
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
