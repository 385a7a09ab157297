import { fail, redirect } from '@sveltejs/kit';
import * as takedowns from '#lib/server/publication/takedowns.ts';
import * as tries from '#lib/server/publication/tries.ts';

const asks = tries.counter(60);

const numberOf = (typed: string) => (/^\d{1,15}$/.test(typed) ? Number(typed) : undefined);

export function load({ url }) {
	return {
		post: numberOf(url.searchParams.get('post') ?? ''),
		isDone: url.searchParams.has('done')
	};
}

export const actions = {
	default: async ({ locals, request, getClientAddress }) => {
		const form = await request.formData();
		const postId = numberOf(String(form.get('post') ?? ''));
		const url = String(form.get('address') ?? '').trim();
		if (postId === undefined && !URL.canParse(url))
			return fail(400, {
				url,
				issue: 'Paste the whole address of the post, beginning with https://'
			});
		if (!asks.take(getClientAddress()))
			return fail(429, { url, issue: 'That was too often. Please come back in an hour.' });
		await takedowns.hide(locals.db, { postId, url });
		redirect(303, '/public/takedown?done');
	}
};
