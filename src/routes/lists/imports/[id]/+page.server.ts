import { error, fail, redirect } from '@sveltejs/kit';
import { choosable, found, intakeRowStates, plan, progress } from '#lib/intake.ts';
import type { Db } from '#lib/server/db/index.ts';
import * as intakes from '#lib/server/intake/intakes.ts';
import * as report from '#lib/server/intake/report.ts';
import * as lists from '#lib/server/lists.ts';
import { identityBases, type IdentityBasis } from '#lib/words.ts';

const PAGE = 100;

export async function load({ locals, params, url, depends }) {
	depends('import:progress');
	const intake = await open(locals.db, params.id);
	const state = intakeRowStates.find((one) => one === url.searchParams.get('state'));
	const afterId = Number(url.searchParams.get('after')) || undefined;
	const [counts, page, list] = [
		await intakes.countRows(locals.db, intake.id),
		await intakes.listRows(locals.db, intake.id, { state, afterId, limit: PAGE }),
		intake.listId === null ? undefined : await lists.find(locals.db, intake.listId)
	];
	return {
		id: intake.id,
		title: intake.title,
		stage: intake.stage,
		words: progress(intake.stage, counts),
		counts,
		list: list && { id: list.id, name: list.name },
		state,
		isFirst: afterId === undefined,
		nextId: page.nextId,
		rows: page.rows.map((shown) => rowOf(shown, list !== undefined))
	};
}

function rowOf(shown: report.Shown, hasList: boolean) {
	const { row } = shown;
	const facts = report.factsOf(shown, hasList);
	return {
		id: row.id,
		line: row.line,
		source: row.source,
		name: row.name,
		state: row.state,
		outcome: row.outcome,
		isChosen: row.isChosen,
		mayBeChosen: choosable.includes(row.state) || (row.state === 'unreadable' && row.isFeed),
		found: found(facts),
		plan: plan(facts),
		// A failure while following is told beside its outcome.
		reason: row.outcome === 'failed' ? row.reason : null,
		basis: row.basis,
		otherId: row.otherId,
		practitionerId: row.practitionerId,
		feed: row.candidate && {
			url: row.candidate.feedUrl,
			title: row.candidate.title,
			platform: row.candidate.platform,
			posts: row.candidate.itemsCount,
			newestAt: row.candidate.newestAt
		},
		choices: (row.choices ?? []).map(({ feedUrl, title, handle, platform, newestAt }) => ({
			feedUrl,
			title: title ?? handle ?? feedUrl,
			platform,
			newestAt
		}))
	};
}

async function open(db: Db, typed: string): Promise<intakes.Intake> {
	const intake = /^\d{1,9}$/.test(typed) ? await intakes.find(db, Number(typed)) : undefined;
	if (!intake) error(404, 'There is no such import.');
	return intake;
}

/** The page that was looked at, with its narrowing. */
function backTo(url: URL, id: number): string {
	const kept = new URLSearchParams();
	for (const name of ['state', 'after']) {
		const value = url.searchParams.get(name);
		if (value) kept.set(name, value);
	}
	return `/lists/imports/${id}${kept.size > 0 ? `?${kept}` : ''}`;
}

/** Keeps the ticks of the rows on the page. */
async function saveChoice(db: Db, id: number, form: FormData): Promise<void> {
	const numbers = (name: string) => form.getAll(name).map(Number).filter(Number.isInteger);
	await intakes.choose(db, id, numbers('shown').slice(0, PAGE), numbers('chosen').slice(0, PAGE));
}

export const actions = {
	save: async ({ locals, params, request, url }) => {
		const { id } = await open(locals.db, params.id);
		await saveChoice(locals.db, id, await request.formData());
		redirect(303, backTo(url, id));
	},
	follow: async ({ locals, params, request }) => {
		const { id } = await open(locals.db, params.id);
		await saveChoice(locals.db, id, await request.formData());
		if (!(await intakes.follow(locals.db, id)))
			return fail(409, { issue: 'This import is not waiting to be followed.' });
		redirect(303, `/lists/imports/${id}`);
	},
	pick: async ({ locals, params, request, url }) => {
		const { id } = await open(locals.db, params.id);
		const form = await request.formData();
		const feedUrl = String(form.get('feed') ?? '');
		if (!(await intakes.pick(locals.db, id, Number(form.get('row')) || 0, feedUrl)))
			return fail(400, { issue: 'Choose one of the accounts first.' });
		redirect(303, backTo(url, id));
	},
	identify: async ({ locals, params, request, url }) => {
		const { id } = await open(locals.db, params.id);
		const form = await request.formData();
		const basis = form
			.getAll('basis')
			.map(String)
			.filter((one): one is IdentityBasis => (identityBases as readonly string[]).includes(one));
		if (!(await intakes.identify(locals.db, id, Number(form.get('row')) || 0, basis)))
			return fail(400, { issue: 'That row can no longer be changed.' });
		redirect(303, backTo(url, id));
	},
	stop: async ({ locals, params }) => {
		const { id } = await open(locals.db, params.id);
		await intakes.stop(locals.db, id);
		redirect(303, `/lists/imports/${id}`);
	},
	undo: async ({ locals, params }) => {
		const { id } = await open(locals.db, params.id);
		await intakes.undo(locals.db, id);
		redirect(303, `/lists/imports/${id}`);
	},
	forget: async ({ locals, params }) => {
		await intakes.forget(locals.db, (await open(locals.db, params.id)).id);
		redirect(303, '/lists');
	}
};
