/** Where feeds moved to: what a permanent redirect changes, and when. */
import { inArray } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed as feedTable } from '../db/schema.ts';
import * as feeds from './feeds.ts';
import type * as fetch from './fetch.ts';

const SEVEN_DAYS = 7 * 86_400_000;

type Move = Partial<Pick<feeds.Feed, 'url' | 'host' | 'movedTo' | 'movedSeenAt'>>;

/**
 * A permanent redirect is believed after seven days; from http to https at once; never when another
 * feed has that address. Pure.
 */
export function next(
	feed: Pick<feeds.Feed, 'url' | 'movedTo' | 'movedSeenAt'>,
	outcome: Pick<fetch.Outcome & { kind: 'fetched' }, 'url' | 'redirects'>,
	now: Date
): Move {
	const isPermanent =
		outcome.redirects.length > 0 && outcome.redirects.every((hop) => hop.permanent);
	if (!isPermanent || outcome.url === feed.url) return { movedTo: null, movedSeenAt: null };
	const isUpgrade = outcome.url === feed.url.replace(/^http:/, 'https:');
	const seenAt = feed.movedTo === outcome.url ? feed.movedSeenAt : null;
	if (isUpgrade || (seenAt && now.getTime() - seenAt.getTime() >= SEVEN_DAYS))
		return { url: outcome.url, movedTo: null, movedSeenAt: null };
	return { movedTo: outcome.url, movedSeenAt: seenAt ?? now };
}

/** The moves of several feeds, by feed; addresses that are taken are left alone. */
export async function decide(
	db: Db,
	reads: { feed: feeds.Feed; outcome: fetch.Outcome }[],
	now: Date
): Promise<Map<number, Move>> {
	const moves = new Map<number, Move>();
	for (const { feed, outcome } of reads)
		if (outcome.kind === 'fetched' || outcome.kind === 'unchanged')
			moves.set(feed.id, next(feed, outcome, now));
	const wanted = [...moves.values()].flatMap((move) => move.url ?? []);
	if (wanted.length === 0) return moves;
	const rows = await db
		.select({ url: feedTable.url })
		.from(feedTable)
		.where(inArray(feedTable.url, wanted));
	const taken = new Set(rows.map((row) => row.url));
	for (const { feed } of reads) {
		const move = moves.get(feed.id);
		if (!move?.url) continue;
		if (taken.has(move.url)) moves.set(feed.id, { movedTo: move.url, movedSeenAt: now });
		// A bridge's feed keeps the pace of its own address.
		else if (!URL.canParse(feed.host)) move.host = await feeds.addHost(db, move.url);
		taken.add(move.url);
	}
	return moves;
}
