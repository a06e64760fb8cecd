import assert from 'node:assert/strict';
import { commandLink, markdownText } from '../../../src/vscode/markdown.ts';

describe('text in Markdown', () => {
  it('holds no sign that means anything, and stays on its line', () => {
    const hostile =
      '# <img src=x onerror=alert(1)>\n\n[a](command:evil) `x` **b** | https://evil.example $(bug) 1. é🐘';
    const escaped = markdownText(hostile);
    assert.doesNotMatch(escaped.replaceAll(/&#\d+;/g, ''), /[^\w\sé🐘]/u);
    assert.doesNotMatch(escaped, /\n/);
    const shown = escaped.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.equal(shown, hostile.replaceAll(/\s+/g, ' '));
  });

  it('links to a command with arguments that close no bracket', () => {
    const name = `it's) "b" (x)*!\\`;
    const link = commandLink('Read [it]', { command: 'databaseCompare.connect', arguments: [name] });
    const [, command, query] = /^\[[^\]]*\]\(command:([\w.]+)\?([\w%.~-]*)\)$/.exec(link) ?? [];
    assert.equal(command, 'databaseCompare.connect');
    assert.deepEqual(JSON.parse(decodeURIComponent(query ?? '')), [name]);
  });
});
