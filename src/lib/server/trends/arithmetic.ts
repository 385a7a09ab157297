/**
 * How many posts of a cell tell about a client. Pure.
 *
 * The posts of a cell are taken together and counted by the arithmetic of a ledger
 * (counting/posterior.ts): given the marks, what people said of single posts, and how often the reader
 * errs. One reader has read them all, so its errors do not cancel out between practitioners; adding up
 * the ranges of single ledgers would take them for independent and seem surer than it is. Practitioners
 * may differ as they like: the number of marks depends on the number of stories, not on whose they are.
 *
 * How many tell it in one form (a quote, a complaint ...): the same number, times the share of that form
 * among the marked posts, both with their uncertainty. That takes missed stories to have the same forms,
 * and the reading of forms to be right.
 */
import { quantiles } from '../counting/beta.ts';
import { posterior, type Beliefs, type Interval, type Strata } from '../counting/posterior.ts';
import type { FoundThere } from './gather.ts';

/** Posts of a cell as the ledger's arithmetic takes them. */
export function strataOf(
	counts: { what: string; count: number }[],
	found: Pick<FoundThere, 'strength' | 'says' | 'sampled'>[]
): Strata {
	const of = (what: string) => counts.find((one) => one.what === what)?.count ?? 0;
	const sure = found.filter((one) => one.says !== 'unsure');
	const said = (strength: string, sampled?: boolean) =>
		sure.filter(
			(one) => one.strength === strength && (sampled === undefined || one.sampled === sampled)
		);
	const stories = (some: typeof sure) => some.filter((one) => one.says === 'story').length;
	const read = (strength: 'likely' | 'possible') => {
		const own = said(strength);
		return {
			count: Math.max(of(strength), own.length),
			reviewed: own.length,
			confirmed: stories(own)
		};
	};
	const [drawn, told] = [said('none', true), said('none', false)];
	return {
		likely: read('likely'),
		possible: read('possible'),
		unmarked: {
			count: Math.max(of('none'), drawn.length + told.length),
			audited: drawn.length,
			found: stories(drawn),
			told: told.length,
			toldStories: stories(told)
		}
	};
}

const POINTS = 41;

/** Stories of one form: those of all forms times the form's share of the marks, on an even grid of both. */
export function ofForm(
	strata: Strata,
	beliefs: Beliefs,
	marks: { marked: number; ofForm: number }
): Interval {
	const all = posterior(strata, beliefs);
	const counts: number[] = [];
	let seen = 0;
	all.mass.forEach((weight, i) => {
		seen += weight;
		while (counts.length < POINTS && seen >= (counts.length + 0.5) / POINTS - 1e-9)
			counts.push(all.offset + i);
	});
	const shares = quantiles(
		{ a: marks.ofForm + 0.5, b: Math.max(0, marks.marked - marks.ofForm) + 0.5 },
		POINTS
	);
	const values = counts.flatMap((count) => shares.map((share) => count * share));
	values.sort((a, b) => a - b);
	const at = (share: number) => values[Math.floor(share * (values.length - 1))]!;
	return {
		low: Math.floor(at(0.05)),
		high: Math.ceil(at(0.95)),
		likeliest: Math.round(at(0.5)),
		level: all.level
	};
}
