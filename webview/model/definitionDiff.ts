import { diffArrays } from 'diff';

/** One line of one side. `gap`: nothing stands here, the other side has a line of its own. */
export interface DefinitionLine {
  readonly type: 'same' | 'changed' | 'gap';
  readonly text: string;
}

export interface AlignedDefinitions {
  readonly left: readonly DefinitionLine[];
  readonly right: readonly DefinitionLine[];
}

/** Both definitions line by line, with gaps such that equal lines stand beside each other. */
export function alignDefinitions(left: string, right: string): AlignedDefinitions {
  const aligned: { left: DefinitionLine[]; right: DefinitionLine[] } = { left: [], right: [] };
  for (const change of diffArrays(linesOf(left), linesOf(right))) {
    if (!change.added && !change.removed) fillGaps(aligned);
    for (const text of change.value) {
      if (!change.added) aligned.left.push({ type: change.removed ? 'changed' : 'same', text });
      if (!change.removed) aligned.right.push({ type: change.added ? 'changed' : 'same', text });
    }
  }
  fillGaps(aligned);
  return aligned;
}

function fillGaps(aligned: { left: DefinitionLine[]; right: DefinitionLine[] }): void {
  const height = Math.max(aligned.left.length, aligned.right.length);
  while (aligned.left.length < height) aligned.left.push({ type: 'gap', text: '' });
  while (aligned.right.length < height) aligned.right.push({ type: 'gap', text: '' });
}

function linesOf(definition: string): string[] {
  const lines = definition.split(/\r\n|\n|\r/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}

/**
 * The line that is about an object of a name: of the changed lines the one that begins with the name, or has it,
 * else the first; undefined where nothing changed.
 * @param name '' where it is about nothing in particular
 */
export function subjectLine({ left, right }: AlignedDefinitions, name: string): number | undefined {
  const changed = left.flatMap((line, index) => {
    const texts = [line, right[index]].flatMap((side) => (side?.type === 'changed' ? [side.text.trim()] : []));
    return texts.length === 0 ? [] : [{ index, texts }];
  });
  if (name === '') return changed[0]?.index;
  const spellings = [name, `"${name.replaceAll('"', '""')}"`, `'${name.replaceAll("'", "''")}'`];
  const begins = changed.find(({ texts }) =>
    texts.some((text) => spellings.some((spelling) => text.startsWith(`${spelling} `))),
  );
  const has = changed.find(({ texts }) => texts.some((text) => spellings.some((spelling) => hasWord(text, spelling))));
  return (begins ?? has ?? changed[0])?.index;
}

function hasWord(text: string, word: string): boolean {
  const isWordAt = (index: number): boolean => /[\w$]/.test(text.charAt(index));
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordAt(at - 1) && !isWordAt(at + word.length)) return true;
  }
  return false;
}
