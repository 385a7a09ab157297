/** The quality of review and of the reader, as the group's page and the method page show it (F16). */
import type { Db } from '../db/index.ts';
import { countMarks } from '../experience.ts';
import * as pause from '../publication/pause.ts';
import * as reviews from '../reviews.ts';
import * as figures from './figures.ts';

export interface Quality {
	/** Texts that somebody has read. */
	texts: number;
	axes: figures.AxisAgreement[];
	/** By version of the reader, with what it missed where that can be told: for the present one. */
	versions: (figures.VersionFigures & { missed: figures.VersionFigures['likely']['share'] })[];
	golden: figures.Golden[];
	/** The same up to the beginning of the week, for reviewers. */
	goldenBefore: figures.Golden[];
	/** Why publication pauses; null where it may go on. */
	pausedBecause: string | null;
}

/** Every text that somebody has read, with its readings. */
export async function listCoded(db: Db): Promise<reviews.Coded[]> {
	const all: reviews.Coded[] = [];
	for (let after = 0; ;) {
		const page = await reviews.listCodings(db, { after });
		all.push(...page);
		const last = page.at(-1);
		if (!last) return all;
		after = last.taskId;
	}
}

/** @param version the reader's version now: the counts of marks are its own */
export async function find(db: Db, version: string): Promise<Quality> {
	const coded = await listCoded(db);
	const marks = await countMarks(db);
	return {
		texts: coded.length,
		axes: figures.agreement(coded),
		versions: figures.versions(coded).map((one) => ({
			...one,
			missed: one.version === version ? figures.missed(one, marks) : null
		})),
		golden: figures.golden(coded),
		goldenBefore: figures.golden(coded, monday(new Date())),
		pausedBecause: await pause.find(db)
	};
}

/** Midnight before the last Monday, UTC. */
function monday(now: Date): Date {
	const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
	return new Date(midnight - ((now.getUTCDay() + 6) % 7) * 86_400_000);
}

const KEEP_MS = 10 * 60_000;
const kept = new WeakMap<Db, { at: number; version: string; quality: Promise<Quality> }>();

/** The same as it was at most ten minutes ago, for pages that anybody may open. */
export function recent(db: Db, version: string, now = Date.now()): Promise<Quality> {
	const known = kept.get(db);
	if (known && known.version === version && now - known.at < KEEP_MS) return known.quality;
	const quality = find(db, version);
	kept.set(db, { at: now, version, quality });
	quality.catch(() => kept.delete(db));
	return quality;
}

/** Whether the group may publish by F16, and why not. */
export async function mayPublish(db: Db): Promise<{ may: boolean; because: string | null }> {
	const because = await pause.find(db);
	return { may: because === null, because };
}
