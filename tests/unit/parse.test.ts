import { describe, expect, it } from 'vitest';
import * as parse from '#lib/server/feeds/parse.ts';
import * as threads from '#lib/server/feeds/threads.ts';

const now = new Date('2026-11-20T12:00:00Z');
const site = 'https://quiet.example';
const rss = (inside: string, attributes = '') =>
	`<?xml version="1.0"?><rss version="2.0"${attributes}><channel><title>Notes</title><link>${site}/</link>${inside}</channel></rss>`;
const item = (inside: string) =>
	rss(`<item><title>A</title><link>${site}/a</link>${inside}</item>`);
const atom = (inside: string, attributes = '') =>
	`<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><title>Notes</title><link href="${site}/"/>${inside}</feed>`;
const entry = (inside: string) =>
	atom(`<entry><id>urn:a</id><title>A</title><link href="${site}/a"/>${inside}</entry>`);
const media = ' xmlns:media="http://search.yahoo.com/mrss/"';

async function read(document: string | Uint8Array, url?: string) {
	const parsed = await parse.feed(document, { now, url });
	if ('error' in parsed) throw new Error(parsed.error);
	return parsed;
}
const first = async (document: string, url?: string) => (await read(document, url)).items[0]!;

describe('the edges of feeds', () => {
	it('keeps an Atom feed whose one date is none', async () => {
		const { items } = await read(
			atom(
				'<entry><id>1</id><title>A</title><published>not a date</published></entry><entry><id>2</id><title>B</title><published>2026-05-01T10:00:00Z</published></entry>'
			)
		);
		expect(items.map((one) => one.publishedAt?.toISOString() ?? null)).toEqual([
			null,
			'2026-05-01T10:00:00.000Z'
		]);
	});

	it('keeps an Atom feed whose link is text', async () => {
		const { items } = await read(
			`<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>1</id><title>A</title><link>${site}/a</link><summary>Words.</summary></entry></feed>`
		);
		expect(items).toMatchObject([{ title: 'A', text: 'Words.', url: `${site}/a` }]);
	});

	it('reads an XHTML title and XHTML text in the order of the document', async () => {
		expect(
			await first(
				atom(
					'<entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">My <em>small</em> note</div></title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>My client <em>told</em> me <b>she</b> left.</p><p>Then tea.</p></div></content></entry>'
				)
			)
		).toMatchObject({ title: 'My small note', text: 'My client told me she left.\n\nThen tea.' });
	});

	it('reads XHTML whose elements carry a prefix', async () => {
		expect(
			(
				await first(
					atom(
						'<entry><id>1</id><title>A</title><content type="xhtml"><x:div><x:p>My client <x:em>told</x:em> me.</x:p></x:div></content></entry>',
						' xmlns:x="http://www.w3.org/1999/xhtml"'
					)
				)
			).text
		).toBe('My client told me.');
	});

	it('keeps both dates of an entry', async () => {
		expect(
			await first(
				entry('<published>2026-05-01T10:00:00Z</published><updated>2026-06-01T10:00:00Z</updated>')
			)
		).toMatchObject({
			publishedAt: new Date('2026-05-01T10:00:00Z'),
			updatedAt: new Date('2026-06-01T10:00:00Z')
		});
	});

	it('takes a permanent guid for the link, and no other guid', async () => {
		const of = (attributes: string, guid: string) =>
			first(rss(`<item><title>A</title><guid${attributes}>${guid}</guid></item>`));
		expect((await of('', `${site}/a`)).url).toBe(`${site}/a`);
		expect((await of(' isPermaLink="true"', `${site}/a`)).url).toBe(`${site}/a`);
		expect((await of(' isPermaLink="false"', `${site}/?p=1`)).url).toBe(null);
		expect((await of('', 'tag:quiet.example,2026:1')).url).toBe(null);
	});

	it('reads tags in capitals', async () => {
		expect(
			await first(
				'<RSS VERSION="2.0"><CHANNEL><TITLE>N</TITLE><ITEM><TITLE>A</TITLE><DESCRIPTION>Words.</DESCRIPTION></ITEM></CHANNEL></RSS>'
			)
		).toMatchObject({ title: 'A', text: 'Words.' });
	});

	it('reads a JSON Feed and its next page', async () => {
		const document = JSON.stringify({
			version: 'https://jsonfeed.org/version/1.1',
			title: 'N',
			next_url: '/feed.json?page=2',
			items: [
				{
					id: 'a',
					content_text: '1 < 2 & <b> is no tag here',
					date_published: '2026-05-01T10:00:00+02:00'
				}
			]
		});
		const parsed = await read(document, `${site}/feed.json`);
		expect(parsed.next).toBe(`${site}/feed.json?page=2`);
		expect(parsed.items).toMatchObject([
			{
				guid: 'a',
				title: null,
				text: '1 < 2 & <b> is no tag here',
				publishedAt: new Date('2026-05-01T08:00:00Z')
			}
		]);
	});

	it('expands no entity, however deep', async () => {
		const levels = Array.from(
			{ length: 12 },
			(_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(12)}">`
		).join('');
		const parsed = await read(
			`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "bang">${levels}<!ENTITY file SYSTEM "file:///etc/passwd">]>${item('<description>Words &e12; &file;</description>').slice(21)}`
		);
		expect(parsed.items[0]!.text.length).toBeLessThan(40);
		expect(parsed.items[0]!.text).not.toMatch(/bang|root:/);
	});

	it('reads past elements named like the insides of JavaScript', async () => {
		const parsed = await read(
			rss(
				'<__proto__><polluted>yes</polluted></__proto__><item><title>A</title><constructor>c</constructor><__proto__>x</__proto__><description>Words.</description></item>'
			)
		);
		expect(parsed.items).toMatchObject([{ title: 'A', text: 'Words.' }]);
		expect({}).not.toHaveProperty('polluted');
	});

	it('reads the words below a video', async () => {
		expect(
			(
				await first(
					atom(
						'<entry><id>yt:video:1</id><title>A</title><media:group><media:title>A</media:title><media:description>What the video says.</media:description></media:group></entry>',
						media
					)
				)
			).text
		).toBe('What the video says.');
		expect(
			(
				await first(
					rss(
						'<item><title>A</title><media:description type="plain">Below it.</media:description></item>',
						media
					)
				)
			).text
		).toBe('Below it.');
	});

	it('lets a post have no title, or nothing but one', async () => {
		expect(
			await first(rss(`<item><guid>1</guid><description>Only words.</description></item>`))
		).toMatchObject({ title: null, text: 'Only words.' });
		expect(await first(rss('<item><title>Only a title</title></item>'))).toMatchObject({
			title: 'Only a title',
			text: ''
		});
	});

	it.each([
		[
			'xml:base of the entry',
			atom(
				'<entry xml:base="https://base.example/deep/"><id>1</id><title>A</title><link href="a.html"/></entry>'
			),
			'https://base.example/deep/a.html'
		],
		[
			'xml:base of the feed',
			atom(
				'<entry><id>1</id><title>A</title><link href="a.html"/></entry>',
				' xml:base="https://base.example/blog/"'
			),
			'https://base.example/blog/a.html'
		],
		[
			'one inside the other',
			atom(
				'<entry xml:base="deep/"><id>1</id><title>A</title><link href="a.html"/></entry>',
				' xml:base="https://base.example/blog/"'
			),
			'https://base.example/blog/deep/a.html'
		],
		[
			'the site of the channel',
			rss('<item><title>A</title><link>/a.html</link></item>'),
			`${site}/a.html`
		],
		[
			'the address of the feed',
			'<rss version="2.0"><channel><title>N</title><item><title>A</title><link>a.html</link></item></channel></rss>',
			'https://feed.example/x/a.html'
		]
	])('resolves a relative link by %s', async (_, document, url) => {
		expect((await first(document, 'https://feed.example/x/feed.xml')).url).toBe(url);
	});

	it('gives no date where none is given and no date of tomorrow', async () => {
		expect((await first(item(''))).publishedAt).toBe(null);
		expect(
			(await first(item('<pubDate>Fri, 01 Jan 2038 10:00:00 GMT</pubDate>'))).publishedAt
		).toEqual(now);
	});

	it('prefers the full text to the excerpt, and knows an excerpt', async () => {
		const content = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"';
		const full = await first(
			rss(
				'<item><title>A</title><description>The beginning [&#8230;]</description><content:encoded>&lt;p&gt;The beginning and the end.&lt;/p&gt;</content:encoded></item>',
				content
			)
		);
		expect(full).toMatchObject({ text: 'The beginning and the end.', excerptOnly: false });
		expect(await first(item('<description>The beginning [&#8230;]</description>'))).toMatchObject({
			excerptOnly: true
		});
		expect(
			await first(
				item(
					'<description>&lt;p&gt;The beginning of it …&lt;/p&gt;&lt;a href="x"&gt;Continue reading →&lt;/a&gt;</description>'
				)
			)
		).toMatchObject({ excerptOnly: true });
		expect(await first(item('<description>He left… and she laughed.</description>'))).toMatchObject(
			{
				excerptOnly: false
			}
		);
	});

	it('reads words as words: lists, tables, line breaks, entities, scripts', async () => {
		const { text } = await first(
			item(
				`<description><![CDATA[<script>alert(1)</script><style>p{}</style><p>One&nbsp;two<br>three &amp; four</p><ul><li>tea</li><li>bed</li></ul><table><tr><td>left</td><td>right</td></tr></table>]]></description>`
			)
		);
		expect(text).toMatch(/^One two\nthree & four\n/);
		expect(text).toMatch(/tea\n.*bed/);
		expect(text).toMatch(/left right|left\nright/);
		expect(text).not.toContain('alert');
	});

	it('follows the pages of RFC 5005 and knows a complete feed', async () => {
		const parsed = await read(
			atom(
				`<link rel="prev-archive" href="/archive/3"/><link rel="hub" href="https://hub.example/"/><link rel="self" href="${site}/feed"/><fh:complete/><entry><id>1</id><title>A</title></entry>`,
				' xmlns:fh="http://purl.org/syndication/history/1.0"'
			),
			`${site}/feed`
		);
		expect(parsed).toMatchObject({
			next: `${site}/archive/3`,
			hub: 'https://hub.example/',
			self: `${site}/feed`,
			complete: true
		});
	});

	it('reads how often the publisher wants to be asked', async () => {
		expect((await read(rss('<ttl>180</ttl><item><title>A</title></item>'))).hints.ttlMinutes).toBe(
			180
		);
		expect(
			(
				await read(
					rss(
						'<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency><item><title>A</title></item>',
						' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
					)
				)
			).hints.ttlMinutes
		).toBe(360);
	});
});

