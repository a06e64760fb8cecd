import type { Usage } from './usage.ts';

/** The usages of one folder, file by file. */
export interface UsageFolder<U extends Usage = Usage> {
  /** Relative to the folder that was searched; empty for itself. */
  readonly folder: string;
  readonly files: readonly { readonly file: string; readonly usages: readonly U[] }[];
}

export interface GroupedUsages<U extends Usage> {
  readonly code: readonly UsageFolder<U>[];
  /** Apart, since a test that breaks is found by running it. */
  readonly tests: readonly UsageFolder<U>[];
}

export function groupUsages<U extends Usage>(usages: readonly U[]): GroupedUsages<U> {
  return {
    code: foldersOf(usages.filter(({ isTest }) => !isTest)),
    tests: foldersOf(usages.filter(({ isTest }) => isTest)),
  };
}

function foldersOf<U extends Usage>(usages: readonly U[]): readonly UsageFolder<U>[] {
  const folders = new Map<string, Map<string, U[]>>();
  for (const usage of usages) {
    const folder = usage.file.includes('/') ? usage.file.slice(0, usage.file.lastIndexOf('/')) : '';
    const files = folders.get(folder) ?? new Map<string, U[]>();
    folders.set(folder, files);
    files.set(usage.file, [...(files.get(usage.file) ?? []), usage]);
  }
  return [...folders].map(([folder, files]) => ({
    folder,
    files: [...files].map(([file, own]) => ({ file, usages: own })),
  }));
}
