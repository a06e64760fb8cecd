import type { CatalogNotice } from '../catalog/catalogObject.ts';
import { counted } from './counts.ts';

/** What could not be read of a database or loaded into it, as one sentence. */
export function noticeSentence(notice: CatalogNotice): string {
  const detail = notice.detail === undefined ? '' : ` (${notice.detail})`;
  return `${sentence(notice)}${detail}`;
}

function sentence({ reason, subject, count, attribute }: CatalogNotice): string {
  switch (reason) {
    case 'extensionUnavailable':
      return `The extension ${subject} is not available there; what needs it was left out.`;
    case 'permissionDenied': {
      const objects = count === undefined ? subject : counted(count, subject);
      return `Permission denied for ${attribute === undefined ? '' : `the ${attribute} of `}${objects}.`;
    }
    case 'statementSkipped':
      return `Skipped: ${subject}`;
    case 'notCompared':
      return `Not compared: ${counted(count ?? 1, 'object')} of kind ${subject}.`;
  }
}
