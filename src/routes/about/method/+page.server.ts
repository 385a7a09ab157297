import { isThisComputer } from '#lib/server/config.ts';
import { measured as readings } from '#lib/server/marking/axes/model.ts';
import * as agreement from '#lib/server/marking/second/agreement.ts';
import { mostCharacters, question } from '#lib/server/marking/second/question.ts';
import { measure, shareOf } from '#lib/server/measured.ts';
import * as quality from '#lib/server/quality/quality.ts';
import { reader } from '#lib/server/reading.ts';

export async function load({ locals }) {
	const { version, kind, evidence, missing } = await reader();
	const shown = readings().filter(({ name }) => /^(exit|other-norm|good-practice)/.test(name));
	return {
		version,
		kind,
		missing,
		measured: measure(evidence),
		readings: shown,
		second: await secondOf(locals),
		group: locals.config.mode === 'group' ? await groupOf(locals.db, version) : undefined
	};
}

/** Fewest posts that a share is given for, as for a ledger's range. */
const LEAST = 25;

/** Where the second reader runs, what it is asked, and how often people found the same. */
async function secondOf({ db, config }: App.Locals) {
	const { secondReader } = config;
	if (!secondReader) return null;
	const { model, address } = secondReader;
	const { read } = await agreement.progress(db, model);
	const { compared, same, sameMarked } = await agreement.agreement(db, model);
	return {
		model,
		isHere: isThisComputer(new URL(address).hostname),
		isBlind: config.mode === 'group',
		question,
		mostCharacters,
		read,
		compared,
		agreed:
			compared < LEAST
				? null
				: { second: shareOf(same, compared), first: shareOf(sameMarked, compared) }
	};
}

/** How good review is here, as everybody may know it (F16): no person, no single post. */
async function groupOf(db: App.Locals['db'], version: string) {
	const { axes, versions, pausedBecause } = await quality.recent(db, version);
	return {
		axes: axes.map(({ name, agreement }) => ({ name, ...agreement, answers: undefined })),
		versions,
		pausedBecause
	};
}
