/** What reviewers settled of posts, and who read them: the ground of everything public (guard F1). */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Exit, Identifier } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { coding, feed, post, settlement, undoing } from '../db/schema.ts';

export interface Settled {
	postId: number;
	contentHash: string;
	/** Different people whose readings agree that this text tells about a client. */
	readers: string[];
	/** Everybody who read this text, whatever they said: those whose reading decided nothing, too. */
	everyone: string[];
	/** Why, as it may be shown to the practitioner. */
	reason: string;
	/** What they read in it of permission, and of what could let somebody be recognised. */
	exits: Exit[];
	identifiers: Identifier[];
}

/**
 * The posts, of those asked for, that are settled as a client story in their present text by readings
 * that nobody took back, with a finding that still stands.
 */
export async function listSettled(
	db: Db,
	of: { postIds: number[] } | { practitionerId: number }
): Promise<Settled[]> {
	if ('postIds' in of && of.postIds.length === 0) return [];
	const rows = await db
		.select({
			id: settlement.id,
			postId: settlement.postId,
			contentHash: settlement.contentHash,
			codingIds: settlement.codingIds,
			reason: settlement.reason,
			exits: settlement.exits,
			identifiers: settlement.identifiers
		})
		.from(settlement)
		.innerJoin(post, eq(post.id, settlement.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(
			and(
				'postIds' in of
					? inArray(settlement.postId, of.postIds)
					: eq(feed.practitionerId, of.practitionerId),
				eq(settlement.contentHash, post.contentHash),
				eq(settlement.narrates, 'story'),
				eq(post.finding, 'story')
			)
		)
		.orderBy(settlement.id);
	if (rows.length === 0) return [];
	const postIds = rows.map((row) => row.postId);
	const codings = await db
		.select({
			id: coding.id,
			postId: coding.postId,
			contentHash: coding.contentHash,
			personId: coding.personId,
			narrates: coding.narrates,
			isUndone: sql<boolean>`${undoing.codingId} is not null`
		})
		.from(coding)
		.leftJoin(undoing, eq(undoing.codingId, coding.id))
		.where(inArray(coding.postId, postIds));
	const byId = new Map(codings.map((one) => [one.id, one]));
	// The last settlement of a text is the one that holds.
	const settled = new Map<number, Settled>();
	for (const row of rows) {
		const own = row.codingIds.map((id) => byId.get(id));
		if (own.some((one) => !one || one.isUndone)) continue;
		settled.set(row.postId, {
			postId: row.postId,
			contentHash: row.contentHash,
			readers: [
				...new Set(own.filter((one) => one!.narrates === 'story').map((one) => one!.personId))
			],
			everyone: [
				...new Set(
					codings
						.filter(
							(one) =>
								one.postId === row.postId && one.contentHash === row.contentHash && !one.isUndone
						)
						.map((one) => one.personId)
				)
			],
			reason: row.reason,
			exits: row.exits,
			identifiers: row.identifiers
		});
	}
	return [...settled.values()];
}
