/**
 * Everything that somebody may read on the site and from the API, asked for in turn, for the test that a
 * reviewer is told nowhere what the machine said of a post they have in hand. The list comes from the
 * folders of the routes and from the operations: a new one that needs something in its address fails
 * here until it is said what to ask it for.
 */
import { eq } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import * as access from '#lib/server/access.ts';
import { operations } from '#lib/server/api/operations.ts';
import * as tokens from '#lib/server/api/tokens.ts';
import type { Db } from '#lib/server/db/index.ts';
import { feed, post, publication, publicationItem, task } from '#lib/server/db/schema.ts';
import * as lists from '#lib/server/lists.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as watches from '#lib/server/watches.ts';
import type { Strength, Who } from '#lib/words.ts';
import { enter } from './blind.ts';
import { practise, weekly } from './practice.ts';
import { routeIds } from './routes.ts';

export interface Scene {
	/** The post in hand. */
	held: number;
	practitioner: number;
	/** Somebody else, to compare with. */
	another: number;
	feed: number;
	list: number;
	record: number;
}

/** Two practitioners, one with a record, a list and a post that `who` has in hand. */
export async function prepare(db: Db, who: Who, now: Date): Promise<Scene> {
	const readAt = new Date(now.getTime() - 10 * 86_400_000);
	const strengths: Strength[] = Array.from({ length: 30 }, (_, i) => (i < 12 ? 'likely' : 'none'));
	const [one, two] = [
		await practise(db, weekly(strengths, readAt)),
		await practise(db, weekly(strengths, readAt))
	];
	for (const { feed: followed } of [one, two]) {
		await db
			.update(feed)
			.set({ createdAt: new Date(readAt.getTime() - 86_400_000) })
			.where(eq(feed.id, followed.id));
		await db.update(post).set({ firstSeenAt: readAt }).where(eq(post.feedId, followed.id));
	}
	const held = one.ids[0]!;
	await db.update(post).set({ probability: 0.9999 }).where(eq(post.id, held));
	await tasks.fill(db, { now });
	const id = await claims.next(db, who.id, 'first', { now, draw: 0.2 });
	const [taken] = await db.select().from(task).where(eq(task.id, id!));
	if (taken!.postId !== held) throw new Error('Another post was handed out');
	// Both versions of the reader are known from the start, as are the norms that they count.
	for (const world of ['marked', 'unmarked'] as const) await enter(db, world, two.ids[29]!, now);
	const list = await lists.add(db, 'In hand');
	if ('issue' in list) throw new Error(list.issue);
	await lists.put(db, list.id, one.practitioner.id);
	const [record] = await db
		.insert(publication)
		.values({ practitionerId: one.practitioner.id, basis: ['own-claim'], createdAt: now })
		.returning();
	const [kept] = await db.select().from(post).where(eq(post.id, held));
	await db.insert(publicationItem).values({
		publicationId: record!.id,
		postId: held,
		contentHash: kept!.contentHash,
		excerpt: '',
		reason: 'One person is told about.'
	});
	return {
		held,
		practitioner: one.practitioner.id,
		another: two.practitioner.id,
		feed: one.feed.id,
		list: list.id,
		record: record!.id
	};
}

const whats = ['posts', 'marks', 'findings', 'ledgers'];

/** What to ask of routes that need something in their address, or tell more with it. */
function addresses(scene: Scene, token: string): Record<string, string[]> {
	const { held, practitioner, another, list, record } = scene;
	const person = `/practitioners/${practitioner}`;
	return {
		'/compare': [`/compare?id=${practitioner}&id=${another}`],
		'/digest': ['/digest?since=2020-01-01T00:00:00Z'],
		'/digest/[token]': [`/digest/${token}`],
		'/digest/stop/[token]': ['/digest/stop/guessed'],
		'/evidence': [`/evidence?post=${held}`],
		'/export/notes': whats.map((what) => `/export/notes?what=${what}&kind=method`),
		'/export/rows': whats.flatMap((what) => [
			`/export/rows?what=${what}`,
			`/export/rows?what=${what}&format=csv&zip=0`,
			`/export/rows?what=${what}&format=jsonl&zip=0&list=${list}`
		]),
		'/lists/[id]': [`/lists/${list}`],
		'/lists/[id]/export': [`/lists/${list}/export?format=csv`],
		'/lists/imports/[id]': ['/lists/imports/1'],
		'/lists/imports/[id]/csv': ['/lists/imports/1/csv'],
		// What a look brings lies in the memory of the site: tests/database/blindness.test.ts asks that.
		'/look/[id]': ['/look/guessed'],
		'/look/[id]/progress': ['/look/guessed/progress'],
		'/posts/[id]': [`/posts/${held}`, `/posts/${held}?audit=1`],
		'/practitioners/[id]': ['', '?show=likely', '?show=confirmed', '?show=all', '?norm=K01'].map(
			(query) => person + query
		),
		'/practitioners/[id]/evidence': [`${person}/evidence`],
		'/practitioners/[id]/export': [
			`${person}/export?what=ledger&format=json`,
			`${person}/export?what=ledger&format=csv`,
			`${person}/export?what=marks&format=csv`
		],
		'/practitioners/[id]/settings': [`${person}/settings`],
		'/public/practitioners/[id]': [`/public/practitioners/${practitioner}`],
		'/publish': ['/publish', `/publish?named=${practitioner}`],
		'/publish/[id]': [`/publish/${record}`],
		'/publish/draft': [`/publish/draft?practitioner=${practitioner}`],
		'/questions': [`/questions?practitioner=${practitioner}`],
		'/record/[token]': ['/record/guessed'],
		'/review/quality/file': ['figures', 'readings'].map(
			(what) => `/review/quality/file?what=${what}&format=csv`
		),
		'/trends/file': ['/trends/file?format=csv', '/trends/file?format=json'],
		'/public/trends/file': ['/public/trends/file?format=csv'],
		'/websub/[token]': ['/websub/guessed'],
		'/welcome/[token]': ['/welcome/guessed']
	};
}

