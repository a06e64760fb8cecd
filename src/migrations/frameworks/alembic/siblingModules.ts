import { createMachine, executeBody } from '../../python/execute.ts';
import type { Host, Machine } from '../../python/machine.ts';
import { parsePython } from '../../python/parsePython.ts';
import type { SourceFile } from '../../readingCache.ts';
import type { Scope, Value } from '../../values/value.ts';

/** Modules of the workspace that a file imports from. */
export interface SiblingModules {
  /** What a dotted path such as `.helpers.add_audit_columns` comes to; undefined where no file says it. */
  readonly value: (path: string) => Value | undefined;
}

interface Module {
  readonly names: ReadonlyMap<string, Value>;
}

/**
 * @param index the files that may be imported
 * @param from the file that imports
 * @param host what the modules are run against, made for the machine that runs one
 * @param entered is told of the machine that runs while a function of another module does
 */
export function siblingModules(
  index: ModuleIndex,
  from: string,
  host: Host,
  entered: (machine: Machine, run: () => Value) => Value,
): SiblingModules {
  const loaded = new Map<string, Module>();

  const load = (file: SourceFile): Module => {
    const known = loaded.get(file.path);
    if (known !== undefined) return known;
    const names = new Map<string, Value>();
    // Known before it has run, for modules may import one another.
    loaded.set(file.path, { names });
    const parsed = parsePython(file.text);
    let line = 0;
    // Lines are those of the migration: of the call that leads here, or none.
    const source = { ...parsed, lineAt: () => line };
    const inner = modulesFrom(file.path);
    const machine = createMachine(source, { ...host, imported: inner.value });
    const scope: Scope = { names };
    executeBody(source.root, scope, machine);
    for (const [name, value] of names) {
      if (value.kind !== 'function') continue;
      names.set(name, {
        kind: 'closure',
        call: (given, at) =>
          entered(machine, () => {
            const before = line;
            line = at ?? before;
            const result = machine.callFunction(value, given);
            line = before;
            return result;
          }),
      });
    }
    return { names };
  };

  const modulesFrom = (importing: string): SiblingModules => ({
    value(path) {
      const dot = path.lastIndexOf('.');
      const file = dot < 0 ? undefined : index.find(path.slice(0, dot) || '.', importing);
      const value = file === undefined ? undefined : load(file).names.get(path.slice(dot + 1));
      const module = value === undefined ? index.find(path, importing) : undefined;
      // A module has effects when it is imported, even if nothing in it is named.
      if (module !== undefined) load(module);
      return value;
    },
  });
  return modulesFrom(from);
}

/** Files by the module that each is. */
export interface ModuleIndex {
  /** The file of a module; of one that is named in full, the one whose path ends as its name does. */
  find(module: string, from: string): SourceFile | undefined;
}

export function indexModules(files: readonly SourceFile[]): ModuleIndex {
  const byLastWord = new Map<string, { readonly name: string; readonly file: SourceFile }[]>();
  for (const file of files) {
    const name = moduleName(file.path);
    const word = name.slice(name.lastIndexOf('.') + 1);
    byLastWord.set(word, [...(byLastWord.get(word) ?? []), { name, file }]);
  }
  // Each name that is imported is asked for in every file, and nearly all are of libraries.
  const found = new Map<string, SourceFile | undefined>();
  const findNamed = (full: string): SourceFile | undefined => {
    if (!found.has(full)) found.set(full, candidatesFor(full).find(({ name }) => isMeant(name, full))?.file);
    return found.get(full);
  };
  const candidatesFor = (full: string) => byLastWord.get(full.slice(full.lastIndexOf('.') + 1)) ?? [];
  const isMeant = (name: string, full: string): boolean => name === full || name.endsWith(`.${full}`);
  return {
    find(module, from) {
      if (!module.startsWith('.')) {
        const file = findNamed(module);
        return file?.path === from ? undefined : file;
      }
      const dots = /^\.*/.exec(module)?.[0].length ?? 0;
      const folder = from.split('/').slice(0, -dots);
      const full = [...folder, module.slice(dots)].filter((part) => part !== '').join('.');
      return candidatesFor(full).find(({ name, file }) => file.path !== from && name === full)?.file;
    },
  };
}

function moduleName(path: string): string {
  return path
    .replace(/\.py$/, '')
    .replace(/(?:^|\/)__init__$/, '')
    .replaceAll('/', '.');
}
