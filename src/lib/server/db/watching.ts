/** What people keep to come back to: queries of the trends, the digest’s secret address, and the weekly mail. */
import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type { MailPart } from '../../mailing.ts';
import { person } from './accounts.ts';

/** A secret address under which a feed reader finds somebody's digest. */
export const watch = pgTable('watch', {
	token: text('token').primaryKey(),
	/** Null for one person alone. */
	personId: text('person_id')
		.unique()
		.references(() => person.id, { onDelete: 'cascade' }),
	createdAt: at('created_at').notNull().defaultNow()
});

/** A query of the trends under a name: a link for everybody, which its owner can delete. */
export const savedQuery = pgTable('saved_query', {
	id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
	name: text('name').notNull().unique(),
	/** As it stands in the address. */
	query: text('query').notNull(),
	/** Null for one person alone, and where its owner has left. */
	personId: text('person_id').references(() => person.id, { onDelete: 'set null' }),
	createdAt: at('created_at').notNull().defaultNow()
});

/** Who wants a mail once a week, and how sending it went. */
export const mailing = pgTable('mailing', {
	id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
	/** Null for one person alone. */
	personId: text('person_id')
		.unique()
		.references(() => person.id, { onDelete: 'cascade' }),
	/** Where one person alone wants it; people of a group get it where they sign in. */
	address: text('address'),
	/** 0 is Sunday. */
	weekday: integer('weekday').notNull(),
	parts: jsonb('parts').$type<MailPart[]>().notNull(),
	/** "Unusually many marks" takes so many posts in four weeks, and so many marked in a hundred. */
	leastPosts: integer('least_posts').notNull(),
	leastMarked: integer('least_marked').notNull(),
	/** Part of the address that ends it. */
	token: text('token').notNull().unique(),
	/** Up to when the last mail told, or when it was asked for. */
	toldUntil: at('told_until').notNull(),
	nextAt: at('next_at').notNull(),
	leaseUntil: at('lease_until'),
	lastSentAt: at('last_sent_at'),
	/** The last week had nothing to tell, so nothing was sent. */
	wasQuiet: boolean('was_quiet').notNull().default(false),
	tryCount: integer('try_count').notNull().default(0),
	/** Why the last try failed, in a sentence; null when it did not. */
	failure: text('failure'),
	createdAt: at('created_at').notNull().defaultNow()
});
