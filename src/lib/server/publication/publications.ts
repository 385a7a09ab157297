/**
 * Publications with everything that holds of them now: read whole, judged by stage.ts. What people do
 * with them is in decisions.ts, what practitioners do in replies.ts.
 */
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Exit, Identifier } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import { feed, post, publication, publicationItem, reply } from '../db/schema.ts';
import { expiresAt } from '../expiry.ts';
import * as care from '../feeds/care.ts';
import * as findings from '../findings.ts';
import * as ledger from '../ledger.ts';
import type { Evidence } from '../rates.ts';
import { isEnough as isIdentified } from '../regrouping.ts';
import * as events from './events.ts';
import * as readings from './readings.ts';
import { standing, type ItemState, type Standing } from './stage.ts';
import * as switching from './switching.ts';

export type Publication = typeof publication.$inferSelect;
export type Reply = typeof reply.$inferSelect;

/** What a publication is judged by beside its own tables. */
export interface Conditions {
	/** What the reader's evaluation found. */
	evidence: Evidence;
	/** Why publication pauses itself; null when it does not. */
	pause: string | null;
	now: Date;
}

export interface Item {
	postId: number;
	url: string | null;
	publishedAt: Date | null;
	excerpt: string;
	reason: string;
	exits: Exit[];
	identifiers: Identifier[];
	readerCount: number;
	/** Everybody who read it for the group; on no screen. */
	everyone: string[];
	state: ItemState;
	expiresAt: Date | null;
	removedAt: Date | null;
}

export interface Whole {
	publication: Publication;
	view: ledger.View;
	items: Item[];
	replies: Reply[];
	events: Awaited<ReturnType<typeof events.list>>;
	standing: Standing;
}

/** One publication whole, or undefined. */
export async function find(db: Db, id: number, conditions: Conditions): Promise<Whole | undefined> {
	const [row] = await db.select().from(publication).where(eq(publication.id, id));
	if (!row) return undefined;
	const [whole] = await wholesOf(db, [row], conditions);
	return whole;
}

/** The newest publications, whole; each practitioner's feeds and ledger are read once. */
export async function list(
	db: Db,
	conditions: Conditions,
	options: { practitionerId?: number; limit?: number } = {}
): Promise<Whole[]> {
	const rows = await db
		.select()
		.from(publication)
		.where(
			options.practitionerId === undefined
				? undefined
				: eq(publication.practitionerId, options.practitionerId)
		)
		.orderBy(desc(publication.id))
		.limit(options.limit ?? 200);
	return wholesOf(db, rows, conditions);
}

/** The publication behind a practitioner's own link, or undefined. */
export async function findByToken(db: Db, token: string): Promise<Publication | undefined> {
	const [row] = await db
		.select()
		.from(publication)
		.where(and(isNotNull(publication.token), eq(publication.token, token)));
	return row;
}

/** A person's post may be in one publication at a time: whether this one still holds its posts. */
export function isActive({ standing: { stage } }: Pick<Whole, 'standing'>): boolean {
	return !['withdrawn', 'corrected', 'remedied', 'expired'].includes(stage);
}

async function wholesOf(db: Db, rows: Publication[], conditions: Conditions): Promise<Whole[]> {
	const ids = rows.map((row) => row.id);
	const items = await itemsOf(db, ids);
	const happened = await events.list(db, {
		publicationIds: ids,
		postIds: items.map((one) => one.item.postId)
	});
	const replies = ids.length
		? await db.select().from(reply).where(inArray(reply.publicationId, ids)).orderBy(asc(reply.id))
		: [];
	const { isOn } = await switching.find(db, conditions.now);
	const people = new Map<number, Person | undefined>();
	for (const { practitionerId } of rows)
		if (!people.has(practitionerId))
			people.set(practitionerId, await personOf(db, practitionerId, conditions));
	return rows.flatMap((row) => {
		const person = people.get(row.practitionerId);
		if (!person) return [];
		const own = items.filter((one) => one.item.publicationId === row.id);
		return [
			wholeOf(row, person, {
				items: own,
				replies: replies.filter((one) => one.publicationId === row.id),
				events: happened.filter(
					(one) =>
						one.publicationId === row.id ||
						(one.publicationId === null && own.some(({ item }) => item.postId === one.postId))
				),
				isOn,
				conditions
			})
		];
	});
}

interface Person {
	view: ledger.View;
	settled: Map<number, readings.Settled>;
	confirmed: findings.Found[];
}

async function personOf(db: Db, id: number, { evidence, now }: Conditions) {
	const view = await ledger.find(db, id, evidence, { now });
	if (!view) return undefined;
	const settled = await readings.listSettled(db, { practitionerId: id });
	const found = await findings.listFound(db, [id]);
	return {
		view,
		settled: new Map(settled.map((one) => [one.postId, one])),
		confirmed: found.filter((one) => one.says === 'story' && !one.isRemoved)
	};
}

async function itemsOf(db: Db, publicationIds: number[]) {
	if (publicationIds.length === 0) return [];
	return db
		.select({ item: publicationItem, post, feed })
		.from(publicationItem)
		.innerJoin(post, eq(post.id, publicationItem.postId))
		.innerJoin(feed, eq(feed.id, post.feedId))
		.where(inArray(publicationItem.publicationId, publicationIds))
		.orderBy(desc(post.shownAt), desc(post.id));
}

function wholeOf(
	row: Publication,
	person: Person,
	of: {
		items: Awaited<ReturnType<typeof itemsOf>>;
		replies: Reply[];
		events: Whole['events'];
		isOn: boolean;
		conditions: Conditions;
	}
): Whole {
	const confirmed = person.confirmed.map(({ at, months }) => ({ at, months: months ?? 6 }));
	const items = of.items.map(({ item, post, feed }) => {
		const settled = person.settled.get(post.id);
		return {
			item,
			post,
			settled,
			facts: {
				postId: post.id,
				readers: settled?.readers ?? [],
				isRemedied:
					post.removedAt !== null ||
					(post.contentHash !== item.contentHash && post.strength === 'none'),
				// Another text, another person's feed, or a feed that does not count: no longer what was settled.
				isChanged:
					post.contentHash !== item.contentHash ||
					feed.practitionerId !== row.practitionerId ||
					care.holds(feed) === 'not-care',
				expiresAt: expiresAt({ at: post.shownAt, months: post.findingMonths ?? 6 }, confirmed)
			}
		};
	});
	const { ledger } = person.view;
	const now = standing(
		of.events.map(events.stepOf),
		{
			isOn: of.isOn,
			items: items.map((one) => one.facts),
			enough: ledger.enough && !ledger.isApart,
			hasRange: ledger.stories !== null,
			pause: of.conditions.pause,
			isIdentified: isIdentified(row.basis)
		},
		of.conditions.now
	);
	return {
		publication: row,
		view: person.view,
		replies: of.replies,
		events: of.events,
		standing: now,
		items: items.map(({ item, post, settled }, i) => ({
			postId: post.id,
			url: post.url,
			publishedAt: post.publishedAt,
			excerpt: item.excerpt,
			reason: item.reason,
			exits: settled?.exits ?? [],
			identifiers: settled?.identifiers ?? [],
			readerCount: settled?.readers.length ?? 0,
			everyone: settled?.everyone ?? [],
			state: now.items[i]!.state,
			expiresAt: now.items[i]!.expiresAt,
			removedAt: post.removedAt
		}))
	};
}
