/** Bluesky's public interface and its feed, as they answer people who are not logged in. */
import { nothing, type Site } from '../internet.ts';
import { rss, type Writing } from '../writings.ts';

export interface Person {
	did: string;
	handle: string;
	writings: Writing[];
	labels?: { src: string; val: string }[];
}

const bad = (message: string) => ({ status: 400, body: { error: 'InvalidRequest', message } });

export function bluesky(person: Person): Record<string, Site> {
	const { did, handle, writings, labels = [] } = person;
	const author = { did, handle, displayName: 'Fern Example', labels };
	const uriOf = (n: number) => `at://${did}/app.bsky.feed.post/3k${n}`;
	const postOf = (writing: Writing) => ({
		post: {
			uri: uriOf(writing.n),
			cid: `cid${writing.n}`,
			author,
			record: {
				$type: 'app.bsky.feed.post',
				text: writing.text,
				createdAt: writing.at.toISOString(),
				langs: ['en']
			},
			indexedAt: writing.at.toISOString()
		}
	});
	const repost = {
		post: {
			...postOf(writings[0]!).post,
			uri: 'at://did:plc:other/app.bsky.feed.post/1',
			author: { did: 'did:plc:other', handle: 'other.example' },
			record: { text: 'Somebody else’s words.', createdAt: writings[0]!.at.toISOString() }
		},
		reason: { $type: 'app.bsky.feed.defs#reasonRepost', by: author }
	};
	return {
		'public.api.bsky.app': ({ url }) => {
			const asked = url.searchParams;
			const actor = asked.get('actor');
			if (actor !== did && actor !== handle)
				return bad(actor?.startsWith('did:') ? 'Profile not found' : 'Unable to resolve handle');
			if (url.pathname === '/xrpc/app.bsky.actor.getProfile') return { body: author };
			if (url.pathname !== '/xrpc/app.bsky.feed.getAuthorFeed') return nothing;
			const limit = Number(asked.get('limit') ?? 50);
			if (limit > 100) return bad('limit must be at most 100');
			const start = Number(asked.get('cursor') ?? 0);
			const rows = writings.slice(start, start + limit);
			return {
				headers: { 'ratelimit-limit': '3000' },
				body: {
					feed: [...(start === 0 ? [repost] : []), ...rows.map(postOf)],
					...(rows.length > 0 && { cursor: String(start + limit) })
				}
			};
		},
		'bsky.app': ({ url }) => {
			if (url.pathname !== `/profile/${did}/rss`) return { status: 400, body: 'not a valid DID' };
			if (labels.some((label) => label.val === '!no-unauthenticated'))
				return { status: 403, body: 'account does not allow public views' };
			return {
				headers: { 'content-type': 'application/xml; charset=UTF-8' },
				body: rss(
					{ title: `@${handle} - Fern Example`, link: `https://bsky.app/profile/${handle}` },
					writings.slice(0, 30).map((writing) => ({
						writing: { ...writing, html: writing.text },
						guid: uriOf(writing.n),
						link: `https://bsky.app/profile/${handle}/post/3k${writing.n}`,
						untitled: true
					}))
				)
			};
		}
	};
}
