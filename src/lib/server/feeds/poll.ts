/**
 * One look at one feed: fetch, parse, keep, and say when to come again. The worker and the
 * "check now" button both come through here. No transaction is ever held across the network.
 */
import { randomUUID } from 'node:crypto';
import type { Db } from '../db/index.ts';
import * as many from '../db/many.ts';
import { feed as feedTable } from '../db/schema.ts';
import { faultOf, log } from '../log.ts';
import * as saving from '../saving.ts';
import type { Feed } from './feeds.ts';
import * as feeds from './feeds.ts';
import type * as fetch from './fetch.ts';
import * as moves from './moves.ts';
import * as optout from './optout.ts';
import * as parse from './parse.ts';
import * as schedule from './schedule.ts';

/** What one look brought. A failure is a sentence, kept on the feed and shown. */
export type Polled =
	| { kind: 'unchanged' }
	| { kind: 'fetched'; newCount: number; changedCount: number }
	| { kind: 'failed' | 'gone'; reason: string };

export interface PollOptions {
	get: fetch.Get;
	pollMinutes: number;
	now?: () => Date;
	random?: () => number;
	signal?: AbortSignal;
	/** Whether it is asked first if the site or the account wants not to be read (optout.ts). */
	heedsOptOut?: boolean;
}

type SettleOptions = Pick<PollOptions, 'pollMinutes' | 'now' | 'random'>;

/** An unconditional look now and then heals validators that a broken server handed out. */
const HEALING_SHARE = 0.01;

/** Looks at a feed once and stores what came. Never throws for the outside world's failures. */
export async function poll(db: Db, feed: Feed, options: PollOptions): Promise<Polled> {
	return settle(db, feed, await ask(feed, options), options);
}

/** Asks the feed's site, conditionally where it gave validators. */
export async function ask(feed: Feed, options: PollOptions): Promise<fetch.Outcome> {
	const reason = options.heedsOptOut
		? await optout.reasonOf(options.get, feed, options.now?.().getTime())
		: undefined;
	if (reason) return { kind: 'failed', code: 'opted-out', reason, retryAfterAt: null };
	const heals = (options.random ?? Math.random)() < HEALING_SHARE;
	return options.get(feed.url, {
		etag: heals ? null : feed.etag,
		lastModified: heals ? null : feed.lastModified,
		signal: options.signal
	});
}

/** Stores an answer already fetched: a poll's own, or the document that `locate` found. */
export async function settle(
	db: Db,
	feed: Feed,
	outcome: fetch.Outcome,
	options: SettleOptions
): Promise<Polled> {
	const [polled] = await settleAll(db, [await read(feed, outcome, options)], options);
	return polled!;
}

/** An answer with what was read in it. */
export interface Read {
	feed: Feed;
	outcome: fetch.Outcome;
	parsed?: parse.ParsedFeed;
}

/** Reads the document of an answer where it differs from the last one. */
export async function read(
	feed: Feed,
	outcome: fetch.Outcome,
	options: SettleOptions
): Promise<Read> {
	if (outcome.kind !== 'fetched' || outcome.bodyHash === feed.bodyHash) return { feed, outcome };
	const { contentType, url } = outcome;
	const parsed = await parse.feed(outcome.body, { contentType, url, now: options.now?.() });
	if (!('error' in parsed)) return { feed, outcome, parsed };
	const reason = parsed.error;
	return { feed, outcome: { kind: 'failed', code: 'not-a-feed', reason, retryAfterAt: null } };
}

/**
 * Stores several answers in one short transaction. Where that fails, each is stored by itself, so
 * that what is wrong with one feed costs no other.
 */
export async function settleAll(db: Db, reads: Read[], options: SettleOptions): Promise<Polled[]> {
	try {
		return await db.transaction((tx) => store(tx, reads, options));
	} catch (error) {
		const [only, another] = reads;
		if (another) {
			const each: Polled[] = [];
			for (const one of reads) each.push(...(await settleAll(db, [one], options)));
			return each;
		}
		if (!only || only.outcome.kind === 'failed') throw error;
		const id = randomUUID();
		log.error({ id, feed: only.feed.id, error: faultOf(error) }, 'a feed could not be stored');
		const reason = `Something went wrong on our side (${id}).`;
		const outcome: fetch.Outcome = { kind: 'failed', code: 'ours', reason, retryAfterAt: null };
		return settleAll(db, [{ feed: only.feed, outcome }], options);
	}
}

