/** What happened to publications, kept for good: each event has a line in the journal, with numbers and hashes only. */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import type { Outcome, PublicationStep } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { journal as line, publicationEvent, reply } from '../db/schema.ts';
import * as journal from '../journal.ts';
import type { Event } from './steps.ts';

const PAGE = 1000;

export type Row = typeof publicationEvent.$inferSelect;

export interface Happened {
	what: PublicationStep;
	publicationId?: number;
	postId?: number | null;
	replyId?: number;
	/** Who did it; left out for the practitioner, a stranger or the program. */
	by?: string;
	outcome?: Outcome;
	words?: string;
}

/** What the journal keeps of an event: numbers, and hashes of words. */
function subjectOf({ what: _, publicationId, postId, replyId, by, outcome, words }: Happened) {
	return {
		...(publicationId && { publication: publicationId }),
		...(postId && { post: postId }),
		...(replyId && { reply: replyId }),
		...(by && { person: by }),
		...(outcome && { outcome }),
		...(words && { words: createHash('sha256').update(words).digest('hex') })
	};
}

/** Keeps an event, and its line in the journal. Call it within a transaction. */
export async function record(db: Db, happened: Happened, now: Date): Promise<Row> {
	const { what, publicationId, postId, replyId, by, outcome, words = '' } = happened;
	const line = await journal.record(db, `publication ${what}`, subjectOf(happened), now);
	const [row] = await db
		.insert(publicationEvent)
		.values({
			what,
			publicationId: publicationId ?? null,
			postId: postId ?? null,
			replyId: replyId ?? null,
			personId: by ?? null,
			outcome: outcome ?? null,
			words,
			journalId: line.id,
			at: now
		})
		.returning();
	return row!;
}

/** The events of some publications, and the takedowns of some posts wherever they stand; oldest first. */
export async function list(
	db: Db,
	of: { publicationIds: number[]; postIds: number[] }
): Promise<(Row & { kind: (typeof reply.$inferSelect)['kind'] | null; hasWords: boolean })[]> {
	if (of.publicationIds.length === 0) return [];
	const rows = await db
		.select({ event: publicationEvent, kind: reply.kind, replyWords: reply.words })
		.from(publicationEvent)
		.leftJoin(reply, eq(reply.id, publicationEvent.replyId))
		.where(
			or(
				inArray(publicationEvent.publicationId, of.publicationIds),
				and(
					isNull(publicationEvent.publicationId),
					of.postIds.length > 0 ? inArray(publicationEvent.postId, of.postIds) : undefined
				)
			)
		)
		.orderBy(asc(publicationEvent.id));
	return rows.map(({ event, kind, replyWords }) => ({
		...event,
		kind,
		hasWords: (replyWords ?? '') !== ''
	}));
}

/** Those about publishing at all, oldest first. */
export function listSwitching(db: Db): Promise<Row[]> {
	return db
		.select()
		.from(publicationEvent)
		.where(inArray(publicationEvent.what, ['proposed', 'switched-on', 'switched-off']))
		.orderBy(asc(publicationEvent.id));
}

/** An event as the rules of steps.ts read it. */
export function stepOf(row: Row & Pick<Event, 'kind' | 'hasWords'>): Event {
	const { what, at, personId, postId, replyId, kind, hasWords, outcome } = row;
	return { what, at, by: personId, postId, replyId, kind, hasWords, outcome };
}

/** Holds every event to its line in the journal. Returns how many there are and the first that differs. */
export async function verify(db: Db): Promise<{ events: number; brokenId: number | null }> {
	let events = 0;
	for (let after = 0; ;) {
		const page = await db
			.select({ event: publicationEvent, line })
			.from(publicationEvent)
			.innerJoin(line, eq(line.id, publicationEvent.journalId))
			.where(gt(publicationEvent.id, after))
			.orderBy(asc(publicationEvent.id))
			.limit(PAGE);
		for (const { event, line } of page) {
			const { personId, publicationId, outcome, ...rest } = event;
			const subject = subjectOf({
				...rest,
				publicationId: publicationId ?? undefined,
				replyId: event.replyId ?? undefined,
				by: personId ?? undefined,
				outcome: outcome ?? undefined
			});
			const isSame =
				line.what === `publication ${event.what}` &&
				line.subject === JSON.stringify(subject) &&
				line.at.getTime() === event.at.getTime();
			if (!isSame) return { events, brokenId: event.id };
			events++;
			after = event.id;
		}
		if (page.length < PAGE) return { events, brokenId: null };
	}
}
