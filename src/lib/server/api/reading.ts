/** The operations of /api/v1 that read. None of them can be ordered by what was found of people. */
import * as v from 'valibot';
import { platforms, professions } from '#lib/words.ts';
import type { JoinedPost } from '../exporting/column.ts';
import type { Naming } from '../exporting/pseudonyms.ts';
import * as exports from '../exports.ts';
import * as listing from '../feeds/listing.ts';
import * as feeds from '../feeds/feeds.ts';
import * as ledgers from '../ledger.ts';
import * as lists from '../lists.ts';
import * as practitioners from '../practitioners.ts';
import * as cursors from './cursor.ts';
import { operation, type Context, type Operation } from './operation.ts';
import { Problem } from './problem.ts';
import * as schemas from './schemas.ts';
import * as shapes from './shapes.ts';

const byId = v.strictObject({ id: schemas.number });
/** Of marks, findings and ledgers, in a group. */
const blind =
	'Posts that the token’s owner has in hand for review, or had and may come back to, are left out until their reading is saved.';
const noPractitioner = 'No practitioner of this number is followed.';

const people = v.strictObject({
	...schemas.paging,
	list: schemas.narrowing.list,
	profession: v.optional(v.picklist(professions)),
	platform: v.optional(v.picklist(platforms))
});
const narrowed = v.strictObject({ ...schemas.paging, ...schemas.narrowing });

function placeOf<T>(cursor: string | undefined, read: (cursor: string) => T | undefined) {
	if (cursor === undefined) return undefined;
	const place = read(cursor);
	if (place === undefined)
		throw new Problem(400, 'The cursor is none that was given out here: send “next” as it came.');
	return place;
}

/** Posts by number, in pages. */
function postsOperation(of: {
	id: string;
	what: 'posts' | 'marks' | 'findings';
	summary: string;
	about: string;
	scope: 'read' | 'marks';
	item: v.GenericSchema;
	shape: (joined: JoinedPost, naming: Naming) => unknown;
}): Operation {
	const { what, item, shape, ...said } = of;
	return operation({
		...said,
		method: 'get',
		path: `/${what}`,
		role: 'reader',
		query: narrowed,
		answers: {
			200: { means: 'A page, in the order they were first read.', schema: schemas.pageOf(item) }
		},
		problems: [400],
		async run({ db, naming, except }, { query }) {
			const { limit, list, practitioner } = query;
			const found = await exports.page(db, what, {
				naming,
				listId: list,
				practitionerId: practitioner,
				except,
				afterId: placeOf(query.cursor, cursors.readId) ?? 0,
				limit: limit + 1
			});
			const items = found.slice(0, limit);
			return {
				status: 200,
				body: {
					items: items.map((joined) => shape(joined, naming)),
					next: found.length > limit ? cursors.afterId(items.at(-1)!.post.id) : null
				}
			};
		}
	});
}

async function ledgerPage(
	{ db, naming, reader, except }: Context,
	query: v.InferOutput<typeof people>
) {
	const { evidence, version } = await reader();
	const { views, next } = await ledgers.list(db, evidence, {
		limit: query.limit,
		after: placeOf(query.cursor, cursors.readName),
		listId: query.list,
		profession: query.profession,
		platform: query.platform,
		except
	});
	return {
		items: views.map((view) => shapes.ledger(view, naming, version)),
		next: next ? cursors.afterName(next) : null
	};
}

