/** Tumblr: the feed gives twenty posts; the old open interface goes back to the first. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { JsonMethod, Rule } from './rule.ts';

const Text = v.optional(v.nullable(v.string()));
const Posts = v.object({
	tumblelog: v.object({ name: v.string(), uuid: Text }),
	'posts-total': v.union([v.number(), v.pipe(v.string(), v.transform(Number))]),
	posts: v.array(
		v.object({
			url: v.string(),
			'unix-timestamp': v.optional(v.number()),
			'reblogged-root-name': Text,
			'reblogged-from-name': Text,
			'regular-title': Text,
			'regular-body': Text,
			'quote-text': Text,
			'quote-source': Text,
			'link-text': Text,
			'link-description': Text,
			'photo-caption': Text,
			'video-caption': Text,
			'audio-caption': Text,
			'conversation-title': Text,
			'conversation-text': Text,
			question: Text,
			answer: Text
		})
	)
});
type Post = v.InferOutput<typeof Posts>['posts'][number];
const MOST = 50;

const read: JsonMethod = {
	form: 'json',
	name: 'tumblr',
	first: ({ feedUrl }) => `${new URL(feedUrl).origin}/api/read/json?num=${MOST}&start=0`,
	read(answer, place) {
		const parsed = v.safeParse(Posts, answer.value);
		if (!parsed.success) return undefined;
		const { posts, tumblelog } = parsed.output;
		const url = new URL(place);
		const start = Number(url.searchParams.get('start')) + posts.length;
		url.searchParams.set('start', String(start));
		const isOwn = (post: Post) =>
			(post['reblogged-root-name'] ?? post['reblogged-from-name'] ?? tumblelog.name) ===
			tumblelog.name;
		const isEnd = posts.length === 0 || start >= parsed.output['posts-total'];
		return {
			items: posts.filter(isOwn).map(itemOf),
			next: isEnd ? null : url.href,
			complete: true,
			isIndex: true
		};
	}
};

function itemOf(post: Post): ParsedItem {
	const quoted = (text: string | null | undefined) =>
		text ? `<blockquote>${text}</blockquote>` : '';
	return finishItem(
		{
			guid: post.url,
			url: post.url,
			title: post['regular-title'] ?? post['link-text'] ?? post['conversation-title'],
			bodies: [
				[
					quoted(post['quote-text']),
					post['quote-source'],
					post['regular-body'],
					post['link-description'],
					post['photo-caption'],
					post['video-caption'],
					post['audio-caption'],
					quoted(post['conversation-text']),
					quoted(post.question),
					post.answer
				]
					.filter(Boolean)
					.join('\n')
			],
			hasFullText: true,
			published: post['unix-timestamp'] ? String(post['unix-timestamp']) : null
		},
		undefined
	);
}

export const tumblr: Rule = {
	platform: 'tumblr',
	names: ['tumblr'],
	takesBareNames: true,
	made: /tumblr/i,
	ofAddress(url) {
		const blog = /^(?!www\.)([\w-]+)\.tumblr\.com$/.exec(url.hostname)?.[1];
		if (blog) return url.pathname.startsWith('/tagged/') ? undefined : blog;
		if (!/^(www\.)?tumblr\.com$/.test(url.hostname)) return undefined;
		const path = /^\/(?:blog\/(?:view\/)?)?([\w-]+)/.exec(url.pathname)?.[1];
		return path && !['dashboard', 'explore', 'search', 'login', 'tagged'].includes(path)
			? path
			: undefined;
	},
	ofWords: (words) =>
		/^@?[a-z\d-]{1,32}$/i.test(words) ? words.replace(/^@/, '').toLowerCase() : undefined,
	async find(name, { ask }) {
		const origin = `https://${name}.tumblr.com`;
		const found = await candidates.read(
			ask,
			`${origin}/rss`,
			{ platform: 'tumblr', handle: name },
			'Check the spelling; a blog that only logged-in people may see cannot be read.'
		);
		if ('reason' in found) return found;
		const answer = await ask.json(`${origin}/api/read/json?num=1`);
		const blog = answer.ok ? v.safeParse(Posts, answer.value) : undefined;
		return { ...found, platformId: (blog?.success && blog.output.tumblelog.uuid) || null };
	},
	sniff: ({ url, html }) =>
		/assets\.tumblr\.com|<meta[^>]+content=["']tumblr/i.test(html)
			? [`${url.origin}/rss`]
			: undefined,
	older: [read]
};
