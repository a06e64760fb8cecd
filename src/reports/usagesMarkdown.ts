import { groupUsages } from '../usages/groupUsages.ts';
import type { UsageFolder } from '../usages/groupUsages.ts';
import { subjectName } from '../usages/usage.ts';
import type { UsageResult } from '../usages/usage.ts';
import { counted } from './counts.ts';
import { markdownCode, markdownText } from './markdownText.ts';

/** How many files are listed; the rest is counted. */
const mostFiles = 40;

/** Where code uses what is missing, grouped by folder, tests apart. */
export function usagesMarkdown(
  { usages, searched, skipped, isCut }: UsageResult,
  linkTo?: (file: string, line: number) => string,
): readonly string[] {
  const { code, tests } = groupUsages(usages);
  const sections = [...section('Code', code, linkTo), ...section('Tests', tests, linkTo)];
  const left = skippedWords(skipped);
  return [
    ...(usages.length === 0 ? ['No file mentions it.'] : sections.slice(1)),
    '',
    `Searched ${counted(searched, 'file')} by name, not by meaning${left === '' ? '' : `; ${left}`}${isCut ? '; there are more' : ''}.`,
  ];
}

/** "2 skipped, for they are too large"; empty where none was. */
export function skippedWords({ tooLarge, binary, unreadable }: UsageResult['skipped']): string {
  return [
    ...(tooLarge === 0 ? [] : [`${counted(tooLarge, 'file')} over 1 MB skipped`]),
    ...(binary === 0 ? [] : [`${counted(binary, 'binary file')} skipped`]),
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'file')} could not be read`]),
  ].join(', ');
}

function section(
  title: string,
  folders: readonly UsageFolder[],
  linkTo: ((file: string, line: number) => string) | undefined,
): readonly string[] {
  if (folders.length === 0) return [];
  const files = folders.flatMap((folder) => folder.files);
  const listed = new Set(files.slice(0, mostFiles));
  const more = files.length - listed.size;
  return [
    '',
    `### ${title}`,
    ...folders.flatMap(({ folder, files: own }) => {
      const shown = own.filter((file) => listed.has(file));
      if (shown.length === 0) return [];
      return [
        '',
        markdownCode(folder === '' ? '.' : folder),
        '',
        ...shown.map(({ file, usages }) => {
          const [first] = usages;
          const at = markdownCode(`${file.slice(file.lastIndexOf('/') + 1)}:${String(first?.line ?? 1)}`);
          const where = linkTo === undefined ? at : `[${at}](${linkTo(file, first?.line ?? 1)})`;
          const names = [...new Set(usages.map(({ subject }) => subjectName(subject)))];
          const others = names.length > 6 ? ` and ${String(names.length - 6)} more` : '';
          return `- ${where} ${names.slice(0, 6).map(markdownText).join(', ')}${others}`;
        }),
      ];
    }),
    ...(more === 0 ? [] : ['', `and ${counted(more, 'file')} more`]),
  ];
}
