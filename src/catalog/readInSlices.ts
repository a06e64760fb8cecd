import { CompareError } from '../compareError.ts';
import type { CatalogRow } from './catalogStatement.ts';
import type { Session } from './session.ts';

/** In how many slices a catalog is asked for at most; then one object alone is too large. */
const mostSlices = 64;

/** How often a catalog that changes between its slices is read anew. */
const attempts = 3;

/** The `reader` of the row that carries the fingerprint; the probe's and the optional arms' are -1 and -2. */
const fingerprintReader = -3;

/**
 * Asks for the rows of a catalog statement in as many slices as it takes for each to come through: of every row the
 * slice follows from what it belongs to, so that none is lost and none comes twice. Each slice brings a fingerprint of
 * all rows; slices that disagree, since somebody changed the schema meanwhile, are asked for again.
 *
 * @param tooLarge what said that the whole does not come through
 * @throws CompareError `replyTooLarge` where even the smallest slice does not, `catalogChanging`
 */
export async function readInSlices(
  session: Session,
  statement: string,
  params: readonly unknown[],
  tooLarge: CompareError,
  signal: AbortSignal | undefined,
): Promise<CatalogRow[]> {
  const sliced = sliceStatement(statement, params.length);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const fingerprints = new Set<string>();
    const rows: CatalogRow[] = [];
    const waiting: Slice[] = slicesOf(firstCount(tooLarge));
    for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
      try {
        const some = await session.query<CatalogRow>(sliced, [...params, slice.count, slice.place], { signal });
        for (const row of some) {
          if (row.reader === fingerprintReader) fingerprints.add(row.facts);
          else rows.push(row);
        }
      } catch (error) {
        if (!isTooLarge(error) || slice.count >= mostSlices) throw error;
        waiting.unshift(...halvesOf(slice));
      }
      if (fingerprints.size > 1) break;
    }
    if (fingerprints.size === 1) return rows;
  }
  throw new CompareError('catalogChanging', { attempts });
}

export function isTooLarge(error: unknown): error is CompareError {
  return error instanceof CompareError && error.reason === 'replyTooLarge';
}

/** The rows whose hash leaves `place` as the remainder of a division by `count`. */
interface Slice {
  readonly count: number;
  readonly place: number;
}

function slicesOf(count: number): Slice[] {
  return Array.from({ length: count }, (_, place) => ({ count, place }));
}

function halvesOf({ count, place }: Slice): readonly Slice[] {
  return [
    { count: count * 2, place },
    { count: count * 2, place: place + count },
  ];
}

/** As many as the size asks for, with room for uneven ones; a power of two, so that halves meet no other slice. */
function firstCount({ details }: CompareError): number {
  const { bytes, limit } = details;
  const needed = typeof bytes === 'number' && typeof limit === 'number' ? (bytes / limit) * 1.3 : 2;
  return Math.min(mostSlices, 2 ** Math.max(1, Math.ceil(Math.log2(needed))));
}

function sliceStatement(statement: string, params: number): string {
  const [count, place] = [params + 1, params + 2];
  return `WITH catalog_row AS MATERIALIZED (
${statement}
)
SELECT reader, owner, facts FROM catalog_row
WHERE (hashtext(reader || ' ' || owner) & 2147483647) % $${String(count)}::int = $${String(place)}::int
UNION ALL
SELECT ${String(fingerprintReader)}, '', (SELECT md5(string_agg(md5(reader || ' ' || owner || ' ' || facts), '' ORDER BY reader, owner, facts)) FROM catalog_row)`;
}
