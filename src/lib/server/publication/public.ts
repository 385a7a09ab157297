/**
 * What strangers may see. Nothing leaves here that is not on a published record: no mark of the machine,
 * no text of a post but its masked excerpt, no name of a reader (guards F1, F2, F12).
 */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Exit, Platform, Profession, PublicStatus, ReplyKind } from '#lib/words.ts';
import type { Db } from '../db/index.ts';
import {
	post,
	practitioner,
	publication,
	publicationEvent,
	publicationItem
} from '../db/schema.ts';
import type { Ledger } from '../summary.ts';
import * as publications from './publications.ts';
import * as replies from './replies.ts';
import { shownPosts } from './stage.ts';

export interface PublicReply {
	kind: ReplyKind;
	words: string;
	receivedAt: Date;
	appeal: 'none' | 'open' | 'stands' | 'overturned';
	answer: string;
}

export interface PublicItem {
	postId: number;
	url: string | null;
	publishedAt: Date | null;
	excerpt: string;
	exits: Exit[];
	readerCount: number;
	expiresAt: Date | null;
	reply: PublicReply | null;
}

/** A page about one practitioner: the posts of every published record, newest first. */
export interface Page {
	practitioner: { id: number; name: string; profession: Profession | null; place: string | null };
	platforms: Platform[];
	ledger: Ledger;
	status: PublicStatus;
	since: Date;
	items: PublicItem[];
	/** Replies about the whole record. */
	replies: PublicReply[];
	corrections: { at: Date; what: string; publishedAt: Date | null; words: string }[];
}

/** Everybody with a public page, by name. */
export async function list(
	db: Db,
	conditions: publications.Conditions
): Promise<{ id: number; name: string; profession: Profession | null }[]> {
	const decided = await db
		.selectDistinct({ id: practitioner.id, name: practitioner.name })
		.from(publicationEvent)
		.innerJoin(publication, eq(publication.id, publicationEvent.publicationId))
		.innerJoin(practitioner, eq(practitioner.id, publication.practitionerId))
		.where(eq(publicationEvent.what, 'published'))
		.orderBy(asc(practitioner.name), asc(practitioner.id));
	const shown: { id: number; name: string; profession: Profession | null }[] = [];
	for (const { id } of decided) {
		const page = await find(db, id, conditions);
		if (page) {
			const { name, profession } = page.practitioner;
			shown.push({ id, name, profession });
		}
	}
	return shown;
}

/** The public page about a practitioner; undefined where there is none, whatever else is known here. */
export async function find(
	db: Db,
	practitionerId: number,
	conditions: publications.Conditions
): Promise<Page | undefined> {
	const wholes = (await publications.list(db, conditions, { practitionerId })).filter(
		(one) => shownPosts(one.standing).length > 0
	);
	const first = wholes.at(-1);
	if (!first) return undefined;
	const { practitioner: of, feeds, ledger } = first.view;
	const statuses = wholes.map((one) => one.standing.status);
	return {
		practitioner: { id: of.id, name: of.name, profession: of.profession, place: of.place },
		platforms: [...new Set(feeds.map((feed) => feed.platform))],
		ledger,
		status:
			(['corrected', 'disputed'] as const).find((one) => statuses.includes(one)) ?? 'undisputed',
		since: first.standing.decidedAt!,
		items: wholes
			.flatMap(itemsOf)
			.sort((a, b) => (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0)),
		replies: wholes.flatMap((whole) => lastReply(whole, null) ?? []),
		corrections: await listCorrections(db, { practitionerId })
	};
}

function itemsOf(whole: publications.Whole): PublicItem[] {
	const shown = shownPosts(whole.standing);
	return whole.items
		.filter((item) => shown.includes(item.postId))
		.map(({ postId, url, publishedAt, excerpt, exits, readerCount, expiresAt }) => ({
			postId,
			url,
			publishedAt,
			excerpt,
			exits,
			readerCount,
			expiresAt,
			reply: lastReply(whole, postId)
		}));
}

/** The last reply about a post, or about the whole; its words once somebody has looked at them. */
export function lastReply(whole: publications.Whole, postId: number | null): PublicReply | null {
	const own = replies.stands(whole).filter((one) => one.reply.postId === postId);
	const last = own.at(-1);
	if (!last) return null;
	const heard = own.findLast((one) => one.appeal !== 'none') ?? last;
	return {
		kind: last.reply.kind,
		words: last.words === 'shown' ? last.reply.words : '',
		receivedAt: last.reply.receivedAt,
		appeal: heard.appeal,
		answer: heard.answer
	};
}

export interface Correction {
	at: Date;
	what: string;
	publishedAt: Date | null;
	words: string;
}

const corrected = ['answered', 'corrected', 'withdrawn', 'remedied', 'expired'] as const;
const taken = ['hidden', 'restored', 'forgotten'] as const;

/** What changed in records that were public, newest first. Names nobody. */
export async function listCorrections(
	db: Db,
	of: { practitionerId?: number } = {}
): Promise<Correction[]> {
	const decisions = await db
		.select({ id: publicationEvent.publicationId, at: publicationEvent.at })
		.from(publicationEvent)
		.innerJoin(publication, eq(publication.id, publicationEvent.publicationId))
		.where(
			and(
				eq(publicationEvent.what, 'published'),
				of.practitionerId === undefined
					? undefined
					: eq(publication.practitionerId, of.practitionerId)
			)
		);
	if (decisions.length === 0) return [];
	const publishedAt = new Map(decisions.map((one) => [one.id!, one.at]));
	const ids = [...publishedAt.keys()];
	const columns = {
		what: publicationEvent.what,
		outcome: publicationEvent.outcome,
		at: publicationEvent.at,
		words: publicationEvent.words,
		publishedAt: post.publishedAt
	};
	const own = await db
		.select({ ...columns, publicationId: publicationEvent.publicationId })
		.from(publicationEvent)
		.leftJoin(post, eq(post.id, publicationEvent.postId))
		.where(
			and(
				inArray(publicationEvent.publicationId, ids),
				inArray(publicationEvent.what, [...corrected])
			)
		)
		.orderBy(asc(publicationEvent.id));
	// What is asked of a copy is asked of the post, in whichever record it stands.
	const copies = await db
		.select({ ...columns, publicationId: publicationItem.publicationId })
		.from(publicationEvent)
		.innerJoin(publicationItem, eq(publicationItem.postId, publicationEvent.postId))
		.innerJoin(post, eq(post.id, publicationEvent.postId))
		.where(
			and(inArray(publicationItem.publicationId, ids), inArray(publicationEvent.what, [...taken]))
		)
		.orderBy(asc(publicationEvent.id));
	return [...own, ...copies]
		.filter(
			(one) =>
				one.at >= publishedAt.get(one.publicationId!)! &&
				(one.what !== 'answered' || one.outcome === 'overturned')
		)
		.map((one) => ({
			at: one.at,
			what: one.what === 'answered' ? 'overturned' : one.what,
			publishedAt: one.publishedAt,
			// Why a copy came back is for the group; what was wrong is for everybody.
			words: ['answered', 'corrected', 'withdrawn'].includes(one.what) ? one.words : ''
		}))
		.sort((a, b) => b.at.getTime() - a.at.getTime());
}
