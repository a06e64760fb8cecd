import os from 'node:os';

/** A `${...}` that stands for nothing, and the property it is in. */
export interface UnresolvedVariable {
  /** As written, with `${` and `}`. */
  readonly variable: string;
  /** "ssl.ca", "files.0". */
  readonly property: string;
}

export interface VariableSources {
  readonly workspaceFolder: string | undefined;
  /** In order; the first that has a name wins. */
  readonly env: readonly Readonly<Record<string, string | undefined>>[];
  /** Names that mean something to whoever reads the value later, by the first step of the property's path. */
  readonly later?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Replaces `${env:NAME}`, `${workspaceFolder}` and `${userHome}` in every text of a JSON value. What stands for nothing is left
 * as it is and reported.
 */
export function resolveVariables(
  value: unknown,
  sources: VariableSources,
): { value: unknown; unresolved: UnresolvedVariable[] } {
  const unresolved: UnresolvedVariable[] = [];
  const resolve = (part: unknown, path: readonly string[]): unknown => {
    if (typeof part === 'string') {
      const kept = Object.entries(sources.later ?? {}).find(([step]) => step === path[0])?.[1] ?? [];
      return part.replaceAll(/\$\{([^}]*)\}/g, (variable, content: string) => {
        if (kept.includes(content)) return variable;
        const found = lookUp(content, sources);
        if (found === undefined) unresolved.push({ variable, property: path.join('.') });
        return found ?? variable;
      });
    }
    if (Array.isArray(part)) return part.map((item, index) => resolve(item, [...path, String(index)]));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, resolve(item, [...path, key])]));
  };
  return { value: resolve(value, []), unresolved };
}

function lookUp(content: string, { workspaceFolder, env }: VariableSources): string | undefined {
  if (content === 'workspaceFolder') return workspaceFolder;
  if (content === 'userHome') return os.homedir();
  if (!content.startsWith('env:')) return undefined;
  const name = content.slice('env:'.length);
  return env.find((variables) => Object.hasOwn(variables, name) && variables[name] !== undefined)?.[name];
}
