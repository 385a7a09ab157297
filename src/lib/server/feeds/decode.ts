/** From the bytes of a document to its text. */
import iconv from 'iconv-lite';

/**
 * Decodes by the rule that good feed readers share: byte order mark; the look of UTF-16 and UTF-32;
 * bytes that are valid UTF-8 win over any label; then the HTTP label, the XML prolog's or the page's
 * own, and at last windows-1252 (which browsers also read for iso-8859-1).
 */
export function decode(bytes: Uint8Array, contentType?: string | null): string {
	const sniffed = sniff(bytes);
	if (sniffed) return strip(iconv.decode(Buffer.from(bytes), sniffed));
	try {
		return strip(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch {
		const label = labelOf(contentType) ?? prologOf(bytes) ?? 'windows-1252';
		return strip(iconv.decode(Buffer.from(bytes), label));
	}
}

/** UTF-16 and UTF-32 by mark or by where the zero bytes of a first "<" or "{" lie. */
function sniff(bytes: Uint8Array): string | undefined {
	const [a, b, c, d] = bytes;
	if (a === 0xff && b === 0xfe)
		return c === 0 && d === 0 && bytes.length > 4 ? 'utf-32le' : 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be';
	const isFirst = (byte: number | undefined) => byte === 0x3c || byte === 0x7b;
	if (isFirst(a) && b === 0 && c === 0 && d === 0) return 'utf-32le';
	if (a === 0 && b === 0 && c === 0 && isFirst(d)) return 'utf-32be';
	if (isFirst(a) && b === 0) return 'utf-16le';
	if (a === 0 && isFirst(b)) return 'utf-16be';
	return undefined;
}

function labelOf(contentType: string | null | undefined): string | undefined {
	return known(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
}

function prologOf(bytes: Uint8Array): string | undefined {
	const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
	return known(
		(/<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)/i.exec(head) ??
			/<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(head))?.[1]
	);
}

function known(label: string | undefined): string | undefined {
	if (!label) return undefined;
	const name = label.toLowerCase();
	// A label that says UTF-8 is wrong here: the bytes were not valid UTF-8.
	if (/^utf-?8$/.test(name)) return undefined;
	if (/^(iso-?8859-?1|latin-?1|us-ascii|ascii)$/.test(name)) return 'windows-1252';
	return iconv.encodingExists(name) ? name : undefined;
}

function strip(text: string): string {
	return text.codePointAt(0) === 0xfeff ? text.slice(1) : text;
}
