import { styleText } from 'node:util';
import { CompareError } from '../compareError.ts';
import type { MigrationProblem, MigrationProject, Revision } from '../migrations/migrationProject.ts';
import { frameworkOf } from '../migrations/frameworks/frameworks.ts';
import { markOf } from '../migrations/revisionMark.ts';
import type { RevisionMark } from '../migrations/revisionMark.ts';
import type { EnvironmentStanding, Standings } from '../workflows/readStandings.ts';
import { counted } from './counts.ts';
import { errorLine } from './errorSentences.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { appliedProblemSentence, migrationProblemSentence } from './migrationSentences.ts';
import { printable } from './textReport.ts';

/** The JSON of `migrations`: a contract, whose changes change `formatVersion`. */
export interface JsonMigrations {
  readonly formatVersion: 1;
  readonly environments: readonly {
    readonly name: string;
    /** Several heads are joined by ", "; null where none can be read. */
    readonly revision: string | null;
    /** null where it cannot be read which migrations are applied. */
    readonly behind: { readonly migrations: number; readonly days: number | null } | null;
    readonly problems: readonly { readonly reason: string; readonly revision: string; readonly sentence: string }[];
    /** Why it could not be read. */
    readonly error: string | null;
  }[];
  readonly projects: readonly {
    readonly framework: string;
    readonly folder: string;
    readonly problems: readonly {
      readonly reason: string;
      readonly file: string;
      readonly line: number | null;
      readonly sentence: string;
    }[];
    /** Parents before children. */
    readonly revisions: readonly {
      readonly revision: string;
      readonly title: string;
      /** YYYY-MM-DD. */
      readonly date: string | null;
      readonly file: string;
      readonly line: number;
      readonly parents: readonly string[];
      readonly dependsOn: readonly string[];
      /** By an environment's name; of a database that belongs to another project there is none. */
      readonly marks: Readonly<Record<string, RevisionMark>>;
    }[];
  }[];
}

export function toJsonMigrations({ projects, environments }: Standings): JsonMigrations {
  return {
    formatVersion: 1,
    environments: environments.map(({ environment, place }) => {
      if (place instanceof CompareError) {
        return { name: environment.name, revision: null, behind: null, problems: [], error: errorLine(place) };
      }
      const { revision, standing, applied } = place;
      return {
        name: environment.name,
        revision,
        behind:
          standing === undefined ? null : { migrations: standing.pending.length, days: standing.daysBehind ?? null },
        problems: [...applied.values()].flatMap(({ problems }) =>
          problems.map((problem) => ({
            reason: problem.reason,
            revision: problem.revision,
            sentence: appliedProblemSentence(environment.name, problem),
          })),
        ),
        error: null,
      };
    }),
    projects: projects.map((project) => ({
      framework: project.framework,
      folder: project.folder,
      problems: project.problems.map((problem) => ({
        reason: problem.reason,
        file: problem.file,
        line: problem.line ?? null,
        sentence: migrationProblemSentence(problem),
      })),
      revisions: project.revisions.map((revision) => ({
        revision: revision.id,
        title: revision.title,
        date: revision.date ?? null,
        file: revision.file,
        line: revision.line,
        parents: revision.parents,
        dependsOn: revision.dependsOn,
        marks: Object.fromEntries(
          environments.flatMap((standing) => {
            const mark = markIn(standing, project, revision);
            return mark === undefined ? [] : [[standing.environment.name, mark]];
          }),
        ),
      })),
    })),
  };
}

/** The chain with a column for each environment, for a terminal: the newest at the end, where the eye is. */
export function toTextMigrations(standings: Standings, { color }: { readonly color: boolean }): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const { projects, environments } = standings;
  const lines: string[] = environments.map((standing) => style('bold', printable(standingSentence(standing))));
  if (projects.length === 0) lines.push('The workspace has no migrations.');
  for (const project of projects) {
    const names = environments.map(({ environment }) => printable(environment.name));
    const rows = project.revisions.map((revision) => ({
      title: [revision.date ?? '', revision.id, revision.title]
        .filter((part) => part !== '')
        .map(printable)
        .join('  '),
      marks: environments.map((standing) => markIn(standing, project, revision) ?? ''),
    }));
    const title = `${frameworkOf(project.framework).label} in ${printable(project.folder)}`;
    const width = Math.min(90, Math.max(title.length, ...rows.map((row) => row.title.length)));
    const widths = names.map((name) => Math.max(name.length, 8));
    const cells = (texts: readonly string[]): string =>
      texts.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ');
    lines.push('', `${style('bold', title.padEnd(width))}  ${cells(names)}`.trimEnd());
    for (const row of rows) {
      const line = `${row.title.slice(0, width).padEnd(width)}  ${cells(row.marks)}`.trimEnd();
      lines.push(row.marks.includes('pending') ? style('yellow', line) : line);
    }
    for (const problem of project.problems) lines.push(style('red', `! ${printable(problemPlace(problem))}`));
  }
  for (const sentence of attention(standings)) lines.push('', style('red', `! ${printable(sentence)}`));
  return `${lines.join('\n')}\n`;
}

/** The same as Markdown. */
export function toMarkdownMigrations(standings: Standings): string {
  const { projects, environments } = standings;
  const lines = [
    '# Migrations',
    '',
    ...environments.map((standing) => `- ${markdownText(standingSentence(standing))}`),
  ];
  for (const project of projects) {
    const { label } = frameworkOf(project.framework);
    const names = environments.map(({ environment }) => markdownText(environment.name));
    lines.push(
      '',
      `## ${label}: ${markdownCode(project.folder)}`,
      '',
      ...markdownTable(
        ['Date', 'Revision', 'Title', ...names],
        project.revisions.map((revision) => [
          revision.date ?? '',
          markdownText(revision.id),
          markdownText(revision.title),
          ...environments.map((standing) => {
            const mark = markIn(standing, project, revision) ?? '';
            return mark === 'pending' ? '**pending**' : mark;
          }),
        ]),
      ),
      ...project.problems.map((problem) => `\n- ${markdownText(problemPlace(problem))}`),
    );
  }
  for (const sentence of attention(standings)) lines.push('', `- ${markdownText(sentence)}`);
  return `${lines.join('\n')}\n`;
}

/** "production is 4 migrations (16 days) behind, at 20260115_0200". */
export function standingSentence({ environment, place }: EnvironmentStanding): string {
  if (place instanceof CompareError) return errorLine(place);
  const { revision, standing } = place;
  const at = revision === null ? '' : `, at ${revision}`;
  if (standing === undefined) return `${environment.name}: which migrations are applied cannot be read${at}`;
  const { pending, daysBehind = 0 } = standing;
  if (pending.length === 0) return `${environment.name} is up to date${at}`;
  const days = daysBehind === 0 ? '' : ` (${counted(daysBehind, 'day')})`;
  return `${environment.name} is ${counted(pending.length, 'migration')}${days} behind${at}`;
}

function markIn(
  { place }: EnvironmentStanding,
  project: MigrationProject,
  revision: Revision,
): RevisionMark | undefined {
  return markOf(place instanceof CompareError ? undefined : place, project, revision.id);
}

function attention({ environments }: Standings): readonly string[] {
  return environments.flatMap(({ environment, place }) =>
    place instanceof CompareError
      ? []
      : [...place.applied.values()].flatMap(({ problems }) =>
          problems.map((problem) => appliedProblemSentence(environment.name, problem)),
        ),
  );
}

function problemPlace(problem: MigrationProblem): string {
  return `${problem.file}:${String(problem.line ?? 1)}: ${migrationProblemSentence(problem)}`;
}
