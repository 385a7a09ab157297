/** What the practitioner answered to the group, and what was corrected, for the fourth block of the page. */
import * as conditions from '#lib/server/publication/conditions.ts';
import * as pages from '#lib/server/publication/public.ts';
import * as publications from '#lib/server/publication/publications.ts';
import * as replies from '#lib/server/publication/replies.ts';

/**
 * Undefined for one person alone: nobody was told, so nobody could answer.
 * @param except posts whose replies are left out: whoever looks is to read them in review first
 */
export async function find({ config, db }: App.Locals, practitionerId: number, except: number[]) {
	if (config.mode !== 'group') return undefined;
	const wholes = await publications.list(db, await conditions.current(db), { practitionerId });
	return {
		isTold: wholes.some((one) => one.standing.noticedAt !== null),
		stages: wholes.map(({ publication, standing }) => ({
			id: publication.id,
			stage: standing.stage,
			status: standing.status
		})),
		replies: wholes.flatMap((whole) =>
			replies
				.stands(whole)
				.filter(({ reply }) => reply.postId === null || !except.includes(reply.postId))
				.map(({ reply, words, appeal, answer }) => ({
					id: reply.id,
					postId: reply.postId,
					kind: reply.kind,
					words: words === 'shown' ? reply.words : '',
					receivedAt: reply.receivedAt,
					appeal,
					answer
				}))
		),
		corrections: await pages.listCorrections(db, { practitionerId })
	};
}
