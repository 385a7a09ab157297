import { error } from '@sveltejs/kit';
import { explain } from '#lib/server/marking/cues/index.ts';
import * as posts from '#lib/server/posts.ts';

export async function load({ locals, params }) {
	const id = Number(params.id);
	const found = Number.isSafeInteger(id) && id > 0 ? await posts.find(locals.db, id) : undefined;
	if (!found) error(404, 'No such post');
	const { axes, ...post } = found.post;
	return {
		...found,
		post: {
			...post,
			exits: axes?.exits ?? [],
			identifiers: axes?.identifiers ?? [],
			forms: axes?.forms ?? [],
			tone: axes?.tone ?? null,
			voice: axes?.voice ?? 'not-said',
			otherNorms: axes?.otherNorms ?? [],
			goodPractice: axes?.goodPractice ?? [],
			reader: axes?.reader ?? null,
			reasons: explain(axes?.reasons ?? [])
		},
		revisions: await posts.listRevisions(locals.db, id)
	};
}
