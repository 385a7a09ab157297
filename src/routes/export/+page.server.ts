import { fail, redirect } from '@sveltejs/kit';
import * as access from '#lib/server/access.ts';
import * as columns from '#lib/server/exporting/columns.ts';
import * as requests from '#lib/server/exporting/requests.ts';
import * as lists from '#lib/server/lists.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import { exportWhats } from '#lib/words.ts';
import { read } from './wanted.ts';

export async function load({ locals }) {
	const { db, who } = locals;
	const now = new Date();
	const asked = who ? await requests.list(db, who, now) : [];
	return {
		lists: (await lists.list(db)).map(({ id, name }) => ({ id, name })),
		dictionaries: exportWhats.map((what) => ({ what, columns: columns.dictionary(what, false) })),
		isGroup: who !== undefined,
		hiddenCount: (await blindness.listHidden(db, who)).length,
		approvedDays: requests.approvedDays,
		longestReason: requests.longestReason,
		requests: asked.map(({ request, askedBy, decidedBy, listName }) => {
			const state = requests.stateOf(request, now);
			const isOwn = request.askedById === who!.id;
			return {
				id: request.id,
				what: request.what,
				format: request.format,
				reason: request.reason,
				askedAt: request.askedAt,
				decidedAt: request.decidedAt,
				expiresAt: request.expiresAt,
				takenCount: request.takenCount,
				askedBy,
				decidedBy,
				listName,
				state,
				mayTake: isOwn && state === 'approved',
				mayDecide: !isOwn && state === 'waiting' && access.includes(who!.role, 'editor')
			};
		})
	};
}

/** One person alone has nobody to ask, and takes named rows without asking. */
const alone = 'Requests are for groups: alone, you take rows with names at once.';

export const actions = {
	ask: async ({ locals, request }) => {
		if (!locals.who) return fail(403, { reason: '', issue: alone });
		const form = await request.formData();
		const reason = String(form.get('reason') ?? '');
		const wanted = await read(locals.db, (name) => form.get(name));
		if ('issue' in wanted) return fail(400, { reason, issue: wanted.issue });
		const { what, format, list } = wanted;
		const asked = await requests.ask(
			locals.db,
			{ what, format, listId: list?.id ?? null, reason },
			locals.who,
			new Date()
		);
		if ('issue' in asked) return fail(400, { reason, issue: asked.issue });
		redirect(303, '/export#requests');
	},
	decide: async ({ locals, request }) => {
		if (!locals.who) return fail(403, { reason: '', issue: alone });
		const form = await request.formData();
		const says = form.get('says') === 'approved' ? 'approved' : 'refused';
		const id = Number(form.get('request')) || 0;
		const issue = await requests.decide(locals.db, id, says, locals.who, new Date());
		if (issue) return fail(403, { reason: '', issue });
		redirect(303, '/export#requests');
	}
};
