import assert from 'node:assert/strict';
import os from 'node:os';
import { CompareError } from '../../../src/compareError.ts';
import { runCommand } from '../../../src/environments/runCommand.ts';

describe('a command that prints SQL', function () {
  this.timeout(60_000);

  const run = (script: string, timeout = 50_000) =>
    runCommand({
      text: `"${process.execPath}" -e ${JSON.stringify(script)}`,
      folder: os.tmpdir(),
      variables: { ...process.env, GIVEN: 'é;"$x' },
      timeout,
    });

  const failureOf = async (work: Promise<string>): Promise<CompareError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CompareError, String(error));
    return error;
  };

  it('gives all that it prints, as UTF-8, and nothing of what it says besides', async () => {
    const long = await run("console.error('noise'); process.stdout.write('é'.repeat(3e6))");
    assert.equal(long.length, 3e6);
    assert.equal(await run('console.log(process.env.GIVEN)'), 'é;"$x\n');
    assert.equal(await run(''), '');
  });

  it('is told what it says last when it fails', async () => {
    const { reason, details } = await failureOf(
      run("for (let i = 0; i < 1e4; i++) console.error('noise'); console.error('the end'); process.exitCode = 7"),
    );
    assert.deepEqual([reason, details['exitCode']], ['commandFailed', 7]);
    assert.match(String(details['message']), /noise\nthe end$/);
    assert.ok(String(details['message']).length <= 4000);
  });

  it('ends with what it started when it takes too long', async () => {
    const child = `setInterval(() => {}, 1000)`;
    const started = Date.now();
    const { reason, details } = await failureOf(
      run(`require('child_process').spawn(process.execPath, ['-e', '${child}'], { stdio: 'inherit' })`, 2000),
    );
    assert.deepEqual([reason, details['timeout']], ['commandTimeout', 2000]);
    assert.ok(Date.now() - started < 30_000, 'its output stayed open');
  });

  it('fails where there is no such folder, and does not begin when cancelled before', async () => {
    const nowhere = { text: 'echo x', folder: '/no/such/folder', variables: process.env, timeout: 1000 };
    assert.equal((await failureOf(runCommand(nowhere))).reason, 'commandFailed');
    assert.equal((await failureOf(runCommand(nowhere, { signal: AbortSignal.abort() }))).reason, 'cancelled');
  });
});
