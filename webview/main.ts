import { registerToolkit } from './controls/toolkit.ts';
import { connectHost } from './host.ts';
import { ComparePage } from './page/comparePage.ts';

registerToolkit();
const page = document.querySelector('database-compare-page');
if (page instanceof ComparePage) page.connect(connectHost());
