/** Reads the body of an answer, unpacked, and never more of it than was asked for. */
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The body after decompression, or undefined once it grows past the limit. */
export async function read(
	stream: Readable,
	encoding: string | undefined,
	maxBytes: number
): Promise<Uint8Array | undefined> {
	const decoder = decoderOf(encoding);
	const source = decoder ? stream.pipe(decoder) : stream;
	if (decoder) stream.once('error', (error) => decoder.destroy(error));
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of source as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > maxBytes) {
			stream.destroy();
			return undefined;
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function decoderOf(encoding: string | undefined) {
	switch (encoding?.trim().toLowerCase()) {
		case 'gzip':
		case 'x-gzip':
			return createGunzip();
		case 'deflate':
			return createInflate();
		case 'br':
			return createBrotliDecompress();
		default:
			return undefined;
	}
}
