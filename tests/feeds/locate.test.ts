import { afterEach, describe, expect, it } from 'vitest';
import { locate } from '#lib/server/feeds/locate.ts';
import { nothing, startInternet, type Internet, type Site } from '../support/internet.ts';
import { blogger, substack, tumblr } from '../support/sites/blogs.ts';
import { bluesky } from '../support/sites/bluesky.ts';
import { mastodon } from '../support/sites/fediverse.ts';
import { youtube } from '../support/sites/various.ts';
import { wordpress } from '../support/sites/wordpress.ts';
import { rss, writings } from '../support/writings.ts';

const written = writings(40);
let internet: Internet;
afterEach(() => internet.stop());

describe('a bare name', () => {
	it('is offered wherever somebody bears it, with title, platform and newest post, for the reader to choose', async () => {
		internet = await startInternet({
			...bluesky({ did: 'did:plc:one', handle: 'fern.bsky.social', writings: written }),
			'mastodon.social': mastodon({
				host: 'mastodon.social',
				user: 'fern',
				writings: written.slice(3)
			}),
			'www.youtube.com': youtube('UCfernfernfernfernfern0A', '@fern', written.slice(6)),
			'fern.tumblr.com': tumblr('fern', written.slice(9)),
			'fern.substack.com': substack('fern.substack.com', written.slice(12))
		});
		const located = await locate('@fern', { get: internet.get });
		expect(located.kind).toBe('ambiguous');
		if (located.kind !== 'ambiguous') return;
		expect(located.candidates.map(({ platform, newestAt }) => [platform, newestAt])).toEqual([
			['bluesky', written[0]!.at],
			['mastodon', written[3]!.at],
			['youtube', written[6]!.at],
			['tumblr', written[9]!.at],
			['substack', written[12]!.at]
		]);
		expect(located.candidates.every((one) => one.title && one.itemsCount > 0)).toBe(true);
		expect(located.reason).toContain('any of these 5 accounts');
		// Every choice can be typed in again and is then clear.
		for (const candidate of located.candidates) {
			const again = await locate(candidate.feedUrl, { get: internet.get });
			expect(again).toMatchObject({
				kind: 'found',
				candidates: [{ platform: candidate.platform, platformId: candidate.platformId }]
			});
		}
	});

	it('that one account bears is asked about all the same', async () => {
		internet = await startInternet({ 'fern.tumblr.com': tumblr('fern', written) });
		const located = await locate('@fern', { get: internet.get });
		expect(located).toMatchObject({
			kind: 'ambiguous',
			reason: expect.stringContaining('could be this account')
		});
	});

	it('that nobody bears says where it was looked for', async () => {
		internet = await startInternet({});
		const located = await locate('@nobody-at-all', { get: internet.get });
		expect(located).toMatchObject({
			kind: 'failed',
			reason: expect.stringMatching(/Nobody called @nobody-at-all was found in the \d+ places/)
		});
		expect(located.tried.length).toBeGreaterThan(5);
	});
});

