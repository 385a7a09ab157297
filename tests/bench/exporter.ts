/** A process of its own that writes an export to nowhere and says how much memory that took. */
import { openDatabase } from '#lib/server/db/index.ts';
import * as download from '#lib/server/exporting/download.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import type { ExportFormat, ExportWhat } from '#lib/words.ts';

const [databaseUrl, what, format, isNamed, isZip] = process.argv.slice(2);
const database = await openDatabase({ databaseUrl });
const startedAt = performance.now();
const programMemory = process.memoryUsage.rss();
const none = { likely: 1, possible: 1, none: 1 };
const made = download.start(
	database.db,
	{ what: what as ExportWhat, format: format as ExportFormat, isZip: isZip === 'zip' },
	{
		naming: await pseudonyms.naming(database.db, isNamed === 'named'),
		evidence: { stories: none, others: none },
		readerVersion: 'none',
		except: [],
		now: new Date()
	}
);
let bytes = 0;
let lines = 0;
for await (const piece of download.answer(made).body as unknown as AsyncIterable<Uint8Array>) {
	bytes += piece.length;
	if (isZip !== 'zip') for (const byte of piece) if (byte === 10) lines++;
}
await database.close();
const seconds = (performance.now() - startedAt) / 1000;
console.log(
	JSON.stringify({
		what,
		format,
		names: isNamed,
		as: isZip,
		...(lines > 0 && { lines, linesPerSecond: Math.round(lines / seconds) }),
		megabytes: Math.round(bytes / 1e6),
		seconds: Math.round(seconds * 10) / 10,
		processorSeconds: Math.round(process.cpuUsage().user / 1e5) / 10,
		// Of the whole process as the system counts it: when the program was loaded, and at most.
		programMemoryMB: Math.round(programMemory / 2 ** 20),
		peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024)
	})
);
