import { error } from '@sveltejs/kit';
import * as captures from '#lib/server/captures.ts';
import { mostPosts } from '#lib/server/evidence/bundle.ts';
import * as posts from '#lib/server/posts.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as practitioners from '#lib/server/practitioners.ts';

/** The marked posts of a practitioner, to choose from for a bundle. */
export async function load({ locals, params }) {
	const id = Number(params.id);
	const found =
		Number.isSafeInteger(id) && id > 0 && id <= 2_147_483_647
			? await practitioners.find(locals.db, id)
			: undefined;
	if (!found) error(404, 'No such practitioner');
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const { posts: marked, next } = await posts.list(locals.db, id, {
		strengths: ['likely', 'possible'],
		except: blindness.idsOf(hidden, id),
		limit: mostPosts
	});
	const taken = new Map(
		(
			await captures.list(
				locals.db,
				marked.map((post) => post.id)
			)
		).map((one) => [one.postId, one])
	);
	return {
		practitioner: { id, name: found.practitioner.name },
		mostPosts,
		blind: blindness.namesOf(hidden, [found.practitioner]),
		hasMore: next !== undefined,
		posts: marked.map((post) => ({
			id: post.id,
			title: post.title,
			publishedAt: post.publishedAt,
			url: post.url,
			capturedAt: taken.get(post.id)?.fetchedAt ?? null,
			failure: taken.get(post.id)?.failure ?? null
		}))
	};
}
