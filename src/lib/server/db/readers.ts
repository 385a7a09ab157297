/** Who reads here: the versions of our own reader, and the second reader that an operator may set. */
import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type { Answer } from '../../words.ts';
import { post } from './schema.ts';

/** When each version of the reader first marked posts here: drawn into what is shown over time. */
export const readerVersion = pgTable('reader_version', {
	version: text('version').primaryKey(),
	since: at('since').notNull().defaultNow()
});

/** Whether the second reader answers. One row for each model at each address, never with a key. */
export const secondReader = pgTable('second_reader', {
	/** Address, `#`, model. */
	endpoint: text('endpoint').primaryKey(),
	answeredAt: at('answered_at'),
	/** Null while it answers. */
	failingSince: at('failing_since'),
	/** Why, in a sentence. */
	failure: text('failure'),
	/** Failures in a row. */
	failureCount: integer('failure_count').notNull().default(0),
	/** It is asked nothing before; null while it answers. */
	nextTryAt: at('next_try_at')
});

/** What the second reader made of a post's text. It enters no count and no strength. */
export const secondReading = pgTable('second_reading', {
	postId: bigint('post_id', { mode: 'number' })
		.primaryKey()
		.references(() => post.id, { onDelete: 'cascade' }),
	/** The text that was read. */
	contentHash: text('content_hash').notNull(),
	model: text('model').notNull(),
	/** Null until it has read it. */
	says: text('says').$type<Answer>(),
	/** In its own words, as plain text; null where it gave none, or none that may be shown. */
	because: text('because'),
	/** UTF-16 offsets into the post's text of the words it points to; null where they are not in it. */
	quoteStart: integer('quote_start'),
	quoteEnd: integer('quote_end'),
	readAt: at('read_at'),
	/** Why the last try gave no reading, in a sentence. */
	failure: text('failure'),
	tryCount: integer('try_count').notNull().default(0),
	/** Null when it was read or given up. */
	nextTryAt: at('next_try_at')
});
