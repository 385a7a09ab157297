/** Tables of lists and of imports; part of schema.ts. */
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import type { IntakeOutcome, IntakeRowState, IntakeStage } from '../../intake.ts';
import type { IdentityBasis, Profession } from '../../words.ts';
import type { Candidate } from '../feeds/candidates.ts';
import { feed, practitioner } from './schema.ts';

/** A collection of practitioners; one may be in several. */
export const list = pgTable('list', {
	id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
	name: text('name').notNull().unique(),
	createdAt: at('created_at').notNull().defaultNow()
});

export const listed = pgTable(
	'listed',
	{
		listId: integer('list_id')
			.notNull()
			.references(() => list.id, { onDelete: 'cascade' }),
		practitionerId: integer('practitioner_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		listedAt: at('listed_at').notNull().defaultNow()
	},
	(t) => [
		primaryKey({ columns: [t.listId, t.practitionerId] }),
		index('listed_practitioner').on(t.practitionerId)
	]
);

/** An import: a list of addresses that is looked at row by row before anything is followed. */
export const intake = pgTable(
	'intake',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		/** What was imported: a file's name, or "pasted". */
		title: text('title').notNull(),
		/** Who is followed goes into this list. */
		listId: integer('list_id').references(() => list.id, { onDelete: 'set null' }),
		stage: text('stage').$type<IntakeStage>().notNull().default('checking'),
		/** Whoever follows or takes back holds this; several workers never do it at once. */
		leaseUntil: at('lease_until'),
		startedBy: text('started_by'),
		startedAt: at('started_at').notNull().defaultNow(),
		endedAt: at('ended_at')
	},
	(t) => [index('intake_stage').on(t.stage)]
);

/** A feed that was found, as it is kept until it is followed: without its document. */
export type Kept = Omit<Candidate, 'document' | 'newestAt'> & { newestAt: string | null };

export const intakeRow = pgTable(
	'intake_row',
	{
		id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
		intakeId: integer('intake_id')
			.notNull()
			.references(() => intake.id, { onDelete: 'cascade' }),
		/** Line of the file, or place in it where it has no lines. */
		line: integer('line').notNull(),
		source: text('source').notNull(),
		/** The list says that this is the address of a feed. */
		isFeed: boolean('is_feed').notNull(),
		name: text('name'),
		profession: text('profession').$type<Profession>(),
		place: text('place'),
		registerUrl: text('register_url'),
		/** What is said to make this feed and one under the same name one person's. */
		basis: jsonb('basis').$type<IdentityBasis[]>().notNull().default([]),
		/** Whose pace the look at this row keeps. */
		host: text('host').notNull(),
		leaseUntil: at('lease_until'),
		state: text('state').$type<IntakeRowState>().notNull().default('waiting'),
		candidate: jsonb('candidate').$type<Kept>(),
		/** Accounts that a bare name may mean. */
		choices: jsonb('choices').$type<Kept[]>(),
		/** Why nothing was found and what to do, in sentences. */
		reason: text('reason'),
		/** The line with the same feed, or with the same name, that came before. */
		otherLine: integer('other_line'),
		/** The practitioner of that feed or name, where one is followed already. */
		otherId: integer('other_id').references(() => practitioner.id, { onDelete: 'set null' }),
		isChosen: boolean('is_chosen').notNull().default(false),
		outcome: text('outcome').$type<IntakeOutcome>(),
		practitionerId: integer('practitioner_id').references(() => practitioner.id, {
			onDelete: 'set null'
		}),
		feedId: integer('feed_id').references(() => feed.id, { onDelete: 'set null' }),
		/** Whether this import put the practitioner into the list. */
		isNewlyListed: boolean('is_newly_listed').notNull().default(false)
	},
	(t) => [
		index('intake_row_listed').on(t.intakeId, t.id),
		index('intake_row_state').on(t.state),
		// What is deleted is looked for here, row by row.
		index('intake_row_other').on(t.otherId),
		index('intake_row_practitioner').on(t.practitionerId),
		index('intake_row_feed').on(t.feedId)
	]
);
