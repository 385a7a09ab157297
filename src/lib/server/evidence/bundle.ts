/** Public posts packed as evidence: text, earlier texts, pages as fetched, check sums, and how to check them. */
import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Db } from '../db/index.ts';
import { version } from '../config.ts';
import * as captures from '../captures.ts';
import * as journal from '../journal.ts';
import * as posts from '../posts.ts';
import { explanation } from './explanation.ts';
import { recordIdOf, warc } from './warc.ts';

/** More posts than this make a file that nobody opens. */
export const mostPosts = 100;
/** Longer stretches of the journal are left out: the lines of the captures alone are given. */
const MOST_LINES = 5000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * A zip file of the posts, in the order given. Posts that are not there, or whose text was dropped, are
 * left out; undefined where none is left. Nothing is written down about who asked, or that anyone did.
 */
export async function bundle(
	db: Db,
	postIds: number[],
	madeAt = new Date()
): Promise<Uint8Array | undefined> {
	const wanted = [...new Set(postIds)].slice(0, mostPosts);
	const rows = (await Promise.all(wanted.map((id) => posts.find(db, id)))).filter(
		(row) => row !== undefined && row.post.droppedAt === null
	) as NonNullable<Awaited<ReturnType<typeof posts.find>>>[];
	if (rows.length === 0) return undefined;
	const taken = await captures.list(
		db,
		rows.map((row) => row.post.id)
	);
	const byPost = new Map(taken.map((one) => [one.postId, one]));
	const lines = await journalLines(db, taken);
	const files = new Map<string, Uint8Array>();
	const listed = [];
	const explained = [];
	for (const [index, { post, feed }] of rows.entries()) {
		const folder = `posts/${index + 1}`;
		const text = strToU8(post.text);
		files.set(`${folder}/text.txt`, text);
		const revisions = (await posts.listRevisions(db, post.id)).reverse().map((one, at) => {
			const path = `${folder}/revision-${at + 1}.txt`;
			const bytes = strToU8(one.title ? `${one.title}\n\n${one.text}` : one.text);
			files.set(path, bytes);
			return { file: path, sha256: sha256(bytes), replacedAt: one.replacedAt };
		});
		const one = byPost.get(post.id);
		const line = one && lines.find(({ id }) => id === one.journalId);
		listed.push({
			address: post.url,
			where: feed.title,
			title: post.title,
			author: post.author,
			publishedAt: post.publishedAt,
			firstReadAt: post.firstSeenAt,
			goneSince: post.removedAt,
			textFile: `${folder}/text.txt`,
			textSha256: sha256(text),
			revisions,
			page:
				one?.body && one.fetchedAt
					? {
							file: 'pages.warc.gz',
							recordId: recordIdOf(one),
							address: one.finalUrl,
							fetchedAt: one.fetchedAt,
							status: one.status,
							bodySha256: one.bodySha256,
							journal: line && {
								at: line.at,
								what: line.what,
								subject: line.subject,
								previous: line.previous,
								content: line.content,
								hash: line.hash
							}
						}
					: null,
			noPageBecause: one?.failure ?? null
		});
		explained.push({
			title: post.title ?? `A post in ${feed.title}`,
			address: post.url,
			folder,
			capturedAt: one?.fetchedAt ?? null,
			failure: one?.failure ?? null
		});
	}
	const pages = await warc(taken, madeAt);
	if (pages.length > 0) files.set('pages.warc.gz', pages);
	if (lines.length > 0)
		files.set(
			'journal.txt',
			strToU8(lines.map((one) => `${one.previous} ${one.content} ${one.hash}\n`).join(''))
		);
	files.set(
		'README.txt',
		strToU8(
			explanation({
				madeAt,
				posts: explained,
				hasPages: pages.length > 0,
				journalLines: lines.length
			})
		)
	);
	const manifest = {
		format: 'in-confidence-evidence',
		formatVersion: 1,
		madeBy: `In Confidence ${version}`,
		madeAt,
		posts: listed,
		files: [...files].map(([path, bytes]) => ({
			path,
			sha256: sha256(bytes),
			bytes: bytes.length
		})),
		journalHead: lines.at(-1)?.hash ?? null
	};
	files.set('manifest.json', strToU8(`${JSON.stringify(manifest, null, '\t')}\n`));
	files.set(
		'SHA256SUMS',
		strToU8([...files].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join(''))
	);
	const zippable: Zippable = Object.fromEntries(
		[...files].map(([path, bytes]) => [path, [bytes, { level: path.endsWith('.gz') ? 0 : 6 }]])
	);
	return zipSync(zippable, { mtime: madeAt });
}

/** The journal from the oldest capture to its end, or the captures' own lines where that is too long. */
async function journalLines(db: Db, taken: captures.Capture[]): Promise<journal.Line[]> {
	const ids = taken.flatMap((one) => (one.journalId === null ? [] : [one.journalId]));
	if (ids.length === 0) return [];
	const from = Math.min(...ids);
	const lines = await journal.list(db, { from, limit: MOST_LINES + 1 });
	if (lines.length <= MOST_LINES) return lines;
	return (
		await Promise.all(ids.sort((a, b) => a - b).map((id) => journal.list(db, { from: id, to: id })))
	).flat();
}
