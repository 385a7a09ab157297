/** What the three reading screens share: loading what is in hand, and saving, skipping, undoing it. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import * as binding from '#lib/binding.ts';
import { axes, skips } from '#lib/coding.ts';
import type { Db } from '#lib/server/db/index.ts';
import type { Round } from '#lib/server/db/reviewing.ts';
import * as audit from '#lib/server/review/audit.ts';
import * as claims from '#lib/server/review/claims.ts';
import * as codings from '#lib/server/review/codings.ts';
import * as conflicts from '#lib/server/review/conflicts.ts';
import * as habits from '#lib/server/review/habits.ts';
import * as loads from '#lib/server/review/load.ts';
import * as tasks from '#lib/server/review/tasks.ts';
import * as teaching from '#lib/server/review/teaching.ts';
import * as undo from '#lib/server/review/undo.ts';
import * as reviews from '#lib/server/reviews.ts';
import { answers, exits, identifiers, tones, voices, type Who } from '#lib/words.ts';

export const paths: Record<Round, string> = {
	first: '/review',
	second: '/review/second',
	settle: '/review/settle'
};

type Event = Pick<RequestEvent, 'locals' | 'url' | 'request'>;

/** Reached by reviewers only (access.ts). */
export function whoOf(locals: App.Locals): Who {
	if (!locals.who) throw new Error('A screen of review was reached without an account');
	return locals.who;
}

/** What a screen shows: the text in hand if it belongs here, else what waits. */
export async function load({ locals, url }: Event, round: Round) {
	const { db } = locals;
	const who = whoOf(locals);
	const now = new Date();
	await tasks.topUp(db, { now });
	const held = await claims.find(db, who.id, now);
	const load = loads.sum(await reviews.listSpent(db, who.id, now), now);
	const liked = await habits.find(db, who.id);
	const savedId = Number(url.searchParams.get('saved'));
	const isHere = held !== undefined && (held.round === 'settle') === (round === 'settle');
	return {
		round,
		held: isHere ? await withHelp(db, who.id, held) : undefined,
		/** Where the text in hand belongs, when not here. */
		elsewhere: held && !isHere ? paths[held.round] : undefined,
		waiting: isHere ? undefined : await claims.count(db, who.id, now),
		auditPercent: Math.round(100 * (await audit.find(db))),
		progress: await reviews.progress(db),
		today: loads.told(load),
		pause: loads.pause(load, liked),
		habits: liked,
		savedId: Number.isSafeInteger(savedId) && savedId > 0 ? savedId : undefined,
		said: saidOf(url.searchParams.get('said'))
	};
}

export type Load = Awaited<ReturnType<typeof load>>;
export type Held = NonNullable<Load['held']>;

async function withHelp(db: Db, personId: string, held: claims.Held) {
	const { profession, place } = held.practitioner;
	return {
		...held,
		before: await codings.findTakenBack(db, personId, held.taskId),
		others: held.round === 'settle' ? await codings.listToSettle(db, held.taskId) : [],
		notes: await teaching.list(db),
		bindings: binding.list(profession, place).slice(0, 6)
	};
}

const sayings = {
	outdated:
		'The author changed the post or took it down while you were reading. Your reading is kept with the text you read.',
	hidden:
		'That post waits for your reading. What the machine said of it is hidden until you have saved.',
	kept: 'You had read that post already. The reading you saved first is kept.',
	none: 'There is nothing more for you here just now.',
	skipped: 'Skipped. It will not come to you again.',
	stopped: 'Saved. Thank you.',
	'given-back': 'Given back. Somebody else may read it, or you later.',
	undone: 'Taken back.',
	'undone-here': 'Taken back. Here is the post again, with what you answered.'
};
type Saying = keyof typeof sayings;

function saidOf(typed: string | null): string {
	return typed && typed in sayings ? sayings[typed as Saying] : '';
}

const text = (most: number, what: string) =>
	v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.maxLength(most, `Keep the ${what} to ${most} characters.`)
	);

