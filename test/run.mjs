// npm test: everything, what fails fastest first. `npm test -- unit ui` runs the named parts only.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.join(import.meta.dirname, '..');
const counts = path.join(root, 'test', '.output', 'counts.jsonl');
const reporter = path.join('test', 'support', 'countingReporter.cjs');

const npmRun = (script) => ['npm', ['run', '--silent', script]];
const mocha = (folder, timeout, ...options) => [
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    reporter,
    '--timeout',
    String(timeout),
    ...options,
    `test/${folder}/**/*.test.ts`,
  ],
];

/** name -> what it does, the command, and, for tests, the folder that must hold some */
const parts = {
  format: { says: 'Checking the format', command: npmRun('format:check') },
  typecheck: { says: 'Checking the types', command: npmRun('typecheck') },
  boundaries: { says: 'Checking what imports what', command: npmRun('boundaries') },
  unused: { says: 'Looking for what nobody uses', command: npmRun('unused') },
  lint: { says: 'Linting', command: npmRun('lint') },
  build: { says: 'Building', command: [process.execPath, ['.config/build.mjs', '--production']] },
  unit: { says: 'Unit tests in plain Node', command: mocha('unit', 30_000), counts: true },
  // Two at a time: while one waits for its server, the other one works.
  database: {
    says: 'Tests on real PostgreSQL servers',
    command: mocha('database', 120_000, '--parallel', '--jobs', '2'),
    counts: true,
  },
  extension: {
    says: "Tests in VS Code's extension host",
    command: [process.execPath, ['--import', 'tsx', 'test/extension/run.ts']],
    counts: true,
  },
  // A window on a busy machine may miss a key that comes between two frames; what fails twice is broken.
  ui: { says: 'Tests in a real VS Code window', command: mocha('ui', 120_000, '--retries', '1'), counts: true },
};

/** One after the other; lanes of a step run side by side, for each has a processor to itself. */
const steps = [
  [['lint'], ['format', 'typecheck', 'boundaries', 'unused']],
  [['build']],
  [['unit']],
  [['database']],
  [['extension']],
  [['ui']],
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

/** Runs a command; what it prints comes at its end where others print meanwhile. */
function run([command, args], isAlone) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', isAlone ? 'inherit' : 'pipe', isAlone ? 'inherit' : 'pipe'],
    shell: process.platform === 'win32' && command === 'npm',
    env: { ...process.env, TEST_COUNTS: counts },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, printed: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, printed }));
  });
}

function countedRuns() {
  if (!existsSync(counts)) return [];
  return readFileSync(counts, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

mkdirSync(path.dirname(counts), { recursive: true });
rmSync(counts, { force: true });
rmSync(path.join(root, 'test', '.output', 'screenshots'), { recursive: true, force: true });

const failures = [];
const started = Date.now();

async function runPart(name, isAlone) {
  const part = parts[name];
  const before = countedRuns().length;
  const start = Date.now();
  const title = `\n=== ${part.says} (${name}) ===`;
  if (isAlone) console.log(title);
  const { code, printed } = await run(part.command, isAlone);
  if (!isAlone) console.log(title);
  if (printed !== '') console.log(printed.trimEnd());
  if (part.counts === true && countedRuns().length === before) {
    console.error(`${name} ended before its tests could be counted`);
    failures.push(name);
  } else if (code !== 0) failures.push(name);
  console.log(
    `=== ${name}: ${failures.includes(name) ? 'FAILED' : 'ok'} in ${((Date.now() - start) / 1000).toFixed(0)} s ===`,
  );
}

for (const step of steps) {
  const lanes = step
    .map((lane) => lane.filter((name) => asked.length === 0 || asked.includes(name)))
    .filter((lane) => lane.length > 0);
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) await runPart(name, lanes.length === 1);
    }),
  );
  // What does not type-check or build gives the tests nothing to say; a failing test does not keep the others from it.
  if (failures.some((name) => parts[name].counts !== true)) break;
}

const sum = (key) => countedRuns().reduce((total, run) => total + run[key], 0);
const failed = sum('failed');
// A part that is no test, or that broke off, counts as one failure.
const brokenParts = failures.filter((name) => parts[name].counts !== true || failed === 0).length;
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s in all`);
console.log(`${sum('passed')} passed, ${failed + brokenParts} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
