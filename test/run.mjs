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

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. The parts are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

function run([command, args]) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
    env: { ...process.env, TEST_COUNTS: counts },
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
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
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const before = countedRuns().length;
  const start = Date.now();
  console.log(`\n=== ${part.says} (${name}) ===`);
  const code = await run(part.command);
  if (part.counts === true && countedRuns().length === before) {
    console.error(`${name} ended before its tests could be counted`);
    failures.push(name);
  } else if (code !== 0) failures.push(name);
  console.log(
    `=== ${name}: ${failures.includes(name) ? 'FAILED' : 'ok'} in ${((Date.now() - start) / 1000).toFixed(0)} s ===`,
  );
  // What does not type-check or build gives the tests nothing to say; a failing test does not keep the others from it.
  if (failures.includes(name) && part.counts !== true) break;
}

const sum = (key) => countedRuns().reduce((total, run) => total + run[key], 0);
const failed = sum('failed');
// A part that is no test, or that broke off, counts as one failure.
const brokenParts = failures.filter((name) => parts[name].counts !== true || failed === 0).length;
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s in all`);
console.log(`${sum('passed')} passed, ${failed + brokenParts} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
