/** Substack: the feed gives about twenty posts; the archive lists all, and each post is asked for. */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { finishItem, type ParsedItem } from '../parse.ts';
import type { JsonMethod, Rule } from './rule.ts';

const Text = v.optional(v.nullable(v.string()));
const Post = v.object({
	slug: v.string(),
	title: Text,
	canonical_url: v.string(),
	post_date: Text,
	updated_at: Text,
	audience: v.optional(v.nullable(v.string()), 'everyone'),
	body_html: Text,
	truncated_body_text: Text,
	description: Text,
	publishedBylines: v.optional(v.array(v.object({ name: Text })), []),
	publication_id: v.optional(v.nullable(v.number()))
});
const Person = v.object({
	primaryPublication: v.object({
		subdomain: v.string(),
		custom_domain: v.optional(v.nullable(v.string()))
	})
});
const PAGE = 25;

/**
 * A place is the address of the next page of the archive, with the posts still to be asked for
 * behind a `#`. The archive sends fewer rows than asked for at times, so steps follow what came.
 */
const archive: JsonMethod = {
	form: 'json',
	name: 'substack',
	first: ({ feedUrl }) => archiveAt(new URL(feedUrl).origin, 0),
	address(place) {
		const { origin, hash } = new URL(place);
		const slug = hash.slice(1).split(',')[0];
		return slug ? `${origin}/api/v1/posts/${slug}` : place;
	},
	read(answer, place, feed) {
		const url = new URL(place);
		if (url.hash) {
			const post = v.safeParse(Post, answer.value);
			return {
				items: post.success ? [itemOf(post.output)] : [],
				next: rest(place),
				isIndex: true
			};
		}
		const rows = v.safeParse(v.array(Post), answer.value);
		if (!rows.success) return undefined;
		if (rows.output.length === 0) return { items: [], next: null, complete: true };
		const fresh = rows.output.filter((row) => !feed.isKnown(row.canonical_url));
		const isOpen = (row: v.InferOutput<typeof Post>) => row.audience === 'everyone';
		const offset = Number(url.searchParams.get('offset')) + rows.output.length;
		const slugs = fresh.filter(isOpen).map((row) => encodeURIComponent(row.slug));
		return {
			// What only subscribers may read is kept as the excerpt that everybody is shown.
			items: fresh.filter((row) => !isOpen(row)).map(itemOf),
			next: `${archiveAt(url.origin, offset)}${slugs.length ? `#${slugs.join(',')}` : ''}`,
			isIndex: fresh.length > 0
		};
	},
	// A post that was taken down since the archive was read.
	missing: (place) =>
		new URL(place).hash ? { items: [], next: rest(place), isIndex: true } : undefined
};

function archiveAt(origin: string, offset: number): string {
	return `${origin}/api/v1/archive?sort=new&offset=${offset}&limit=${PAGE}`;
}

/** The place after the first of the posts waiting. */
function rest(place: string): string {
	const url = new URL(place);
	url.hash = url.hash.slice(1).split(',').slice(1).join(',');
	return url.href;
}

function itemOf(post: v.InferOutput<typeof Post>): ParsedItem {
	const isWhole = Boolean(post.body_html) && post.audience === 'everyone';
	const item = finishItem(
		{
			guid: post.canonical_url,
			url: post.canonical_url,
			title: post.title,
			bodies: [post.body_html || post.truncated_body_text || post.description],
			hasFullText: isWhole,
			author: post.publishedBylines[0]?.name,
			published: post.post_date,
			updated: post.updated_at
		},
		undefined
	);
	return { ...item, excerptOnly: item.excerptOnly || !isWhole };
}

export const substack: Rule = {
	platform: 'substack',
	names: ['substack'],
	takesBareNames: true,
	made: /substack/i,
	ofAddress(url) {
		const user = /^\/@([\w-]+)/.exec(url.pathname)?.[1];
		if (/^(www\.)?substack\.com$/.test(url.hostname)) return user && `@${user}`;
		return /^([\w-]+)\.substack\.com$/.exec(url.hostname)?.[1];
	},
	ofWords: (words) => (/^@?[\w-]{2,60}$/.test(words) ? words.replace(/^@/, '') : undefined),
	async find(name, { ask }) {
		const advice = 'Check the spelling, or paste the address of the newsletter.';
		let origin = `https://${name}.substack.com`;
		if (name.startsWith('@')) {
			const user = name.slice(1);
			const answer = await ask.json(`https://substack.com/api/v1/user/${user}/public_profile`);
			const person = answer.ok ? v.safeParse(Person, answer.value) : undefined;
			if (!person?.success) return { reason: `Substack shows no newsletter by ${name}.`, advice };
			const { subdomain, custom_domain } = person.output.primaryPublication;
			origin = custom_domain ? `https://${custom_domain}` : `https://${subdomain}.substack.com`;
		}
		const found = await candidates.read(ask, `${origin}/feed`, { platform: 'substack' }, advice);
		if ('reason' in found) return found;
		const { hostname } = new URL(origin);
		const listed = await ask.json(archiveAt(new URL(found.feedUrl).origin, 0));
		const rows = listed.ok ? v.safeParse(v.array(Post), listed.value) : undefined;
		const id = rows?.success ? rows.output[0]?.publication_id : undefined;
		return { ...found, handle: hostname, platformId: id ? String(id) : null };
	},
	sniff: ({ url, html }) =>
		/substackcdn\.com|cdn\.substack\.com/.test(html) ? [`${url.origin}/feed`] : undefined,
	older: [archive]
};
