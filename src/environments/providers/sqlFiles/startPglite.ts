import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';

// Only a browser's library declares it in full; Node has it all the same.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WebAssembly.Module> };

/** The extension whose bundle has the name of its own, but for these of PostgreSQL's `spi` module. */
const spiExtensions: readonly string[] = ['autoinc', 'insert_username', 'moddatetime', 'refint'];
/** `requires` of the control files: the files of what an extension needs must be there as well. */
const requirements: Readonly<Record<string, readonly string[]>> = { earthdistance: ['cube'] };

/**
 * As PGlite's own, without its `search_path=public`, which a server does not have, with less shared memory (a
 * quarter of a gigabyte less per instance) and without the parts of the write-ahead log that only replicas need.
 */
const startParams: readonly string[] = [
  '--single',
  '-F', // no fsync
  '-O', // system tables may be changed, so that a missing collation can be created where it was
  '-j', // a newline does not end a statement
  ...Object.entries({
    exit_on_error: 'false',
    log_checkpoints: 'false',
    max_worker_processes: '0',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'sync',
    shared_buffers: '16MB',
    full_page_writes: 'off',
    max_wal_size: '8MB',
    min_wal_size: '2MB',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/** Starts PGlite from a saved data directory, or on a new cluster without one. */
export type StartPglite = (options: {
  dataDirectory?: Buffer | undefined;
  bundles: readonly string[];
}) => Promise<PGlite>;

/**
 * Prepares the parts that every start needs.
 *
 * The assets are handed over instead of found by PGlite beside its own modules, so that it does not matter into which
 * chunk a bundler puts these.
 */
export async function preparePglite(assets: URL): Promise<StartPglite> {
  const compile = async (name: string): Promise<WebAssembly.Module> =>
    WebAssembly.compile(await readFile(new URL(name, assets)));
  const [{ PGlite }, pgliteWasmModule, fsBundle] = await Promise.all([
    import('@electric-sql/pglite'),
    compile('pglite.wasm'),
    readFile(new URL('pglite.data', assets)),
  ]);
  return async ({ dataDirectory, bundles }) =>
    PGlite.create({
      pgliteWasmModule,
      fsBundle: new Blob([fsBundle]),
      startParams: [...startParams],
      extensions: Object.fromEntries(bundles.map((bundle) => [bundle, new URL(`${bundle}.tar.gz`, assets)])),
      ...(dataDirectory
        ? { loadDataDir: new Blob([dataDirectory], { type: 'application/x-tar' }) }
        : { initdbWasmModule: await compile('initdb.wasm'), initDbStartParams: ['--wal-segsize=1', '--no-sync'] }),
    });
}

/** The folder with PGlite's assets: the bundled worker's own, else the package's. */
export function findAssets(workerUrl: string): URL {
  const bundled = new URL('.', workerUrl);
  if (existsSync(new URL('pglite.wasm', bundled))) return bundled;
  return new URL('.', pathToFileURL(createRequire(workerUrl).resolve('@electric-sql/pglite')));
}

/** The extension bundles that the SQL needs, of those that come with PGlite. */
export async function bundlesFor(texts: readonly string[], assets: URL): Promise<string[]> {
  const available = new Set(
    (await readdir(assets)).flatMap((name) => (name.endsWith('.tar.gz') ? [name.slice(0, -'.tar.gz'.length)] : [])),
  );
  const needed = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(/\bcreate\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([\w$]+))/gi)) {
      const name = match[1] ?? match[2]?.toLowerCase() ?? '';
      for (const wanted of [name, ...(requirements[name] ?? [])])
        needed.add(spiExtensions.includes(wanted) ? 'spi' : wanted);
    }
  }
  return [...needed].filter((name) => available.has(name)).sort();
}
