/** A thousand made-up practitioners with their counts, straight in the database; no post is kept. */
import { sql } from 'drizzle-orm';
import { openDatabase } from '#lib/server/db/index.ts';

const given =
	'Adala Bram Corvin Desna Edlin Fenna Gorm Hesper Ilvar Jorun Kestrel Liese Marn Nelda Orrin Petra Quill Rowena Sorrel Tamsin Ulla Verity Wren Xanthe Yorick'.split(
		' '
	);
const family =
	'Ashgrove Brindle Copperwait Dunmarrow Elmsworthy Fernhollow Gorsewick Harrowmere Inkpen Jessamine Kettlewick Larkspurly Mossfeather Nettlebed Oakenshore Pennywhistle Quaybourne Rushlight Saltmarshe Thistlewood Underhay Vexley Wickerby Yarrowman Zephyrine Amberley-Finch Birchwhistle Candlemas Drizzlecombe Everdown Foxglove Glimmerby Hollowell Islingford Juniperson Knapweed Lanternby Marrowby Nightbell Overbrook'.split(
		' '
	);

/** Every name there is, in the order of a list. The first two people share one. */
export const names = given
	.flatMap((first) => family.map((last) => `${first} ${last}`))
	.sort((a, b) => (a < b ? -1 : 1));
names[1] = names[0]!;

/** Fills the embedded database of a data folder that no site uses yet. */
export async function fill(dataDir: string): Promise<void> {
	const { db, close } = await openDatabase({ dataDir });
	await db.execute(sql`insert into host (name, gap_ms) values ('crowd.example', 0)`);
	await db.execute(
		sql`insert into practitioner (name, profession) select name, case when at % 2 = 0 then 'counsellor' end from jsonb_array_elements_text(${JSON.stringify(names)}::text::jsonb) with ordinality as named(name, at)`
	);
	await db.execute(
		sql`insert into feed (practitioner_id, platform, url, title, host, care, oldest_post_at, newest_post_at)
			select id, 'website', 'https://crowd.example/' || id, 'Notes ' || id, 'crowd.example', 'care', '2024-01-01', '2025-12-20' from practitioner`
	);
	await db.execute(
		sql`insert into tally (feed_id, month, what, count)
			select id, (date '2024-01-01' + n * interval '1 month')::date, what,
				case what when 'likely' then 1 when 'posts' then 6 else 6 - (case when (id + n) % 11 = 0 then 1 else 0 end) end
			from feed cross join generate_series(0, 23) n cross join (values ('posts'), ('none'), ('likely')) counted(what)
			where what <> 'likely' or (id + n) % 11 = 0`
	);
	await close();
}
