import * as vscode from 'vscode';
import { decideRename } from '../../comparison/decideRename.ts';
import { withoutPatternsOf } from '../../comparison/ignorePatterns.ts';
import type { FromPage, ToPage } from '../../protocol/messages.ts';
import { subjectOfPath } from '../../workflows/usageSubjects.ts';
import type { DefinitionDocuments } from '../documents/definitionDocuments.ts';
import { commandIds } from '../ids.ts';
import { jumpToMigration } from '../jumpToMigration.ts';
import { definitionTexts } from './definitionTexts.ts';
import { ignoringAllLikeThis, ignoringThis } from './optionChanges.ts';
import type { PanelComparison } from './panelComparison.ts';

/** What the page asks about one difference, by the id that it has in the comparison. */
type DifferenceRequest = Extract<
  FromPage,
  {
    type: 'requestDefinition' | 'openMigration' | 'openDiff' | 'findUsages' | 'ignore' | 'stopIgnoring' | 'rename';
  }
>;

interface Answering {
  readonly comparison: PanelComparison;
  readonly documents: DefinitionDocuments;
  readonly post: (message: ToPage) => void;
}

/** Does what is asked, unless the difference is of a comparison that is not shown any more. */
export async function answerAboutDifference(
  request: DifferenceRequest,
  { comparison, documents, post }: Answering,
): Promise<void> {
  const run = comparison.run();
  const difference = run.phase === 'ready' ? run.report.differenceById.get(request.id) : undefined;
  if (run.phase !== 'ready' || difference === undefined) return;
  switch (request.type) {
    case 'requestDefinition': {
      const { left, right } = definitionTexts(run.comparison, difference, run.options);
      post({ type: 'definition', id: request.id, left, right });
      return;
    }
    case 'openMigration':
      await jumpToMigration(difference.path, difference.explanation);
      return;
    case 'openDiff': {
      const { left, right } = comparison.pair();
      const texts = definitionTexts(run.comparison, difference, run.options);
      return documents.openDiff({
        subject: texts.path,
        line: texts.line,
        left: { environmentName: left, text: texts.left },
        right: { environmentName: right, text: texts.right },
      });
    }
    case 'findUsages': {
      const usageSubject = subjectOfPath(difference.kind, difference.path);
      if (usageSubject !== undefined) await vscode.commands.executeCommand(commandIds.findUsages, { usageSubject });
      return;
    }
    case 'ignore':
      return comparison.changeOptions(
        request.scope === 'this'
          ? ignoringThis(difference, run.options)
          : await ignoringAllLikeThis(difference, run.comparison.differences, run.options),
      );
    case 'stopIgnoring':
      return comparison.changeOptions(withoutPatternsOf(difference, run.options));
    case 'rename':
      return comparison.changeOptions(decideRename(difference, request.answer, run.options));
  }
}
