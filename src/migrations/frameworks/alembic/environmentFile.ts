import { createMachine, executeBody } from '../../python/execute.ts';
import type { Host } from '../../python/machine.ts';
import { parsePython } from '../../python/parsePython.ts';
import { children } from '../../values/syntaxTree.ts';
import type { SourceFile } from '../../readingCache.ts';
import { textOf } from '../../values/text.ts';
import { type Call, knownText, type Scope, type Value } from '../../values/value.ts';
import { calledName } from './callArguments.ts';
import { conventionKeys, type NamingConvention } from './namingConvention.ts';
import { indexModules, siblingModules } from './siblingModules.ts';

interface AlembicEnvironment {
  readonly versionTable: { readonly schema: string | undefined; readonly name: string };
  readonly convention: NamingConvention;
}

/** Alembic's own default, https://alembic.sqlalchemy.org/en/latest/api/runtime.html (version_table). */
export const defaultEnvironment: AlembicEnvironment = {
  versionTable: { schema: undefined, name: 'alembic_version' },
  convention: {},
};

/**
 * Reads env.py: the version table of `context.configure(...)`, and the `MetaData(naming_convention=...)` of it or of
 * the models that it imports.
 *
 * @param modules what env.py may import, and alembic.ini
 */
export function readEnvironmentFile(
  { path, text }: SourceFile,
  modules: readonly SourceFile[] = [],
): AlembicEnvironment {
  const source = parsePython(text);
  const settings = modules.find((file) => file.path.endsWith('alembic.ini'))?.text ?? '';
  const configurations: Call[] = [];
  const conventions: NamingConvention[] = [];
  const host: Host = {
    call(call) {
      if (calledName(call) === 'configure') {
        configurations.push(call);
      }
      if (calledName(call) === 'MetaData') {
        conventions.push(conventionOf(call));
      }
      return settingOf(call, settings);
    },
    attribute: () => undefined,
  };
  const module: Scope = { names: new Map() };
  const imports = siblingModules(indexModules(modules), path, host, (_, run) => run());
  const machine = createMachine(source, { ...host, imported: imports.value });
  executeBody(source.root, module, machine);
  // A function that another one hands to run_sync() is never seen to be called: run those as well.
  for (const definition of children(source.root)) {
    const value = module.names.get(nameOfFunction(definition, source.text));
    if (value?.kind === 'function') {
      machine.callFunction(value, { positional: [], keywords: new Map(), open: true });
    }
  }
  const named = configurations.findLast((call) => knownText(call.keywords.get('version_table')) !== undefined);
  const inSchema = configurations.findLast(
    (call) => knownText(call.keywords.get('version_table_schema')) !== undefined,
  );
  return {
    versionTable: {
      schema: knownText(inSchema?.keywords.get('version_table_schema')),
      name: knownText(named?.keywords.get('version_table')) ?? defaultEnvironment.versionTable.name,
    },
    convention: Object.assign({}, ...conventions) as NamingConvention,
  };
}

/** What alembic.ini says, or what an environment variable is where it is not set. */
function settingOf(call: Call, settings: string): Value | undefined {
  const [name, byDefault] = call.positional;
  const known = knownText(name);
  if (known === undefined) return undefined;
  if (/\benviron\.get$|\bgetenv$/.test(call.callee)) return byDefault;
  if (calledName(call) !== 'get_main_option') return undefined;
  const escaped = known.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const written = new RegExp(`^[ \\t]*${escaped}[ \\t]*[=:][ \\t]*(.*?)[ \\t]*$`, 'm').exec(settings)?.[1];
  return written === undefined ? byDefault : textOf(written);
}

function nameOfFunction(
  node: { getChild: (name: string) => { from: number; to: number } | null },
  text: string,
): string {
  const name = node.getChild('VariableName');
  return name === null ? '' : text.slice(name.from, name.to);
}

function conventionOf(call: Call): NamingConvention {
  const value = call.keywords.get('naming_convention');
  const entries = value?.kind === 'dictionary' ? value.entries : [];
  return Object.fromEntries(
    entries.flatMap(({ key, value: template }) => {
      const known = conventionKeys.find((candidate) => candidate === knownText(key));
      const text = knownText(template);
      return known === undefined || text === undefined ? [] : [[known, text]];
    }),
  );
}
