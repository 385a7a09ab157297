/**
 * The tables of review, used by a group: which texts are to be read, who has one in hand, what each
 * person read in it, and what came of it. `coding`, `settlement` and `undoing` are only ever added to
 * (triggers of their first migration refuse a change), and each of their rows has a line in the journal.
 */
import { sql } from 'drizzle-orm';
import {
	boolean,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique
} from 'drizzle-orm/pg-core';
import { at, number } from './columns.ts';
import type { Axis, Skip } from '../../coding.ts';
import type { Answer, Exit, Identifier, Strength, Tone, Voice } from '../../words.ts';
import type { Stage } from '../review/settlement.ts';
import { person } from './accounts.ts';
import { journal, post, practitioner } from './schema.ts';

const postId = () =>
	number('post_id')
		.notNull()
		.references(() => post.id, { onDelete: 'cascade' });
const personId = () =>
	text('person_id')
		.notNull()
		.references(() => person.id);
const journalId = () =>
	number('journal_id')
		.notNull()
		.references(() => journal.id);

/** Which round a reading belongs to: by how many others stood before it. */
export type Round = 'first' | 'second' | 'settle';
/** `extra`: a blind reading of a golden item by one more reviewer, which decides nothing. */
export type CodedRound = Round | 'extra';

/** One text to be read by two people, and by a third where they differ. It is the queue. */
export const task = pgTable(
	'task',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		postId: postId(),
		/** The text that is read: another text of the same post is another task. */
		contentHash: text('content_hash').notNull(),
		stage: text('stage').$type<Stage>().notNull().default('first'),
		stageSince: at('stage_since').notNull(),
		/** Drawn at random among the posts without a mark. */
		sampled: boolean('sampled').notNull(),
		/** What the machine said when the task was made; never shown before a reading is saved. */
		strength: text('strength').$type<Strength>().notNull(),
		probability: doublePrecision('probability'),
		markVersion: text('mark_version').notNull(),
		/** The known right answer, by which readers are measured; never shown. */
		goldenAnswer: jsonb('golden_answer').$type<{ narrates: Answer }>(),
		claimedBy: text('claimed_by').references(() => person.id),
		claimedAt: at('claimed_at'),
		/** The claim lapses then, unless the page is opened again. */
		leaseUntil: at('lease_until'),
		createdAt: at('created_at').notNull()
	},
	(t) => [
		unique('task_text').on(t.postId, t.contentHash),
		index('task_open')
			.on(t.stage, t.stageSince)
			.where(sql`${t.stage} in ('first', 'second', 'settle')`),
		index('task_claimed')
			.on(t.claimedBy)
			.where(sql`${t.claimedBy} is not null`)
	]
);

/** Who was shown the whole text of which post, and when (guard F12). */
export const claim = pgTable(
	'claim',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		taskId: number('task_id')
			.notNull()
			.references(() => task.id, { onDelete: 'cascade' }),
		personId: personId(),
		round: text('round').$type<Round>().notNull(),
		at: at('at').notNull()
	},
	(t) => [index('claim_person').on(t.personId, t.at), index('claim_task').on(t.taskId)]
);

/** One person's reading of one text. */
export const coding = pgTable(
	'coding',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		taskId: number('task_id')
			.notNull()
			.references(() => task.id, { onDelete: 'cascade' }),
		postId: postId(),
		contentHash: text('content_hash').notNull(),
		personId: personId(),
		round: text('round').$type<CodedRound>().notNull(),
		/** 0, or how many earlier readings of this text this person took back. */
		attempt: integer('attempt').notNull(),
		narrates: text('narrates').$type<Answer>().notNull(),
		identifiers: jsonb('identifiers').$type<Identifier[]>().notNull(),
		exits: jsonb('exits').$type<Exit[]>().notNull(),
		tone: text('tone').$type<Tone>(),
		voice: text('voice').$type<Voice>().notNull(),
		/** May be shown to the practitioner. */
		reason: text('reason').notNull(),
		/** For the group only. */
		note: text('note').notNull(),
		seconds: integer('seconds').notNull(),
		/** Random, so that the hash in the journal tells nothing of the answers. */
		nonce: text('nonce').notNull(),
		journalId: journalId(),
		recordedAt: at('recorded_at').notNull()
	},
	(t) => [
		unique('coding_once').on(t.taskId, t.personId, t.attempt),
		index('coding_person').on(t.personId, t.recordedAt),
		index('coding_post').on(t.postId)
	]
);

