import { createMachine, executeBody } from '../../python/execute.ts';
import type { Host } from '../../python/machine.ts';
import { children, parsePython } from '../../python/parsePython.ts';
import { type Call, knownText, type Scope } from '../../python/value.ts';
import { calledName } from './callArguments.ts';
import { conventionKeys, type NamingConvention } from './namingConvention.ts';

interface AlembicEnvironment {
  readonly versionTable: { readonly schema: string | undefined; readonly name: string };
  readonly convention: NamingConvention;
}

/** Alembic's own default, https://alembic.sqlalchemy.org/en/latest/api/runtime.html (version_table). */
export const defaultEnvironment: AlembicEnvironment = {
  versionTable: { schema: undefined, name: 'alembic_version' },
  convention: {},
};

/** Reads env.py: the version table of `context.configure(...)` and a literal `MetaData(naming_convention=...)`. */
export function readEnvironmentFile(text: string): AlembicEnvironment {
  const source = parsePython(text);
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
      return undefined;
    },
    attribute: () => undefined,
  };
  const module: Scope = { names: new Map() };
  const machine = createMachine(source, host);
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
