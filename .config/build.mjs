// Builds dist/: the extension, the command line tool, the PGlite worker and the page.
//   node .config/build.mjs [--production] [--watch]
// The entries for Node are ES modules in chunks, so that `await import('...')` loads its chunk on first use.
// Everything lands flat in dist/, because libraries look for their files beside the module that asks.
import { copyFile, chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = path.join(root, 'dist');
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** What VS Code loads when the extension is activated: extension.js and the chunks it imports at once. */
const activationLimit = 250 * 1024;

const nodeEntries = {
  extension: 'src/extension.ts',
  pgliteWorker: 'src/environments/providers/sqlFiles/pgliteWorker.ts',
};
// By itself: sharing with the extension would part it into five times as many files, and each takes a while to load.
const cliEntries = { cli: 'src/cli/main.ts' };
const browserEntries = { webview: 'webview/main.ts' };
/** What users deploy: one file that needs nothing but the runtime of AWS Lambda, with the SDK that is part of it. */
const lambdaEntries = { databaseCompareFunction: 'src/lambda/handler.ts' };

/** Files that a library reads beside its own module without saying so in a way that a bundler can follow. */
const libraryFiles = {
  'node_modules/@ruby/prism/src/parsePrism.js': 'prism.wasm',
  'node_modules/libpg-query/wasm/libpg-query.js': 'libpg-query.wasm',
};

/** PGlite's extensions (pg_trgm and so on), which it unpacks when a database asks for one. */
const extensionsFolder = path.join(root, 'node_modules/@electric-sql/pglite/dist');

// Bundled CommonJS (pg, libpg-query) asks for these three, which ES modules do not have.
const commonJsBanner = [
  "import { createRequire as createRequireForBundle } from 'node:module';",
  "import { fileURLToPath as fileURLToPathForBundle } from 'node:url';",
  'const require = createRequireForBundle(import.meta.url);',
  'const __filename = fileURLToPathForBundle(import.meta.url);',
  "const __dirname = fileURLToPathForBundle(new URL('.', import.meta.url));",
].join('\n');

/** Ships what libraries name as `new URL('../some.wasm', import.meta.url)`, and makes the name point beside the bundle. */
const assetsBesideBundle = {
  name: 'assets-beside-bundle',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]@electric-sql[\\/]pglite[\\/].*\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const copies = [];
      const contents = text.replace(/new URL\("([^"]+)",\s*import\.meta\.url\)/g, (_, reference) => {
        const name = path.basename(reference);
        copies.push(copyIntoDist(path.resolve(path.dirname(file), reference)));
        return `new URL("./${name}",import.meta.url)`;
      });
      await Promise.all(copies);
      return { contents, loader: 'js' };
    });
  },
};

/** pg makes a Response to find out where it runs, for which Node 20 loads all of its HTTP client; here it is always Node. */
const pgOnNode = {
  name: 'pg-on-node',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]pg[\\/]lib[\\/]stream\.js$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace('if (isCloudflareRuntime())', 'if (false)'),
      loader: 'js',
    }));
  },
};

const copied = new Set();
async function copyIntoDist(file) {
  const target = path.join(dist, path.basename(file));
  copied.add(target);
  const [from, to] = await Promise.all([stat(file), stat(target).catch(() => undefined)]);
  if (to === undefined || to.size !== from.size || to.mtimeMs < from.mtimeMs) await copyFile(file, target);
}

const common = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  legalComments: production ? 'linked' : 'none',
  metafile: true,
  logLevel: 'warning',
  loader: { '.ttf': 'file', '.svg': 'file' },
  assetNames: '[name]',
};

const nodeOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  mainFields: ['module', 'main'],
  // The last two would make ssh2 faster; it goes without where they are not there.
  external: ['vscode', 'pg-native', 'cpu-features', '*.node'],
  // Which Node it is is for VS Code to decide; the SDK's word about it would stand in the log of the extension host.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
  banner: { js: commonJsBanner },
  plugins: [assetsBesideBundle, pgOnNode],
};

const browserOptions = {
  ...common,
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  mainFields: ['browser', 'module', 'main'],
};

const lambdaOptions = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  mainFields: ['module', 'main'],
  external: ['@aws-sdk/*', 'pg-native'],
  banner: { js: commonJsBanner },
};

/** The entries whose source exists; the others are named and left out. */
function existing(entries) {
  const there = Object.entries(entries).filter(([, source]) => {
    const exists = existsSync(path.join(root, source));
    if (!exists) console.log(`skipped: ${source} does not exist yet`);
    return exists;
  });
  return Object.fromEntries(there);
}

