/** Captures as a WARC 1.1 file (ISO 28500:2017), each record gzipped by itself, as readers expect. */
import { WARCRecord, WARCSerializer } from 'warcio';
import { version } from '../config.ts';
import { bodyOf, type Capture } from '../captures.ts';

/** Headers that spoke of the bytes on the wire: the body is kept unpacked, so they are set aside. */
const ofTheWire =
	/^(content-encoding|transfer-encoding|content-length|connection|keep-alive|set-cookie)$/i;

/** The whole file; empty where no capture has a page. `madeAt` is when the file is made. */
export async function warc(captures: Capture[], madeAt: Date): Promise<Uint8Array> {
	const kept = captures.filter((one) => one.body !== null && one.fetchedAt !== null);
	if (kept.length === 0) return new Uint8Array();
	const info = WARCRecord.createWARCInfo(
		{ filename: 'pages.warc.gz', date: stamp(madeAt), warcVersion: 'WARC/1.1' },
		{
			software: `In Confidence ${version}`,
			format: 'WARC File Format 1.1',
			conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'
		}
	);
	const parts = [await WARCSerializer.serialize(info, { gzip: true })];
	for (const one of kept) parts.push(await WARCSerializer.serialize(response(one), { gzip: true }));
	return Buffer.concat(parts);
}

function response(one: Capture): WARCRecord {
	const body = bodyOf(one)!;
	const headers: [string, string][] = (one.headers ?? []).flatMap(([name, value]) =>
		ofTheWire.test(name)
			? /^content-/i.test(name)
				? [[`x-archive-orig-${name}`, value] as [string, string]]
				: []
			: [[name, value.replace(/[\r\n]+/g, ' ')] as [string, string]]
	);
	headers.push(['content-length', String(body.length)]);
	return WARCRecord.create(
		{
			url: one.finalUrl ?? one.url,
			date: stamp(one.fetchedAt!),
			type: 'response',
			warcVersion: 'WARC/1.1',
			statusline: `HTTP/1.1 ${one.status ?? 200} ${one.status === 200 ? 'OK' : ''}`.trimEnd(),
			httpHeaders: headers,
			warcHeaders: { 'WARC-Record-ID': recordIdOf(one) },
			keepHeadersCase: true
		},
		[body]
	);
}

/** The same page has the same record identifier in every bundle: it is made from its hash. */
export function recordIdOf({ bodySha256, postId }: Pick<Capture, 'bodySha256' | 'postId'>): string {
	const digits = `${postId.toString(16).padStart(8, '0')}${bodySha256 ?? ''}`.padEnd(32, '0');
	// Version 8 is for identifiers made in a way of one's own (RFC 9562).
	return `<urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}>`;
}

const stamp = (date: Date) => date.toISOString();
