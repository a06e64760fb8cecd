import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { output, root } from '../projectFolders.ts';

let packed: Promise<string> | undefined;

/** Packs what lies in dist/ as it is shipped, so that a file missing from the package shows; once per process. */
export function packExtension(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const packagePath = path.join(output, 'database-compare.vsix');
  // Other processes may be packing the same, or installing it.
  const unfinished = `${packagePath}.${String(process.pid)}`;
  await mkdir(output, { recursive: true });
  await createVSIX({
    cwd: root,
    packagePath: unfinished,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  await rename(unfinished, packagePath);
  return packagePath;
}
