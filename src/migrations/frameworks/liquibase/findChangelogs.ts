import { posix } from 'node:path';
import { compare } from '../sqlChain/migrationNames.ts';
import type { FoundProject, WorkspaceFiles } from '../framework.ts';
import { findFile, findFiles } from './changelogFiles.ts';
import { isFormattedSql } from './formattedSql.ts';
import { isChangelogName } from './readChangelog.ts';

/** What names another file in any of the formats: `<include file="x"/>`, `file: x`, `"file": "x"`. */
const included = /\b(file|path)["']?\s*[=:]\s*["']?([^"'\s,}>]+)/g;

/** The changelogs that no other one includes, with all files beside and below them. */
export async function findChangelogs(workspace: WorkspaceFiles): Promise<readonly FoundProject[]> {
  // Any folder may have SQL and settings; a changelog's name says what it is, and so does its text.
  const named = workspace.paths.filter((path) => /changelog|liquibase/i.test(path));
  return rootsOf(await changelogs(named, workspace), workspace);
}

/** The same within a folder that the user names. */
export async function changelogsIn(folder: string, workspace: WorkspaceFiles): Promise<FoundProject> {
  const files = (await workspace.list(folder, ['**/*'])).filter(isChangelogName);
  const projects = await rootsOf(await changelogs(files, workspace), workspace);
  return { framework: 'liquibase', folder, files, configuration: projects.flatMap((each) => each.configuration ?? []) };
}

/** By path, the texts of the files that are changelogs. */
async function changelogs(paths: readonly string[], workspace: WorkspaceFiles): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of paths.filter(isChangelogName)) {
    const text = await workspace.readText(path);
    if (/\.sql$/i.test(path) ? isFormattedSql(text) : text.includes('databaseChangeLog')) found.set(path, text);
  }
  return found;
}

async function rootsOf(
  texts: ReadonlyMap<string, string>,
  workspace: WorkspaceFiles,
): Promise<readonly FoundProject[]> {
  const paths = [...texts.keys()];
  const named = new Set(
    [...texts].flatMap(([from, text]) =>
      [...text.matchAll(included)].flatMap(([, , path = '']) =>
        [true, false].flatMap((isRelative) => {
          const place = { from, isRelative };
          const file = findFile(path, place, paths);
          // A changelog may include all of its own folder.
          return [...(file === undefined ? [] : [file]), ...findFiles(path, place, paths)].filter(
            (each) => each !== from,
          );
        }),
      ),
    ),
  );
  const roots = paths.filter((path) => !named.has(path)).toSorted(compare);
  const folders = [...new Set(roots.map((path) => posix.dirname(path)))].sort();
  // What is below a root's folder and included by nobody is not in use.
  const topmost = folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
  const projects: FoundProject[] = [];
  for (const folder of topmost) {
    const files = (await workspace.list(folder, ['**/*'])).filter(isChangelogName);
    const configuration = roots.filter((path) => posix.dirname(path) === folder);
    projects.push({ framework: 'liquibase', folder, files, configuration });
  }
  return projects;
}
