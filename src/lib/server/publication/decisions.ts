/**
 * What people of the group do with a publication. Each is checked against the rules with the row held,
 * and kept as an event with its line in the journal. Each answers why it was not done, or undefined.
 */
import { randomBytes } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import type { IdentityBasis, Who } from '#lib/words.ts';
import { includes } from '../access.ts';
import type { Db } from '../db/index.ts';
import { feed, post, practitioner, publication, publicationItem } from '../db/schema.ts';
import * as care from '../feeds/care.ts';
import { isEnough as isIdentified } from '../regrouping.ts';
import * as conflicts from '../review/conflicts.ts';
import * as events from './events.ts';
import * as publications from './publications.ts';
import { excerpt } from './redaction.ts';
import * as readings from './readings.ts';
import * as screening from './screening.ts';
import { leastReaders } from './stage.ts';

const mostWords = 2000;
const notYours = 'Only an editor or an administrator can do this.';
const isKnown =
	'You said that you know this practitioner, so somebody else has to decide about this record.';
const gone = 'There is no such record.';

/** A post that may become part of a record. */
export interface Candidate {
	postId: number;
	contentHash: string;
	url: string | null;
	publishedAt: Date | null;
	excerpt: string;
	reason: string;
	readerCount: number;
}

/** Posts of a practitioner that two people settled and that no active record holds, newest first. */
export async function listCandidates(
	db: Db,
	practitionerId: number,
	conditions: publications.Conditions
): Promise<Candidate[]> {
	const settled = (await readings.listSettled(db, { practitionerId })).filter(
		(one) => one.readers.length >= leastReaders
	);
	const held = (await publications.list(db, conditions, { practitionerId }))
		.filter(publications.isActive)
		.flatMap((one) => one.items.map((item) => item.postId));
	if (settled.length === 0) return [];
	const rows = await db
		.select({ post, feed })
		.from(post)
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			inArray(
				post.id,
				settled.map((one) => one.postId)
			)
		);
	const byId = new Map(rows.map((row) => [row.post.id, row]));
	return settled
		.filter((one) => !held.includes(one.postId))
		.flatMap((one) => {
			const row = byId.get(one.postId);
			if (!row || row.post.removedAt || care.holds(row.feed) === 'not-care') return [];
			const { url, publishedAt, text, axes, contentHash } = row.post;
			return [
				{
					postId: one.postId,
					contentHash,
					url,
					publishedAt,
					excerpt: excerpt(text, axes?.reasons ?? []),
					reason: one.reason,
					readerCount: one.readers.length
				}
			];
		})
		.sort((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0));
}

/** Starts a record of some candidates. Returns its number, or why not. */
export async function draft(
	db: Db,
	who: Who,
	of: {
		practitionerId: number;
		basis: IdentityBasis[];
		items: { postId: number; withExcerpt: boolean }[];
	},
	conditions: publications.Conditions
): Promise<{ id: number } | { issue: string }> {
	if (!includes(who.role, 'editor')) return { issue: notYours };
	if ((await conflicts.reach(db, who.id)).includes(of.practitionerId)) return { issue: isKnown };
	if (!isIdentified(of.basis))
		return {
			issue:
				'Say how you know that these feeds are this person’s: two signs, or what they say themselves.'
		};
	return db.transaction(async (tx) => {
		const [held] = await tx
			.select()
			.from(practitioner)
			.where(eq(practitioner.id, of.practitionerId))
			.for('update');
		if (!held) return { issue: gone };
		const candidates = await listCandidates(tx, of.practitionerId, conditions);
		const chosen = of.items.flatMap(({ postId, withExcerpt }) => {
			const one = candidates.find((candidate) => candidate.postId === postId);
			return one ? [{ ...one, excerpt: withExcerpt ? one.excerpt : '' }] : [];
		});
		if (chosen.length === 0 || chosen.length < of.items.length)
			return {
				issue: 'Choose at least one post, each settled by two reviewers and in no other record.'
			};
		const [row] = await tx
			.insert(publication)
			.values({
				practitionerId: of.practitionerId,
				basis: of.basis,
				createdAt: conditions.now
			})
			.returning();
		await tx.insert(publicationItem).values(
			chosen.map(({ postId, contentHash, excerpt, reason }) => ({
				publicationId: row!.id,
				postId,
				contentHash,
				excerpt,
				reason
			}))
		);
		await events.record(
			tx,
			{ what: 'drafted', publicationId: row!.id, by: who.id },
			conditions.now
		);
		return { id: row!.id };
	});
}

