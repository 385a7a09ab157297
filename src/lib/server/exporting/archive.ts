/** A zip file written while it is read: no part of it is ever whole in memory. */
import { Zip, ZipDeflate } from 'fflate';

export interface Part {
	name: string;
	pieces: AsyncIterable<Uint8Array>;
}

/** The plain format ends at 4 GiB. */
const MOST_BYTES = 2 ** 32 - 2 ** 20;

/** The parts in their order. Fails where the file would grow past 4 GiB. */
export async function* zip(parts: Part[], madeAt: Date): AsyncGenerator<Uint8Array> {
	let written: Uint8Array[] = [];
	let bytes = 0;
	const archive = new Zip((error, data) => {
		if (error) throw error;
		bytes += data.length;
		if (bytes > MOST_BYTES) throw new RangeError('A zip file ends at 4 GiB');
		if (data.length > 0) written.push(data);
	});
	for (const { name, pieces } of parts) {
		const entry = new ZipDeflate(name, { level: 6 });
		entry.mtime = madeAt;
		archive.add(entry);
		for await (const piece of pieces) {
			entry.push(piece);
			yield* written;
			written = [];
		}
		entry.push(new Uint8Array(), true);
	}
	archive.end();
	yield* written;
}

/** A text as the pieces of a part. */
export async function* text(words: string): AsyncGenerator<Uint8Array> {
	yield new TextEncoder().encode(words);
}
