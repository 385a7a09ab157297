/**
 * The feed of a website: is the address a feed itself; the Link header; <link rel=alternate>; links
 * that say RSS or feed; the usual paths. Every candidate is fetched and parsed before it is offered.
 */
import { Parser } from 'htmlparser2';
import type { Platform } from '#lib/words.ts';
import { decode } from './decode.ts';
import type { Outcome } from './fetch.ts';
import type { Candidate, Located, LocateOptions } from './locate.ts';
import * as parse from './parse.ts';

type Fetched = Extract<Outcome, { kind: 'fetched' }>;

const usualPaths = [
	'/feed/',
	'/feed',
	'/rss',
	'/rss.xml',
	'/feed.xml',
	'/atom.xml',
	'/index.xml',
	'/feed.json',
	'/blog/feed/',
	'/blog/rss.xml',
	'/blog/feed.xml',
	'/blog-feed.xml',
	'/?feed=rss2',
	'/?format=rss',
	'/feeds/posts/default',
	'/.rss'
];
const feedTypes =
	/^(application\/(rss|atom|rdf|feed)\+(xml|json)|text\/(rss\+)?xml|application\/(xml|json))(;|$)/i;
const MOST_CANDIDATES = 6;

export async function discover(url: URL, options: LocateOptions): Promise<Located> {
	const tried = [url.href];
	const ask = (address: string) => options.get(address, { signal: options.signal });
	const first = await ask(url.href);
	if (first.kind !== 'fetched') {
		const reason = first.kind === 'unchanged' ? `${url.host} sent nothing.` : first.reason;
		return { kind: 'failed', reason, tried, advice: adviceFor(first) };
	}
	const own = await candidateOf(first);
	if (own) return { kind: 'found', candidates: [own], tried };
	options.onProgress?.(`${url.host} is a page; looking for its feed`);
	const page = decode(first.body, first.contentType);
	const links = [...fromHeader(first), ...fromPage(page, first.url)];
	let candidates = await tryEach(links.slice(0, MOST_CANDIDATES), ask, tried);
	if (candidates.length === 0) {
		options.onProgress?.(`${url.host} names no feed; trying the usual addresses`);
		const guesses = usualPaths.map((path) => new URL(path, first.url).href);
		const inFolder =
			url.pathname.length > 1
				? [`${first.url.replace(/[?#].*$/, '').replace(/\/$/, '')}/feed/`]
				: [];
		candidates = await tryEach([...inFolder, ...guesses], ask, tried, { isGuess: true });
	}
	if (candidates.length === 0)
		return {
			kind: 'failed',
			reason: isLogin(page)
				? `${url.host} asks for a login; only public posts can be read.`
				: `${url.host} has no feed that we could find.`,
			tried,
			advice:
				'Look on the site for a link called RSS, feed or subscribe and paste its address, or try another place where this person posts.'
		};
	return { kind: 'found', candidates: candidates.sort(better), tried };
}

function adviceFor(outcome: Outcome): string {
	if (outcome.kind === 'gone') return 'Check the address, or paste the first page of the site.';
	if (outcome.kind === 'failed' && outcome.code === 'login')
		return 'Nothing behind a login is read. Try another place where this person posts.';
	if (outcome.kind === 'failed' && outcome.code === 'guard')
		return 'Paste the address of a public website.';
	return 'Check the address, or try again in a while.';
}

