/** Lines that begin the part that undoes, and the part that does, in dbmate, goose, sql-migrate, node-pg-migrate and by hand. */
const downMarker =
  /^\s*--\s*(?:migrate:down\b.*|\+(?:goose|migrate)\s+down\b.*|[@!]?downs?(?:\s+migration)?|@?undo|rollback)\s*:?\s*$/i;
const upMarker = /^\s*--\s*(?:migrate:up\b.*|\+(?:goose|migrate)\s+up\b.*|[@!]?ups?(?:\s+migration)?)\s*:?\s*$/i;

/** The part of a migration that is applied, on the lines where it stands: the rest is blank. */
export function upPart(text: string): string {
  return linesOf(text, 'up');
}

/** The part of a migration that undoes it; undefined where the file has no such part. */
export function downPart(text: string): string | undefined {
  return text.split(/\r?\n/).some((line) => downMarker.test(line)) ? linesOf(text, 'down') : undefined;
}

function linesOf(text: string, wanted: 'up' | 'down'): string {
  let part: 'up' | 'down' = 'up';
  return text.replace(/[^\r\n]+/g, (line) => {
    if (downMarker.test(line)) part = 'down';
    else if (upMarker.test(line)) part = 'up';
    return part === wanted ? line : '';
  });
}
