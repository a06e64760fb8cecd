/** An entry of `databaseCompare.environments` as it stands in settings.json. */
export type WrittenEntry = Readonly<Record<string, unknown>>;

/** `${env:...}` in the user's name has a colon of its own. The password goes up to the last `@` before the path. */
const uriPassword = /^(\w+:\/\/(?:\$\{[^}]*\}|(?!\$\{)[^:@/?#])*):([^/?#]+)@/;
const queryPassword = /([?&])password=([^&#]*)/;

/**
 * Takes a password out of an entry that has it in plain text, as `password` or inside `connectionString`, for it to be
 * kept in a better place. undefined when there is none; one that comes from a variable is none.
 */
export function extractPlainTextPassword(entry: WrittenEntry): { entry: WrittenEntry; password: string } | undefined {
  const { password, ...rest } = entry;
  const uri = typeof entry['connectionString'] === 'string' ? extractFromUri(entry['connectionString']) : undefined;
  const withoutBoth = uri === undefined ? rest : { ...rest, connectionString: uri.connectionString };
  if (typeof password === 'string' && isLiteral(password)) return { entry: withoutBoth, password };
  // A variable in `password` stays: it is what counts, and what the URI has is forgotten.
  if (uri !== undefined) return { entry: { ...entry, connectionString: uri.connectionString }, password: uri.password };
  return undefined;
}

function extractFromUri(written: string): { connectionString: string; password: string } | undefined {
  let password: string | undefined;
  const take = (literal: string): boolean => {
    if (!isLiteral(literal)) return false;
    password = decode(literal);
    return true;
  };
  const connectionString = written
    .replace(uriPassword, (all, user: string, literal: string) => (take(literal) ? `${user}@` : all))
    .replace(queryPassword, (all, separator: string, literal: string) => (take(literal) ? separator : all))
    .replace(/\?&+/, '?')
    .replace(/&&/, '&')
    .replace(/[?&]$/, '');
  return password === undefined ? undefined : { connectionString, password };
}

function isLiteral(text: string): boolean {
  return text !== '' && !text.includes('${env:');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
