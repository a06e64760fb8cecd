import { posix } from 'node:path';
import type { WorkspaceFiles } from '../framework.ts';

/** What one project's environment may import; more are none that somebody wrote for it. */
const maxFiles = 40;

/**
 * The files beside an env.py whose contents may matter to its migrations: modules next to it, alembic.ini, and the
 * modules of the workspace that env.py imports, with those that these import in turn. Paths in the order in which they
 * were found.
 */
export async function importedFiles(
  environmentFile: string,
  versions: readonly string[],
  workspace: WorkspaceFiles,
): Promise<readonly string[]> {
  const scripts = posix.dirname(environmentFile);
  const beside = (await workspace.list(scripts, ['**/*.py'])).filter(
    (path) => path !== environmentFile && !versions.some((folder) => path.startsWith(`${folder}/`)),
  );
  const found = new Set(beside.slice(0, maxFiles));
  const first = await importsOf(environmentFile, workspace);
  const second = (await Promise.all(first.map((path) => importsOf(path, workspace)))).flat();
  for (const path of [...first, ...second]) {
    if (found.size < maxFiles) found.add(path);
  }
  found.delete(environmentFile);
  const settings = [...new Set([scripts, posix.dirname(scripts), '.'])]
    .map((folder) => posix.join(folder, 'alembic.ini'))
    .find((path) => workspace.paths.includes(path));
  return [...found, ...(settings === undefined ? [] : [settings])];
}

/** The files of the workspace that a Python file imports. */
async function importsOf(file: string, workspace: WorkspaceFiles): Promise<readonly string[]> {
  const text = await workspace.readText(file);
  const candidates = importedModules(text).flatMap((module) => placesOf(module, file));
  const texts = await Promise.all(candidates.map((path) => workspace.readText(path)));
  return candidates.filter((_, index) => texts[index] !== '');
}

const importStatement = /^[ \t]*(?:from\s+([.\w]+)\s+import\s+(\([^)]*\)|[^\n#]+)|import\s+([\w., \t]+))/gm;

/** `a.b` of `import a.b`; of `from a import b, c` all of `a`, `a.b` and `a.c`, for a name may be a module. */
export function importedModules(text: string): readonly string[] {
  const modules = [...text.matchAll(importStatement)].flatMap(([, module, names, plain]) => {
    const listed = (names ?? plain ?? '')
      .replaceAll(/[()]|#[^\n]*/g, '')
      .split(',')
      .map((name) => name.trim().split(/\s+/)[0] ?? '')
      .filter((name) => /^\w[\w.]*$/.test(name));
    if (module === undefined) return listed;
    return [module, ...listed.map((name) => (module.endsWith('.') ? `${module}${name}` : `${module}.${name}`))];
  });
  return [...new Set(modules)].filter(
    (module) => !/^(?:alembic|sqlalchemy|logging|os|sys|typing)(?:\.|$)/.test(module),
  );
}

/** Where a module may lie: relative to the file, or below any folder that the file is in, or below its `src`. */
function placesOf(module: string, file: string): readonly string[] {
  const [dots = '', ...rest] = /^(\.*)(.*)$/.exec(module)?.slice(1) ?? [];
  const inner = (rest[0] ?? '').replaceAll('.', '/');
  const here = posix.dirname(file);
  const segments = here === '.' ? [] : here.split('/');
  const ancestors = segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
  const relative = posix.join(here, ...Array.from({ length: dots.length - 1 }, () => '..'));
  const roots = dots === '' ? [...ancestors, '.'].flatMap((root) => [root, posix.join(root, 'src')]) : [relative];
  return roots
    .filter((root) => !root.startsWith('..'))
    .flatMap((root) => [posix.join(root, `${inner}.py`), posix.join(root, inner, '__init__.py')])
    .map((path) => path.replace(/^\.\//, ''));
}
