import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { OpenPage } from '../../support/pageHarness.ts';

/** Where the pictures of all tests go. */
export const pictureFolder = fileURLToPath(new URL('../../.output/screenshots/', import.meta.url));

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

/** Keeps a picture of the page as it is, and fails where axe-core finds a fault of accessibility, or the page complained. */
export async function keepAccessiblePicture({ page, complaints }: OpenPage, name: string): Promise<void> {
  await mkdir(pictureFolder, { recursive: true });
  await page.screenshot({ path: `${pictureFolder}${name}.png` });
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary}`),
  );
  assert.deepEqual(found, []);
  assert.deepEqual(complaints, []);
}
