/** Tables of what leaves the program: pseudonyms, named exports, access tokens; part of schema.ts. */
import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type { ExportFormat, ExportWhat, Scope } from '../../words.ts';
import { list } from './lists.ts';
import { person } from './accounts.ts';

/** Secret of this installation, in its backups too, so that pseudonyms stay the same. */
export const salt = pgTable('salt', {
	purpose: text('purpose').primaryKey(),
	value: text('value').notNull()
});

/** A named export that somebody asked for and somebody else decides about. */
export const exportRequest = pgTable(
	'export_request',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		what: text('what').$type<ExportWhat>().notNull(),
		format: text('format').$type<ExportFormat>().notNull(),
		/** Narrowed to this list; a list that is gone ends the request. */
		listId: integer('list_id').references(() => list.id, { onDelete: 'cascade' }),
		reason: text('reason').notNull(),
		askedById: text('asked_by_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		askedAt: at('asked_at').notNull(),
		says: text('says').$type<'approved' | 'refused'>(),
		decidedById: text('decided_by_id').references(() => person.id, { onDelete: 'set null' }),
		decidedAt: at('decided_at'),
		/** Until when an approval holds. */
		expiresAt: at('expires_at'),
		takenCount: integer('taken_count').notNull().default(0)
	},
	(t) => [index('export_request_asked').on(t.askedById)]
);

/** A token for programs. The token itself is kept nowhere: `hash` is its SHA-256. Left out of backups. */
export const apiToken = pgTable(
	'api_token',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		hash: text('hash').notNull().unique(),
		/** What its owner calls it, and its first signs, to know it by. */
		name: text('name').notNull(),
		beginning: text('beginning').notNull(),
		scopes: jsonb('scopes').$type<Scope[]>().notNull(),
		/** Null for one person alone. */
		personId: text('person_id').references(() => person.id, { onDelete: 'cascade' }),
		createdAt: at('created_at').notNull(),
		expiresAt: at('expires_at').notNull(),
		revokedAt: at('revoked_at'),
		/** The day only: when somebody works is nobody's business. */
		lastUsedOn: date('last_used_on', { mode: 'string' })
	},
	(t) => [
		index('api_token_person')
			.on(t.personId)
			.where(sql`${t.revokedAt} is null`)
	]
);
