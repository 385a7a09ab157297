/** Blogger: its feed gives any stretch of the blog by start and count. */
import * as candidates from '../candidates.ts';
import type { FeedMethod, Rule } from './rule.ts';

/** The most that Blogger gives at once today; steps follow what came, since the limit has moved. */
const MOST = 150;

const byIndex: FeedMethod = {
	form: 'feed',
	name: 'blogger',
	first({ feedUrl }) {
		const { origin, pathname } = new URL(feedUrl);
		return pathname.includes('/feeds/posts/')
			? `${origin}${pathname.replace('/summary', '/default')}?max-results=${MOST}&start-index=1`
			: null;
	},
	read({ value }, place) {
		const url = new URL(place);
		const start = Number(url.searchParams.get('start-index')) + value.items.length;
		url.searchParams.set('start-index', String(start));
		return {
			items: value.items,
			next: value.items.length > 0 && value.next ? url.href : null,
			complete: true,
			isIndex: true
		};
	}
};

const blogId = /^tag:blogger\.com,1999:blog-(\d+)\./;

export const blogger: Rule = {
	platform: 'blogger',
	names: ['blogger', 'blogspot'],
	takesBareNames: true,
	made: /blogger/i,
	ofAddress(url) {
		const host = /^(?!www\.)([\w-]+\.blogspot\.(?:\w{2,3}|com?\.\w{2}))$/.exec(url.hostname)?.[1];
		return host && !url.pathname.includes('/-/') ? host : undefined;
	},
	ofWords: (words) =>
		/^@?[a-z\d-]{3,60}$/i.test(words)
			? `${words.replace(/^@/, '').toLowerCase()}.blogspot.com`
			: undefined,
	async find(name, { ask }) {
		const found = await candidates.read(
			ask,
			`https://${name}/feeds/posts/default`,
			{ platform: 'blogger', handle: name },
			'Check the spelling, or paste the address of the blog.'
		);
		if ('reason' in found || !found.document) return found;
		return { ...found, platformId: idIn(found.document.body) };
	},
	sniff: ({ url, html }) =>
		/<meta[^>]+content=["']blogger["']|\.blogspot\.com\/feeds\//i.test(html)
			? [`${url.origin}/feeds/posts/default`]
			: undefined,
	older: [byIndex]
};

/** The blog's number, which every post's id carries. */
function idIn(document: Uint8Array): string | null {
	const head = Buffer.from(document.subarray(0, 200_000)).toString('latin1');
	for (const [, guid] of head.matchAll(/<id>([^<]+)<\/id>/g)) {
		const id = blogId.exec(guid!)?.[1] ?? /blog-(\d+)$/.exec(guid!)?.[1];
		if (id) return id;
	}
	return null;
}