it.each([
	['https://bsky.app/profile/did:plc:fern/post/1', '@fern.example post', null],
	['https://bsky.app/profile/did:plc:fern/post/1', 'A title of one’s own', 'A title of one’s own'],
	['https://fern.example/1', '@fern.example post', '@fern.example post']
])('%s titled “%s” has the title %s', async (link, title, kept) => {
	const parsed = await parse.feed(
		`<rss version="2.0"><channel><title>A</title><item><title>${title}</title><link>${link}</link><description>Words.</description></item></channel></rss>`
	);
	expect(parsed).toMatchObject({ items: [{ title: kept, text: 'Words.' }] });
});

describe('a document that is no feed', () => {
	it.each([
		['', /empty/],
		['   \n', /empty/],
		['<!doctype html><title>Hello</title><p>Words', /web page/],
		['<html><form><input type="password"></form></html>', /login/],
		['{"hello": 1}', /JSON/],
		['<?xml version="1.0"?><note>Hello</note>', /XML, but not a feed/],
		['Just words.', /not a feed/]
	])('%j is said to be what it is', async (document, said) => {
		expect(await parse.feed(document)).toMatchObject({ error: expect.stringMatching(said) });
	});

	it('may be a feed without posts, which is none of these', async () => {
		expect(await parse.feed(rss(''))).toMatchObject({ title: 'Notes', items: [] });
		expect(await parse.feed('<rss version="2.0"><channel></channel></rss>')).toMatchObject({
			items: []
		});
	});
});

