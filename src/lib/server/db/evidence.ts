/** The tables of what can be shown to others as it was: the journal, and pages as they were fetched. */
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { post } from './schema.ts';

/**
 * The append-only journal: each line holds the hash of the one before (journal.ts). Triggers of the
 * first migration that has it refuse every change and deletion.
 */
export const journal = pgTable('journal', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	at: at('at').notNull(),
	what: text('what').notNull(),
	/** JSON, as the very text that was hashed. */
	subject: text('subject').notNull(),
	/** Unique, so that the chain cannot fork. */
	previous: text('previous').notNull().unique(),
	content: text('content').notNull(),
	hash: text('hash').notNull().unique()
});

/** The page behind a marked post as it was fetched; a row without `fetchedAt` waits or has failed. */
export const capture = pgTable(
	'capture',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		postId: bigint('post_id', { mode: 'number' })
			.notNull()
			.unique()
			.references(() => post.id, { onDelete: 'cascade' }),
		url: text('url').notNull(),
		/** Where the answer came from in the end. */
		finalUrl: text('final_url'),
		fetchedAt: at('fetched_at'),
		status: integer('status'),
		headers: jsonb('headers').$type<[string, string][]>(),
		/** Gzipped, then base64: text travels through every driver and backup alike. */
		body: text('body'),
		/** Of the page after the transport's own packing was undone. */
		bodySha256: text('body_sha256'),
		journalId: bigint('journal_id', { mode: 'number' }).references(() => journal.id),
		tryCount: integer('try_count').notNull().default(0),
		/** Null when it is done or given up. */
		nextTryAt: at('next_try_at'),
		failure: text('failure')
	},
	(t) => [
		index('capture_due')
			.on(t.nextTryAt)
			.where(sql`${t.fetchedAt} is null`)
	]
);
