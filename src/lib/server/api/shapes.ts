/** From what is kept to what /api/v1 answers. Pure. */
import type * as v from 'valibot';
import * as sentences from '#lib/sentences.ts';
import type { JoinedPost } from '../exporting/column.ts';
import type { Naming } from '../exporting/pseudonyms.ts';
import type { View } from '../ledger.ts';
import type { Feed, Practitioner } from '../practitioners.ts';
import type * as schemas from './schemas.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

export function who(id: number, naming: Naming): v.InferOutput<typeof schemas.Who> {
	return { id, pseudonym: naming.of('practitioner', id) };
}

export function practitioner(
	{ practitioner, feeds }: { practitioner: Practitioner; feeds: Feed[] },
	naming: Naming
): v.InferOutput<typeof schemas.Practitioner> {
	const { id, name, profession, place } = practitioner;
	return {
		...who(id, naming),
		name: naming.isNamed ? name : null,
		profession,
		place: naming.isNamed ? place : (place?.slice(0, 2) ?? null),
		feedCount: feeds.length
	};
}

export function feed(one: Feed, naming: Naming): v.InferOutput<typeof schemas.Feed> {
	return {
		id: one.id,
		pseudonym: naming.of('feed', one.id),
		practitioner: who(one.practitionerId, naming),
		platform: one.platform,
		url: naming.isNamed ? one.url : null,
		title: naming.isNamed ? one.title : null,
		oldestPostAt: iso(one.oldestPostAt),
		newestPostAt: iso(one.newestPostAt),
		lastSuccessAt: iso(one.lastSuccessAt),
		nextCheckAt: one.pausedAt ? null : iso(one.nextCheckAt),
		failureCount: one.failureCount
	};
}

function ofPost({ post, practitionerId }: JoinedPost, naming: Naming) {
	return {
		id: post.id,
		pseudonym: naming.of('post', post.id),
		practitioner: who(practitionerId, naming),
		publishedOn: post.publishedAt?.toISOString().slice(0, 10) ?? null,
		url: naming.isNamed ? post.url : null
	};
}

export function post(joined: JoinedPost, naming: Naming): v.InferOutput<typeof schemas.Post> {
	const { post } = joined;
	return {
		...ofPost(joined, naming),
		feed: post.feedId,
		title: naming.isNamed ? post.title : null,
		text: naming.isNamed ? post.text : null,
		isExcerpt: post.excerptOnly,
		isRemoved: post.removedAt !== null
	};
}

export function mark(joined: JoinedPost, naming: Naming): v.InferOutput<typeof schemas.Mark> {
	const { lang, strength, probability, axes, markVersion } = joined.post;
	return {
		...ofPost(joined, naming),
		lang,
		strength: strength!,
		probability,
		voice: axes?.voice ?? null,
		exits: axes?.exits ?? [],
		identifiers: axes?.identifiers ?? [],
		tone: axes?.tone ?? null,
		forms: axes?.forms ?? [],
		otherNorms: axes?.otherNorms ?? [],
		goodPractice: axes?.goodPractice ?? [],
		version: markVersion
	};
}

export function finding(joined: JoinedPost, naming: Naming): v.InferOutput<typeof schemas.Finding> {
	return {
		...ofPost(joined, naming),
		says: joined.post.finding === 'story' ? 'story' : 'no-story'
	};
}

export function ledger(
	view: View,
	naming: Naming,
	readerVersion: string
): v.InferOutput<typeof schemas.Ledger> {
	const { ledger } = view;
	const { posts, notJudged, from, to, complete, marked, enough, stories, goodPractice } = ledger;
	return {
		practitioner: practitioner(view, naming),
		posts,
		notJudged,
		from,
		to,
		complete,
		marked,
		enough,
		stories,
		goodPractice,
		inWords: sentences.ledger(ledger),
		readerVersion
	};
}
