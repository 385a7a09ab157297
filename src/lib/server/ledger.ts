/**
 * The ledger of a practitioner: what was read, what was found, and how sure we are. Built from kept
 * counts, so that no page ever counts posts. The sums themselves are in summary.ts.
 */
import type { Reason, Strength } from '#lib/words.ts';
import type { Beliefs } from './counting/posterior.ts';
import type { Db } from './db/index.ts';
import type { Coverage } from './db/schema.ts';
import * as experience from './experience.ts';
import * as care from './feeds/care.ts';
import * as findings from './findings.ts';
import * as practitioners from './practitioners.ts';
import type { Evidence } from './rates.ts';
import { summarise, type Ledger } from './summary.ts';
import * as tally from './tally.ts';

/** Whether every one of the feeds was read back to its first post. */
export function isComplete(coverages: (Coverage | null)[]): boolean {
	return coverages.length > 0 && coverages.every((coverage) => coverage?.complete === true);
}

/** A practitioner with feeds and ledger. Feeds whose author does not give care are not counted. */
export interface View {
	practitioner: practitioners.Practitioner;
	feeds: practitioners.Feed[];
	ledger: Ledger;
}

export interface Options {
	now?: Date;
	/** Numbers of posts that it is told without, in every count, as if they were not kept. */
	except?: number[];
}

/** @param evidence what the reader's evaluation found, stored with its version */
export async function find(
	db: Db,
	practitionerId: number,
	evidence: Evidence,
	options: Options = {}
): Promise<View | undefined> {
	const found = await practitioners.find(db, practitionerId);
	if (!found) return undefined;
	const [view] = await viewsOf(db, [found], evidence, options);
	return view;
}

/** Ledgers of one page of practitioners, by name; their years and platforms are left out. */
export async function list(
	db: Db,
	evidence: Evidence,
	options: Parameters<typeof practitioners.list>[1] & Options = {}
): Promise<{ views: View[]; next?: { name: string; id: number } }> {
	const page = await practitioners.list(db, options);
	return { views: await viewsOf(db, page.rows, evidence, options, true), next: page.next };
}

type Row = { practitioner: practitioners.Practitioner; feeds: practitioners.Feed[] };

async function viewsOf(
	db: Db,
	rows: Row[],
	evidence: Evidence,
	{ now = new Date(), except = [] }: Options,
	isShort = false
): Promise<View[]> {
	const ids = rows.map((row) => row.practitioner.id);
	const [counts, found, remedied, learned] = [
		await tally.list(db, ids),
		await findings.listFound(db, ids),
		await findings.listRemedied(db, ids),
		await experience.find(db, evidence)
	];
	const group = <T extends { practitionerId: number }>(all: T[]) => {
		const by = new Map<number, T[]>();
		for (const one of all) {
			const own = by.get(one.practitionerId);
			if (own) own.push(one);
			else by.set(one.practitionerId, [one]);
		}
		return by;
	};
	const isTold = ({ postId }: { postId: number }) => !except.includes(postId);
	const [allOf, countsOf] = [group(counts), group(await tally.without(db, counts, except))];
	const [foundOf, remediedOf] = [group(found), group(remedied)];
	return rows.map((row) => {
		const id = row.practitioner.id;
		const own = foundOf.get(id) ?? [];
		return viewOf(
			row,
			{
				counts: countsOf.get(id) ?? [],
				found: own.filter(isTold),
				remedied: (remediedOf.get(id) ?? []).filter(isTold)
			},
			learned.without(allOf.get(id) ?? [], own),
			now,
			isShort
		);
	});
}

function viewOf(
	row: Row,
	kept: { counts: tally.Tally[]; found: findings.Found[]; remedied: findings.Remedied[] },
	beliefs: Beliefs,
	now: Date,
	isShort: boolean
): View {
	const counting = row.feeds.filter((feed) => care.holds(feed) !== 'not-care');
	const platforms = new Map(counting.map((feed) => [feed.id, feed.platform]));
	const here = <T extends { feedId: number }>(all: T[]) =>
		all
			.filter((one) => platforms.has(one.feedId))
			.map((one) => ({ ...one, platform: platforms.get(one.feedId)! }));
	const dates = (pick: (feed: practitioners.Feed) => Date | null) =>
		counting.flatMap((feed) => pick(feed)?.getTime() ?? []);
	const oldest = dates((feed) => feed.oldestPostAt);
	const newest = dates((feed) => feed.newestPostAt);
	const ledger = summarise(
		here(kept.counts),
		{
			from: oldest.length ? new Date(Math.min(...oldest)) : null,
			to: newest.length ? new Date(Math.max(...newest)) : null,
			complete: isComplete(counting.map((feed) => feed.coverage)),
			found: here(kept.found),
			remedied: here(kept.remedied),
			isApart: row.feeds.length > 0 && counting.length === 0,
			isShort
		},
		beliefs,
		now
	);
	return { ...row, ledger };
}

/** The fields that `look --json` and `ledger --json` share. */
export function toJson(ledger: Ledger) {
	const { posts, notJudged, from, to, complete, marked, stories, enough, goodPractice } = ledger;
	return { posts, notJudged, from, to, complete, marked, stories, enough, goodPractice };
}

/** One marked post in `look --json` and `ledger --json`. */
export function itemOf(item: {
	id: string | number | null;
	url: string | null;
	publishedAt: Date | null;
	strength: Strength | null;
	probability: number | null;
	reasons: Reason[];
}) {
	return {
		id: item.id,
		url: item.url,
		publishedAt: item.publishedAt?.toISOString() ?? null,
		strength: item.strength,
		probability: item.probability,
		reasons: item.reasons
			.filter((reason) => reason.part !== 'title')
			.map(({ cue, start, end }) => ({ cue, start, end }))
	};
}