describe('a large document', () => {
	const large = rss(
		Array.from(
			{ length: 1500 },
			(_, i) =>
				`<item><title>Note ${i}</title><guid>${site}/${i}</guid><description>${'Words about the river. '.repeat(40)}</description></item>`
		).join('')
	);

	it('is read in a thread, with the same result', async () => {
		expect(large.length).toBeGreaterThan(1_000_000);
		let ticks = 0;
		const timer = setInterval(() => ticks++, 5);
		const parsed = await parse.feed(Buffer.from(large), { now });
		clearInterval(timer);
		expect(parsed).toEqual(await parse.here(large, { now }));
		// Read here, it would let none through.
		expect(ticks).toBeGreaterThan(1);
	});

	it('is given up when it takes too long', async () => {
		expect(await threads.parse(large, {}, { milliseconds: 1, megabytes: 800 })).toEqual({
			error: expect.stringContaining('too long')
		});
	});
});

describe('a document made to be slow', () => {
	const times = (text: string, n = 40_000) => text.repeat(n);
	it.each([
		['items never closed', `<rss><channel>${times('<item>')}`],
		[
			'descriptions never closed',
			`<rss><channel><item>${times('<description>')}</item></channel></rss>`
		],
		['CDATA never closed', `<rss><channel><item><title>A</title>${times('<![CDATA[')}`],
		['comments never closed', `<rss><channel><item><title>A</title>${times('<!--')}`],
		['document types', `${times('<!DOCTYPE rss [')}<rss><channel><item></item></channel></rss>`],
		['roots', times('<rss ')],
		['feeds', times('<feed ')],
		['attributes without end', `<rss><channel><item ${times('a="')}`],
		['unquoted attributes', `<rss><channel><item ${times('a=b ')}></item></channel></rss>`],
		[
			'deep nesting',
			`<rss><channel><item><description><![CDATA[${times('<div>')}deep]]></description></item></channel></rss>`
		],
		['deep elements', `<rss><channel><item>${times('<a>')}${times('</a>')}</item></channel></rss>`],
		['ampersands', `<rss><channel><item><title>${times('&')}</title></item></channel></rss>`],
		[
			'closing tags only',
			`<rss><channel><item><title>A</title>${times('</b>')}</item></channel></rss>`
		],
		[
			'spaces',
			`<rss><channel><item><title>A${times(' ', 400_000)}B</title></item></channel></rss>`
		],
		['braces', times('{', 400_000)],
		['prologs', times('<?xml ')]
	])(
		'is read before the time is up: %s',
		async (_, document) => {
			const parsed = await parse.here(document, { now });
			expect('error' in parsed || parsed.items.length >= 0).toBe(true);
		},
		60_000
	);
});
