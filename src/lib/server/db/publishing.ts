/**
 * The tables of publication, used by a group: what may become public of a practitioner, everything that
 * happened to it, and what the practitioner answered. `publication_event` and `reply` are only ever
 * added to (triggers of their first migration refuse a change), and each event has a line in the journal.
 */
import { date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at, number } from './columns.ts';
import type { Beliefs } from '../counting/posterior.ts';
import type {
	Answer,
	IdentityBasis,
	Outcome,
	Platform,
	Profession,
	PublicationStep,
	ReplyKind,
	Strength
} from '../../words.ts';
import { person } from './accounts.ts';
import { journal, post, practitioner } from './schema.ts';

/** What may become public of one practitioner at one time; later findings are another, with a notice of their own. */
export const publication = pgTable(
	'publication',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		practitionerId: integer('practitioner_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		/** What says that the feeds are this person's. */
		basis: jsonb('basis').$type<IdentityBasis[]>().notNull(),
		/** The secret part of the practitioner's own link; null until the notice. A renewed link replaces it. */
		token: text('token').unique(),
		createdAt: at('created_at').notNull()
	},
	(t) => [index('publication_practitioner').on(t.practitionerId)]
);

/** One post of a publication, as it stood at the notice. */
export const publicationItem = pgTable(
	'publication_item',
	{
		publicationId: integer('publication_id')
			.notNull()
			.references(() => publication.id, { onDelete: 'cascade' }),
		postId: number('post_id')
			.notNull()
			.references(() => post.id, { onDelete: 'cascade' }),
		/** The text that was read: once it is another, the item is gone. */
		contentHash: text('content_hash').notNull(),
		/** At most 200 characters, masked; '' where none is shown. */
		excerpt: text('excerpt').notNull(),
		/** Why the reviewers read it as they did. */
		reason: text('reason').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.publicationId, t.postId] }),
		index('publication_item_post').on(t.postId)
	]
);

/** What the practitioner answered, without an account. */
export const reply = pgTable(
	'reply',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		publicationId: integer('publication_id')
			.notNull()
			.references(() => publication.id, { onDelete: 'cascade' }),
		/** Null where it is about the whole record. */
		postId: number('post_id').references(() => post.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<ReplyKind>().notNull(),
		/** At most 600 characters, screened; shown to others once a person has looked at them. */
		words: text('words').notNull(),
		receivedAt: at('received_at').notNull()
	},
	(t) => [index('reply_publication').on(t.publicationId)]
);

/**
 * Everything that happened: decisions, clocks, replies, takedowns, corrections. Without a publication it
 * is about publishing at all, or about a post wherever it stands.
 */
export const publicationEvent = pgTable(
	'publication_event',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		publicationId: integer('publication_id').references(() => publication.id, {
			onDelete: 'cascade'
		}),
		postId: number('post_id').references(() => post.id, { onDelete: 'cascade' }),
		replyId: number('reply_id').references(() => reply.id, { onDelete: 'cascade' }),
		what: text('what').$type<PublicationStep>().notNull(),
		/** Null for the practitioner, a stranger or the program. */
		personId: text('person_id').references(() => person.id),
		outcome: text('outcome').$type<Outcome>(),
		/** Why, or the answer, in words. */
		words: text('words').notNull(),
		journalId: number('journal_id')
			.notNull()
			.references(() => journal.id),
		at: at('at').notNull()
	},
	(t) => [
		index('publication_event_publication').on(t.publicationId),
		index('publication_event_post').on(t.postId),
		index('publication_event_at').on(t.at)
	]
);

/** Posts of a quarter on one platform, of one profession, in one region: how many, and of nobody by name. */
export interface QuarterAtom {
	platform: Platform;
	/** `not-set` where nobody had said. */
	profession: Profession | 'not-set';
	/** Country as two letters, or `not-set`. */
	region: string;
	feeds: number;
	likely: number;
	possible: number;
	none: number;
	/** What two people said of some of them. */
	found: { strength: Strength | null; says: Answer; sampled: boolean; count: number }[];
}

/** A quarter of the public trends as strangers were told of it, once and for good (trends/told.ts). */
export const publicQuarter = pgTable('public_quarter', {
	/** First day of its first month. */
	month: date('month').primaryKey(),
	toldAt: at('told_at').notNull(),
	atoms: jsonb('atoms').$type<QuarterAtom[]>().notNull(),
	/** Keys of the cells that may be shown (trends/cells.ts). */
	shown: jsonb('shown').$type<string[]>().notNull(),
	/** The reader's version of that day, and what was believed of its errors. */
	version: text('version').notNull(),
	beliefs: jsonb('beliefs').$type<Beliefs>().notNull()
});
