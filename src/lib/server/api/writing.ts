/** The operations of /api/v1 that change something: following, and lists. */
import * as v from 'valibot';
import { professions } from '#lib/words.ts';
import * as feeds from '../feeds/feeds.ts';
import * as follow from '../follow.ts';
import * as lists from '../lists.ts';
import * as practitioners from '../practitioners.ts';
import { operation, type Context, type Operation } from './operation.ts';
import { Problem } from './problem.ts';
import * as schemas from './schemas.ts';
import * as shapes from './shapes.ts';

const inList = v.strictObject({ list: schemas.number, practitioner: schemas.number });

async function listOf({ db }: Context, id: number): Promise<lists.List> {
	const list = await lists.find(db, id);
	if (!list) throw new Problem(404, 'There is no list of this number.');
	return list;
}

export const writing: Operation[] = [
	operation({
		id: 'followFeed',
		method: 'post',
		path: '/feeds',
		summary: 'Find a feed and follow it',
		about: 'The site is asked at once, so that this may take half a minute.',
		scope: 'write',
		role: 'editor',
		body: v.strictObject({
			source: v.pipe(
				v.string(),
				v.trim(),
				v.nonEmpty(),
				v.maxLength(2000),
				v.description('Address, @handle or profile link.')
			),
			name: v.optional(v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200))),
			profession: v.optional(v.picklist(professions)),
			place: v.optional(
				v.pipe(
					v.string(),
					v.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
					v.description('ISO 3166 code, such as GB or US-CA.')
				)
			),
			list: v.optional(
				v.pipe(schemas.number, v.description('Put the practitioner into this list, too.'))
			)
		}),
		answers: {
			200: { means: 'It was followed before.', schema: schemas.Followed },
			201: { means: 'It is followed now.', schema: schemas.Followed }
		},
		problems: [400, 404, 413, 415, 422],
		async run(context, { body }) {
			const { db, config, get, naming } = context;
			const { source, list, ...facts } = body;
			const into = list === undefined ? undefined : await listOf(context, list);
			const followed = await follow.add(db, source, {
				...config,
				...facts,
				get,
				bridges: [config.rsshubUrl, config.rssbridgeUrl].filter(Boolean)
			});
			if ('reason' in followed)
				throw new Problem(422, `${followed.reason} ${followed.advice}`, {
					...(followed.choices && {
						choices: followed.choices.map(({ feedUrl, title }) => ({ source: feedUrl, title }))
					})
				});
			if (into) await lists.put(db, into.id, followed.practitionerId);
			const { isNew, feed } = followed;
			return { status: isNew ? 201 : 200, body: { isNew, feed: shapes.feed(feed, naming) } };
		}
	}),
	operation({
		id: 'unfollowFeed',
		method: 'delete',
		path: '/feeds/{id}',
		summary: 'Stop following a feed and forget its posts',
		scope: 'write',
		role: 'editor',
		params: v.strictObject({ id: schemas.number }),
		answers: { 204: { means: 'It is followed no more.' } },
		problems: [400, 404],
		async run({ db }, { params }) {
			if (!(await feeds.find(db, params.id)))
				throw new Problem(404, 'No feed of this number is followed.');
			await feeds.remove(db, params.id);
			return { status: 204 };
		}
	}),
	operation({
		id: 'addList',
		method: 'post',
		path: '/lists',
		summary: 'Make a list',
		about: 'A list of that name that is there already is answered as it is.',
		scope: 'write',
		role: 'editor',
		body: v.strictObject({
			name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(lists.LONGEST_NAME))
		}),
		answers: { 200: { means: 'The list.', schema: schemas.List } },
		problems: [400, 413, 415],
		async run({ db }, { body }) {
			const added = await lists.add(db, body.name);
			if ('issue' in added) throw new Problem(400, added.issue);
			const list = (await lists.list(db)).find(({ id }) => id === added.id)!;
			return { status: 200, body: list };
		}
	}),
	operation({
		id: 'putIntoList',
		method: 'put',
		path: '/lists/{list}/practitioners/{practitioner}',
		summary: 'Put a practitioner into a list',
		scope: 'write',
		role: 'editor',
		params: inList,
		answers: { 204: { means: 'The practitioner is in the list.' } },
		problems: [400, 404],
		async run(context, { params }) {
			const list = await listOf(context, params.list);
			if (!(await practitioners.find(context.db, params.practitioner)))
				throw new Problem(404, 'No practitioner of this number is followed.');
			await lists.put(context.db, list.id, params.practitioner);
			return { status: 204 };
		}
	}),
	operation({
		id: 'takeFromList',
		method: 'delete',
		path: '/lists/{list}/practitioners/{practitioner}',
		summary: 'Take a practitioner out of a list',
		scope: 'write',
		role: 'editor',
		params: inList,
		answers: { 204: { means: 'The practitioner is not in the list.' } },
		problems: [400, 404],
		async run(context, { params }) {
			const list = await listOf(context, params.list);
			if (!(await lists.take(context.db, list.id, params.practitioner)))
				throw new Problem(404, 'No practitioner of this number is in that list.');
			return { status: 204 };
		}
	})
];
