/** Bluesky: accounts are kept by their DID, since handles move. Read through the public interface. */
import * as v from 'valibot';
import { isMissing } from '../ask.ts';
import * as candidates from '../candidates.ts';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { Declined, JsonMethod, Reading, Rule } from './rule.ts';

const api = 'https://public.api.bsky.app/xrpc';
const Labels = v.optional(v.array(v.object({ src: v.string(), val: v.string() })), []);
const Profile = v.object({ did: v.string(), handle: v.string(), labels: Labels });
const Timeline = v.object({
	cursor: v.optional(v.string()),
	feed: v.array(
		v.object({
			post: v.object({
				uri: v.string(),
				author: v.object({
					did: v.string(),
					handle: v.string(),
					displayName: v.optional(v.string()),
					labels: Labels
				}),
				record: v.object({
					text: v.optional(v.string(), ''),
					createdAt: v.optional(v.string()),
					reply: v.optional(v.unknown())
				})
			}),
			reason: v.optional(v.object({ $type: v.optional(v.string(), '') }))
		})
	)
});

/** The account's own label: show this only to people who are logged in. */
function declines(did: string, labels: { src: string; val: string }[]): boolean {
	return labels.some((label) => label.src === did && label.val === '!no-unauthenticated');
}

const authorFeed: JsonMethod = {
	form: 'json',
	name: 'bluesky',
	first: ({ platformId }) =>
		platformId?.startsWith('did:')
			? `${api}/app.bsky.feed.getAuthorFeed?actor=${encodeURIComponent(platformId)}&filter=posts_and_author_threads&limit=100`
			: null,
	read(answer, place): Reading | Declined | undefined {
		const parsed = v.safeParse(Timeline, answer.value);
		if (!parsed.success) return undefined;
		const { feed, cursor } = parsed.output;
		const did = new URL(place).searchParams.get('actor')!;
		const own = feed.filter(
			({ post, reason }) => post.author.did === did && !reason?.$type.endsWith('#reasonRepost')
		);
		if (own.some(({ post }) => declines(did, post.author.labels)))
			return { declined: declinedWords(own[0]!.post.author.handle) };
		const url = new URL(place);
		if (cursor) url.searchParams.set('cursor', cursor);
		return {
			items: own.map(({ post }) => itemOf(post)),
			next: cursor ? url.href : null,
			complete: true,
			isIndex: true
		};
	}
};

type Post = v.InferOutput<typeof Timeline>['feed'][number]['post'];

function itemOf({ uri, author, record }: Post): ParsedItem {
	return finishItem(
		{
			guid: uri,
			url: `https://bsky.app/profile/${author.did}/post/${uri.split('/').at(-1)}`,
			bodies: [record.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
			hasFullText: true,
			author: author.displayName || author.handle,
			published: record.createdAt
		},
		undefined
	);
}

function declinedWords(handle: string): string {
	return `@${handle} has asked that people who are not logged in to Bluesky do not see their posts. We read nothing more of them.`;
}

export const bluesky: Rule = {
	platform: 'bluesky',
	names: ['bluesky', 'bsky'],
	takesBareNames: true,
	ofAddress(url) {
		if (url.hostname.endsWith('.bsky.social')) return url.hostname;
		if (!/^(www\.|staging\.)?bsky\.app$/.test(url.hostname)) return undefined;
		return /^\/profile\/([^/]+)/.exec(decodeURIComponent(url.pathname))?.[1];
	},
	ofWords(words) {
		if (/^did:(plc|web):[\w.:%-]+$/.test(words)) return words;
		const handle = words.replace(/^@/, '').toLowerCase();
		if (!/^[a-z\d]([a-z\d.-]*[a-z\d])?$/.test(handle)) return undefined;
		return handle.includes('.') ? handle : `${handle}.bsky.social`;
	},
	async find(name, { ask }) {
		const answer = await ask.json(
			`${api}/app.bsky.actor.getProfile?actor=${encodeURIComponent(name)}`
		);
		const advice = 'Check the spelling: a Bluesky name looks like name.bsky.social.';
		if (!answer.ok)
			return {
				reason: isMissing(answer) ? `Bluesky has no account called ${name}.` : answer.reason,
				advice
			};
		const profile = v.safeParse(Profile, answer.value);
		if (!profile.success) return { reason: 'Bluesky did not answer in the form expected.', advice };
		const { did, handle, labels } = profile.output;
		if (declines(did, labels))
			return {
				reason: declinedWords(handle),
				advice: 'Try another place where this person posts, if there is one.'
			};
		return candidates.read(
			ask,
			`https://bsky.app/profile/${did}/rss`,
			{ platform: 'bluesky', platformId: did, handle: `@${handle}` },
			'Try again later.'
		);
	},
	older: [authorFeed]
};