export const reading: Operation[] = [
	operation({
		id: 'findToken',
		method: 'get',
		path: '/token',
		summary: 'The token itself: what it may do and until when',
		scope: 'read',
		role: 'reader',
		answers: { 200: { means: 'The token.', schema: schemas.Token } },
		problems: [],
		async run({ bearer }) {
			const { name, scopes, expiresAt } = bearer;
			return { status: 200, body: { name, scopes, expiresAt: expiresAt.toISOString() } };
		}
	}),
	operation({
		id: 'listPractitioners',
		method: 'get',
		path: '/practitioners',
		summary: 'Practitioners who are followed',
		about: 'In the order of their names, also where names are not told.',
		scope: 'read',
		role: 'reader',
		query: people,
		answers: { 200: { means: 'A page.', schema: schemas.pageOf(schemas.Practitioner) } },
		problems: [400],
		async run({ db, naming }, { query }) {
			const { rows, next } = await practitioners.list(db, {
				limit: query.limit,
				after: placeOf(query.cursor, cursors.readName),
				listId: query.list,
				profession: query.profession,
				platform: query.platform
			});
			return {
				status: 200,
				body: {
					items: rows.map((row) => shapes.practitioner(row, naming)),
					next: next ? cursors.afterName(next) : null
				}
			};
		}
	}),
	operation({
		id: 'findPractitioner',
		method: 'get',
		path: '/practitioners/{id}',
		summary: 'One practitioner',
		scope: 'read',
		role: 'reader',
		params: byId,
		answers: { 200: { means: 'The practitioner.', schema: schemas.Practitioner } },
		problems: [400, 404],
		async run({ db, naming }, { params }) {
			const found = await practitioners.find(db, params.id);
			if (!found) throw new Problem(404, noPractitioner);
			return { status: 200, body: shapes.practitioner(found, naming) };
		}
	}),
	operation({
		id: 'findLedger',
		method: 'get',
		path: '/practitioners/{id}/ledger',
		summary: 'What was read and found of one practitioner, and how sure that is',
		about: blind,
		scope: 'marks',
		role: 'reader',
		params: byId,
		answers: { 200: { means: 'The ledger.', schema: schemas.Ledger } },
		problems: [400, 404],
		async run({ db, naming, reader, except }, { params }) {
			const { evidence, version } = await reader();
			const view = await ledgers.find(db, params.id, evidence, { except });
			if (!view) throw new Problem(404, noPractitioner);
			return { status: 200, body: shapes.ledger(view, naming, version) };
		}
	}),
	operation({
		id: 'listLedgers',
		method: 'get',
		path: '/ledgers',
		summary: 'Ledgers of those who are followed',
		about: `In the order of names. People are not ranked: there is no order by what was found. ${blind}`,
		scope: 'marks',
		role: 'reader',
		query: people,
		answers: { 200: { means: 'A page.', schema: schemas.pageOf(schemas.Ledger) } },
		problems: [400],
		async run(context, { query }) {
			return { status: 200, body: await ledgerPage(context, query) };
		}
	}),
	operation({
		id: 'listFeeds',
		method: 'get',
		path: '/feeds',
		summary: 'Feeds and their health',
		scope: 'read',
		role: 'reader',
		query: v.strictObject(schemas.paging),
		answers: {
			200: {
				means: 'A page, in the order they were followed.',
				schema: schemas.pageOf(schemas.Feed)
			}
		},
		problems: [400],
		async run({ db, naming }, { query }) {
			const { rows, nextId } = await listing.list(db, {
				afterId: placeOf(query.cursor, cursors.readId),
				limit: query.limit
			});
			return {
				status: 200,
				body: {
					items: rows.map((row) => shapes.feed(row.feed, naming)),
					next: nextId === undefined ? null : cursors.afterId(nextId)
				}
			};
		}
	}),
	operation({
		id: 'findFeed',
		method: 'get',
		path: '/feeds/{id}',
		summary: 'One feed',
		scope: 'read',
		role: 'reader',
		params: byId,
		answers: { 200: { means: 'The feed.', schema: schemas.Feed } },
		problems: [400, 404],
		async run({ db, naming }, { params }) {
			const found = await feeds.find(db, params.id);
			if (!found) throw new Problem(404, 'No feed of this number is followed.');
			return { status: 200, body: shapes.feed(found, naming) };
		}
	}),
	postsOperation({
		id: 'listPosts',
		what: 'posts',
		summary: 'Posts that were read',
		about: 'Address, title and text only where the token tells names.',
		scope: 'read',
		item: schemas.Post,
		shape: shapes.post
	}),
	postsOperation({
		id: 'listMarks',
		what: 'marks',
		summary: 'The machine’s readings of posts',
		about: `A mark is a machine’s reading of one post, often wrong, and no finding about a person. ${blind}`,
		scope: 'marks',
		item: schemas.Mark,
		shape: shapes.mark
	}),
	postsOperation({
		id: 'listFindings',
		what: 'findings',
		summary: 'What people settled about posts',
		about: `Whether a post tells about a client, as people who read it settled. ${blind}`,
		scope: 'read',
		item: schemas.Finding,
		shape: shapes.finding
	}),
	operation({
		id: 'listLists',
		method: 'get',
		path: '/lists',
		summary: 'Lists of practitioners',
		scope: 'read',
		role: 'reader',
		answers: {
			200: {
				means: 'Every list, by name.',
				schema: v.strictObject({ items: v.array(schemas.List) })
			}
		},
		problems: [],
		async run({ db }) {
			return { status: 200, body: { items: await lists.list(db) } };
		}
	})
];