/** Runs a step with the record held, if the person may take it. */
async function step(
	db: Db,
	who: Who,
	id: number,
	conditions: publications.Conditions,
	take: (tx: Db, whole: publications.Whole) => Promise<string | undefined>
): Promise<string | undefined> {
	if (!includes(who.role, 'editor')) return notYours;
	return db.transaction(async (tx) => {
		const [row] = await tx.select().from(publication).where(eq(publication.id, id)).for('update');
		const whole = row && (await publications.find(tx, id, conditions));
		if (!whole) return gone;
		if ((await conflicts.reach(tx, who.id)).includes(whole.publication.practitionerId))
			return isKnown;
		return take(tx, whole);
	});
}

const newToken = () => randomBytes(24).toString('base64url');

/** The notice was handed over or sent: the window of 28 days begins, and the practitioner's link works. */
export function notice(db: Db, who: Who, id: number, conditions: publications.Conditions) {
	return step(db, who, id, conditions, async (tx, { standing }) => {
		if (standing.stage !== 'draft') return 'The notice was sent already.';
		const missing = standing.lacking.filter(
			(one) => !['notice', 'window', 'decision'].includes(one)
		);
		if (missing.length > 0)
			return 'Something is still missing before a notice can be sent: see the list.';
		await tx.update(publication).set({ token: newToken() }).where(eq(publication.id, id));
		await events.record(tx, { what: 'noticed', publicationId: id, by: who.id }, conditions.now);
		return undefined;
	});
}

/** Gives the practitioner a new link; the one before stops to work. */
export function renew(db: Db, who: Who, id: number, conditions: publications.Conditions) {
	return step(db, who, id, conditions, async (tx, { standing }) => {
		if (!standing.noticedAt) return 'There is no link before the notice.';
		await tx.update(publication).set({ token: newToken() }).where(eq(publication.id, id));
		await events.record(tx, { what: 'renewed', publicationId: id, by: who.id }, conditions.now);
		return undefined;
	});
}

/** The second person's decision that a record becomes public. */
export function publish(db: Db, who: Who, id: number, conditions: publications.Conditions) {
	return step(db, who, id, conditions, async (tx, { standing }) => {
		if (standing.stage === 'published') return 'It is public already.';
		if (standing.stage !== 'publishable')
			return 'Something is still missing before it can be public: see the list.';
		if (standing.drafters.includes(who.id))
			return 'You drafted this record: a second person must decide.';
		await events.record(tx, { what: 'published', publicationId: id, by: who.id }, conditions.now);
		return undefined;
	});
}

/** Takes a record back for good; one person is enough for that. */
export function withdraw(
	db: Db,
	who: Who,
	id: number,
	words: string,
	conditions: publications.Conditions
) {
	return step(db, who, id, conditions, async (tx, { standing }) => {
		if (standing.stage === 'withdrawn') return 'It was taken back already.';
		if (!words.trim()) return 'Say in a few words why.';
		const firm = screening.refusal(words);
		if (firm) return firm;
		await events.record(
			tx,
			{ what: 'withdrawn', publicationId: id, by: who.id, words: words.trim().slice(0, mostWords) },
			conditions.now
		);
		return undefined;
	});
}

/** Says in public what was wrong in a record. */
export function correct(
	db: Db,
	who: Who,
	id: number,
	words: string,
	conditions: publications.Conditions
) {
	return step(db, who, id, conditions, async (tx, whole) => {
		if (!whole.standing.noticedAt) return 'There is nothing to correct before the notice.';
		if (words.trim().length < 10) return 'Say in a sentence what was wrong and what is right.';
		const firm = screening.refusal(words);
		if (firm) return firm;
		await events.record(
			tx,
			{ what: 'corrected', publicationId: id, by: who.id, words: words.trim().slice(0, mostWords) },
			conditions.now
		);
		return undefined;
	});
}
