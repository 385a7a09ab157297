/**
 * One look at one feed: fetch, parse, keep, and say when to come again. The worker and the
 * "check now" button both come through here. No transaction is ever held across the network.
 */
import { eq } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { feed as feedTable } from '../db/schema.ts';
import * as posts from '../posts.ts';
import * as feeds from './feeds.ts';
import type { Feed } from './feeds.ts';
import * as fetch from './fetch.ts';
import * as parse from './parse.ts';
import * as schedule from './schedule.ts';

/** What one look brought. A failure is a sentence, kept on the feed and shown. */
export type Polled =
	| { kind: 'unchanged' }
	| { kind: 'fetched'; newCount: number; changedCount: number }
	| { kind: 'failed' | 'gone'; reason: string };

export interface PollOptions {
	get: (address: string, options: fetch.GetOptions) => Promise<fetch.Outcome>;
	pollMinutes: number;
	now?: () => Date;
	random?: () => number;
}

const SEVEN_DAYS = 7 * 86_400_000;
/** An unconditional look now and then heals validators that a broken server handed out. */
const HEALING_SHARE = 0.01;

/** Looks at a feed once and stores what came. Never throws for the outside world's failures. */
export async function poll(db: Db, feed: Feed, options: PollOptions): Promise<Polled> {
	const random = options.random ?? Math.random;
	const heals = random() < HEALING_SHARE;
	const outcome = await options.get(feed.url, {
		etag: heals ? null : feed.etag,
		lastModified: heals ? null : feed.lastModified
	});
	return settle(db, feed, outcome, options);
}

/** Stores an answer already fetched: a poll's own, or the document that `locate` found. */
export async function settle(
	db: Db,
	feed: Feed,
	outcome: fetch.Outcome,
	options: Pick<PollOptions, 'pollMinutes' | 'now' | 'random'>
): Promise<Polled> {
	const now = options.now?.() ?? new Date();
	if (outcome.kind === 'failed' || outcome.kind === 'gone')
		return settleFailure(db, feed, outcome, now, options);
	if (outcome.kind === 'unchanged' || outcome.bodyHash === feed.bodyHash) {
		await rest(db, feed, outcome, { now, publishedAts: [] }, options);
		return { kind: 'unchanged' };
	}
	const parsed = await parse.feed(outcome.body, {
		contentType: outcome.contentType,
		url: outcome.url,
		now
	});
	if ('error' in parsed)
		return settleFailure(
			db,
			feed,
			{ kind: 'failed', code: 'not-a-feed', reason: parsed.error },
			now,
			options
		);
	const saved = await posts.save(db, feed.id, parsed.items, { now });
	await rest(
		db,
		feed,
		outcome,
		{ now, parsed, saved, publishedAts: publishedAts(parsed) },
		options
	);
	return { kind: 'fetched', newCount: saved.newCount, changedCount: saved.changedCount };
}

function publishedAts(parsed: parse.ParsedFeed): Date[] {
	return parsed.items.flatMap((item) => (item.publishedAt ? [item.publishedAt] : []));
}

async function rest(
	db: Db,
	feed: Feed,
	outcome: Extract<fetch.Outcome, { kind: 'fetched' | 'unchanged' }>,
	seen: { now: Date; parsed?: parse.ParsedFeed; saved?: posts.Saved; publishedAts: Date[] },
	options: Pick<PollOptions, 'pollMinutes' | 'random'>
): Promise<void> {
	const { now, parsed, saved } = seen;
	const hints = {
		ttlMinutes: parsed ? parsed.hints.ttlMinutes : (feed.hints.ttlMinutes ?? null),
		maxAgeSeconds: outcome.maxAgeSeconds
	};
	const next = schedule.next({
		now,
		random: options.random ?? Math.random,
		outcome: outcome.kind,
		failureCount: 0,
		hints,
		publishedAts: seen.publishedAts,
		lastNewAt: saved?.newestAt ?? feed.lastNewAt,
		pollMinutes: options.pollMinutes
	});
	await db
		.update(feedTable)
		.set({
			// A 304 may leave validators out; those we have still hold.
			etag: outcome.etag ?? (outcome.kind === 'unchanged' ? feed.etag : null),
			lastModified:
				outcome.lastModified ?? (outcome.kind === 'unchanged' ? feed.lastModified : null),
			bodyHash: outcome.kind === 'fetched' ? outcome.bodyHash : feed.bodyHash,
			hints,
			...(parsed && {
				title: parsed.title || feed.title,
				description: parsed.description,
				siteUrl: parsed.siteUrl ?? feed.siteUrl,
				language: parsed.language
			}),
			...(await moved(db, feed, outcome, now)),
			lastCheckedAt: now,
			lastSuccessAt: now,
			lastNewAt: saved && saved.newCount > 0 ? now : feed.lastNewAt,
			failureCount: 0,
			failure: null,
			failureCode: null,
			leaseUntil: null,
			nextCheckAt: next.nextCheckAt,
			nextCheckWhy: next.why
		})
		.where(eq(feedTable.id, feed.id));
}

async function settleFailure(
	db: Db,
	feed: Feed,
	outcome: {
		kind: 'failed' | 'gone';
		reason: string;
		code?: string;
		status?: number;
		retryAfterAt?: Date | null;
	},
	now: Date,
	options: Pick<PollOptions, 'pollMinutes' | 'random'>
): Promise<Polled> {
	const failureCount = feed.failureCount + 1;
	const next = schedule.next({
		now,
		random: options.random ?? Math.random,
		outcome: outcome.status === 429 ? 'too-many' : outcome.kind,
		failureCount,
		retryAfterAt: outcome.retryAfterAt ?? null,
		hints: feed.hints,
		publishedAts: [],
		lastNewAt: feed.lastNewAt,
		pollMinutes: options.pollMinutes
	});
	await db
		.update(feedTable)
		.set({
			lastCheckedAt: now,
			failureCount,
			failure: outcome.reason,
			failureCode: outcome.code ?? outcome.kind,
			leaseUntil: null,
			nextCheckAt: next.nextCheckAt,
			nextCheckWhy: next.why
		})
		.where(eq(feedTable.id, feed.id));
	return { kind: outcome.kind, reason: outcome.reason };
}

/** A permanent redirect is believed after seven days; from http to https at once. */
async function moved(
	db: Db,
	feed: Feed,
	outcome: Extract<fetch.Outcome, { kind: 'fetched' | 'unchanged' }>,
	now: Date
) {
	const isPermanent =
		outcome.redirects.length > 0 && outcome.redirects.every((hop) => hop.permanent);
	if (!isPermanent || outcome.url === feed.url) return { movedTo: null, movedSeenAt: null };
	const isUpgrade = outcome.url === feed.url.replace(/^http:/, 'https:');
	const isSame = feed.movedTo === outcome.url && feed.movedSeenAt !== null;
	const isOld = isSame && now.getTime() - feed.movedSeenAt!.getTime() >= SEVEN_DAYS;
	if ((isUpgrade || isOld) && !(await feeds.findByUrl(db, outcome.url)))
		return { url: outcome.url, movedTo: null, movedSeenAt: null };
	return { movedTo: outcome.url, movedSeenAt: isSame ? feed.movedSeenAt : now };
}