describe('a website', () => {
	const feed: Site = ({ url }) =>
		url.pathname === '/words.xml'
			? {
					headers: { 'content-type': 'text/plain' },
					body: rss(
						{ title: 'Fern', link: 'https://fern.example/' },
						written.map((writing) => {
							const link = `https://fern.example/${writing.slug}`;
							return { writing, guid: link, link };
						})
					)
				}
			: nothing;
	const page = (head: string, body = '', headers = {}): Site => {
		return (asked) =>
			asked.url.pathname === '/'
				? { headers, body: `<!doctype html><html><head>${head}</head><body>${body}</body></html>` }
				: feed(asked);
	};
	const link = (rest: string) => `<link ${rest}>`;
	it.each([
		[
			'the Link header',
			page('', '', { link: '</words.xml>; rel="alternate"; type="application/rss+xml"' })
		],
		['a link element', page(link('rel="alternate" type="application/rss+xml" href="/words.xml"'))],
		['an odd type', page(link('rel="alternate" type="text/xml" href="words.xml"'))],
		['rel=feed', page(link('rel="feed" href="/words.xml"'))],
		['capital letters', page(link('REL="Alternate" TYPE="APPLICATION/RSS+XML" HREF="/words.xml"'))],
		[
			'a base',
			page(
				`<base href="https://fern.example/x/">${link('rel="alternate" type="application/atom+xml" href="../words.xml"')}`
			)
		],
		['a link that says RSS', page('', '<a href="/words.xml">Subscribe (RSS)</a>')],
		['a link whose title says it', page('', '<a href="/words.xml" title="RSS"><img alt=""></a>')]
	])('is found by %s', async (_, site) => {
		internet = await startInternet({ 'fern.example': site });
		const located = await locate('fern.example', { get: internet.get });
		expect(located).toMatchObject({
			kind: 'found',
			candidates: [{ feedUrl: 'https://fern.example/words.xml', itemsCount: 40 }]
		});
	});

	it.each(['/feed.xml', '/index.xml', '/blog/rss.xml', '/?feed=rss2', '/feeds/posts/default'])(
		'is found by guessing %s',
		async (path) => {
			internet = await startInternet({
				'fern.example': ({ url, headers }) =>
					`${url.pathname}${url.search}` === path
						? feed({ url: new URL('https://fern.example/words.xml'), headers })
						: url.href === 'https://fern.example/'
							? { body: '<!doctype html><title>Fern</title>' }
							: nothing
			});
			const located = await locate('fern.example', { get: internet.get });
			expect(located).toMatchObject({
				kind: 'found',
				candidates: [{ feedUrl: `https://fern.example${path}` }]
			});
		}
	);

	it('offers no feed of comments, and no JSON interface for one', async () => {
		internet = await startInternet({
			'fern.example': wordpress({ host: 'fern.example', writings: written })
		});
		const located = await locate('fern.example', { get: internet.get });
		expect(located.kind === 'found' && located.candidates.map((one) => one.feedUrl)).toEqual([
			'https://fern.example/feed/'
		]);
		expect(internet.asked.some((address) => address.includes('wp-json'))).toBe(false);
	});

	it('is not taken in by a site that sends every address to its first page, or answers all alike', async () => {
		internet = await startInternet({
			'fern.example': ({ url }) =>
				url.pathname === '/' && !url.search
					? { body: '<!doctype html><title>Fern</title>' }
					: { status: 302, headers: { location: 'https://fern.example/' } },
			'ash.example': () => ({ body: '<!doctype html><title>Ash</title><p>Always the same.' })
		});
		for (const name of ['fern.example', 'ash.example'])
			expect(await locate(name, { get: internet.get })).toMatchObject({
				kind: 'failed',
				reason: `${name} has no feed that we could find.`,
				advice: expect.stringContaining('called RSS'),
				tried: expect.arrayContaining([`https://${name}/feed/`])
			});
	});

	it('remembers the address that was asked where it leads elsewhere for the time being only', async () => {
		for (const [status, feedUrl] of [
			[302, 'https://fern.example/rss'],
			[301, 'https://new.example/words.xml']
		] as const) {
			internet = await startInternet({
				'fern.example': () => ({ status, headers: { location: 'https://new.example/words.xml' } }),
				'new.example': feed
			});
			const located = await locate('https://fern.example/rss', { get: internet.get });
			expect(located).toMatchObject({ kind: 'found', candidates: [{ feedUrl }] });
			await internet.stop();
		}
		internet = await startInternet({});
	});

	it('that never learnt https is asked by http, unless https was typed', async () => {
		internet = await startInternet({
			'fern.example': (asked) =>
				asked.url.protocol === 'https:'
					? { breaksOff: true }
					: page(link('rel="alternate" type="application/rss+xml" href="/words.xml"'))(asked)
		});
		expect(await locate('fern.example', { get: internet.get })).toMatchObject({
			kind: 'found',
			candidates: [{ feedUrl: 'http://fern.example/words.xml' }]
		});
		expect(await locate('https://fern.example', { get: internet.get })).toMatchObject({
			kind: 'failed',
			reason: expect.stringContaining('broke off')
		});
	});

	it('of a name that looks like a fediverse account is a website where it is none', async () => {
		internet = await startInternet({
			'fern.example': (asked) =>
				asked.url.pathname === '/@fern'
					? {
							body: '<!doctype html><link rel="alternate" type="application/rss+xml" href="/words.xml">'
						}
					: feed(asked)
		});
		expect(await locate('https://fern.example/@fern', { get: internet.get })).toMatchObject({
			kind: 'found',
			candidates: [{ platform: 'website', feedUrl: 'https://fern.example/words.xml' }]
		});
	});
});