/** An output and everything that it imports at once, as paths relative to the project. */
function loadedAtOnce(outputs, output, seen = new Set()) {
  if (seen.has(output) || outputs[output] === undefined) return seen;
  seen.add(output);
  for (const imported of outputs[output].imports) {
    if (imported.kind === 'import-statement') loadedAtOnce(outputs, imported.path, seen);
  }
  return seen;
}

/**
 * Ships an empty cluster, which the embedded server starts from in place of running initdb for two seconds. It is found
 * by its name, a hash of all that it depends on, so the worker itself makes it.
 */
async function shipEmptyCluster() {
  const worker = new Worker(path.join(dist, 'pgliteWorker.js'), { workerData: { files: [], cacheFolder: dist } });
  const saved = new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', ({ type }) => {
      if (type === 'ready') worker.postMessage({ type: 'rest' });
      if (type === 'resting') resolve();
      if (type === 'failed') reject(new Error('The embedded server does not start.'));
    });
  });
  // A thread that goes on would keep a build that has failed from ending.
  await saved.finally(() => worker.terminate());
  const clusters = (await readdir(dist))
    .filter((name) => name.endsWith('.pgdata'))
    .map((name) => path.join(dist, name));
  const times = await Promise.all(clusters.map(async (file) => (await stat(file)).mtimeMs));
  const latest = clusters[times.indexOf(Math.max(...times))];
  if (latest !== undefined) copied.add(latest);
}

async function finish(metafiles) {
  const outputs = Object.assign({}, ...metafiles.map((metafile) => metafile.outputs));
  const inputs = new Set(metafiles.flatMap((metafile) => Object.keys(metafile.inputs)));
  for (const [input, file] of Object.entries(libraryFiles)) {
    if (inputs.has(input)) await copyIntoDist(path.join(root, path.dirname(input), file));
  }
  if (outputs['dist/pgliteWorker.js'] !== undefined) {
    const archives = (await readdir(extensionsFolder)).filter((name) => name.endsWith('.tar.gz'));
    await Promise.all(archives.map((name) => copyIntoDist(path.join(extensionsFolder, name))));
    await shipEmptyCluster();
  }

  const cli = path.join(dist, 'cli.js');
  if (outputs['dist/cli.js'] !== undefined) {
    const text = await readFile(cli, 'utf8');
    if (!text.startsWith('#!')) await writeFile(cli, `#!/usr/bin/env node\n${text}`);
    await chmod(cli, 0o755);
  }

  // What an earlier build left behind would be shipped, so it goes.
  const wanted = new Set([...Object.keys(outputs).map((output) => path.join(root, output)), ...copied]);
  for (const name of await readdir(dist)) {
    const file = path.join(dist, name);
    if (!wanted.has(file)) await rm(file, { recursive: true, force: true });
  }

  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0)} KB`;
  const total = (paths) => [...paths].reduce((sum, output) => sum + outputs[output].bytes, 0);
  for (const [output, { bytes, entryPoint }] of Object.entries(outputs)) {
    if (
      entryPoint === undefined ||
      !Object.values({ ...nodeEntries, ...cliEntries, ...browserEntries, ...lambdaEntries }).includes(entryPoint)
    )
      continue;
    const chunks = loadedAtOnce(outputs, output);
    console.log(`${output}: ${kilobytes(bytes)}, ${kilobytes(total(chunks))} with what it loads at once`);
  }
  const activation = total(loadedAtOnce(outputs, 'dist/extension.js'));
  if (activation > activationLimit) {
    throw new Error(
      `The activation bundle is ${kilobytes(activation)}; the limit is ${kilobytes(activationLimit)}. ` +
        'Import what is heavy with `await import(...)` where it is first needed.',
    );
  }
}

await mkdir(dist, { recursive: true });
const builds = [
  { ...nodeOptions, entryPoints: existing(nodeEntries) },
  { ...nodeOptions, entryPoints: existing(cliEntries) },
  { ...browserOptions, entryPoints: existing(browserEntries) },
  { ...lambdaOptions, entryPoints: existing(lambdaEntries) },
].filter((options) => Object.keys(options.entryPoints).length > 0);

try {
  if (watch) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
    const results = await Promise.all(contexts.map((context) => context.rebuild()));
    await finish(results.map((result) => result.metafile));
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    const results = await Promise.all(builds.map((options) => esbuild.build(options)));
    await finish(results.map((result) => result.metafile));
  }
} catch (error) {
  // esbuild has already printed its own errors.
  if (!Array.isArray(error?.errors)) console.error(String(error?.message ?? error));
  process.exitCode = 1;
}
