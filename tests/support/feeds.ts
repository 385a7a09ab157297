/**
 * Made-up feed documents in the shapes that real software writes, and the damage that they suffer.
 * Every document holds five posts, whose titles and texts the tests know.
 */

export interface Shape {
	name: string;
	document: string;
	/** Text that each post must hold, newest first. */
	words: string[];
	/** Title-less shapes have none. */
	hasTitles: boolean;
	isXml: boolean;
}

const COUNT = 5;
const indexes = Array.from({ length: COUNT }, (_, i) => i);
const site = 'https://quiet-practice.example';
/** One plain sentence a post; the number makes each its own. */
const words = indexes.map((i) => `Note ${i} about sleep, tea and the river behind the office`);
const title = (i: number) => `Small note ${i}`;
const link = (i: number) => `${site}/notes/${i}`;
const day = (i: number) => new Date(Date.UTC(2026, 4, 20 - i * 3, 9, 30));
const rfc822 = (i: number) => day(i).toUTCString();
const iso = (i: number) => day(i).toISOString();
const html = (i: number) => `<p>${words[i]}.</p><p>Second <em>paragraph</em> of ${i}.</p>`;
const escaped = (markup: string) =>
	markup.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cdata = (markup: string) => `<![CDATA[${markup}]]>`;

interface RssOptions {
	prolog?: string;
	version?: string;
	namespaces?: string;
	channel?: string;
	item: (i: number) => string;
	separator?: string;
}

function rss({
	prolog,
	version = '2.0',
	namespaces = '',
	channel = '',
	item,
	separator
}: RssOptions) {
	const gap = separator ?? '\n';
	return `${prolog ?? '<?xml version="1.0" encoding="UTF-8"?>\n'}<rss version="${version}"${namespaces}>${gap}<channel>${gap}<title>Notes from the quiet practice</title>${gap}<link>${site}/</link>${gap}<description>A made-up therapist writes</description>${gap}${channel}${indexes.map(item).join(gap)}${gap}</channel>${gap}</rss>`;
}

function atom(options: { attributes?: string; head?: string; entry: (i: number) => string }) {
	return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"${options.attributes ?? ''}>\n<title>Notes from the quiet practice</title>\n<id>${site}/</id>\n<updated>${iso(0)}</updated>\n<link href="${site}/" rel="alternate" type="text/html"/>\n${options.head ?? ''}${indexes.map(options.entry).join('\n')}\n</feed>\n`;
}

const usual = (i: number) =>
	`<title>${title(i)}</title><link>${link(i)}</link><guid isPermaLink="true">${link(i)}</guid><pubDate>${rfc822(i)}</pubDate>`;
const content = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"';
const dc = ' xmlns:dc="http://purl.org/dc/elements/1.1/"';
const atomNs = ' xmlns:atom="http://www.w3.org/2005/Atom"';
const media = ' xmlns:media="http://search.yahoo.com/mrss/"';
const itunes = ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"';
const sy = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';

