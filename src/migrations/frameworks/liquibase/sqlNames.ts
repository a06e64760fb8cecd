import type { ChangeNode } from './changeNode.ts';

/** Liquibase quotes a name of large and small letters only; any other one PostgreSQL folds to small letters. */
export function quoteName(name: string): string {
  const isMixed = /[a-z]/.test(name) && /[A-Z]/.test(name);
  return `"${(isMixed ? name : name.toLowerCase()).replaceAll('"', '""')}"`;
}

/** The name of what a change is about: `tableName` in `schemaName`. */
export function qualifiedName(node: ChangeNode, attribute: string, schemaAttribute = 'schemaName'): string {
  const schema = node.attributes.get(schemaAttribute);
  const name = quoteName(node.attributes.get(attribute) ?? '');
  return schema === undefined || schema === '' ? name : `${quoteName(schema)}.${name}`;
}

/** `a, b` as a list of quoted names. */
export function nameList(names: string): string {
  return names
    .split(',')
    .map((name) => quoteName(name.trim()))
    .join(', ');
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The type as Liquibase makes it for PostgreSQL. https://docs.liquibase.com/concepts/data-types.html */
export function typeName(written: string): string {
  const bare = written.trim().replace(/^java\.sql\.Types\./i, '');
  const [, name = bare, rest = ''] = /^([\w ]+?)\s*(\(.*)?$/s.exec(bare) ?? [];
  const arguments_ = rest.replace(/\s*(?:CHAR|BYTE)\)/i, ')');
  const known = types[name.toLowerCase()];
  if (known === undefined) return bare;
  return known.takesArguments === true ? `${known.name}${arguments_}` : known.name;
}

const types: Readonly<Record<string, { readonly name: string; readonly takesArguments?: true }>> = {
  blob: { name: 'bytea' },
  longblob: { name: 'bytea' },
  binary: { name: 'bytea' },
  varbinary: { name: 'bytea' },
  longvarbinary: { name: 'bytea' },
  clob: { name: 'text' },
  nclob: { name: 'text' },
  longtext: { name: 'text' },
  mediumtext: { name: 'text' },
  longvarchar: { name: 'text' },
  longnvarchar: { name: 'text' },
  currency: { name: 'numeric' },
  datetime: { name: 'timestamp', takesArguments: true },
  datetime2: { name: 'timestamp', takesArguments: true },
  double: { name: 'double precision' },
  float: { name: 'float', takesArguments: true },
  int: { name: 'integer' },
  integer: { name: 'integer' },
  mediumint: { name: 'integer' },
  bigint: { name: 'bigint' },
  smallint: { name: 'smallint' },
  tinyint: { name: 'smallint' },
  number: { name: 'numeric', takesArguments: true },
  nchar: { name: 'char', takesArguments: true },
  nvarchar: { name: 'varchar', takesArguments: true },
  nvarchar2: { name: 'varchar', takesArguments: true },
  varchar2: { name: 'varchar', takesArguments: true },
  varchar: { name: 'varchar', takesArguments: true },
  uniqueidentifier: { name: 'uuid' },
  bit: { name: 'boolean' },
};
