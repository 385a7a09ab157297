/** Mends the damage that real feeds come with, before a strict parser reads them. */

/** Named entities of HTML that XML does not know, where they are common in feeds. */
const named: Record<string, string> = {
	nbsp: ' ',
	rsquo: '’',
	lsquo: '‘',
	rdquo: '”',
	ldquo: '“',
	hellip: '…',
	mdash: '—',
	ndash: '–',
	eacute: 'é',
	egrave: 'è',
	agrave: 'à',
	ccedil: 'ç',
	uuml: 'ü',
	ouml: 'ö',
	auml: 'ä',
	szlig: 'ß',
	ntilde: 'ñ',
	iacute: 'í',
	oacute: 'ó',
	aacute: 'á',
	uacute: 'ú',
	ecirc: 'ê',
	ocirc: 'ô',
	acirc: 'â',
	icirc: 'î',
	ucirc: 'û',
	copy: '©',
	reg: '®',
	trade: '™',
	bull: '•',
	middot: '·',
	laquo: '«',
	raquo: '»',
	euro: '€',
	pound: '£',
	deg: '°',
	times: '×',
	frac12: '½',
	raquor: '»',
	sbquo: '‚',
	bdquo: '„',
	ouml2: 'ö',
	oslash: 'ø',
	aring: 'å',
	aelig: 'æ'
};

/** Returns well-formed XML for most of the documents that are not. Text inside CDATA is left alone. */
export function repair(document: string): string {
	let text = document;
	const start = text.search(/<\?xml|<rss[\s>]|<feed[\s>]|<rdf:RDF[\s>]|<channel[\s>]/i);
	if (start > 0) text = text.slice(start);
	text = text
		.replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?\])?[^>]*>/gi, '')
		.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '');
	text = cutAfterRoot(text);
	text = outsideCdata(text, (part) =>
		part
			.replace(/&(?!#\d+;|#x[\da-f]+;|\w+;)/gi, '&amp;')
			.replace(/&(\w+);/g, (whole, name: string) =>
				/^(amp|lt|gt|quot|apos)$/.test(name) ? whole : (named[name] ?? `&amp;${name};`)
			)
			.replace(
				/<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))+)\s*(\/?)>/g,
				quoteAttributes
			)
	);
	text = wrapMarkup(text);
	return close(text.replace(/<rss(?![^>]*version)([^>]*)>/i, '<rss version="2.0"$1>'));
}

function quoteAttributes(_: string, name: string, attributes: string, end: string): string {
	return `<${name}${attributes.replace(/=\s*([^\s"'<>]+)/g, (whole, value: string) => (/^["']/.test(value) ? whole : `="${value}"`))}${end}>`;
}

function cutAfterRoot(text: string): string {
	const root = /<(rss|feed|rdf:RDF)[\s>]/i.exec(text)?.[1];
	if (!root) return text;
	const end = text.toLowerCase().lastIndexOf(`</${root.toLowerCase()}>`);
	return end < 0 ? text : text.slice(0, end + root.length + 3);
}

function outsideCdata(text: string, change: (part: string) => string): string {
	return text
		.split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
		.map((part, i) => (i % 2 ? part : change(part)))
		.join('');
}

/** A description holding raw markup is put into CDATA, where it belonged. */
function wrapMarkup(text: string): string {
	return text.replace(
		/<(description|content:encoded|summary|content)((?:\s[^>]*)?)>([\s\S]*?)<\/\1>/g,
		(whole, name: string, attributes: string, inner: string) =>
			/<(?!!\[CDATA\[)\/?[a-z]/i.test(inner) &&
			!inner.includes('<![CDATA[') &&
			!/xhtml/.test(attributes)
				? `<${name}${attributes}><![CDATA[${inner.replaceAll(']]>', ']]&gt;')}]]></${name}>`
				: whole
	);
}

/** A document cut off in the middle keeps every item that is whole. */
function close(text: string): string {
	const root = /<(rss|feed|rdf:RDF)[\s>]/i.exec(text)?.[1];
	if (!root || text.trimEnd().toLowerCase().endsWith(`</${root.toLowerCase()}>`)) return text;
	const end = Math.max(text.lastIndexOf('</item>') + 7, text.lastIndexOf('</entry>') + 8);
	if (end < 8) return text;
	return `${text.slice(0, end)}${root.toLowerCase() === 'rss' ? '</channel>' : ''}</${root}>`;
}
