import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { asc } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import * as tokens from '#lib/server/api/tokens.ts';
import * as backup from '#lib/server/db/backup.ts';
import type { Db } from '#lib/server/db/index.ts';
import * as attempts from '#lib/server/accounts/attempts.ts';
import * as invitations from '#lib/server/accounts/invitations.ts';
import * as people from '#lib/server/accounts/people.ts';
import { feed, post, practitioner, revision, session, tally } from '#lib/server/db/schema.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import * as posts from '#lib/server/posts.ts';
import { fresh, kinds } from '../support/database.ts';
import { follow, item } from '../support/items.ts';
import { addPerson } from '../support/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pseudonymOf = async (db: Db) => (await pseudonyms.naming(db, false)).of('practitioner', 1);

async function everything(db: Db) {
	return {
		pseudonym: await pseudonymOf(db),
		practitioners: await db.select().from(practitioner).orderBy(asc(practitioner.id)),
		feeds: await db.select().from(feed).orderBy(asc(feed.id)),
		posts: await db.select().from(post).orderBy(asc(post.id)),
		revisions: await db.select().from(revision).orderBy(asc(revision.postId)),
		counts: await db.select().from(tally).orderBy(asc(tally.feedId), asc(tally.month))
	};
}

describe.each(kinds)('a backup of the $kind database', ({ kind, isThere }) => {
	it.runIf(isThere)('restores to the same rows, and new rows get new numbers', async () => {
		const file = join(folder, `${kind}.gz`);
		const from = await fresh(kind);
		const { feed: followed } = await follow(from.db);
		const text = 'Quotes "and" \\backslashes\\ and “curly”,\nlines, \u{1f98a} and {"braces": [1]}.';
		await posts.save(
			from.db,
			followed.id,
			Array.from({ length: 1203 }, (_, i) => item(`n${i}`, `${text} ${i}`))
		);
		await posts.save(from.db, followed.id, [item('n7', 'Changed.')]);
		const before = await everything(from.db);
		const count = await backup.write(from.db, file);
		await from.close();
		expect(count).toBeGreaterThan(1203);
		// Into the other kind where there is one: what one person kept moves into a group's server.
		const other = kinds.find((one) => one.kind !== kind)!;
		const to = await fresh(other.isThere ? other.kind : kind);
		// An export of the empty database draws a salt; the backup's takes its place.
		expect(await pseudonymOf(to.db)).not.toBe(before.pseudonym);
		expect(await backup.restore(to.db, file)).toBe(count);
		expect(await everything(to.db)).toEqual(before);
		await posts.save(to.db, followed.id, [item('later')]);
		const { posts: after } = await everything(to.db);
		expect(after.at(-1)!.id).toBeGreaterThan(before.posts.at(-1)!.id);
		await expect(backup.restore(to.db, file)).rejects.toThrow('already holds data');
		await to.close();
	});
});

describe('a backup of a group', () => {
	it('brings people along, and nothing that opens a door by itself', async () => {
		const file = join(folder, 'group.gz');
		const from = await fresh('embedded');
		const heron = await addPerson(from.db, 'Grey Heron', 'administrator');
		const made = { by: heron.id, role: 'reader', note: '', days: 7 } as const;
		const { token } = await invitations.add(from.db, made);
		const expiresAt = new Date(Date.now() + 86_400_000);
		await from.db
			.insert(session)
			.values({ id: 's', personId: heron.id, token: 't0ken', expiresAt });
		const wanted = { name: 'program', scopes: ['read' as const], days: 7 as const };
		await tokens.add(from.db, wanted, heron, new Date());
		await attempts.count(from.db, 'x'.repeat(40), 'sign-in: account', heron.email);
		await backup.write(from.db, file);
		await from.close();
		const written = gunzipSync(readFileSync(file)).toString();
		expect(written).toContain('Grey Heron');
		for (const secret of [
			't0ken',
			invitations.hashOf(token),
			'"attempt"',
			'"invitation"',
			'"api_token"'
		])
			expect(written).not.toContain(secret);
		const to = await fresh('embedded');
		await invitations.first(to.db);
		await backup.restore(to.db, file);
		expect(await people.find(to.db, heron.id)).toMatchObject({ role: 'administrator' });
		expect(await to.db.select().from(session)).toEqual([]);
		await to.close();
	});
});

describe('a file that is no whole backup', () => {
	it('is refused in one sentence, and nothing is restored until a whole one comes', async () => {
		const whole = join(folder, 'small.gz');
		const from = await fresh('embedded');
		const { feed: followed } = await follow(from.db);
		await posts.save(from.db, followed.id, [item('a'), item('b')]);
		await backup.write(from.db, whole);
		await from.close();
		const lines = gunzipSync(readFileSync(whole)).toString().trimEnd().split('\n');
		const bad: Record<string, Buffer> = {
			'cut.gz': readFileSync(whole).subarray(0, 300),
			'without-end.gz': gzipSync(lines.slice(0, -1).join('\n')),
			'other.gz': gzipSync('{"hello":1}\n'),
			'not-gzip.gz': Buffer.from('just words'),
			'unknown-table.gz': gzipSync([lines[0], '{"table":"pg_authid"}', '{"end":true}'].join('\n'))
		};
		const to = await fresh('embedded');
		const before = await pseudonymOf(to.db);
		for (const [name, bytes] of Object.entries(bad)) {
			writeFileSync(join(folder, name), bytes);
			await expect(backup.restore(to.db, join(folder, name)), name).rejects.toThrow(
				'is not a whole backup'
			);
		}
		await expect(backup.restore(to.db, join(folder, 'absent.gz'))).rejects.toThrow(
			'cannot be read (ENOENT)'
		);
		const older = JSON.parse(lines[0]!) as Record<string, unknown>;
		writeFileSync(
			join(folder, 'older.gz'),
			gzipSync(
				[JSON.stringify({ ...older, migration: '0000_other' }), ...lines.slice(1)].join('\n')
			)
		);
		await expect(backup.restore(to.db, join(folder, 'older.gz'))).rejects.toThrow('tables differ');
		expect(await everything(to.db)).toMatchObject({ pseudonym: before, practitioners: [] });
		await expect(backup.write(to.db, join(folder, 'no-such-folder', 'x.gz'))).rejects.toThrow(
			'cannot be written'
		);
		// The whole one has no salt: the next export draws another, since the numbers mean others now.
		await backup.restore(to.db, whole);
		expect(await pseudonymOf(to.db)).not.toBe(before);
		await to.close();
		expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
	});
});
