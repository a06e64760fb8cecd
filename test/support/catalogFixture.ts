import { readFile } from 'node:fs/promises';

/**
 * An SQL file of test/fixtures/catalog, as far as a major version knows it: what follows a line `-- since 14` is for
 * that version and later ones.
 */
export async function catalogFixture(name: string): Promise<(version: number) => string> {
  const text = await readFile(new URL(`../fixtures/catalog/${name}.sql`, import.meta.url), 'utf8');
  const [always = '', ...sections] = text.split(/^(?=-- since \d+$)/m);
  return (version) => [always, ...sections.filter((section) => Number(/\d+/.exec(section)?.[0]) <= version)].join('\n');
}
