/**
 * The whole database on one page. `npm run db:generate` writes the migration after a change.
 *
 * practitioner 1-n feed 1-n post 1-n revision and finding; tally counts posts per feed and month in the same
 * transaction as the change it counts, so that no screen ever counts posts; host paces requests;
 * duty is the worker's heartbeat. The tables of a group's accounts are in accounts.ts.
 */
import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	date,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type {
	Answer,
	Care,
	Exit,
	Form,
	GoodPractice,
	Identifier,
	IdentityBasis,
	OtherNorm,
	Platform,
	Profession,
	Reason,
	Strength,
	Tone,
	Voice
} from '../../words.ts';

export const practitioner = pgTable(
	'practitioner',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		name: text('name').notNull(),
		/** Chosen by the reader; null until then. */
		profession: text('profession').$type<Profession>(),
		/** ISO 3166 code, such as GB or US-CA. */
		place: text('place'),
		registerUrl: text('register_url'),
		/** The bundled made-up practitioners, removed together. */
		sample: boolean('sample').notNull().default(false),
		/** Joined to another: kept without feeds, so that joining can be undone, and shown nowhere. */
		joinedIntoId: integer('joined_into_id').references((): AnyPgColumn => practitioner.id, {
			onDelete: 'cascade'
		}),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(t) => [
		index('practitioner_name').on(t.name, t.id),
		index('practitioner_joined').on(t.joinedIntoId)
	]
);

/** What is known of how far back a feed was read. */
export interface Coverage {
	oldestAt: string | null;
	complete: boolean;
	method: string;
	/** Where reading back goes on after a stop; null when it is done. */
	cursor: string | null;
	/** Why the first post was not reached, in a sentence. */
	note?: string | null;
	/** Failures in a row at the cursor, and when to try again (ISO time). */
	failures?: number;
	retryAt?: string | null;
}

/** What the publisher said about how often to come back. */
export interface Hints {
	ttlMinutes?: number | null;
	maxAgeSeconds?: number | null;
	/** The middle gap between its newest posts. */
	rhythmMinutes?: number | null;
}

/** How much a feed posts lately, beside what it usually posts. */
export type Volume = 'usual' | 'low' | 'high';

export const feed = pgTable(
	'feed',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		practitionerId: integer('practitioner_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		platform: text('platform').$type<Platform>().notNull(),
		/** The platform's own unchanging id, where it has one. */
		platformId: text('platform_id'),
		handle: text('handle'),
		url: text('url').notNull().unique(),
		siteUrl: text('site_url'),
		title: text('title').notNull(),
		description: text('description'),
		language: text('language'),
		/** Set by the reader; null leaves it to what the feed says of itself. */
		careChosen: text('care_chosen').$type<Care>(),
		care: text('care').$type<Care>().notNull().default('unknown'),
		careBecause: jsonb('care_because').$type<string[]>().notNull().default([]),
		/** The name of the registrable domain (or bridge address) whose pace this feed keeps. */
		host: text('host').notNull(),
		etag: text('etag'),
		lastModified: text('last_modified'),
		bodyHash: text('body_hash'),
		hints: jsonb('hints').$type<Hints>().notNull().default({}),
		coverage: jsonb('coverage').$type<Coverage>(),
		oldestPostAt: at('oldest_post_at'),
		newestPostAt: at('newest_post_at'),
		nextCheckAt: at('next_check_at').notNull().defaultNow(),
		nextCheckWhy: text('next_check_why'),
		leaseUntil: at('lease_until'),
		lastCheckedAt: at('last_checked_at'),
		lastSuccessAt: at('last_success_at'),
		lastNewAt: at('last_new_at'),
		failureCount: integer('failure_count').notNull().default(0),
		/** The last failure in one sentence; null when the last look succeeded. */
		failure: text('failure'),
		failureCode: text('failure_code'),
		pausedAt: at('paused_at'),
		/** A permanent redirect is followed for good once it has held for seven days. */
		movedTo: text('moved_to'),
		movedSeenAt: at('moved_seen_at'),
		/** Whether the page of a post is read where the feed gives only its beginning. */
		articles: boolean('articles').notNull().default(false),
		/** Where the feed announces new posts (WebSub), and the name it goes by there. */
		hub: text('hub'),
		topic: text('topic'),
		volume: text('volume').$type<Volume>().notNull().default('usual'),
		/** Since when the volume is unusual, or usual again. */
		volumeSince: at('volume_since'),
		volumeCheckedAt: at('volume_checked_at'),
		createdAt: at('created_at').notNull().defaultNow()
	},
	(t) => [
		index('feed_due')
			.on(t.nextCheckAt)
			.where(sql`${t.pausedAt} is null`),
		index('feed_practitioner').on(t.practitionerId)
	]
);

