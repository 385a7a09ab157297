/**
 * Mastodon and the rest of the fediverse: accounts are found by WebFinger and kept by their
 * account address. Own posts only; what a person passes on from others is left out.
 */
import * as v from 'valibot';
import * as candidates from '../candidates.ts';
import { finishItem, type ParsedItem } from '../parse.ts';
import { outbox } from './outbox.ts';
import type { JsonMethod, Rule } from './rule.ts';

const WebFinger = v.object({
	subject: v.optional(v.string()),
	links: v.array(
		v.object({
			rel: v.string(),
			type: v.optional(v.nullable(v.string())),
			href: v.optional(v.nullable(v.string()))
		})
	)
});
const Account = v.object({
	id: v.string(),
	acct: v.string(),
	noindex: v.optional(v.nullable(v.boolean())),
	indexable: v.optional(v.nullable(v.boolean())),
	moved: v.optional(v.nullable(v.object({ acct: v.string() })))
});
const Statuses = v.array(
	v.object({
		id: v.string(),
		uri: v.string(),
		url: v.nullable(v.string()),
		content: v.string(),
		spoiler_text: v.optional(v.string(), ''),
		created_at: v.string(),
		edited_at: v.optional(v.nullable(v.string())),
		visibility: v.optional(v.string(), 'public'),
		reblog: v.optional(v.unknown()),
		account: v.object({ acct: v.string(), display_name: v.optional(v.string(), '') })
	})
);

const timeline: JsonMethod = {
	form: 'json',
	name: 'mastodon',
	first: ({ feedUrl }) => lookupOf(feedUrl),
	read(answer, place) {
		if (new URL(place).pathname.endsWith('/lookup')) {
			const account = v.safeParse(Account, answer.value);
			if (!account.success) return undefined;
			const { id, acct, noindex, indexable } = account.output;
			if (noindex || indexable === false) return { declined: declinedWords(acct) };
			const address = `${new URL(place).origin}/api/v1/accounts/${id}/statuses?limit=40&exclude_reblogs=true&exclude_replies=true`;
			return { items: [], next: address, isIndex: true };
		}
		const statuses = v.safeParse(Statuses, answer.value);
		if (!statuses.success) return undefined;
		const last = statuses.output.at(-1);
		if (!last) return { items: [], next: null, complete: true };
		const url = new URL(place);
		url.searchParams.set('max_id', last.id);
		const own = statuses.output.filter(
			(status) => !status.reblog && ['public', 'unlisted'].includes(status.visibility)
		);
		return { items: own.map(itemOf), next: url.href, complete: true, isIndex: true };
	}
};

function itemOf(status: v.InferOutput<typeof Statuses>[number]): ParsedItem {
	const warning = status.spoiler_text ? `<p>${status.spoiler_text}</p>` : '';
	return finishItem(
		{
			guid: status.url ?? status.uri,
			url: status.url ?? status.uri,
			bodies: [warning + status.content],
			hasFullText: true,
			author: status.account.display_name || status.account.acct,
			published: status.created_at,
			updated: status.edited_at
		},
		undefined
	);
}

/** Where the server tells of the account whose feed this is. */
function lookupOf(feedUrl: string): string | null {
	const { origin, pathname } = new URL(feedUrl);
	const user = /^\/@([^/@]+)\.rss$/.exec(pathname)?.[1];
	return user ? `${origin}/api/v1/accounts/lookup?acct=${user}` : null;
}

function refusedWords(handle: string): string {
	return `${handle} has asked that their posts are not indexed. We read nothing of them.`;
}

function declinedWords(acct: string): string {
	return `@${acct.replace(/^@/, '')} has not agreed to being indexed on Mastodon: only the newest posts, which the account offers as a feed, are read, and nothing older.`;
}

export const mastodon: Rule = {
	platform: 'mastodon',
	names: ['mastodon', 'fediverse', 'acct', 'pixelfed', 'misskey'],
	takesBareNames: true,
	ofAddress(url) {
		const user =
			/^\/(?:@|users\/|u\/|profile\/)([\w.-]+?)(?:@([\w.-]+))?(?:\.rss|\.atom)?\/?$/.exec(
				url.pathname
			);
		// An address such as /@user@other.example shows an account of the other server.
		return user ? `${user[1]}@${user[2] ?? url.host}` : undefined;
	},
	ofWords(words) {
		const account = /^@?([\w.-]+)(?:@([\w.-]+(?::\d+)?))?$/.exec(words.trim());
		return account ? `${account[1]}@${account[2] ?? 'mastodon.social'}` : undefined;
	},
	async find(name, { ask }) {
		const [user, host] = name.split('@') as [string, string];
		const answer = await ask.json(
			`https://${host}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${name}`)}`,
			'application/jrd+json, application/json'
		);
		const finger = answer.ok ? v.safeParse(WebFinger, answer.value) : undefined;
		if (!finger?.success) return undefined;
		const { links, subject } = finger.output;
		const hrefOf = (rel: string, type: RegExp) =>
			links.find((link) => link.rel === rel && link.href && type.test(link.type ?? ''))?.href;
		const actor = hrefOf('self', /activity\+json|ld\+json/);
		const profile = hrefOf('http://webfinger.net/rel/profile-page', /html|^$/) ?? actor;
		if (!profile || !URL.canParse(profile)) return undefined;
		const page = new URL(profile);
		const handle = `@${subject?.replace(/^acct:/, '') ?? name}`;
		const lookup = await ask.json(`${page.origin}/api/v1/accounts/lookup?acct=${user}`);
		const account = lookup.ok ? v.safeParse(Account, lookup.value) : undefined;
		if (account?.success && account.output.noindex)
			return {
				reason: refusedWords(handle),
				advice: 'Try another place where this person posts, if there is one.'
			};
		if (account?.success && account.output.moved)
			return {
				reason: `${handle} has moved to @${account.output.moved.acct}.`,
				advice: `Type @${account.output.moved.acct} instead.`
			};
		for (const ending of ['.rss', '.atom']) {
			const feedUrl = `${page.origin}${page.pathname.replace(/\/+$/, '')}${ending}`;
			const known = { platform: 'mastodon' as const, platformId: actor ?? profile, handle };
			const found = await candidates.read(ask, feedUrl, { ...known, siteUrl: profile }, '');
			if (!('reason' in found)) return found;
		}
		return page;
	},
	async declines({ url, handle }, ask) {
		const address = lookupOf(url);
		const answer = address ? await ask.json(address) : undefined;
		const account = answer?.ok ? v.safeParse(Account, answer.value) : undefined;
		if (!account?.success || !account.output.noindex) return undefined;
		return refusedWords(handle ?? `@${account.output.acct}`);
	},
	older: [timeline, outbox]
};
