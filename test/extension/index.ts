import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** VS Code's extension host calls this: runs the bundled test files that lie beside this one. */
export async function run(): Promise<void> {
  // The mark tells the tests' output from that of everything else in the window.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    for (const line of format(...parts).split('\n')) console.log(`[test] ${line}`);
  };
  const reporter = createRequire(import.meta.url)(process.env['TEST_REPORTER'] ?? '') as Mocha.ReporterConstructor;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    reporter,
    forbidOnly: true,
    forbidPending: true,
    color: false,
  });
  for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(import.meta.dirname, file));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
