/**
 * The feed of a website: is the address a feed itself; the Link header; <link rel=alternate>; what
 * the site was made with; links that say RSS or feed; the usual paths; at last the operator's bridges.
 * Every candidate is fetched and parsed before it is offered, and feeds of comments come last.
 */
import type { Platform } from '#lib/words.ts';
import { isMissing, type Answer, type Ask } from './ask.ts';
import * as candidates from './candidates.ts';
import type { Candidate, Failure, Fetched } from './candidates.ts';
import { decode } from './decode.ts';
import * as pagelinks from './pagelinks.ts';
import * as parse from './parse.ts';
import { findFeed } from './platforms/findfeed.ts';
import * as platforms from './platforms/index.ts';
import type { Means } from './platforms/rule.ts';
import * as radar from './radar.ts';

const usualPaths = [
	'/feed/',
	'/rss',
	'/feed.xml',
	'/rss.xml',
	'/atom.xml',
	'/index.xml',
	'/feed.json',
	'/index.rss',
	'/index.atom',
	'/feed.rss',
	'/feed.atom',
	'/feed',
	'/rss/',
	'/blog/feed/',
	'/blog/rss',
	'/blog/rss.xml',
	'/blog/feed.xml',
	'/blog-feed.xml',
	'/?feed=rss2',
	'/?format=rss',
	'/feeds/posts/default',
	'/.rss'
];
const MOST_LINKS = 6;

/** Finds the feeds of a site, best first. */
export async function discover(
	url: URL,
	means: Means,
	onProgress?: (words: string) => void
): Promise<{ candidates: Candidate[] } | Failure | (Failure & { code: string })> {
	const { ask } = means;
	const first = await ask.page(url.href);
	if (!first.ok) {
		const { outcome, reason } = first;
		const isOver =
			isMissing(first) ||
			(outcome.kind === 'failed' && ['stopped', 'guard', 'dns'].includes(outcome.code));
		// A place that shows its pages to members only may be known to a bridge.
		const bridged = isOver ? [] : await throughBridges([url], new Search(ask, url), means);
		if (bridged.length > 0) return { candidates: bridged };
		const advice = (isOver ? undefined : radar.advise(url, means)) ?? adviceFor(first);
		const failure = { reason, advice };
		return outcome.kind === 'failed' ? { ...failure, code: outcome.code } : failure;
	}
	const own = await candidateOf(first.outcome, url.href);
	if (own) return { candidates: [own] };
	onProgress?.(`${url.host} is a page; looking for its feed`);
	const page = new URL(first.outcome.url);
	const links = pagelinks.fromPage(first.value, page.href);
	const made = platforms.sniff({
		url: page,
		html: first.value,
		headers: first.outcome.headers,
		links: links.all
	});
	const search = new Search(ask, page, made?.platform);
	const named = [...pagelinks.fromHeader(first.outcome.headers.link, page.href), ...links.named];
	// One writer's page is asked for that writer's own feed, whatever feeds of the site it names.
	if (/\/authors?\/[^/]+/.test(page.pathname))
		await search.each(made?.addresses ?? [], { stopAtPosts: true });
	if (!search.hasPosts()) await search.each(named.slice(0, MOST_LINKS));
	if (!search.hasPosts()) await search.each(made?.addresses ?? [], { stopAtPosts: true });
	if (!search.hasPosts()) await search.each(links.said.slice(0, MOST_LINKS));
	if (!search.hasPosts()) {
		onProgress?.(`${url.host} names no feed; trying the usual addresses`);
		await search.each(guesses(page), { stopAtPosts: true });
	}
	if (!search.hasPosts()) await throughBridges([url, page], search, means);
	const found = search.found.filter((one) => !candidates.isComments(one));
	if (found.length > 0) return { candidates: found.sort(candidates.better(url)) };
	if (search.stoppedBy)
		return {
			reason: search.stoppedBy,
			advice: 'Try again in a while, or paste the address of the feed itself.'
		};
	return links.asksForPassword
		? {
				reason: `${url.host} asks for a login; only public posts can be read.`,
				advice: 'Nothing behind a login is read. Try another place where this person posts.'
			}
		: {
				reason: `${url.host} has no feed that we could find.`,
				advice:
					radar.advise(url, means) ??
					'Look on the site for a link called RSS, feed or subscribe and paste its address, or the address of its blog page, or try another place where this person posts.'
			};
}

