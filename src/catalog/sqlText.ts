/**
 * SQL for the items of a text array, sorted and joined; NULL where there is no array. Sorting is that of the bytes, the
 * same in every database.
 */
export function sortedList(array: string, separator = `', '`): string {
  return `CASE WHEN ${array} IS NOT NULL THEN (
    SELECT string_agg(x.item, ${separator} ORDER BY x.item COLLATE "C") FROM unnest(${array}) x(item)) END`;
}