async function store(tx: Db, reads: Read[], options: SettleOptions): Promise<Polled[]> {
	const now = options.now?.() ?? new Date();
	const saved = await saving.saveAll(
		tx,
		reads.flatMap(({ feed, parsed }) =>
			parsed
				? [
						{
							feedId: feed.id,
							items: parsed.items,
							isWhole: parsed.complete,
							isFirst: feed.oldestPostAt === null
						}
					]
				: []
		),
		{ now }
	);
	const moved = await moves.decide(tx, reads, now);
	const polled: Polled[] = [];
	const rows = reads.map((one) => {
		const { feed, outcome } = one;
		if (outcome.kind === 'failed' || outcome.kind === 'gone') {
			polled.push({ kind: outcome.kind, reason: outcome.reason });
			return afterFailure(feed, outcome, now, options);
		}
		const brought = saved.get(feed.id);
		polled.push(
			brought
				? { kind: 'fetched', newCount: brought.newCount, changedCount: brought.changedCount }
				: { kind: 'unchanged' }
		);
		return { ...afterSuccess({ ...one, outcome }, brought, now, options), ...moved.get(feed.id) };
	});
	await many.update(tx, feedTable, 'id', rows);
	await feeds.coolDown(tx, reads, now);
	return polled;
}

/** What a look may change of a feed; the same columns always, so that all go in one statement. */
function unchanged(feed: Feed) {
	const { id, url, host, siteUrl, title, description, language, etag, lastModified, bodyHash } =
		feed;
	const { hints, hub, topic, oldestPostAt, newestPostAt, lastSuccessAt, lastNewAt } = feed;
	return {
		...{ id, url, host, siteUrl, title, description, language, etag, lastModified, bodyHash },
		...{ hints, hub, topic, oldestPostAt, newestPostAt, lastSuccessAt, lastNewAt },
		movedTo: feed.movedTo,
		movedSeenAt: feed.movedSeenAt,
		leaseUntil: null,
		failureCount: 0,
		failure: null as string | null,
		failureCode: null as string | null
	};
}

function afterSuccess(
	read: Read & { outcome: Extract<fetch.Outcome, { kind: 'fetched' | 'unchanged' }> },
	saved: saving.Saved | undefined,
	now: Date,
	options: SettleOptions
) {
	const { feed, outcome, parsed } = read;
	const isSame = outcome.kind === 'unchanged';
	const hints = {
		ttlMinutes: parsed ? parsed.hints.ttlMinutes : (feed.hints.ttlMinutes ?? null),
		maxAgeSeconds: outcome.maxAgeSeconds ?? (isSame ? (feed.hints.maxAgeSeconds ?? null) : null),
		rhythmMinutes: parsed
			? schedule.rhythmOf(parsed.items.flatMap((item) => item.publishedAt ?? []))
			: (feed.hints.rhythmMinutes ?? null)
	};
	const newestPostAt = later(feed.newestPostAt, saved?.newestAt ?? null);
	const next = schedule.next({
		now,
		random: options.random ?? Math.random,
		outcome: outcome.kind,
		failureCount: 0,
		hints,
		newestAt: newestPostAt,
		pollMinutes: options.pollMinutes
	});
	return {
		...unchanged(feed),
		...(parsed && {
			title: parsed.title || feed.title,
			description: parsed.description,
			siteUrl: parsed.siteUrl ?? feed.siteUrl,
			language: parsed.language,
			hub: parsed.hub,
			topic: parsed.self
		}),
		// A 304 may leave validators out; those we have still hold.
		etag: outcome.etag ?? (isSame ? feed.etag : null),
		lastModified: outcome.lastModified ?? (isSame ? feed.lastModified : null),
		bodyHash: outcome.kind === 'fetched' ? outcome.bodyHash : feed.bodyHash,
		hints,
		newestPostAt,
		oldestPostAt: earlier(feed.oldestPostAt, saved?.oldestAt ?? null),
		lastCheckedAt: now,
		lastSuccessAt: now,
		lastNewAt: saved && saved.newCount > 0 ? now : feed.lastNewAt,
		nextCheckAt: next.nextCheckAt,
		nextCheckWhy: next.why
	};
}

function afterFailure(
	feed: Feed,
	outcome: Extract<fetch.Outcome, { kind: 'failed' | 'gone' }>,
	now: Date,
	options: SettleOptions
) {
	const failureCount = feed.failureCount + 1;
	const next = schedule.next({
		now,
		random: options.random ?? Math.random,
		outcome: outcome.status === 429 ? 'too-many' : outcome.kind,
		failureCount,
		retryAfterAt: outcome.retryAfterAt,
		hints: feed.hints,
		newestAt: feed.newestPostAt,
		pollMinutes: options.pollMinutes
	});
	return {
		...unchanged(feed),
		lastCheckedAt: now,
		failureCount,
		failure: outcome.reason,
		failureCode: outcome.kind === 'gone' ? 'gone' : outcome.code,
		nextCheckAt: next.nextCheckAt,
		nextCheckWhy: next.why
	};
}

function later(a: Date | null, b: Date | null): Date | null {
	return a && b ? (a > b ? a : b) : (a ?? b);
}

function earlier(a: Date | null, b: Date | null): Date | null {
	return a && b ? (a < b ? a : b) : (a ?? b);
}
