import assert from 'node:assert/strict';
import { createReadings } from '../../../src/vscode/environments/readings.ts';

describe('readings under way', () => {
  it('are joined by whoever asks for the same name, and start anew afterwards', async () => {
    const started: string[] = [];
    const ends: (() => void)[] = [];
    const readings = createReadings<number>(async (name, { onProgress }) => {
      const number = started.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      onProgress(`ending ${name}`);
      return number;
    });
    const heard: string[] = [];
    const first = readings.read('a', { onProgress: (phase) => heard.push(`first: ${phase}`) });
    const second = readings.read('a', { onProgress: (phase) => heard.push(`second: ${phase}`) });
    const other = readings.read('b', {});
    assert.equal(readings.isUnderWay('a'), true);
    for (const end of ends) end();
    assert.deepEqual(await Promise.all([first, second, other]), [1, 1, 2]);
    assert.deepEqual(heard, ['first: ending a', 'second: ending a']);
    assert.equal(readings.isUnderWay('a'), false);
    const again = readings.read('a', {});
    ends.at(-1)?.();
    assert.equal(await again, 3);
  });

  it('stop for everybody by one signal, and fail without anybody waiting', async () => {
    const readings = createReadings<number>(
      (_name, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    const abort = new AbortController();
    const first = readings.read('a', { signal: abort.signal });
    const second = readings.read('a', {});
    abort.abort();
    await assert.rejects(first, /stopped/);
    await assert.rejects(second, /stopped/);
    assert.equal(readings.isUnderWay('a'), false);

    const third = readings.read('a', {});
    const fourth = readings.read('b', {});
    readings.cancel('a');
    await assert.rejects(third, /stopped/);
    assert.equal(readings.isUnderWay('b'), true);
    readings.cancelAll();
    await assert.rejects(fourth, /stopped/);
    await assert.rejects(readings.read('c', { signal: AbortSignal.abort() }), /stopped/);
  });
});
