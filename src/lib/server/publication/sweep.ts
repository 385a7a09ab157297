/**
 * Writes down what happened by itself: a post that its author took down or changed (guard F8), a finding
 * that grew too old (guard F9). Pages do not wait for it; it is for the record and for the counts.
 */
import { eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { publication } from '../db/schema.ts';
import type { Evidence } from '../rates.ts';
import * as events from './events.ts';
import * as publications from './publications.ts';

/**
 * Notes each such post of a noticed record once. Returns how many were noted.
 * @param evidenceOf what the reader's evaluation found; asked for only where there is a record
 */
export async function sweep(
	db: Db,
	evidenceOf: () => Promise<Evidence>,
	now: Date
): Promise<number> {
	const [any] = await db.select({ id: publication.id }).from(publication).limit(1);
	if (!any) return 0;
	// Whether publication pauses says nothing of single posts.
	const conditions = { evidence: await evidenceOf(), pause: null, now };
	let noted = 0;
	const all = await publications.list(db, conditions, { limit: 100_000 });
	for (const { publication: row, standing } of all) {
		if (!standing.noticedAt || standing.stage === 'withdrawn') continue;
		noted += await db.transaction(async (tx) => {
			await tx
				.select({ id: publication.id })
				.from(publication)
				.where(eq(publication.id, row.id))
				.for('update');
			const whole = await publications.find(tx, row.id, conditions);
			const due = (whole?.items ?? []).flatMap(({ postId, state }) => {
				const what = state === 'remedied' || state === 'expired' ? state : undefined;
				const isNoted = whole!.events.some((one) => one.what === what && one.postId === postId);
				return what && !isNoted ? [{ what, postId }] : [];
			});
			for (const one of due)
				await events.record(tx, { ...one, publicationId: row.id }, conditions.now);
			return due.length;
		});
	}
	return noted;
}