/** A reading that its own author took back. */
export const undoing = pgTable('undoing', {
	codingId: number('coding_id')
		.primaryKey()
		.references(() => coding.id, { onDelete: 'cascade' }),
	personId: personId(),
	journalId: journalId(),
	at: at('at').notNull()
});

/** What came of the readings of one text. It holds for as long as none of its readings is taken back. */
export const settlement = pgTable(
	'settlement',
	{
		id: number('id').primaryKey().generatedAlwaysAsIdentity(),
		taskId: number('task_id')
			.notNull()
			.references(() => task.id, { onDelete: 'cascade' }),
		postId: postId(),
		contentHash: text('content_hash').notNull(),
		/** The readings it rests on, in their order. */
		codingIds: jsonb('coding_ids').$type<number[]>().notNull(),
		how: text('how').$type<'agreed' | 'third'>().notNull(),
		/** How many of them say what is settled; a public page needs two. */
		supportCount: integer('support_count').notNull(),
		narrates: text('narrates').$type<Answer>().notNull(),
		identifiers: jsonb('identifiers').$type<Identifier[]>().notNull(),
		exits: jsonb('exits').$type<Exit[]>().notNull(),
		tone: text('tone').$type<Tone>(),
		voice: text('voice').$type<Voice>().notNull(),
		reason: text('reason').notNull(),
		nonce: text('nonce').notNull(),
		/** The line of `finding` that was added for it. */
		findingId: number('finding_id').notNull(),
		journalId: journalId(),
		settledAt: at('settled_at').notNull()
	},
	(t) => [index('settlement_task').on(t.taskId), index('settlement_post').on(t.postId)]
);

/** Somebody would rather not read this text. It is not offered to them again. */
export const skip = pgTable(
	'skip',
	{
		taskId: number('task_id')
			.notNull()
			.references(() => task.id, { onDelete: 'cascade' }),
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		why: text('why').$type<Skip>().notNull(),
		words: text('words').notNull(),
		at: at('at').notNull()
	},
	(t) => [primaryKey({ columns: [t.taskId, t.personId] })]
);

/** Somebody has looked at what the machine said of a post they read: from then on their reading stands. */
export const unveiling = pgTable('unveiling', {
	codingId: number('coding_id')
		.primaryKey()
		.references(() => coding.id, { onDelete: 'cascade' }),
	at: at('at').notNull()
});

/**
 * A practitioner whose posts a person must not read: somebody they know, or whose client they were.
 * Which of the two is not asked, and nobody else sees it.
 */
export const conflict = pgTable(
	'conflict',
	{
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		practitionerId: integer('practitioner_id')
			.notNull()
			.references(() => practitioner.id, { onDelete: 'cascade' }),
		at: at('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.personId, t.practitionerId] }),
		index('conflict_practitioner').on(t.practitionerId)
	]
);

/** What the group learnt about a question of the norms, shown beside it. */
export const teachingNote = pgTable('teaching_note', {
	id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
	axis: text('axis').$type<Axis>().notNull(),
	text: text('text').notNull(),
	personId: personId(),
	createdAt: at('created_at').notNull(),
	withdrawnAt: at('withdrawn_at')
});

/** What the group chose for its review; one row at most. */
export const reviewSetting = pgTable('review_setting', {
	id: integer('id').primaryKey(),
	/** Of a hundred posts in the queue, how many are drawn at random among the unmarked. */
	auditPercent: integer('audit_percent').notNull()
});

/** How somebody likes to read. */
export const readingHabit = pgTable('reading_habit', {
	personId: text('person_id')
		.primaryKey()
		.references(() => person.id, { onDelete: 'cascade' }),
	keys: boolean('keys').notNull(),
	blur: boolean('blur').notNull(),
	grey: boolean('grey').notNull(),
	/** A pause is offered after so many posts or minutes in one go; 0 for never. */
	pausePosts: integer('pause_posts').notNull(),
	pauseMinutes: integer('pause_minutes').notNull()
});
