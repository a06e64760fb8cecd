import { columnForms, isPlainWord, tableForms } from './nameForms.ts';
import type { Usage, UsageSubject } from './usage.ts';

/** The places of a text that seem to mean one of several subjects. */
export type UsageMatcher = (file: string, text: string) => readonly Usage[];

const longestText = 160;

/** Prepares the search for all subjects at once: one pattern over each file. */
export function createUsageMatcher(subjects: readonly UsageSubject[]): UsageMatcher {
  const byForm = new Map<string, UsageSubject[]>();
  for (const subject of subjects) {
    const forms = subject.column === undefined ? tableForms(subject.table) : columnForms(subject.column);
    for (const form of forms) byForm.set(form, [...(byForm.get(form) ?? []), subject]);
  }
  const pattern = wordPattern([...byForm.keys()]);
  const tables = new Map(
    subjects
      .filter(({ column }) => column !== undefined && isPlainWord(column))
      .map(({ table }) => [table, wordPattern(tableForms(table))]),
  );
  return (file, text) => {
    if (pattern === undefined) return [];
    const mentioned = new Map<string, boolean>();
    const isTableMentioned = (table: string): boolean => {
      const known = mentioned.get(table) ?? text.search(tables.get(table) ?? /^/) >= 0;
      mentioned.set(table, known);
      return known;
    };
    const counts = ({ table, column }: UsageSubject): boolean =>
      column === undefined || !isPlainWord(column) || isTableMentioned(table);
    const lineStarts = createLineStarts(text);
    const isTest = isTestFile(file);
    return [...text.matchAll(pattern)].flatMap(({ 0: form, index }) => {
      const found = (byForm.get(form) ?? []).filter(counts);
      if (found.length === 0) return [];
      const { line, start, end } = lineStarts(index);
      const shown = text.slice(start, end).trim();
      return found.map((subject) => ({
        subject,
        file,
        line,
        column: index - start,
        length: form.length,
        text: shown.length > longestText ? `${shown.slice(0, longestText)}…` : shown,
        isTest,
      }));
    });
  };
}

/** Whole words: what a letter, a digit, `_` or `$` stands beside is another name. undefined where there is no name. */
function wordPattern(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  // The longest first, since the first alternative that fits is taken.
  const alternatives = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(String.raw`(?<![\p{L}\p{N}_$])(?:${alternatives.join('|')})(?![\p{L}\p{N}_$])`, 'gu');
}

/** Where lines begin, found as far as it is asked for; places are asked for in order. */
function createLineStarts(text: string) {
  let line = 1;
  let start = 0;
  return (index: number): { readonly line: number; readonly start: number; readonly end: number } => {
    for (let next = text.indexOf('\n', start); next >= 0 && next < index; next = text.indexOf('\n', start)) {
      start = next + 1;
      line += 1;
    }
    const end = text.indexOf('\n', index);
    return { line, start, end: end < 0 ? text.length : end };
  };
}

/** By what test runners look for: a folder of tests, or a name that says so. */
export function isTestFile(file: string): boolean {
  return (
    /(?:^|\/)(?:tests?|specs?|__tests__|e2e|fixtures)\//i.test(file) ||
    /(?:^|\/)(?:test_[^/]*|conftest)\.py$|(?:_test|_spec|[.-]test|[.-]spec|Tests?)\.\w+$/.test(file)
  );
}
