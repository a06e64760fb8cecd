import type { FromMatrix } from '../../src/protocol/matrixMessages.ts';
import type { MatrixFilters } from '../model/matrixFilter.ts';

/** What a part of the matrix page asks of the whole: something of the extension, or to see other rows. */
interface MatrixEvents {
  'matrix-request': FromMatrix;
  'matrix-filters': Partial<MatrixFilters>;
}

export type MatrixEvent<Name extends keyof MatrixEvents> = CustomEvent<MatrixEvents[Name]>;

/** Tells the page what is to be asked of the extension. */
export function tellMatrix(from: EventTarget, request: FromMatrix): void {
  tell(from, 'matrix-request', request);
}

export function tellFilters(from: EventTarget, filters: Partial<MatrixFilters>): void {
  tell(from, 'matrix-filters', filters);
}

function tell<Name extends keyof MatrixEvents>(from: EventTarget, name: Name, detail: MatrixEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
