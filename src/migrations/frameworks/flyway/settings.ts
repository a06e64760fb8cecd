export interface FlywaySettings {
  /** The version table's name. */
  readonly table: string | undefined;
  /** By name in lower case. */
  readonly placeholders: ReadonlyMap<string, string>;
}

/** Reads flyway.conf and application.properties (`flyway.table=x`), and flyway.toml (`[flyway]`, `table = "x"`). */
export function readFlywaySettings(text: string): FlywaySettings {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const name = /^\s*\[([\w.]+)\]\s*$/.exec(line)?.[1];
    if (name !== undefined) section = `${name}.`;
    const [, key, value = ''] = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined) continue;
    const whole = `${section}${key}`.replace(/^(?:spring\.)/, '').toLowerCase();
    values.set(whole, value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  const prefix = 'flyway.placeholders.';
  return {
    table: values.get('flyway.table'),
    placeholders: new Map(
      [...values].flatMap(([key, value]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
      ),
    ),
  };
}
