import type { Operation } from '../migrationProject.ts';

/** The names that a text of statements has given so far, so that default names avoid them as PostgreSQL does. */
export interface KnownNames {
  /**
   * The name that the statement gives, else the one that `byDefault` makes of what is taken. Taken from then on.
   */
  choose(
    schema: string | undefined,
    explicit: string | undefined,
    byDefault: (taken: (name: string) => boolean) => string,
  ): string;
  /** Remembers what a statement created, renamed and dropped. */
  note(operation: Operation): void;
}

const kindsWithDefaultNames: ReadonlySet<string> = new Set([
  'constraint',
  'index',
  'materialized view',
  'sequence',
  'table',
  'view',
]);

export function knownNames(): KnownNames {
  const names = new Set<string>();
  const key = (schema: string | undefined, name: string) => JSON.stringify([schema ?? 'public', name]);
  return {
    choose(schema, explicit, byDefault) {
      const name = explicit ?? byDefault((candidate) => names.has(key(schema, candidate)));
      names.add(key(schema, name));
      return name;
    },
    note({ action, target, newName, attribute }) {
      if (!kindsWithDefaultNames.has(target.kind) || target.name === undefined) return;
      if (action === 'create') names.add(key(target.schema, target.name));
      if (action === 'drop' || action === 'rename') names.delete(key(target.schema, target.name));
      if (action === 'rename' && newName !== undefined) {
        names.add(attribute === 'schema' ? key(newName, target.name) : key(target.schema, newName));
      }
    },
  };
}
