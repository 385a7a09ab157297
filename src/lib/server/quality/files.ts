/** The figures of quality, and the readings behind them, as files. Pure. */
import { axes } from '#lib/coding.ts';
import type { Figure } from '../agreement.ts';
import { csvLine, type Row } from '../exports.ts';
import { shareOf, type Share } from '../measured.ts';
import type { Coded } from '../reviews.ts';
import { blind, valueOf, type Read } from './figures.ts';
import type { Quality } from './quality.ts';

/** Every figure as a row: what, of what, over how many, the figure and its 90 % range. */
export function rows({ axes: measured, versions, golden }: Quality): Row[] {
	const asked = golden.reduce((sum, one) => sum + one.read, 0);
	const right = golden.reduce((sum, one) => sum + one.right, 0);
	const row = (
		what: string,
		of: string,
		count: number,
		value: number | null,
		range: { low: number; high: number } | null,
		remark = ''
	): Row => ({
		what,
		of,
		count,
		value,
		low: range?.low ?? null,
		high: range?.high ?? null,
		remark
	});
	const figure = (what: string, of: string, count: number, { value, range, why }: Figure) =>
		row(what, of, count, value, range, why ?? '');
	const share = (what: string, of: string, count: number, found: Share | null) =>
		row(what, of, count, found?.value ?? null, found, found ? '' : 'not known yet');
	return [
		...measured.flatMap(({ name, agreement, ticks }) =>
			[
				{ name, agreement },
				...ticks.map((one) => ({ ...one, name: `${name}: ${one.name}` }))
			].flatMap(({ name: of, agreement: found }) => [
				row('same answer', of, found.pairs, found.pairs ? found.same / found.pairs : null, null),
				figure('kappa', of, found.posts, found.kappa),
				figure('alpha', of, found.posts, found.alpha)
			])
		),
		...versions.flatMap((one) => {
			const read = (what: string, { read: count, share: found }: Read) =>
				share(what, `version ${one.version}`, count, found);
			return [
				read('likely marks that are right', one.likely),
				read('possible marks that are right', one.possible),
				read('unmarked posts that tell about a client', one.unmarked),
				share(
					'missed, of all that tell about a client',
					`version ${one.version}`,
					one.unmarked.read,
					one.missed
				)
			];
		}),
		...(golden.length > 0
			? [share('golden items read right', 'all readers', asked, shareOf(right, asked))]
			: [])
	];
}

/**
 * The blind readings themselves, so that anybody can work the figures out anew: people as numbers, no
 * word of a post, no reason and no note.
 */
export function readings(coded: Coded[]): Row[] {
	const numbers = new Map<string, number>();
	return coded.flatMap((one) =>
		blind(one).map((coding) => {
			if (!numbers.has(coding.personId)) numbers.set(coding.personId, numbers.size + 1);
			return {
				text: one.taskId,
				reader: numbers.get(coding.personId)!,
				round: coding.round,
				...Object.fromEntries(axes.map((axis) => [axis, valueOf(coding, axis)])),
				recorded_on: coding.recordedAt.toISOString().slice(0, 10)
			};
		})
	);
}

export function csv(all: Row[]): string {
	const [first] = all;
	if (!first) return '';
	return [csvLine(Object.keys(first)), ...all.map((row) => csvLine(Object.values(row)))].join('');
}
