import assert from 'node:assert/strict';
import { toCsvMatrix, toMarkdownMatrix } from '../../../src/reports/matrixReport.ts';
import { compareMatrix } from '../../../src/workflows/compareMatrix.ts';
import type { ComparedSide } from '../../../src/workflows/readSide.ts';
import { catalogFrom } from '../../support/catalogs.ts';

function side(name: string, ...tables: readonly string[]): ComparedSide {
  return {
    environment: { type: 'postgres', name },
    catalog: catalogFrom(tables.map((table) => ({ kind: 'table', name: table }))),
    versions: new Map(),
    revision: null,
    standing: undefined,
    readAt: new Date(0),
  };
}

describe('a matrix to copy', () => {
  const hostile = ['=cmd()', 'a,"b"', 'line\nbreak', '<b>|`x`'];

  it('keeps names apart in CSV, and no spreadsheet takes one for a formula', () => {
    const csv = toCsvMatrix(compareMatrix([side('=one', ...hostile), side('two')], []));
    assert.equal(
      csv,
      [
        `kind,path,'=one,two,explained by`,
        `table,"public.""<b>|\`x\`""",A,not there,in no migration`,
        `table,"public.""=cmd()""",A,not there,in no migration`,
        `table,"public.""a,""""b""""""",A,not there,in no migration`,
        `table,"public.""line\nbreak""",A,not there,in no migration`,
        '',
      ].join('\r\n'),
    );
  });

  it('lets no name be markup in Markdown', () => {
    const markdown = toMarkdownMatrix(compareMatrix([side('*one*', ...hostile), side('two')], []));
    assert.match(markdown, /^\| Object \| \\\*one\\\* \| two \| Explained by \|$/m);
    assert.match(markdown, /^\| table `` public\."<b>\\\|`x`" `` \| A \| not there \|/m);
    assert.equal(markdown.trimEnd().split('\n').length, 2 + 2 + hostile.length);
  });
});