const Form = v.object({
	task: v.pipe(v.string(), v.transform(Number), v.safeInteger()),
	narrates: v.picklist(
		answers,
		'Say first whether the post tells about a client: yes, no or not sure.'
	),
	identifiers: v.array(v.picklist(identifiers)),
	exits: v.array(v.picklist(exits)),
	tone: v.nullable(v.picklist(tones)),
	voice: v.picklist(voices),
	reason: text(1000, 'reason'),
	note: text(1000, 'note'),
	teachAxis: v.optional(v.picklist(axes), 'narrates'),
	teach: text(teaching.longest, 'teaching note')
});

function fieldsOf(data: FormData) {
	const one = (name: string) => data.get(name)?.toString();
	const all = (name: string) => data.getAll(name).map(String);
	return {
		task: one('task') ?? '',
		narrates: one('narrates'),
		identifiers: all('identifiers'),
		exits: all('exits'),
		tone: one('tone') || null,
		voice: one('voice') || 'not-said',
		reason: one('reason'),
		note: one('note'),
		teachAxis: one('teachAxis'),
		teach: one('teach')
	};
}

/** The next text of the round, and where to read it. */
async function goOn(db: Db, personId: string, round: Round, query: string): Promise<never> {
	let next = await claims.next(db, personId, round);
	if (next === undefined) {
		await tasks.fill(db);
		next = await claims.next(db, personId, round);
	}
	redirect(303, `${paths[round]}?${next === undefined ? `${query}&said=none` : query}`);
}

export function actionsFor(round: Round) {
	return {
		claim: async ({ locals }: Event) => goOn(locals.db, whoOf(locals).id, round, ''),
		save: async ({ locals, request }: Event) => {
			const who = whoOf(locals);
			const data = await request.formData();
			const fields = fieldsOf(data);
			const parsed = v.safeParse(Form, fields);
			if (!parsed.success) return fail(400, { issue: parsed.issues[0].message, values: fields });
			const { task, teach, teachAxis, ...given } = parsed.output;
			const saved = await codings.save(locals.db, who.id, task, given);
			// Saved a second time, as when the first answer got lost on its way: on to the next one.
			if (!saved.isSaved && saved.isKept) return goOn(locals.db, who.id, round, 'said=kept');
			if (!saved.isSaved) return fail(409, { issue: saved.issue, values: fields });
			if (teach) await teaching.add(locals.db, who.id, { axis: teachAxis, text: teach });
			const query = `saved=${saved.codingId}${saved.isOutdated ? '&said=outdated' : ''}`;
			if (data.get('then') === 'stop')
				redirect(303, `${paths[round]}?${saved.isOutdated ? query : `${query}&said=stopped`}`);
			return goOn(locals.db, who.id, round, query);
		},
		skip: async ({ locals, request }: Event) => {
			const who = whoOf(locals);
			const data = await request.formData();
			const why = skips.find((one) => one === data.get('why'));
			if (!why) return fail(400, { issue: 'Choose why you skip this post.', values: null });
			const held = await claims.find(locals.db, who.id);
			if (held && String(held.taskId) === data.get('task')) {
				const words = String(data.get('words') ?? '')
					.trim()
					.slice(0, 500);
				await claims.pass(locals.db, who.id, held.taskId, { why, words });
				if (data.get('never')) await conflicts.add(locals.db, who.id, held.practitioner.id);
			}
			return goOn(locals.db, who.id, round, 'said=skipped');
		},
		giveBack: async ({ locals }: Event) => {
			await claims.release(locals.db, whoOf(locals).id);
			redirect(303, `${paths[round]}?said=given-back`);
		},
		undo: ({ locals, request }: Event) => takeBack(locals, request)
	};
}

/** Takes back a reading; the text is read again where it belongs, if it is still there. */
export async function takeBack(locals: App.Locals, request: Request) {
	const who = whoOf(locals);
	const id = Number((await request.formData()).get('coding'));
	const undone = await undo.undo(locals.db, who.id, Number.isSafeInteger(id) ? id : 0);
	if (!undone.isUndone) return fail(409, { issue: undone.issue, values: null });
	const held = await claims.find(locals.db, who.id);
	redirect(
		303,
		undone.isHeld && held ? `${paths[held.round]}?said=undone-here` : '/review/mine?said=undone'
	);
}