/** Feeds moved from one practitioner to another, newest last; undone ones stay as a record. */
export const regrouping = pgTable(
	'regrouping',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		kind: text('kind').$type<'join' | 'split'>().notNull(),
		fromId: integer('from_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		intoId: integer('into_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		feedIds: jsonb('feed_ids').$type<number[]>().notNull(),
		/** What says that the feeds are one person's; empty for a split. */
		basis: jsonb('basis').$type<IdentityBasis[]>().notNull(),
		at: at('at').notNull().defaultNow(),
		undoneAt: at('undone_at')
	},
	(t) => [index('regrouping_into').on(t.intoId), index('regrouping_from').on(t.fromId)]
);

/** Pace is kept here so that several workers share it. */
export const host = pgTable('host', {
	name: text('name').primaryKey(),
	gapMs: integer('gap_ms').notNull(),
	notBefore: at('not_before').notNull().defaultNow()
});

/** The readings of a post beside its probability and strength. */
export interface Axes {
	voice: Voice;
	exits: Exit[];
	identifiers: Identifier[];
	tone: Tone | null;
	forms: Form[];
	otherNorms: OtherNorm[];
	goodPractice: GoodPractice[];
	reasons: Reason[];
	reader: 'linear' | 'linear+encoder';
}

export const post = pgTable(
	'post',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		feedId: integer('feed_id')
			.notNull()
			.references(() => feed.id, { onDelete: 'cascade' }),
		/** SHA-256 of what the publisher identifies the post by. */
		key: text('key').notNull(),
		url: text('url'),
		title: text('title'),
		author: text('author'),
		/** Plain text in document order; '' once dropped after RETAIN_DAYS. */
		text: text('text').notNull(),
		contentHash: text('content_hash').notNull(),
		excerptOnly: boolean('excerpt_only').notNull().default(false),
		backfilled: boolean('backfilled').notNull().default(false),
		publishedAt: at('published_at'),
		updatedAt: at('updated_at'),
		firstSeenAt: at('first_seen_at').notNull().defaultNow(),
		/** Seen to be gone: from a complete listing, or its own address answering 404 or 410. */
		removedAt: at('removed_at'),
		/** When its own address was last asked whether it is still there (marked posts only). */
		checkedAt: at('checked_at'),
		/** When its page was read, or tried in vain, because the feed gives only the beginning. */
		articleAt: at('article_at'),
		/** The text was dropped after RETAIN_DAYS; hash and counts stay. */
		droppedAt: at('dropped_at'),
		/** Published, or first seen where the feed gives no date: what lists and months go by. */
		shownAt: at('shown_at').notNull(),
		lang: text('lang'),
		markVersion: text('mark_version'),
		markedAt: at('marked_at'),
		probability: doublePrecision('probability'),
		strength: text('strength').$type<Strength>(),
		axes: jsonb('axes').$type<Axes>(),
		/** The finding that holds for the present text; null where nobody said anything, or it was undone. */
		finding: text('finding').$type<Answer>(),
		/** Whether the post was offered at random among the unmarked ones. */
		findingSampled: boolean('finding_sampled').notNull().default(false),
		/** Months after publication for which a confirmed story is held against its author (F9). */
		findingMonths: integer('finding_months')
	},
	(t) => [
		unique('post_identity').on(t.feedId, t.key),
		index('post_listed').on(t.feedId, t.shownAt, t.id),
		index('post_marked')
			.on(t.feedId, t.shownAt, t.id)
			.where(sql`${t.strength} in ('likely', 'possible')`),
		// Whether the same words are kept under another key (saving.ts): a part of the hash finds them.
		index('post_words').on(t.feedId, sql`left(${t.contentHash}, 12)`),
		index('post_version').on(t.markVersion, t.id),
		index('post_seen').on(t.firstSeenAt),
		// What the second reader may be asked of, newest first.
		index('post_doubtful')
			.on(t.shownAt, t.id)
			.where(sql`${t.probability} >= 0.3`),
		index('post_found')
			.on(t.feedId, t.strength, t.finding, t.findingSampled)
			.where(sql`${t.finding} is not null`),
		index('post_removed')
			.on(t.feedId)
			.where(sql`${t.removedAt} is not null`)
	]
);

