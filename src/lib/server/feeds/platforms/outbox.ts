/** Older posts of any ActivityPub account, from its outbox: own public posts only. */
import * as v from 'valibot';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { JsonMethod, Reading } from './rule.ts';

const everybody = /#Public$|^as:Public$|^Public$/;
const Text = v.optional(v.nullable(v.string()));
const Names = v.optional(v.union([v.string(), v.array(v.string())]), []);
const Actor = v.object({ outbox: v.string(), indexable: v.optional(v.nullable(v.boolean())) });
const Collection = v.object({
	type: v.picklist(['OrderedCollection', 'Collection']),
	first: v.optional(v.union([v.string(), v.object({ id: v.optional(v.string()) })])),
	orderedItems: v.optional(v.array(v.unknown()))
});
const CollectionPage = v.object({
	type: v.picklist(['OrderedCollectionPage', 'CollectionPage']),
	orderedItems: v.array(v.unknown()),
	next: v.optional(v.nullable(v.string()))
});
const Create = v.object({
	type: v.literal('Create'),
	actor: v.string(),
	object: v.object({
		id: v.string(),
		type: v.string(),
		url: v.optional(v.unknown()),
		name: Text,
		summary: Text,
		content: Text,
		published: Text,
		updated: Text,
		inReplyTo: v.optional(v.unknown()),
		to: Names,
		cc: Names
	})
});

export const outbox: JsonMethod = {
	form: 'json',
	name: 'outbox',
	accept:
		'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"',
	first: ({ platformId }) => (platformId && URL.canParse(platformId) ? platformId : null),
	read(answer, _, { platformId }) {
		const actor = v.safeParse(Actor, answer.value);
		if (actor.success)
			return actor.output.indexable === false
				? {
						declined:
							'This account has not agreed to being indexed: only the newest posts, which it offers as a feed, are read, and nothing older.'
					}
				: { items: [], next: actor.output.outbox, isIndex: true };
		const whole = v.safeParse(Collection, answer.value);
		if (whole.success) {
			const { first, orderedItems } = whole.output;
			const next = typeof first === 'string' ? first : (first?.id ?? null);
			if (next) return { items: [], next, isIndex: true };
			return pageOf(orderedItems ?? [], null, platformId);
		}
		const page = v.safeParse(CollectionPage, answer.value);
		if (!page.success) return undefined;
		return pageOf(page.output.orderedItems, page.output.next ?? null, platformId);
	}
};

function pageOf(activities: unknown[], next: string | null, actor: string | null): Reading {
	const items = activities.flatMap((activity) => {
		const created = v.safeParse(Create, activity);
		return created.success && isOwn(created.output, actor) ? [itemOf(created.output)] : [];
	});
	return {
		items,
		next: activities.length > 0 ? next : null,
		complete: true,
		isIndex: true
	};
}

/** Said to everybody, by the account itself, to nobody in particular. */
function isOwn({ actor, object }: v.InferOutput<typeof Create>, account: string | null): boolean {
	const isPublic = [object.to, object.cc].flat().some((name) => everybody.test(name));
	const answered = typeof object.inReplyTo === 'string' ? object.inReplyTo : '';
	return isPublic && actor === account && (!answered || answered.startsWith(actor));
}

function itemOf({ object }: v.InferOutput<typeof Create>): ParsedItem {
	return finishItem(
		{
			url: typeof object.url === 'string' ? object.url : object.id,
			title: object.name,
			bodies: [(object.summary ? `<p>${object.summary}</p>` : '') + (object.content ?? '')],
			hasFullText: true,
			published: object.published,
			updated: object.updated
		},
		undefined
	);
}