/**
 * What the operator's bridges make of a page, by the address typed or the one it led to: RSSHub by our
 * table, RSS-Bridge by what it says itself.
 */
async function throughBridges(pages: URL[], search: Search, means: Means): Promise<Candidate[]> {
	const routes = pages.flatMap((page) => radar.addresses(page, means));
	await search.each(routes, { stopAtPosts: true });
	if (!search.hasPosts())
		await search.each(await findFeed(pages.at(-1)!.href, means), { stopAtPosts: true });
	return search.found;
}

/** Asks addresses one after the other and keeps what turned out to be feeds. */
class Search {
	readonly found: Candidate[] = [];
	private readonly ask: Ask;
	private readonly page: URL;
	private readonly platform: Platform | undefined;
	/** Why the search ended early. */
	stoppedBy: string | undefined;

	constructor(ask: Ask, page: URL, platform?: Platform) {
		this.ask = ask;
		this.page = page;
		this.platform = platform;
	}

	hasPosts(): boolean {
		return this.stoppedBy !== undefined || this.found.some((one) => !candidates.isComments(one));
	}

	async each(addresses: string[], options: { stopAtPosts?: boolean } = {}): Promise<void> {
		for (const address of new Set(addresses)) {
			if (this.stoppedBy || (options.stopAtPosts && this.hasPosts())) return;
			if (this.ask.tried.includes(address)) continue;
			const answer = await this.ask.page(address);
			// A site that is asked too much, or a look that was stopped, is left alone.
			if (!answer.ok && answer.outcome.kind === 'failed')
				if (['stopped', 'too-many'].includes(answer.outcome.code)) this.stoppedBy = answer.reason;
			if (!answer.ok || this.leadsHome(answer.outcome)) continue;
			const candidate = await candidateOf(answer.outcome, address, this.platform);
			if (candidate && !this.found.some((one) => one.feedUrl === candidate.feedUrl))
				this.found.push(candidate);
		}
	}

	/** Some sites send every unknown address to their first page. */
	private leadsHome(outcome: Fetched): boolean {
		return (
			outcome.redirects.length > 0 &&
			new URL(outcome.url).pathname === '/' &&
			new URL(outcome.url).search === ''
		);
	}
}

function guesses(page: URL): string[] {
	const folder = page.pathname.replace(/\/+$/, '');
	const inFolder = folder ? ['/feed/', '/rss', '/feed.xml', '/index.xml', '/rss.xml'] : [];
	return [
		...inFolder.map((path) => `${page.origin}${folder}${path}`),
		...usualPaths.map((path) => `${page.origin}${path}`)
	];
}

/** The candidate that an answer holds, if it is a feed at all. */
async function candidateOf(
	outcome: Fetched,
	asked: string,
	platform?: Platform
): Promise<Candidate | undefined> {
	const { contentType, url, body } = outcome;
	const parsed = await parse.feed(body, { contentType, url });
	if ('error' in parsed) return undefined;
	return candidates.of(parsed, outcome, {
		asked,
		platform: platformOf(body, contentType) ?? platform ?? 'website'
	});
}

/** What made the feed, by what it says of its generator. */
function platformOf(body: Uint8Array, contentType: string | null): Platform | undefined {
	const head = decode(body.subarray(0, 20_000), contentType);
	const tag = /<generator([^>]*)>([^<]*)/i.exec(head);
	const made = platforms.madeBy(`${tag?.[1] ?? ''} ${tag?.[2] ?? ''}`);
	if (made) return made;
	const isShow =
		/xmlns:itunes/i.test(head) && /<enclosure/i.test(decode(body.subarray(0, 200_000)));
	return isShow ? 'podcast' : undefined;
}

function adviceFor(answer: Extract<Answer<unknown>, { ok: false }>): string {
	if (isMissing(answer)) return 'Check the address, or paste the first page of the site.';
	const code = answer.outcome.kind === 'failed' ? answer.outcome.code : undefined;
	if (code === 'login')
		return 'Nothing behind a login is read. Try another place where this person posts.';
	if (code === 'guard') return 'Paste the address of a public website.';
	if (code === 'dns') return 'Check the spelling of the address.';
	if (code === 'stopped') return 'Start it again whenever you like.';
	return 'Check the address, or try again in a while.';
}