/** Earlier texts of an edited post, oldest first; the present text is in `post`. */
export const revision = pgTable(
	'revision',
	{
		postId: bigint('post_id', { mode: 'number' })
			.notNull()
			.references(() => post.id, { onDelete: 'cascade' }),
		contentHash: text('content_hash').notNull(),
		title: text('title'),
		text: text('text').notNull(),
		/** How this text was marked, and what a person had said of it. */
		strength: text('strength').$type<Strength>(),
		finding: text('finding').$type<Answer>(),
		replacedAt: at('replaced_at').notNull().defaultNow()
	},
	(t) => [
		primaryKey({ columns: [t.postId, t.replacedAt] }),
		index('revision_story')
			.on(t.postId)
			.where(sql`${t.strength} in ('likely', 'possible') or ${t.finding} = 'story'`)
	]
);

/** Everything a person ever said of a post, only ever added to; `post.finding` is what holds now. */
export const finding = pgTable(
	'finding',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		postId: bigint('post_id', { mode: 'number' })
			.notNull()
			.references(() => post.id, { onDelete: 'cascade' }),
		/** The text that was read. */
		contentHash: text('content_hash').notNull(),
		/** `undone` takes back the last one. */
		says: text('says').$type<Answer | 'undone'>().notNull(),
		reason: text('reason').notNull().default(''),
		sampled: boolean('sampled').notNull().default(false),
		/** For how many months a story is held, by what people saw in it; null: by what the machine saw. */
		months: integer('months'),
		recordedAt: at('recorded_at').notNull().defaultNow()
	},
	(t) => [index('finding_post').on(t.postId, t.id)]
);

/** A feed's subscription at its hub (WebSub): new posts are announced, polling goes on as a backup. */
export const announcement = pgTable('announcement', {
	feedId: integer('feed_id')
		.primaryKey()
		.references(() => feed.id, { onDelete: 'cascade' }),
	hub: text('hub').notNull(),
	topic: text('topic').notNull(),
	/** Part of the address the hub calls: nobody else knows it. */
	token: text('token').notNull().unique(),
	/** Signs what the hub sends. */
	secret: text('secret').notNull(),
	/** When the hub was last asked to subscribe us; asked again before the lease runs out. */
	askedAt: at('asked_at').notNull(),
	nextAskAt: at('next_ask_at').notNull(),
	/** Null until the hub has asked back. */
	leaseUntil: at('lease_until'),
	announcedAt: at('announced_at'),
	failureCount: integer('failure_count').notNull().default(0),
	failure: text('failure')
});

/** Counts of posts per feed and month. `what` is `posts`, a strength, `excerpt` or a norm such as K01. */
export const tally = pgTable(
	'tally',
	{
		feedId: integer('feed_id')
			.notNull()
			.references(() => feed.id, { onDelete: 'cascade' }),
		month: date('month', { mode: 'string' }).notNull(),
		what: text('what').notNull(),
		count: integer('count').notNull()
	},
	(t) => [primaryKey({ columns: [t.feedId, t.month, t.what] })]
);

/** What each duty of the worker did last. */
export const duty = pgTable('duty', {
	name: text('name').primaryKey(),
	startedAt: at('started_at'),
	finishedAt: at('finished_at'),
	failure: text('failure')
});

export * from './accounts.ts';
export * from './evidence.ts';
export * from './exporting.ts';
export * from './lists.ts';
export * from './readers.ts';
export * from './reviewing.ts';
export * from './publishing.ts';
export * from './watching.ts';
