/**
 * The tables of accounts, used by a group only. `person`, `session`, `credential`, `verification` and
 * `passkey` are those of better-auth under our names (accounts/auth.ts maps them); people are told
 * apart by pen-names on every screen.
 */
import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type { Role } from '../../words.ts';

export const person = pgTable(
	'person',
	{
		id: text('id').primaryKey(),
		penName: text('pen_name').notNull(),
		/** For signing in, and shown to its owner alone. */
		email: text('email').notNull().unique(),
		emailVerified: boolean('email_verified').notNull().default(false),
		role: text('role').$type<Role>().notNull().default('reader'),
		charterAcceptedAt: at('charter_accepted_at'),
		suspendedAt: at('suspended_at'),
		createdAt: at('created_at').notNull().defaultNow(),
		updatedAt: at('updated_at').notNull().defaultNow()
	},
	(t) => [uniqueIndex('person_pen_name').on(sql`lower(${t.penName})`)]
);

/** Somebody signed in on one browser. Left out of backups. */
export const session = pgTable(
	'session',
	{
		id: text('id').primaryKey(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		token: text('token').notNull().unique(),
		/** Browser and system in words, such as "Firefox on Linux"; never an address. */
		device: text('device'),
		expiresAt: at('expires_at').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		updatedAt: at('updated_at').notNull().defaultNow()
	},
	(t) => [index('session_person').on(t.personId)]
);

/** A password, hashed with scrypt. */
export const credential = pgTable(
	'credential',
	{
		id: text('id').primaryKey(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		accountId: text('account_id').notNull(),
		providerId: text('provider_id').notNull(),
		password: text('password'),
		createdAt: at('created_at').notNull().defaultNow(),
		updatedAt: at('updated_at').notNull().defaultNow()
	},
	(t) => [index('credential_person').on(t.personId)]
);

/** The questions put to a passkey that wait for their answer. Left out of backups. */
export const verification = pgTable(
	'verification',
	{
		id: text('id').primaryKey(),
		identifier: text('identifier').notNull(),
		value: text('value').notNull(),
		expiresAt: at('expires_at').notNull(),
		createdAt: at('created_at').notNull().defaultNow(),
		updatedAt: at('updated_at').notNull().defaultNow()
	},
	(t) => [index('verification_identifier').on(t.identifier)]
);

export const passkey = pgTable(
	'passkey',
	{
		id: text('id').primaryKey(),
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		name: text('name'),
		publicKey: text('public_key').notNull(),
		credentialId: text('credential_id').notNull().unique(),
		counter: integer('counter').notNull(),
		deviceType: text('device_type').notNull(),
		backedUp: boolean('backed_up').notNull(),
		transports: text('transports'),
		aaguid: text('aaguid'),
		createdAt: at('created_at').defaultNow()
	},
	(t) => [index('passkey_person').on(t.personId)]
);

/**
 * A link by which one person may join. Without `invitedById` it is the first administrator's.
 * The link itself is kept nowhere: `tokenHash` is the SHA-256 of its secret part. Left out of backups.
 */
export const invitation = pgTable('invitation', {
	id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
	tokenHash: text('token_hash').notNull().unique(),
	role: text('role').$type<Role>().notNull(),
	/** Somebody who is there already and may choose a new password. */
	personId: text('person_id').references(() => person.id, { onDelete: 'cascade' }),
	/** What the inviting person wrote to know it by. */
	note: text('note').notNull().default(''),
	invitedById: text('invited_by_id').references(() => person.id, { onDelete: 'cascade' }),
	createdAt: at('created_at').notNull(),
	expiresAt: at('expires_at').notNull(),
	usedAt: at('used_at'),
	usedById: text('used_by_id').references(() => person.id, { onDelete: 'set null' }),
	revokedAt: at('revoked_at')
});

/**
 * Tries within a stretch of time, so that several websites count together. `who` is a keyed hash
 * whose key changes daily: no address is kept. Left out of backups.
 */
export const attempt = pgTable(
	'attempt',
	{
		what: text('what').notNull(),
		who: text('who').notNull(),
		count: integer('count').notNull(),
		since: at('since').notNull()
	},
	(t) => [primaryKey({ columns: [t.what, t.who] }), index('attempt_since').on(t.since)]
);
