/** `meta/_journal.json`: the migrations in their order. */
export interface Journal {
  readonly isPostgres: boolean;
  /** `when` in milliseconds since 1970. */
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}

/** undefined where the text is no journal. */
export function readJournal(text: string): Journal | undefined {
  const journal = parse(text);
  if (!isObject(journal) || !Array.isArray(journal['entries'])) return undefined;
  const entries = (journal['entries'] as readonly unknown[]).flatMap((entry) => {
    if (!isObject(entry)) return [];
    const { tag, when } = entry;
    return typeof tag === 'string' && typeof when === 'number' ? [{ tag, when }] : [];
  });
  return { isPostgres: journal['dialect'] === 'postgresql' || journal['dialect'] === 'pg', entries };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
