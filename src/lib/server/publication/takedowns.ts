/**
 * "This is about me, take your copy down": hides a post from everybody outside the group at once, with
 * no question who asks (guard F11). The group may bring it back once, with a reason; asked for again, it
 * stays down. It may also delete its copy.
 */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Who } from '#lib/words.ts';
import { includes } from '../access.ts';
import type { Db } from '../db/index.ts';
import {
	capture,
	feed,
	post,
	practitioner,
	publicationEvent,
	publicationItem,
	revision,
	secondReading
} from '../db/schema.ts';
import * as events from './events.ts';

const stepsOf = ['hidden', 'restored', 'forgotten'] as const;

/** Of a post: somebody wants it gone, and it is down just now. */
export const isDown = sql`coalesce((select ${publicationEvent.what} from ${publicationEvent} where ${publicationEvent.postId} = ${post.id} and ${inArray(publicationEvent.what, [...stepsOf])} order by ${publicationEvent.id} desc limit 1), '') = 'hidden'`;

/**
 * Hides a post named by its number or its address. Answers nothing: whether it is here is nobody's
 * business who asks.
 */
export async function hide(
	db: Db,
	named: { postId?: number; url?: string },
	now = new Date()
): Promise<void> {
	const ids = await idsOf(db, named);
	for (const postId of ids)
		await db.transaction(async (tx) => {
			await tx.select({ id: post.id }).from(post).where(eq(post.id, postId)).for('update');
			const last = (await listOf(tx, [postId])).at(-1);
			if (!last || last.what === 'restored')
				await events.record(tx, { what: 'hidden', postId }, now);
		});
}

async function idsOf(
	db: Db,
	{ postId, url }: { postId?: number; url?: string }
): Promise<number[]> {
	if (postId === undefined && !url) return [];
	const bare = url?.trim().replace(/#.*$/, '').replace(/\/$/, '') ?? '';
	const rows = await db
		.select({ id: post.id })
		.from(post)
		.where(
			or(
				postId === undefined ? undefined : eq(post.id, postId),
				bare ? inArray(post.url, [bare, `${bare}/`]) : undefined
			)
		)
		.limit(20);
	return rows.map((row) => row.id);
}

function listOf(db: Db, postIds: number[]) {
	return db
		.select()
		.from(publicationEvent)
		.where(
			and(inArray(publicationEvent.postId, postIds), inArray(publicationEvent.what, [...stepsOf]))
		)
		.orderBy(asc(publicationEvent.id));
}

/** A post that somebody wants gone, as the group sees it. */
export interface Takedown {
	postId: number;
	url: string | null;
	practitionerId: number;
	name: string;
	askedAt: Date;
	state: 'down' | 'back' | 'forgotten';
	/** Asked for twice: it stays down. */
	isFinal: boolean;
	/** Why it was brought back. */
	words: string;
}

/** Every post that somebody wanted gone, newest first. */
export async function list(db: Db): Promise<Takedown[]> {
	const rows = await db
		.select({ event: publicationEvent, url: post.url, practitioner })
		.from(publicationEvent)
		.innerJoin(post, eq(post.id, publicationEvent.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.innerJoin(practitioner, eq(practitioner.id, feed.practitionerId))
		.where(inArray(publicationEvent.what, [...stepsOf]))
		.orderBy(asc(publicationEvent.id));
	const byPost = new Map<number, Takedown>();
	for (const { event, url, practitioner } of rows) {
		const before = byPost.get(event.postId!);
		byPost.set(event.postId!, {
			postId: event.postId!,
			url,
			practitionerId: practitioner.id,
			name: practitioner.name,
			askedAt: event.what === 'hidden' ? event.at : before!.askedAt,
			state: event.what === 'restored' ? 'back' : event.what === 'forgotten' ? 'forgotten' : 'down',
			isFinal: before !== undefined && event.what === 'hidden',
			words: event.words
		});
	}
	return [...byPost.values()].sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
}

/** Brings a post back, once, with a reason. Returns why not, or undefined. */
export async function restore(
	db: Db,
	who: Who,
	postId: number,
	words: string,
	now = new Date()
): Promise<string | undefined> {
	if (!includes(who.role, 'editor')) return 'Only an editor or an administrator can do this.';
	return db.transaction(async (tx) => {
		await tx.select({ id: post.id }).from(post).where(eq(post.id, postId)).for('update');
		const before = await listOf(tx, [postId]);
		if (before.at(-1)?.what !== 'hidden') return 'This post is not down.';
		if (before.length > 1) return 'Somebody asked for this twice: it stays down.';
		if (words.trim().length < 20) return 'Say in a sentence why it comes back.';
		await events.record(
			tx,
			{ what: 'restored', postId, by: who.id, words: words.trim().slice(0, 2000) },
			now
		);
		return undefined;
	});
}

/** Deletes the text, its earlier versions, its copy of the page, what a second reader said, and every excerpt. Its hash and its counts stay. */
export async function forget(
	db: Db,
	who: Who,
	postId: number,
	now = new Date()
): Promise<string | undefined> {
	if (!includes(who.role, 'editor')) return 'Only an editor or an administrator can do this.';
	return db.transaction(async (tx) => {
		await tx.select({ id: post.id }).from(post).where(eq(post.id, postId)).for('update');
		if ((await listOf(tx, [postId])).at(-1)?.what !== 'hidden') return 'This post is not down.';
		await tx.update(post).set({ text: '', title: null, droppedAt: now }).where(eq(post.id, postId));
		await tx.delete(revision).where(eq(revision.postId, postId));
		await tx.delete(capture).where(eq(capture.postId, postId));
		await tx.delete(secondReading).where(eq(secondReading.postId, postId));
		await tx.update(publicationItem).set({ excerpt: '' }).where(eq(publicationItem.postId, postId));
		await events.record(tx, { what: 'forgotten', postId, by: who.id }, now);
		return undefined;
	});
}
