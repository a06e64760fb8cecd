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
