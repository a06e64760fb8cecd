import assert from 'node:assert/strict';
import { createThrottle } from '../../../src/vscode/panels/throttle.ts';

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a throttled call', () => {
  it('is made once for several, not more often than ten times a second, and at once where it has to be', async () => {
    let calls = 0;
    const throttle = createThrottle(() => (calls += 1));
    for (let time = 0; time < 30; time++) {
      throttle.call();
      await wait(10);
    }
    assert.ok(calls >= 1 && calls <= 4, String(calls));
    const before = calls;
    throttle.call();
    throttle.now();
    assert.equal(calls, before + 1);
    throttle.call();
    throttle.cancel();
    await wait(150);
    assert.equal(calls, before + 1);
  });

  it('takes no more than a fifth of the time', async () => {
    let calls = 0;
    const throttle = createThrottle(() => {
      calls += 1;
      const until = performance.now() + 60;
      while (performance.now() < until);
    });
    const end = performance.now() + 500;
    while (performance.now() < end) {
      throttle.call();
      await wait(5);
    }
    assert.ok(calls <= 2, String(calls));
    throttle.cancel();
  });
});
