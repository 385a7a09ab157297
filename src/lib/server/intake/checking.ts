/** Looks at the rows of imports: what feed lies behind each. Several sites at once, each at its pace. */
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { host, intake, intakeRow, type Kept } from '../db/schema.ts';
import type { Candidate } from '../feeds/candidates.ts';
import type * as fetch from '../feeds/fetch.ts';
import { locate } from '../feeds/locate.ts';
import * as pace from '../feeds/pace.ts';
import * as judgements from './judgements.ts';
import type { IntakeRow } from './intakes.ts';

export interface CheckOptions {
	get: fetch.Get;
	rsshubUrl?: string;
	rssbridgeUrl?: string;
	now?: Date;
	signal?: AbortSignal;
}

/** Sites asked side by side. */
const TOGETHER = 12;
/** Of the rows that wait longest, those whose sites may be asked are taken. */
const QUEUE = 400;
/** Seconds after which the rows of a worker that died are free again. */
const LEASE = 180;

/** Whose pace a look at the words keeps: a site's name, or a word for the place where it is looked up. */
export function hostOf(source: string, bridges: string[] = []): string {
	const words = source.trim();
	if (/^https?:\/\//i.test(words) && URL.canParse(words)) return pace.hostOf(words, bridges);
	const fediverse = /^@?[\w.-]+@([\w.-]+)$/.exec(words)?.[1];
	if (fediverse) return pace.hostOf(`https://${fediverse}`);
	const prefix = /^([a-z.]+):/i.exec(words)?.[1];
	if (prefix) return `${prefix.toLowerCase()}:`;
	if (words.startsWith('@')) return '@';
	return URL.canParse(`https://${words}`) ? pace.hostOf(`https://${words}`) : '@';
}

/** Looks at some waiting rows. Returns how many there were; 0 also while all sites rest. */
export async function step(db: Db, options: CheckOptions): Promise<number> {
	const rows = await claim(db, options.now ?? new Date());
	await Promise.all(rows.map((row) => check(db, row, options)));
	for (const intakeId of new Set(rows.map((row) => row.intakeId)))
		await judgements.settle(db, intakeId);
	return rows.length;
}

/** Takes waiting rows for this worker, one a site, and moves the sites' pauses on. */
async function claim(db: Db, now: Date): Promise<IntakeRow[]> {
	return db.transaction(async (tx) => {
		const waiting = await tx
			.select({ id: intakeRow.id, host: intakeRow.host })
			.from(intakeRow)
			.innerJoin(intake, eq(intake.id, intakeRow.intakeId))
			.leftJoin(host, eq(host.name, intakeRow.host))
			.where(
				and(
					eq(intake.stage, 'checking'),
					eq(intakeRow.state, 'waiting'),
					or(isNull(intakeRow.leaseUntil), lte(intakeRow.leaseUntil, now)),
					or(isNull(host.name), lte(host.notBefore, now))
				)
			)
			.orderBy(asc(intakeRow.id))
			.limit(QUEUE)
			.for('update', { of: intakeRow, skipLocked: true });
		const firsts = new Map<string, number>();
		for (const row of waiting)
			if (firsts.size < TOGETHER && !firsts.has(row.host)) firsts.set(row.host, row.id);
		const names = [...firsts.keys()].sort();
		if (names.length === 0) return [];
		await tx
			.insert(host)
			.values(names.map((name) => ({ name, gapMs: pace.gapMs(name), notBefore: new Date(0) })))
			.onConflictDoNothing();
		const given = await tx
			.update(host)
			.set({
				notBefore: sql`${now.toISOString()}::timestamptz + ${host.gapMs} * interval '1 millisecond'`
			})
			.where(and(inArray(host.name, names), lte(host.notBefore, now)))
			.returning({ name: host.name });
		if (given.length === 0) return [];
		return tx
			.update(intakeRow)
			.set({ leaseUntil: new Date(now.getTime() + LEASE * 1000) })
			.where(
				inArray(
					intakeRow.id,
					given.map(({ name }) => firsts.get(name)!)
				)
			)
			.returning();
	});
}

async function check(db: Db, row: IntakeRow, options: CheckOptions): Promise<void> {
	const located = await locate(row.source, options);
	if (options.signal?.aborted) {
		await db.update(intakeRow).set({ leaseUntil: null }).where(eq(intakeRow.id, row.id));
		return;
	}
	const found =
		located.kind === 'found'
			? { state: 'new' as const, candidate: kept(located.candidates[0]!), isChosen: true }
			: located.kind === 'ambiguous'
				? {
						state: 'unclear' as const,
						choices: located.candidates.map(kept),
						reason: `${located.reason} ${located.advice}`
					}
				: { state: 'unreadable' as const, reason: `${located.reason} ${located.advice}` };
	await db
		.update(intakeRow)
		.set({ ...found, leaseUntil: null })
		// Stopped meanwhile: what was said then holds.
		.where(and(eq(intakeRow.id, row.id), eq(intakeRow.state, 'waiting')));
}

/** What is kept of a feed that was found: not its document. */
function kept({ newestAt, ...candidate }: Candidate): Kept {
	const { platform, feedUrl, platformId, handle, siteUrl, title, itemsCount } = candidate;
	return {
		platform,
		feedUrl,
		platformId,
		handle,
		siteUrl,
		title,
		itemsCount,
		newestAt: newestAt?.toISOString() ?? null
	};
}
