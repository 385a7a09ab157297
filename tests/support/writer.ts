/** Run by kill.test.ts as a process of its own: saves posts one by one and says each once it is kept. */
import { openDatabase } from '#lib/server/db/index.ts';
import * as posts from '#lib/server/posts.ts';
import { item } from './items.ts';

const [dataDir, feedId, from] = process.argv.slice(2);
const { db } = await openDatabase({ dataDir });
for (let i = Number(from); ; i++) {
	await posts.save(db, Number(feedId), [item(`kept-${i}`)]);
	process.stdout.write(`${i}\n`);
}