describe('what goes wrong is said in one sentence, with what to do', () => {
	const login = '<!doctype html><title>Log in</title><form><input type="password"></form>';
	it.each([
		['no-such-site.example', {}, /There is no site called no-such-site\.example/, /spelling/],
		[
			'fern.example/gone',
			{ 'fern.example': () => nothing },
			/nothing at \/gone \(404\)/,
			/first page of the site/
		],
		[
			'fern.example',
			{ 'fern.example': () => ({ status: 403 }) },
			/people it knows \(403\)/,
			/behind a login/
		],
		[
			'fern.example',
			{ 'fern.example': () => ({ body: login }) },
			/asks for a login/,
			/another place/
		],
		['fern.example', { 'fern.example': () => ({ status: 500 }) }, /error \(500\)/, /again/],
		[
			'fern.example',
			{ 'fern.example': () => ({ status: 429, headers: { 'retry-after': '60' } }) },
			/less often \(429\)/,
			/again/
		],
		[
			'fern.example',
			{ 'fern.example': () => ({ status: 301, headers: { location: 'https://fern.example/' } }) },
			/without end/,
			/again/
		],
		['fern.example', { 'fern.example': () => ({ body: '' }) }, /no feed that we could find/, /RSS/],
		['file:///etc/passwd', {}, /only http and https/, /public website/],
		['https://name:word@fern.example/', {}, /name and password/, /public website/],
		['Fern Example', {}, /person’s name/, /such as/]
	] as [string, Record<string, Site>, RegExp, RegExp][])(
		'%s',
		async (typed, sites, reason, advice) => {
			internet = await startInternet(sites);
			const located = await locate(typed, { get: internet.get });
			expect(located.kind).toBe('failed');
			if (located.kind !== 'failed') return;
			expect(located.reason).toMatch(reason);
			expect(located.advice).toMatch(advice);
			expect(located.reason).not.toMatch(/invalid|127\.0\.0\.1|undefined/);
		}
	);

	it('stops asking a site that asks to be left alone, and says so', async () => {
		let questions = 0;
		internet = await startInternet({
			'fern.example': ({ url }) =>
				url.pathname === '/'
					? { body: '<!doctype html><title>Fern</title>' }
					: ++questions > 3
						? { status: 429, headers: { 'retry-after': '60' } }
						: nothing
		});
		const located = await locate('fern.example', { get: internet.get });
		expect(located).toMatchObject({ kind: 'failed', reason: expect.stringContaining('429') });
		expect(internet.asked).toHaveLength(5);
	});

	it('stops when told to', async () => {
		internet = await startInternet({ 'fern.blogspot.com': blogger('fern.blogspot.com', written) });
		const controller = new AbortController();
		controller.abort();
		expect(
			await locate('fern.blogspot.com', { get: internet.get, signal: controller.signal })
		).toMatchObject({ kind: 'failed', reason: 'You stopped this.' });
		expect(internet.asked).toEqual([]);
	});
});