function isLogin(page: string): boolean {
	return /<input[^>]+type\s*=\s*["']?password/i.test(page);
}

async function tryEach(
	addresses: string[],
	ask: (address: string) => Promise<Outcome>,
	tried: string[],
	options: { isGuess?: boolean } = {}
): Promise<Candidate[]> {
	const found: Candidate[] = [];
	for (const address of new Set(addresses)) {
		if (tried.includes(address)) continue;
		tried.push(address);
		const outcome = await ask(address);
		if (outcome.kind === 'failed' && ['stopped', 'too-many'].includes(outcome.code)) break;
		if (outcome.kind !== 'fetched') continue;
		const candidate = await candidateOf(outcome, address);
		if (!candidate || found.some((one) => one.feedUrl === candidate.feedUrl)) continue;
		found.push(candidate);
		if (options.isGuess && !isComments(candidate)) break;
	}
	return found;
}

/** The candidate that an answer holds, if it is a feed at all. */
export async function candidateOf(
	outcome: Fetched,
	asked?: string
): Promise<Candidate | undefined> {
	const parsed = await parse.feed(outcome.body, {
		contentType: outcome.contentType,
		url: outcome.url
	});
	if ('error' in parsed) return undefined;
	const isMoved = outcome.redirects.length > 0 && !outcome.redirects.every((hop) => hop.permanent);
	const dates = parsed.items.flatMap((item) => item.publishedAt?.getTime() ?? []);
	return {
		platform: platformOf(outcome, decode(outcome.body, outcome.contentType).slice(0, 4000)),
		feedUrl: isMoved ? (asked ?? outcome.redirects[0]!.from) : outcome.url,
		platformId: null,
		handle: null,
		siteUrl: parsed.siteUrl,
		title: parsed.title,
		newestAt: dates.length ? new Date(Math.max(...dates)) : null,
		itemsCount: parsed.items.length,
		document: outcome
	};
}

/** What made the site, by what its feed says. */
function platformOf(outcome: Fetched, head: string): Platform {
	const said = `${/<generator[^>]*>([^<]*)/i.exec(head)?.[1] ?? ''} ${/<generator[^>]*uri="([^"]*)/i.exec(head)?.[1] ?? ''}`;
	if (/wordpress/i.test(said)) return 'wordpress';
	if (/blogger/i.test(said)) return 'blogger';
	if (/substack/i.test(said)) return 'substack';
	if (/ghost/i.test(said)) return 'ghost';
	if (/squarespace|site-server/i.test(said)) return 'squarespace';
	if (/tumblr/i.test(said)) return 'tumblr';
	if (/medium/i.test(said)) return 'medium';
	if (/wix/i.test(said)) return 'wix';
	if (/mastodon/i.test(said)) return 'mastodon';
	if (
		/<itunes:|xmlns:itunes/i.test(head) &&
		/<enclosure/i.test(decode(outcome.body).slice(0, 200_000))
	)
		return 'podcast';
	return 'website';
}

function fromHeader(outcome: Fetched): string[] {
	return [...(outcome.headers.link ?? '').matchAll(/<([^>]+)>([^,]*)/g)]
		.filter(
			([, , rest]) =>
				/rel\s*=\s*"?[^"]*alternate/i.test(rest!) &&
				/type\s*=\s*"?[^"]*(rss|atom|feed)/i.test(rest!)
		)
		.flatMap(([, address]) => resolve(address!, outcome.url));
}

/** The page's own links: first those meant for feed readers, then those whose words say so. */
function fromPage(page: string, base: string): string[] {
	const named: string[] = [];
	const said: string[] = [];
	let anchor: { href: string; text: string } | undefined;
	let root = base;
	const parser = new Parser({
		onopentag(name, attributes) {
			if (name === 'base' && attributes.href) root = resolve(attributes.href, base)[0] ?? base;
			if (
				name === 'link' &&
				attributes.href &&
				/\b(alternate|feed)\b/i.test(attributes.rel ?? '')
			) {
				const isApi = attributes.href.includes('/wp-json/') || attributes.href.includes('oembed');
				if (
					!isApi &&
					feedTypes.test(
						attributes.type ?? (/\bfeed\b/i.test(attributes.rel ?? '') ? 'application/xml' : '')
					)
				)
					named.push(...resolve(attributes.href, root));
			}
			if (name === 'a' && attributes.href)
				anchor = { href: attributes.href, text: attributes.title ?? '' };
		},
		ontext(text) {
			if (anchor) anchor.text += text;
		},
		onclosetag(name) {
			if (name !== 'a' || !anchor) return;
			if (
				/(^|[/.?=_-])(rss|feed|atom|feeds)([/.?=_-]|$)/i.test(anchor.href) ||
				/\b(rss|atom feed)\b/i.test(anchor.text)
			)
				said.push(...resolve(anchor.href, root));
			anchor = undefined;
		}
	});
	parser.end(page);
	return [...new Set([...named, ...said])];
}

function resolve(address: string, base: string): string[] {
	return URL.canParse(address, base) ? [new URL(address, base).href] : [];
}

function isComments(candidate: Candidate): boolean {
	return /comment/i.test(`${candidate.title ?? ''} ${candidate.feedUrl}`);
}

/** Feeds of posts before feeds of comments, then the fuller, then the fresher. */
function better(a: Candidate, b: Candidate): number {
	return (
		Number(isComments(a)) - Number(isComments(b)) ||
		Math.sign(b.itemsCount - a.itemsCount) ||
		(b.newestAt?.getTime() ?? 0) - (a.newestAt?.getTime() ?? 0)
	);
}
