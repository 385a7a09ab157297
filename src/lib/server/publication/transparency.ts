/** What the group did, in numbers: notices, replies, corrections, overturned findings, removals. */
import { asc, eq } from 'drizzle-orm';
import { replyKinds, type ReplyKind } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { publicationEvent, reply } from '../db/schema.ts';
import type { Event } from './steps.ts';

export interface Counts {
	noticed: number;
	opened: number;
	replied: number;
	kinds: Record<ReplyKind, number>;
	appealed: number;
	answered: number;
	overturned: number;
	published: number;
	withdrawn: number;
	corrected: number;
	remedied: number;
	expired: number;
	hidden: number;
	restored: number;
	forgotten: number;
	/** Middle number of days from an appeal to its answer, and from a notice to publication; null where none. */
	daysToAnswer: number | null;
	daysToPublish: number | null;
}

type Told = Pick<Event, 'what' | 'at' | 'replyId' | 'kind' | 'outcome'> & {
	publicationId: number | null;
};

/** Counts of everything that happened. Pure. */
export function summarise(events: Told[]): Counts {
	const of = (what: Event['what']) => events.filter((one) => one.what === what);
	const days = (from: Told, to: Told) => (to.at.getTime() - from.at.getTime()) / 86_400_000;
	const between = (first: Told[], last: Told[], same: (a: Told, b: Told) => boolean) =>
		median(
			last.flatMap((end) => {
				const start = first.find((one) => same(one, end));
				return start ? [days(start, end)] : [];
			})
		);
	const replies = of('replied');
	return {
		noticed: of('noticed').length,
		opened: of('opened').length,
		replied: replies.length,
		kinds: Object.fromEntries(
			replyKinds.map((kind) => [kind, replies.filter((one) => one.kind === kind).length])
		) as Record<ReplyKind, number>,
		appealed: of('appealed').length,
		answered: of('answered').length,
		overturned: of('answered').filter((one) => one.outcome === 'overturned').length,
		published: of('published').length,
		withdrawn: of('withdrawn').length,
		corrected: of('corrected').length,
		remedied: of('remedied').length,
		expired: of('expired').length,
		hidden: of('hidden').length,
		restored: of('restored').length,
		forgotten: of('forgotten').length,
		daysToAnswer: between(of('appealed'), of('answered'), (a, b) => a.replyId === b.replyId),
		daysToPublish: between(
			of('noticed'),
			of('published'),
			(a, b) => a.publicationId === b.publicationId
		)
	};
}

/** The middle one, to a tenth of a day. */
function median(days: number[]): number | null {
	if (days.length === 0) return null;
	const sorted = [...days].sort((a, b) => a - b);
	const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
	return Math.round(middle * 10) / 10;
}

/** The counts of this group. */
export async function count(db: Db): Promise<Counts> {
	const rows = await db
		.select({
			what: publicationEvent.what,
			at: publicationEvent.at,
			replyId: publicationEvent.replyId,
			publicationId: publicationEvent.publicationId,
			outcome: publicationEvent.outcome,
			kind: reply.kind
		})
		.from(publicationEvent)
		.leftJoin(reply, eq(reply.id, publicationEvent.replyId))
		.orderBy(asc(publicationEvent.id));
	return summarise(rows);
}
