/**
 * `npm test`: the whole suite, then each skipped test by name, then one line
 * `N passed, N failed, N skipped`. Words after the command go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
	testResults: {
		name: string;
		status: string;
		message: string;
		assertionResults: { status: string; fullName: string }[];
	}[];
}

const folder = mkdtempSync(join(tmpdir(), 'in-confidence-test-'));
const output = join(folder, 'report.json');
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
	process.execPath,
	[
		vitest,
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile=${output}`,
		...process.argv.slice(2)
	],
	{ stdio: 'inherit' }
);
const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
rmSync(folder, { recursive: true });

const tests = report.testResults.flatMap((file) => file.assertionResults);
const count = (wanted: string[]) => tests.filter((test) => wanted.includes(test.status)).length;
// A file that cannot be loaded has no tests of its own to fail.
const broken = report.testResults.filter(
	(file) =>
		file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
).length;
const skipped = tests.filter((test) =>
	['pending', 'skipped', 'todo', 'disabled'].includes(test.status)
);
for (const test of skipped) console.log(`skipped: ${test.fullName}`);
console.log(
	`${count(['passed'])} passed, ${count(['failed']) + broken} failed, ${skipped.length} skipped`
);
process.exitCode = status ?? 1;
