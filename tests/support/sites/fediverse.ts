/** A Mastodon server and a smaller fediverse server, as they answer people who are not logged in. */
import { nothing, type Site } from '../internet.ts';
import { rss, type Writing } from '../writings.ts';

export interface Person {
	host: string;
	user: string;
	/** Where handles point when the server's name is another than the handle's. */
	handleHost?: string;
	writings: Writing[];
	account?: Record<string, unknown>;
}

/** Mastodon 4: WebFinger, RSS of the newest twenty, the JSON interface by max_id. */
export function mastodon(person: Person): Site {
	const { host, user, writings } = person;
	const profile = `https://${host}/@${user}`;
	const account = {
		id: '109501',
		username: user,
		acct: user,
		display_name: 'Dr Fern Example',
		locked: false,
		url: profile,
		uri: `https://${host}/users/${user}`,
		noindex: false,
		indexable: true,
		...person.account
	};
	const idOf = (n: number) => String(110_000_000_000 + n);
	return ({ url }) => {
		const asked = url.searchParams;
		if (url.pathname === '/.well-known/webfinger') return webfinger(person, asked, '/@');
		if (url.pathname === `/@${user}.rss`)
			return {
				headers: { 'content-type': 'application/rss+xml; charset=utf-8' },
				body: rss(
					{
						title: 'Dr Fern Example',
						link: profile,
						head: '<generator>Mastodon v4.3.1</generator>'
					},
					writings.slice(0, 20).map((writing) => {
						const link = `${profile}/${idOf(writing.n)}`;
						return { writing, guid: link, link, untitled: true };
					})
				)
			};
		if (url.pathname === '/api/v1/accounts/lookup')
			return asked.get('acct') === user
				? { body: account }
				: { status: 404, body: { error: 'Record not found' } };
		if (url.pathname === `/api/v1/accounts/${account.id}/statuses`) {
			const before = asked.get('max_id');
			const limit = Math.min(40, Number(asked.get('limit') ?? 20));
			const rows = writings.filter((one) => !before || idOf(one.n) < before).slice(0, limit);
			const last = rows.at(-1);
			return {
				headers: {
					'x-ratelimit-limit': '300',
					...(last && {
						link: `<https://${host}${url.pathname}?max_id=${idOf(last.n)}>; rel="next"`
					})
				},
				body: rows.map((writing) => ({
					id: idOf(writing.n),
					uri: `${account.uri}/statuses/${idOf(writing.n)}`,
					url: `${profile}/${idOf(writing.n)}`,
					created_at: writing.at.toISOString(),
					edited_at: null,
					visibility: 'public',
					spoiler_text: '',
					content: writing.html,
					reblog: null,
					account
				}))
			};
		}
		return nothing;
	};
}

function webfinger(person: Person, asked: URLSearchParams, path: string) {
	const { host, user, handleHost = host } = person;
	const accepted = [`acct:${user}@${handleHost}`, `acct:${user}@${host}`];
	if (!accepted.includes(asked.get('resource') ?? '')) return nothing;
	return {
		headers: { 'content-type': 'application/jrd+json' },
		body: {
			subject: `acct:${user}@${handleHost}`,
			aliases: [`https://${host}/@${user}`],
			links: [
				{
					rel: 'http://webfinger.net/rel/profile-page',
					type: 'text/html',
					href: `https://${host}${path}${user}`
				},
				{ rel: 'self', type: 'application/activity+json', href: `https://${host}/users/${user}` }
			]
		}
	};
}

/** The name in a handle may belong to another machine than the account: only WebFinger is there. */
export function handleHost(person: Person): Site {
	return ({ url }) =>
		url.pathname === '/.well-known/webfinger'
			? webfinger(person, url.searchParams, '/@')
			: { body: '<!doctype html><title>A practice</title>' };
}

/** A server without Mastodon's interface (Pixelfed's habits): an Atom feed, and the outbox. */
export function plainServer({ host, user, writings, ...rest }: Person): Site {
	const actor = `https://${host}/users/${user}`;
	const everybody = 'https://www.w3.org/ns/activitystreams#Public';
	const size = 12;
	return ({ url, headers }) => {
		if (url.pathname === '/.well-known/webfinger')
			return webfinger({ host, user, writings, ...rest }, url.searchParams, '/');
		if (url.pathname === `/${user}.atom`)
			return {
				headers: { 'content-type': 'application/atom+xml' },
				body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>${actor}</id><title>${user}</title><updated>${writings[0]!.at.toISOString()}</updated>${writings
					.slice(0, 10)
					.map(
						(one) =>
							`<entry><id>https://${host}/p/${user}/${one.n}</id><title>A picture</title><updated>${one.at.toISOString()}</updated><published>${one.at.toISOString()}</published><link rel="alternate" href="https://${host}/p/${user}/${one.n}"/><content type="html"><![CDATA[${one.html}]]></content></entry>`
					)
					.join('')}</feed>`
			};
		if (!String(headers.accept).includes('activity+json')) return nothing;
		if (url.pathname === `/users/${user}`)
			return { body: { type: 'Person', id: actor, outbox: `${actor}/outbox`, indexable: true } };
		if (url.pathname !== `/users/${user}/outbox`) return nothing;
		const page = Number(url.searchParams.get('page'));
		if (!page)
			return {
				body: {
					type: 'OrderedCollection',
					id: `${actor}/outbox`,
					totalItems: writings.length,
					first: `${actor}/outbox?page=1`
				}
			};
		const rows = writings.slice((page - 1) * size, page * size);
		return {
			body: {
				type: 'OrderedCollectionPage',
				partOf: `${actor}/outbox`,
				...(page * size < writings.length && { next: `${actor}/outbox?page=${page + 1}` }),
				orderedItems: [
					...rows.map((one) => ({
						type: 'Create',
						actor,
						object: {
							id: `https://${host}/p/${user}/${one.n}`,
							url: `https://${host}/p/${user}/${one.n}`,
							type: 'Note',
							content: one.html,
							published: one.at.toISOString(),
							to: [everybody],
							cc: [`${actor}/followers`]
						}
					})),
					// Passed on from somebody else, sent to followers only, an answer: none of them is read.
					{ type: 'Announce', actor, object: 'https://other.example/notes/1' },
					{
						type: 'Create',
						actor,
						object: {
							id: `https://${host}/p/${user}/only-${page}`,
							type: 'Note',
							content: '<p>For followers.</p>',
							to: [`${actor}/followers`],
							cc: []
						}
					},
					{
						type: 'Create',
						actor,
						object: {
							id: `https://${host}/p/${user}/answer-${page}`,
							type: 'Note',
							content: '<p>Thanks!</p>',
							inReplyTo: 'https://other.example/notes/2',
							to: [everybody],
							cc: []
						}
					}
				]
			}
		};
	};
}
