/** Tables as an application has them: ten columns, a primary key, a check and three indexes each. */
export function largeSchema(tables: number): string {
  const statements: string[] = [];
  for (let number = 0; number < tables; number++) {
    const table = `t${String(number)}`;
    statements.push(
      `CREATE TABLE ${table} (
         id bigint PRIMARY KEY, a integer, b text, c varchar(50) NOT NULL DEFAULT 'x', d numeric(10, 2),
         e timestamptz, f boolean NOT NULL DEFAULT false, g jsonb, h uuid, i date NOT NULL DEFAULT now(),
         CONSTRAINT ${table}_a CHECK (a > 0));
       CREATE INDEX ${table}_1 ON ${table} (a);
       CREATE INDEX ${table}_2 ON ${table} (b, c);
       CREATE INDEX ${table}_3 ON ${table} (lower(b)) WHERE a > 5;`,
    );
  }
  return statements.join('\n');
}

/** How many objects such a schema is: itself, and with each table its columns, constraints and indexes. */
export function objectsOf(tables: number): number {
  return 1 + tables * (1 + 10 + 2 + 3);
}

/** Changes a part of the tables, each in one of four ways. */
export function changes(tables: number): string {
  const ways = [
    (table: string) => `ALTER TABLE ${table} ADD COLUMN extra text;`,
    (table: string) => `ALTER TABLE ${table} ALTER COLUMN a SET NOT NULL;`,
    (table: string) => `DROP INDEX ${table}_2;`,
    (table: string) => `ALTER TABLE ${table} ALTER COLUMN c TYPE varchar(80);`,
  ];
  return Array.from({ length: tables }, (_, number) => ways[number % ways.length]?.(`t${String(number)}`) ?? '').join(
    '\n',
  );
}