/** What to ask of operations of the API that need something in their path. */
function paths(scene: Scene): Record<string, string> {
	return {
		'/practitioners/{id}': `practitioners/${scene.practitioner}`,
		'/practitioners/{id}/ledger': `practitioners/${scene.practitioner}/ledger`,
		'/feeds/{id}': `feeds/${scene.feed}`
	};
}

export interface Request {
	/** A route, or an operation of the API. */
	of: string;
	path: string;
	token?: string;
	method?: 'POST';
}

/** Every request by which `who`, an administrator, may read something. */
export async function requests(db: Db, scene: Scene, who: Who, now: Date): Promise<Request[]> {
	const made = await tokens.add(db, { name: 'walk', scopes: ['read', 'marks'], days: 7 }, who, now);
	if ('issue' in made) throw new Error(made.issue);
	// The day it was last used is on a page.
	await tokens.find(db, made.token, 'group', now);
	const known = addresses(scene, await watches.secret(db, who));
	const needing = (what: string) =>
		new Error(`Say in tests/support/blindwalk.ts what ${what} is to be asked for`);
	const ofRoutes = routeIds()
		.filter((of) => access.rules[of]?.read !== 'nobody' && of !== '/api/v1/[...path]')
		.flatMap((of): Request[] => {
			if (!known[of] && of.includes('[')) throw needing(of);
			return (known[of] ?? [of]).map((path) => ({ of, path }));
		});
	const ofApi = operations
		.filter(({ method }) => method === 'get')
		.flatMap(({ id, path, query }): Request[] => {
			const found = path.includes('{') ? paths(scene)[path] : path.slice(1);
			if (found === undefined) throw needing(id);
			const isPaged = Object.keys(query?.entries ?? {}).includes('limit');
			return [found, ...(isPaged ? [`${found}?limit=1`, `${found}?limit=200`] : [])].map((one) => ({
				of: id,
				path: `/api/v1/${one}`,
				token: made.token
			}));
		});
	const audit = [`/practitioners/${scene.practitioner}?/audit`, `/posts/${scene.held}?/next`];
	return [
		...ofRoutes,
		...ofApi,
		...audit.map((path): Request => ({ of: path, path, method: 'POST' }))
	];
}

/** Asks for all of it; what came back, without what changes by itself from one moment to the next. */
export async function walk(
	address: string,
	cookie: string,
	wanted: Request[]
): Promise<Map<Request, string>> {
	const found = new Map<Request, string>();
	const ask = async (request: Request) => {
		const { path, token, method = 'GET' } = request;
		const response = await fetch(address + path, {
			method,
			redirect: 'manual',
			signal: AbortSignal.timeout(60_000),
			headers: {
				accept: 'text/html',
				...(token
					? { authorization: `Bearer ${token}` }
					: { cookie: `${cookie}; visits=.${Date.UTC(2026, 0)}` }),
				...(method === 'POST' && {
					origin: address,
					'content-type': 'application/x-www-form-urlencoded'
				})
			}
		});
		const bytes = new Uint8Array(await response.arrayBuffer());
		const where = response.headers.get('location') ?? '';
		found.set(request, `${response.status} ${where}\n${still(textOf(bytes))}`);
	};
	// Four at a time: the site answers on one processor, its database on another.
	const waiting = [...wanted];
	await Promise.all(
		Array.from({ length: 4 }, async () => {
			for (let next; (next = waiting.shift());) await ask(next);
		})
	);
	return found;
}

/** The words of an answer; of a zip file those of all its files. */
function textOf(bytes: Uint8Array): string {
	if (strFromU8(bytes.slice(0, 2)) !== 'PK') return strFromU8(bytes);
	return Object.entries(unzipSync(bytes))
		.map(([name, file]) => `${name}\n${strFromU8(file)}`)
		.join('\n');
}

const moving = [
	/\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d(:|%3A)\d\d(\.\d+)?Z?/g,
	/new Date\(\d+\)/g,
	/\b\d{1,2}:\d\d(:\d\d)?\b/g,
	// How long ago or ahead: a minute may end between the two.
	/\b(just now|in a moment|yesterday|tomorrow|(in )?\d+ (minute|hour|day)s?( ago)?)\b/g,
	/nonce="[^"]*"/g,
	// What a passkey is asked to sign.
	/"(challenge|id)":"[\w-]{20,}"/g,
	/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
];

function still(text: string): string {
	return moving.reduce((rest, one) => rest.replaceAll(one, '~'), text);
}

/** The first line in which two answers differ, as both have it. */
export function difference(one: string, other: string): string {
	const [a, b] = [one.split('\n'), other.split('\n')];
	const at = a.findIndex((line, i) => line !== b[i]);
	const [x, y] = [a[at] ?? '', b[at] ?? ''];
	const from = Math.max(0, [...x].findIndex((sign, i) => sign !== y[i]) - 40);
	return `“${x.slice(from, from + 160)}” and “${y.slice(from, from + 160)}”`;
}
