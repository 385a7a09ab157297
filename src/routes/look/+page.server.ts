import { fail, redirect } from '@sveltejs/kit';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as looking from '#lib/server/look/looking.ts';
import { readerForWaiting } from '#lib/server/reading.ts';
import { professions } from '#lib/words.ts';

export function load({ url }) {
	return { typed: url.searchParams.get('source') ?? '' };
}

export const actions = {
	start: async ({ request, locals }) => {
		const form = await request.formData();
		const typed = String(form.get('source') ?? '');
		const wanted = String(form.get('profession') ?? '');
		const profession = professions.find((one) => one === wanted) ?? null;
		const sources = [...new Set(typed.split(/[\n,]/).map((line) => line.trim()))].filter(Boolean);
		if (sources.length === 0)
			return fail(400, {
				typed,
				profession: wanted,
				issue: 'Type an address, a handle or a profile link first.'
			});
		if (sources.length > 10)
			return fail(400, {
				typed,
				profession: wanted,
				issue: 'That is more than ten: leave some for a second look.'
			});
		const started = looking.start(sources, {
			get: fetch.getter(locals.config),
			reader: readerForWaiting(),
			profession,
			rsshubUrl: locals.config.rsshubUrl,
			rssbridgeUrl: locals.config.rssbridgeUrl
		});
		redirect(303, `/look/${started.id}`);
	}
};
