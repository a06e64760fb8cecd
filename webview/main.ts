import { toMatrixSchema } from '../src/protocol/matrixMessages.ts';
import { toPageSchema } from '../src/protocol/messages.ts';
import { registerToolkit } from './controls/toolkit.ts';
import { connectHost } from './host.ts';
import { MatrixPage } from './matrix/matrixPage.ts';
import { ComparePage } from './page/comparePage.ts';

registerToolkit();
const page = document.querySelector('database-compare-page, database-compare-matrix');
if (page instanceof ComparePage) page.connect(connectHost(toPageSchema));
if (page instanceof MatrixPage) page.connect(connectHost(toMatrixSchema));