const documents: Record<string, string> = {
	'RSS with descriptions in CDATA': rss({
		item: (i) => `<item>${usual(i)}<description>${cdata(html(i))}</description></item>`
	}),
	'RSS with escaped descriptions': rss({
		item: (i) => `<item>${usual(i)}<description>${escaped(html(i))}</description></item>`
	}),
	'RSS with plain descriptions': rss({
		item: (i) => `<item>${usual(i)}<description>${words[i]}.</description></item>`
	}),
	'RSS on one line': rss({
		separator: '',
		item: (i) => `<item>${usual(i)}<description>${escaped(html(i))}</description></item>`
	}),
	'RSS without a prolog': rss({
		prolog: '',
		item: (i) => `<item>${usual(i)}<description>${words[i]}.</description></item>`
	}),
	'WordPress RSS': rss({
		namespaces: `${content}${dc}${atomNs}${sy} xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"`,
		channel: `<atom:link href="${site}/feed/" rel="self" type="application/rss+xml" /><lastBuildDate>${rfc822(0)}</lastBuildDate><language>en-GB</language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency><generator>https://wordpress.org/?v=6.8</generator>\n`,
		item: (i) =>
			`<item>\n<title>${title(i)}</title>\n<link>${link(i)}/</link>\n<comments>${link(i)}/#comments</comments>\n<dc:creator>${cdata('Marrow Finch')}</dc:creator>\n<pubDate>${rfc822(i)}</pubDate>\n<category>${cdata('Sleep')}</category>\n<guid isPermaLink="false">${site}/?p=${100 + i}</guid>\n<description>${cdata(`<p>${words[i]!.slice(0, 30)} [&#8230;]</p>`)}</description>\n<content:encoded>${cdata(html(i))}</content:encoded>\n<wfw:commentRss>${link(i)}/feed/</wfw:commentRss>\n<slash:comments>0</slash:comments>\n</item>`
	}),
	'Substack RSS': rss({
		namespaces: `${dc}${content}${atomNs}${itunes}`,
		channel: `<generator>Substack</generator><copyright>${cdata('Marrow Finch')}</copyright><webMaster>${cdata('quiet@practice.example')}</webMaster>`,
		item: (i) =>
			`<item><title>${cdata(title(i))}</title><description>${cdata('A subtitle')}</description><link>${link(i)}</link><guid isPermaLink="false">${link(i)}</guid><dc:creator>${cdata('Marrow Finch')}</dc:creator><pubDate>${rfc822(i)}</pubDate><enclosure url="${site}/image.jpeg" length="0" type="image/jpeg"/><content:encoded>${cdata(html(i))}</content:encoded></item>`
	}),
	'Medium RSS': rss({
		namespaces: `${dc}${content}${atomNs} xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"`,
		channel: `<generator>Medium</generator><lastBuildDate>${rfc822(0)}</lastBuildDate>`,
		item: (i) =>
			`<item><title>${cdata(title(i))}</title><link>${link(i)}?source=rss</link><guid isPermaLink="false">${site}/p/${i}ab</guid><category>${cdata('sleep')}</category><dc:creator>${cdata('Marrow Finch')}</dc:creator><pubDate>${rfc822(i)}</pubDate><atom:updated>${iso(i)}</atom:updated><content:encoded>${cdata(`${html(i)}<img src="${site}/stat" width="1" height="1" alt="">`)}</content:encoded></item>`
	}),
	'Ghost RSS': rss({
		namespaces: `${dc}${content}${atomNs}${media}`,
		channel: `<generator>Ghost 5.80</generator><ttl>60</ttl>`,
		item: (i) =>
			`<item><title>${cdata(title(i))}</title><description>${cdata('An excerpt')}</description><link>${link(i)}/</link><guid isPermaLink="false">65a0000000000000000000${10 + i}</guid><category>${cdata('Sleep')}</category><dc:creator>${cdata('Marrow Finch')}</dc:creator><pubDate>${rfc822(i)}</pubDate><media:content url="${site}/photo.jpg" medium="image"/><content:encoded>${cdata(html(i))}</content:encoded></item>`
	}),
	'Tumblr RSS': rss({
		namespaces: `${dc}${atomNs}`,
		channel: '<generator>Tumblr (3.0; @quietpractice)</generator>',
		item: (i) =>
			`<item><title>${title(i)}</title><description>${escaped(html(i))}</description><link>${link(i)}</link><guid>${link(i)}</guid><pubDate>${rfc822(i)}</pubDate><category>sleep</category><category>tea</category></item>`
	}),
	'Mastodon RSS': rss({
		namespaces: ` xmlns:webfeeds="http://webfeeds.org/rss/1.0"${media}`,
		channel: `<generator>Mastodon v4.3.0</generator><webfeeds:icon>${site}/icon.png</webfeeds:icon>`,
		item: (i) =>
			`<item><guid isPermaLink="true">${site}/@finch/10${i}</guid><link>${site}/@finch/10${i}</link><pubDate>${rfc822(i)}</pubDate><description>${escaped(html(i))}</description><media:content url="${site}/m.jpg" type="image/jpeg" medium="image"><media:description type="plain">A picture of a river</media:description></media:content></item>`
	}),
	'Bluesky RSS': rss({
		item: (i) =>
			`<item><link>${site}/profile/finch/post/3k${i}</link><description>${words[i]}.</description><pubDate>${rfc822(i)}</pubDate><guid isPermaLink="false">at://did:plc:made-up/app.bsky.feed.post/3k${i}</guid></item>`
	}),
	'podcast RSS': rss({
		namespaces: `${itunes}${content} xmlns:podcast="https://podcastindex.org/namespace/1.0"`,
		channel: '<itunes:author>Marrow Finch</itunes:author><itunes:explicit>false</itunes:explicit>',
		item: (i) =>
			`<item>${usual(i)}<itunes:title>${title(i)}</itunes:title><itunes:duration>31:0${i}</itunes:duration><enclosure url="${site}/e${i}.mp3" length="100" type="audio/mpeg"/><description>${cdata(html(i))}</description><itunes:summary>${words[i]}</itunes:summary></item>`
	}),
	'podcast RSS with only a summary': rss({
		namespaces: itunes,
		item: (i) =>
			`<item>${usual(i)}<enclosure url="${site}/e${i}.mp3" length="100" type="audio/mpeg"/><itunes:summary>${cdata(html(i))}</itunes:summary></item>`
	}),
	'Squarespace RSS': rss({
		namespaces: `${content}${dc}${media}${itunes} xmlns:wfw="http://wellformedweb.org/CommentAPI/"`,
		channel: '<generator>Site-Server v6</generator><language>en-GB</language>',
		item: (i) =>
			`<item>${usual(i)}<dc:creator>Marrow Finch</dc:creator><description>${cdata(html(i))}</description><media:content url="${site}/p.jpg" type="image/jpeg" isDefault="true" medium="image" width="10" height="10"><media:title type="plain">${title(i)}</media:title></media:content></item>`
	}),
	'Wix RSS': rss({
		namespaces: `${content}${dc}${atomNs} xmlns:slash="http://purl.org/rss/1.0/modules/slash/"`,
		channel: '<generator>RSS for Node</generator>',
		item: (i) =>
			`<item><title>${cdata(title(i))}</title><description>${cdata('A first sentence')}</description><link>${link(i)}</link><guid isPermaLink="false">66f${i}</guid><pubDate>${rfc822(i)}</pubDate><enclosure url="${site}/p.jpg" length="0" type="image/png"/><dc:creator>Marrow Finch</dc:creator><content:encoded>${cdata(html(i))}</content:encoded></item>`
	}),
	'Hugo RSS': rss({
		namespaces: atomNs,
		channel: `<generator>Hugo</generator><atom:link href="${site}/index.xml" rel="self" type="application/rss+xml" />`,
		item: (i) => `<item>${usual(i)}<description>${escaped(html(i))}</description></item>`
	}),
	'RSS 0.91': rss({
		version: '0.91',
		item: (i) =>
			`<item><title>${title(i)}</title><link>${link(i)}</link><description>${words[i]}.</description></item>`
	}),
	'RSS 0.92 without titles': rss({
		version: '0.92',
		item: (i) =>
			`<item><link>${link(i)}</link><description>${escaped(html(i))}</description></item>`
	}),
	'RSS with Dublin Core dates': rss({
		namespaces: dc,
		item: (i) =>
			`<item><title>${title(i)}</title><link>${link(i)}</link><dc:date>${iso(i)}</dc:date><dc:creator>Marrow Finch</dc:creator><description>${words[i]}.</description></item>`
	}),
	'RSS with media descriptions': rss({
		namespaces: media,
		item: (i) =>
			`<item>${usual(i)}<media:group><media:title>${title(i)}</media:title><media:description type="plain">${words[i]}.</media:description></media:group></item>`
	}),
	'WordPress Atom': atom({
		attributes: ' xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="en-GB"',
		head: `<generator uri="https://wordpress.org/" version="6.8">WordPress</generator><link rel="self" type="application/atom+xml" href="${site}/feed/atom/" />`,
		entry: (i) =>
			`<entry><author><name>Marrow Finch</name></author><title type="html">${cdata(title(i))}</title><link rel="alternate" type="text/html" href="${link(i)}/" /><id>${site}/?p=${i}</id><updated>${iso(i)}</updated><published>${iso(i)}</published><category scheme="${site}" term="Sleep" /><summary type="html">${cdata('An excerpt')}</summary><content type="html" xml:base="${link(i)}/">${cdata(html(i))}</content><link rel="replies" type="text/html" href="${link(i)}/#comments" thr:count="0" /></entry>`
	}),
	'Blogger Atom': atom({
		attributes:
			' xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/" xmlns:gd="http://schemas.google.com/g/2005"',
		head: '<generator version="7.00" uri="https://www.blogger.com">Blogger</generator><openSearch:totalResults>5</openSearch:totalResults>',
		entry: (i) =>
			`<entry><id>tag:blogger.com,1999:blog-1.post-${i}</id><published>${iso(i)}</published><updated>${iso(i)}</updated><title type="text">${title(i)}</title><content type="html">${escaped(html(i))}</content><link rel="replies" type="application/atom+xml" href="${site}/c/${i}" title="Post Comments"/><link rel="alternate" type="text/html" href="${link(i)}.html" title="${title(i)}"/><author><name>Marrow Finch</name><email>noreply@blogger.com</email></author></entry>`
	}),
	'Jekyll Atom': atom({
		head: `<generator uri="https://jekyllrb.com/" version="4.3.2">Jekyll</generator><subtitle>A made-up therapist writes</subtitle>`,
		entry: (i) =>
			`<entry><title type="html">${title(i)}</title><link href="${link(i)}" rel="alternate" type="text/html" title="${title(i)}" /><published>${iso(i)}</published><updated>${iso(i)}</updated><id>${link(i)}</id><content type="html" xml:base="${link(i)}">${cdata(html(i))}</content><author><name>Marrow Finch</name></author><summary type="html">${cdata('An excerpt')}</summary></entry>`
	}),
	'Atom with XHTML': atom({
		entry: (i) =>
			`<entry><id>urn:note:${i}</id><title type="text">${title(i)}</title><updated>${iso(i)}</updated><link href="${link(i)}"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html(i)}</div></content></entry>`
	}),
	'Atom with plain text': atom({
		entry: (i) =>
			`<entry><id>urn:note:${i}</id><title>${title(i)}</title><updated>${iso(i)}</updated><link href="${link(i)}"/><content type="text">${words[i]}.</content></entry>`
	}),
	'Atom with summaries only': atom({
		entry: (i) =>
			`<entry><id>urn:note:${i}</id><title>${title(i)}</title><updated>${iso(i)}</updated><link href="${link(i)}"/><summary>${words[i]}.</summary></entry>`
	}),
	'YouTube Atom': atom({
		attributes: ` xmlns:yt="http://www.youtube.com/xml/schemas/2015"${media}`,
		head: '<yt:channelId>UCmadeupmadeupmadeupmade</yt:channelId><author><name>Marrow Finch</name></author>',
		entry: (i) =>
			`<entry><id>yt:video:v${i}</id><yt:videoId>v${i}</yt:videoId><title>${title(i)}</title><link rel="alternate" href="${link(i)}"/><author><name>Marrow Finch</name></author><published>${iso(i)}</published><updated>${iso(i)}</updated><media:group><media:title>${title(i)}</media:title><media:content url="${link(i)}.swf" type="application/x-shockwave-flash" width="640" height="390"/><media:description>${words[i]}.</media:description></media:group></entry>`
	}),
	'Reddit Atom': atom({
		attributes: media,
		head: '<category term="user" label="u/finch"/>',
		entry: (i) =>
			`<entry><author><name>/u/finch</name><uri>${site}/u/finch</uri></author><category term="t" label="r/t"/><content type="html">${escaped(`<!-- SC_OFF --><div class="md">${html(i)}</div><!-- SC_ON -->`)}</content><id>t3_${i}</id><link href="${link(i)}" /><updated>${iso(i)}</updated><published>${iso(i)}</published><title>${title(i)}</title></entry>`
	}),
	'Atom 0.3': `<?xml version="1.0" encoding="utf-8"?>\n<feed version="0.3" xmlns="http://purl.org/atom/ns#">\n<title>Notes</title>\n<link rel="alternate" type="text/html" href="${site}/"/>\n<modified>${iso(0)}</modified>\n${indexes
		.map(
			(i) =>
				`<entry><title>${title(i)}</title><link rel="alternate" type="text/html" href="${link(i)}"/><id>urn:note:${i}</id><issued>${iso(i)}</issued><modified>${iso(i)}</modified><content type="text/html" mode="escaped">${escaped(html(i))}</content></entry>`
		)
		.join('\n')}\n</feed>`,
	RDF: `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"${dc}${content}>\n<channel rdf:about="${site}/"><title>Notes</title><link>${site}/</link><description>A made-up therapist writes</description><items><rdf:Seq>${indexes.map((i) => `<rdf:li rdf:resource="${link(i)}"/>`).join('')}</rdf:Seq></items></channel>\n${indexes
		.map(
			(i) =>
				`<item rdf:about="${link(i)}"><title>${title(i)}</title><link>${link(i)}</link><dc:date>${iso(i)}</dc:date><dc:creator>Marrow Finch</dc:creator><description>${words[i]!.slice(0, 25)}</description><content:encoded>${cdata(html(i))}</content:encoded></item>`
		)
		.join('\n')}\n</rdf:RDF>`,
	'JSON Feed': JSON.stringify({
		version: 'https://jsonfeed.org/version/1.1',
		title: 'Notes from the quiet practice',
		home_page_url: `${site}/`,
		items: indexes.map((i) => ({
			id: link(i),
			url: link(i),
			title: title(i),
			content_html: html(i),
			date_published: iso(i)
		}))
	})
};

export const shapes: Shape[] = Object.entries(documents).map(([name, document]) => ({
	name,
	document,
	words,
	hasTitles: !/Mastodon|Bluesky|without titles/.test(name),
	isXml: name !== 'JSON Feed'
}));

export interface Damage {
	name: string;
	/** The damaged document, or undefined where this damage cannot befall the shape. */
	apply: (document: string) => string | undefined;
}

/** The document with the pattern replaced, or undefined where it holds none. */
function replaced(pattern: RegExp, by: string | ((...found: string[]) => string)) {
	return (document: string) =>
		pattern.test(document) ? document.replace(pattern, by as never) : undefined;
}

const third =
	'<(?<kind>item|entry)[\\s>][\\s\\S]*?<\\k<kind>[\\s>][\\s\\S]*?<\\k<kind>[\\s>][\\s\\S]*?';

/** What was seen to happen to real feeds on their way, each done to one document at a time. */
export const damages: Damage[] = [
	{ name: 'bare & in a title', apply: replaced(/Small note (\d)/g, 'Small note & tea $1') },
	{
		name: 'bare & in an address',
		apply: replaced(/(https:\/\/quiet-practice\.example\/notes\/\d)/g, '$1?a=1&b=2')
	},
	{ name: 'HTML entities', apply: replaced(/Small note/g, 'Small&nbsp;note&hellip;&eacute;') },
	{ name: 'control characters', apply: replaced(/Small note/g, 'Small\u0008 note\u000b') },
	{ name: 'byte order mark', apply: (document) => `\ufeff${document}` },
	{ name: 'blank lines first', apply: (document) => `\n\n  ${document}` },
	{
		name: 'PHP warning first',
		apply: (document) =>
			`<br />\n<b>Warning</b>:  Undefined variable $x in <b>/var/www/feed.php</b> on line <b>3</b><br />\n${document}`
	},
	{
		name: 'script after the end',
		apply: (document) => `${document}\n<script>var a = 1 < 2 && 3;</script>\n<!-- cached -->`
	},
	{
		name: 'cut off at 80 %',
		apply: (document) => document.slice(0, Math.floor(document.length * 0.8))
	},
	{ name: 'end tags missing', apply: replaced(/<\/(channel|rss|feed|rdf:RDF)>/g, '') },
	{
		name: 'undeclared prefixes',
		apply: replaced(/ xmlns:(content|dc|media|itunes|atom|sy|slash|wfw|thr|yt)="[^"]*"/g, '')
	},
	{ name: 'no version', apply: replaced(/(<(?:rss|feed)) version="[^"]*"/, '$1') },
	{
		name: 'one impossible date',
		apply: replaced(
			new RegExp(`(${third}<(?:pubDate|published|updated|issued|dc:date)>)[^<]*`),
			'$1the day before yesterday'
		)
	},
	{
		name: 'unescaped markup in descriptions',
		apply: replaced(
			/<(description|summary)>(?!<!\[CDATA)([^<]*)<\/\1>/g,
			'<$1><p>$2<br>and <a href="https://x.example/?a=1&b=2">more</a></p><img src=x></$1>'
		)
	},
	{
		name: 'attributes without quotation marks',
		apply: replaced(/ (isPermaLink|type|rel|medium|length)="([\w/+.-]+)"/g, ' $1=$2')
	},
	{
		name: 'a document type with entities',
		apply: (document) =>
			document.replace(
				/^(<\?xml[^>]*\?>)?/,
				'$1<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY f "&nbsp;&nbsp;">]>'
			)
	},
	{
		name: 'tags in capitals',
		apply: replaced(
			/<(\/?)(rss|channel|item|title|link|description|pubDate|guid)\b/g,
			(...found) => `<${found[1]}${found[2]!.toUpperCase()}`
		)
	},
	{
		name: 'one item with a tag left open',
		apply: replaced(new RegExp(`(${third})(<(?:title|id)[^>]*>)`), '$1<i>$3')
	}
];
