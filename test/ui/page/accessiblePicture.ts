import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { OpenPage } from '../../support/pageHarness.ts';
import { themeNames } from './themes.ts';

/** Where the pictures of all tests go. */
export const pictureFolder = fileURLToPath(new URL('../../.output/screenshots/', import.meta.url));

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
}

/**
 * Keeps a picture of the page as it is in each theme, and fails where axe-core finds a fault of accessibility, or the
 * page complained.
 */
export async function keepAccessiblePictures(opened: OpenPage, name: string): Promise<void> {
  const { page, complaints } = opened;
  await mkdir(pictureFolder, { recursive: true });
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found: string[] = [];
  for (const theme of themeNames) {
    await opened.setTheme(theme);
    await page.waitForTimeout(100);
    await page.screenshot({ path: `${pictureFolder}${name}-${theme}.png` });
    const { violations } = await page.evaluate<{ violations: Violation[] }>(
      'axe.run(document, { resultTypes: ["violations"] })',
    );
    for (const { id, nodes } of violations)
      found.push(...nodes.map((node) => `${theme}: ${id} ${JSON.stringify(node.target)} ${node.failureSummary}`));
  }
  assert.deepEqual(found, []);
  assert.deepEqual(complaints, []);
}
