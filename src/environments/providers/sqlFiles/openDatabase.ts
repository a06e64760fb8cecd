import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import type { CatalogNotice } from '../../../catalog/catalogObject.ts';
import { CompareError } from '../../../compareError.ts';
import { cacheKey, openCache } from './databaseCache.ts';
import type { DatabaseCache } from './databaseCache.ts';
import { loadFiles } from './loadFiles.ts';
import type { SqlFile } from './loadFiles.ts';
import { bundlesFor, preparePglite } from './startPglite.ts';
import type { StartPglite } from './startPglite.ts';
import type { WorkerInput } from './workerMessages.ts';

/** What is kept beside a data directory. Files count by their place in the list, so that a moved folder still fits. */
interface CacheHeader {
  readonly bundles: readonly string[];
  readonly notices: readonly (Omit<CatalogNotice, 'file'> & { readonly file?: number })[];
}

export interface LoadedDatabase {
  readonly pg: PGlite;
  readonly notices: readonly CatalogNotice[];
  /** Settles when the database is in the cache; a cache that cannot be written is no error. */
  readonly saved: Promise<void>;
}

/** Loads the files into an embedded database, or takes the one that was saved when they were loaded before. */
export async function openDatabase(
  { files, texts: given, cacheFolder }: WorkerInput,
  assets: URL,
  onProgress: (phase: string) => void,
): Promise<LoadedDatabase> {
  onProgress('starting');
  const starting = preparePglite(assets);
  // A failure is for whoever awaits it below, and not unhandled when reading the files fails first.
  starting.catch(() => undefined);
  const sources = await Promise.all(files.map(async (path, index) => readSource(path, given?.[index])));
  const cache = cacheFolder === undefined ? undefined : openCache(cacheFolder);
  const texts = sources.map((source) => source.text);
  const key = cacheKey(engineVersion, texts);

  const entry = await cache?.read<CacheHeader>(key);
  const start = await starting;
  if (entry) {
    try {
      const pg = await start({ dataDirectory: entry.dataDirectory, bundles: entry.header.bundles });
      return { pg, notices: entry.header.notices.map((notice) => withFile(notice, files)), saved: Promise.resolve() };
    } catch {
      await cache?.remove(key);
    }
  }

  const bundles = await bundlesFor(texts, assets);
  const { pg, saved: clusterSaved } = await startEmpty(start, bundles, assets, cache);
  const notices = await loadFiles(pg, sources, onProgress);
  const header = { bundles, notices: notices.map((notice) => withFileIndex(notice, files)) };
  // Without files it is the empty cluster that has just been saved.
  const databaseSaved = cache && files.length > 0 ? save(pg, cache, key, header) : undefined;
  await databaseSaved?.taken;
  return { pg, notices, saved: Promise.all([clusterSaved, databaseSaved?.written]).then(() => undefined) };
}

/** The version of PGlite, whose data directories no other one reads. */
export const engineVersion = '0.5.14';

/**
 * A new cluster. Creating one takes 2 s of processor time, so the build may put one beside the assets, as what the
 * worker saves into a cache in that folder when it is started without files; else it is kept in the cache.
 */
async function startEmpty(
  start: StartPglite,
  bundles: readonly string[],
  assets: URL,
  cache: DatabaseCache | undefined,
): Promise<{ pg: PGlite; saved: Promise<void> | undefined }> {
  const key = cacheKey(engineVersion, []);
  for (const source of [openCache(fileURLToPath(assets)), cache]) {
    const entry = await source?.read<CacheHeader>(key);
    if (!entry) continue;
    try {
      return { pg: await start({ dataDirectory: entry.dataDirectory, bundles }), saved: undefined };
    } catch {
      // As good as none, and written again below.
    }
  }
  const pg = await start({ bundles });
  const saving = cache && save(pg, cache, key, { bundles: [], notices: [] });
  await saving?.taken;
  return { pg, saved: saving?.written };
}

/** Copies the data directory at once, and compresses and writes the copy while other work goes on. */
function save(
  pg: PGlite,
  cache: DatabaseCache,
  key: string,
  header: CacheHeader,
): { taken: Promise<unknown>; written: Promise<void> } {
  const taken = (async () => {
    await pg.exec('CHECKPOINT');
    return Buffer.from(await (await pg.dumpDataDir('none')).arrayBuffer());
  })();
  const written = taken
    .then(async (dataDirectory) => cache.write(key, { header, dataDirectory }))
    .catch(() => undefined);
  return { taken, written };
}

async function readSource(file: string, given: string | undefined): Promise<SqlFile> {
  if (given !== undefined) return { path: file, text: given };
  try {
    const text = await readFile(file, 'utf8');
    // A byte order mark, which editors on Windows write.
    return { path: file, text: text.startsWith('\ufeff') ? text.slice(1) : text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    throw new CompareError('fileUnreadable', { file, code }, { cause: error });
  }
}

function withFileIndex({ file, ...notice }: CatalogNotice, files: readonly string[]): CacheHeader['notices'][number] {
  return file === undefined ? notice : { ...notice, file: files.indexOf(file) };
}

function withFile({ file, ...notice }: CacheHeader['notices'][number], files: readonly string[]): CatalogNotice {
  const name = file === undefined ? undefined : files[file];
  return name === undefined ? notice : { ...notice, file: name };
}
