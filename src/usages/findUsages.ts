import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ignore } from 'ignore';
import { CompareError } from '../compareError.ts';
import { generatedFolders } from '../generatedFolders.ts';
import type { SkippedFiles, Usage, UsageResult, UsageSubject } from './usage.ts';
import { createUsageMatcher } from './usageMatcher.ts';

export interface FindUsagesOptions {
  /** Absolute. */
  readonly folder: string;
  readonly subjects: readonly UsageSubject[];
  /** Folders and files that speak of everything and use nothing: migrations. Relative to the folder, with `/`. */
  readonly leaveOut?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Told of each file with usages as it is found, and of how many have been searched so far. */
  readonly onFound?: ((usages: readonly Usage[], searched: number) => void) | undefined;
}

/** A file beyond this is data or a bundle, and no code that somebody wrote. In bytes. */
const largestFile = 1024 * 1024;
const mostUsages = 5000;
/** How many bytes tell whether a file is binary, as Git looks at them. */
const sniffed = 8000;
const readAtOnce = 16;

/** What is never somebody's own code, whatever .gitignore says. */
const generated: ReadonlySet<string> = new Set([...generatedFolders, '.git', '.hg', '.svn', '.venv']);
const generatedFiles = /(?:\.min\.\w+|\.map|\.lock|-lock\.(?:json|yaml)|\.snap|\.dump)$/i;

/**
 * Searches the files of a folder for code that uses tables or columns, by their names and the forms that mappers give
 * them. What .gitignore leaves out is left out.
 *
 * @throws CompareError with `cancelled`
 */
export async function findUsages(options: FindUsagesOptions): Promise<UsageResult> {
  const { subjects, signal, onFound } = options;
  const match = createUsageMatcher(subjects);
  const usages: Usage[] = [];
  const skipped = { tooLarge: 0, binary: 0, unreadable: 0 };
  let searched = 0;
  const search = async (file: string): Promise<void> => {
    const text = await readCode(path.join(options.folder, file), skipped);
    searched += 1;
    const found = text === undefined ? [] : match(file, text);
    usages.push(...found);
    if (found.length > 0) onFound?.(found, searched);
  };
  let waiting: Promise<void>[] = [];
  for await (const file of walk(options)) {
    if (signal?.aborted === true) throw new CompareError('cancelled');
    waiting.push(search(file));
    if (waiting.length < readAtOnce) continue;
    await Promise.all(waiting);
    waiting = [];
    if (usages.length >= mostUsages) break;
  }
  await Promise.all(waiting);
  if (signal?.aborted === true) throw new CompareError('cancelled');
  const isCut = usages.length >= mostUsages;
  return { usages: usages.slice(0, mostUsages).sort(byPlace), searched, skipped, isCut };
}

interface IgnoreFile {
  /** The folder that it is in, relative to the one that is searched. */
  readonly folder: string;
  readonly rules: Ignore;
}

/** The files of a folder that may be somebody's code, folder by folder. */
async function* walk({ folder, leaveOut = [] }: FindUsagesOptions): AsyncGenerator<string> {
  const { default: ignore } = await import('ignore');
  const left = new Set(leaveOut);
  const waiting: { readonly at: string; readonly ignores: readonly IgnoreFile[] }[] = [{ at: '', ignores: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at } = next;
    const entries = await readdir(path.join(folder, at), { withFileTypes: true }).catch(() => []);
    const hasOwn = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
    const own = hasOwn ? await readFile(path.join(folder, at, '.gitignore'), 'utf8').catch(() => '') : '';
    const ignores = hasOwn ? [...next.ignores, { folder: at, rules: ignore().add(own) }] : next.ignores;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = at === '' ? entry.name : `${at}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (left.has(file) || generated.has(entry.name) || isIgnored(file, isFolder, ignores)) continue;
      if (isFolder) waiting.push({ at: file, ignores });
      else if (entry.isFile() && !generatedFiles.test(entry.name)) yield file;
    }
  }
}

/** The nearest .gitignore that says something decides, https://git-scm.com/docs/gitignore */
function isIgnored(file: string, isFolder: boolean, ignores: readonly IgnoreFile[]): boolean {
  for (const { folder, rules } of ignores.toReversed()) {
    const inside = folder === '' ? file : file.slice(folder.length + 1);
    const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** A file's text; undefined where it is too large, binary or unreadable, which is counted. */
async function readCode(
  file: string,
  skipped: { -readonly [K in keyof SkippedFiles]: number },
): Promise<string | undefined> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      if (size > largestFile) {
        skipped.tooLarge += 1;
        return undefined;
      }
      const bytes = await handle.readFile();
      if (bytes.subarray(0, sniffed).includes(0)) {
        skipped.binary += 1;
        return undefined;
      }
      return bytes.toString('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    skipped.unreadable += 1;
    return undefined;
  }
}

function byPlace(a: Usage, b: Usage): number {
  if (a.isTest !== b.isTest) return a.isTest ? 1 : -1;
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}
