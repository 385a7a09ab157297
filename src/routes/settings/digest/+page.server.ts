import { fail, redirect } from '@sveltejs/kit';
import { mailParts } from '#lib/mailing.ts';
import * as mailings from '#lib/server/mailing/mailings.ts';

export async function load({ locals, url }) {
	const kept = await mailings.find(locals.db, locals.who?.id ?? null);
	const { address, weekday, parts, leastPosts, leastMarked } = kept ?? mailings.usual;
	return {
		hasServer: locals.config.smtpUrl !== '',
		isAlone: locals.config.mode === 'solo',
		isSaved: url.searchParams.has('saved'),
		choice: { address, weekday, parts, leastPosts, leastMarked },
		state: kept && {
			nextAt: kept.nextAt,
			lastSentAt: kept.lastSentAt,
			wasQuiet: kept.wasQuiet,
			failure: kept.failure
		}
	};
}

export const actions = {
	save: async ({ locals, request }) => {
		const form = await request.formData();
		const alone = locals.config.mode === 'solo';
		const choice = {
			address: alone ? String(form.get('address') ?? '').trim() : null,
			weekday: Number(form.get('weekday')),
			parts: mailParts.filter((part) => form.getAll('part').includes(part)),
			leastPosts: Number(form.get('leastPosts')),
			leastMarked: Number(form.get('leastMarked'))
		};
		const { issue } = await mailings.save(locals.db, locals.who?.id ?? null, choice);
		if (issue) return fail(400, { issue, choice });
		redirect(303, '/settings/digest?saved');
	},
	stop: async ({ locals }) => {
		await mailings.stop(locals.db, locals.who?.id ?? null);
		redirect(303, '/settings/digest');
	}
};
