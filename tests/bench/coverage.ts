/**
 * Checks the ledger's arithmetic on made-up practitioners whose number of client stories is known, and
 * prints the table into docs/method.md: `npm run coverage`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { posterior } from '#lib/server/counting/posterior.ts';
import { beliefs } from '#lib/server/rates.ts';
import { draw, drawBeta, seeded, styles } from './simulate.ts';

const COUNT = 2000;
const SEED = 20;
/** A reader like the present one: 85 of 100 stories marked, 3 of 100 other posts. */
const evidence = {
	stories: { likely: 120, possible: 50, none: 30 },
	others: { likely: 6, possible: 14, none: 580 }
};
const given = beliefs(evidence);

interface Result {
	rate: number;
	style: string;
	held: boolean;
	claimed: number;
	width: number;
}

function simulate(rateOf: (random: () => number) => number, seed: number): Result[] {
	const random = seeded(seed);
	return Array.from({ length: COUNT }, (_, i) => {
		const style = styles[i % styles.length]!;
		const rate = rateOf(random);
		const posts = Math.round(25 * 80 ** random());
		const { strata, stories } = draw({ posts, rate, style }, given, random);
		const { low, high, mass, offset } = posterior(strata, given);
		let claimed = 0;
		for (let k = low; k <= high; k++) claimed += mass[k - offset]!;
		return {
			rate,
			style: style.name,
			held: low <= stories && stories <= high,
			claimed,
			width: high - low
		};
	});
}

const share = (results: Result[]) =>
	`${((100 * results.filter((one) => one.held).length) / results.length).toFixed(1)} %`;
const said = (results: Result[]) =>
	`${((100 * results.reduce((sum, one) => sum + one.claimed, 0)) / results.length).toFixed(1)} %`;
const row = (name: string, results: Result[]) =>
	`| ${name} | ${results.length} | ${share(results)} | ${said(results)} |`;

const spread = simulate((random) => 0.2 * random(), SEED);
const population = simulate((random) => drawBeta(given.rate, random), SEED + 1);
const bands = [
	['0 to 1', 0, 0.01],
	['1 to 5', 0.01, 0.05],
	['5 to 10', 0.05, 0.1],
	['10 to 20', 0.1, 0.21]
] as const;

const text = [
	`${COUNT} practitioners were made up with rates spread evenly from 0 to 20 stories in 100 posts, 25 to 2,000 posts each, read in six ways; the reader's errors were drawn for each from what its evaluation leaves open. The last column is what the range claims: whole numbers cannot give exactly 90 %, so that the shortest range that holds at least 90 % holds a little more.`,
	'',
	'| practitioners | how many | range held the true number | range claimed |',
	'|---|---|---|---|',
	row('**all, rates 0 to 20 in 100**', spread),
	...styles.map(({ name }) =>
		row(
			name,
			spread.filter((one) => one.style === name)
		)
	),
	...bands.map(([name, from, to]) =>
		row(
			`rate ${name} in 100`,
			spread.filter((one) => one.rate >= from && one.rate < to)
		)
	),
	row('rates as in the stated population (mean 4 in 100)', population)
].join('\n');

const file = join(import.meta.dirname, '../../docs/method.md');
const [start, end] = ['<!-- coverage: written by npm run coverage -->', '<!-- end of coverage -->'];
const before = readFileSync(file, 'utf8');
const [head, rest] = before.split(start);
const tail = rest?.split(end)[1];
if (head === undefined || tail === undefined) throw new Error(`${file} has no place for the table`);
writeFileSync(file, `${head}${start}\n\n${text}\n\n${end}${tail}`);
console.log(text);
