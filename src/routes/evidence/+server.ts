/** The evidence bundle of some public posts: `?post=1&post=2`. Nothing is written down about the asking. */
import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as evidence from '#lib/server/evidence/bundle.ts';
import * as blindness from '#lib/server/review/blindness.ts';

export async function GET({ locals, url }) {
	const asked = url.searchParams.getAll('post').map(Number);
	const ids = asked.filter((id) => Number.isSafeInteger(id) && id > 0);
	if (ids.length === 0)
		error(400, 'No post was chosen. Go back and tick the posts you want in the bundle.');
	if (ids.length > evidence.mostPosts)
		error(400, `A bundle holds at most ${evidence.mostPosts} posts. Choose fewer, or make two.`);
	const hidden = blindness.idsOf(await blindness.listHidden(locals.db, locals.who));
	if (ids.some((id) => hidden.includes(id)))
		error(
			409,
			'You have one of these posts in hand for review, or had it and may come back to it: save your reading first, or take the others alone.'
		);
	const bundle = await evidence.bundle(locals.db, ids);
	if (!bundle) error(404, 'None of these posts is kept here, or their text was dropped.');
	return attach(bundle, { type: 'application/zip', name: 'evidence.zip' });
}
