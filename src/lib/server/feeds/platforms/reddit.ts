/** Reddit: posts and comments of a person. Visitors get about one request a minute. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { JsonMethod, Rule } from './rule.ts';

const Text = v.optional(v.nullable(v.string()));
const Listing = v.object({
	data: v.object({
		after: Text,
		children: v.array(
			v.object({
				data: v.object({
					name: v.string(),
					permalink: v.string(),
					author: Text,
					title: Text,
					link_title: Text,
					selftext_html: Text,
					body_html: Text,
					created_utc: v.number()
				})
			})
		)
	})
});
type Child = v.InferOutput<typeof Listing>['data']['children'][number]['data'];
/** Reddit lists no more than about a thousand of anybody's posts. */
const NEAR_LIMIT = 900;

const listing: JsonMethod = {
	form: 'json',
	name: 'reddit',
	first: ({ platformId }) =>
		platformId
			? `https://www.reddit.com/user/${platformId}/.json?limit=100&raw_json=1&count=0`
			: null,
	read(answer, place) {
		const parsed = v.safeParse(Listing, answer.value);
		if (!parsed.success) return undefined;
		const { after, children } = parsed.output.data;
		const url = new URL(place);
		const count = Number(url.searchParams.get('count')) + children.length;
		url.searchParams.set('count', String(count));
		if (after) url.searchParams.set('after', after);
		return {
			items: children.map(({ data }) => itemOf(data)),
			next: after ? url.href : null,
			complete: count < NEAR_LIMIT,
			isIndex: true
		};
	}
};

function itemOf(child: Child): ParsedItem {
	return finishItem(
		{
			guid: child.name,
			url: `https://www.reddit.com${child.permalink}`,
			title: child.title ?? child.link_title,
			bodies: [child.selftext_html ?? child.body_html],
			hasFullText: true,
			author: child.author,
			published: String(Math.round(child.created_utc))
		},
		undefined
	);
}

export const reddit: Rule = {
	platform: 'reddit',
	names: ['reddit', 'u'],
	ofAddress(url) {
		if (!/(^|\.)reddit\.com$/.test(url.hostname)) return undefined;
		return /^\/u(?:ser)?\/([\w-]{3,20})(?:\/|$)/.exec(url.pathname)?.[1];
	},
	ofWords: (words) => /^@?(?:\/?u\/)?([\w-]{3,20})$/.exec(words)?.[1],
	find: (name, { ask }) =>
		candidates.read(
			ask,
			`https://www.reddit.com/user/${name}/.rss`,
			// Names are for good on Reddit.
			{ platform: 'reddit', platformId: name.toLowerCase(), handle: `u/${name}` },
			'Reddit lets visitors ask about once a minute: wait, then try again, and check the spelling.'
		),
	older: [listing]
};
