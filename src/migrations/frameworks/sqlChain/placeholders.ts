import type { Operation } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';

/** Stands for a placeholder that nobody knows the value of; an object replacement character, which no real name holds. */
const unknownPart = '\uFFFC';
const placeholder = /\$\{[^}\n]*\}/g;

/**
 * Reads SQL with `${name}` in it: what is not called by its name is left out, and said.
 *
 * @param mark what a text has in which `${name}` is a placeholder
 */
export function withPlaceholders(read: SqlOperationReader, mark: RegExp = placeholder): SqlOperationReader {
  return (sql) => {
    if (sql.search(mark) < 0) return read(sql);
    const { operations, problems, ...rest } = read(sql.replaceAll(placeholder, unknownPart));
    const lines = new Set(operations.filter(mentionsUnknown).map(({ line }) => line));
    return {
      ...rest,
      operations: operations.filter((operation) => !mentionsUnknown(operation)),
      problems: [...problems, ...[...lines].map((line) => ({ line, detail: 'placeholder in a name' }))],
    };
  };
}

function mentionsUnknown({ target, newName }: Operation): boolean {
  const names = [target.schema, target.owner, target.name, newName, target.references?.table];
  return names.some((name) => name?.includes(unknownPart) === true);
}
