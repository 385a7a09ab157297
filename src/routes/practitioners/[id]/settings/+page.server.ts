import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as care from '#lib/server/feeds/care.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as follow from '#lib/server/follow.ts';
import * as lists from '#lib/server/lists.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import * as samename from '#lib/server/samename.ts';
import { identityBases, professions, type IdentityBasis } from '#lib/words.ts';

export async function load({ locals, params, url }) {
	const { db } = locals;
	const { practitioner, feeds } = await found(db, params.id);
	const typed = url.searchParams.get('other')?.trim() ?? '';
	const mine = new Set((await lists.listOf(db, practitioner.id)).map(({ id }) => id));
	const others = typed
		? (await practitioners.search(db, typed)).filter((one) => one.id !== practitioner.id)
		: [];
	const places = await samename.placesOf(
		db,
		others.map((one) => one.id)
	);
	return {
		practitioner,
		writesAt: (await samename.list(db, [practitioner])).get(practitioner.id),
		lists: (await lists.list(db)).map(({ id, name }) => ({ id, name, isIn: mine.has(id) })),
		feeds: feeds.map(({ id, title, url, platform }) => ({ id, title, url, platform })),
		last: await lastOf(db, practitioner.id),
		undone: await undoneOf(
			db,
			url.searchParams.get('undone'),
			feeds.map(({ id }) => id)
		),
		typed,
		others: others.map((one) => ({ ...one, writesAt: places.get(one.id) ?? [] }))
	};
}

/** What was last joined or split, and whose page undoes what came after it. */
async function lastOf(db: App.Locals['db'], id: number) {
	const last = await regrouping.findLast(db, id);
	if (!last) return undefined;
	const isFrom = last.fromId === id;
	const otherId = isFrom ? last.intoId : last.fromId;
	return {
		id: last.id,
		kind: last.kind,
		at: last.at,
		basis: last.basis,
		count: last.feedIds.length,
		isFrom,
		otherId,
		other: (await practitioners.find(db, otherId))?.practitioner.name ?? '',
		later: (await regrouping.findLater(db, last))?.intoId
	};
}

/** How many feeds came back by what was just undone. */
async function undoneOf(db: App.Locals['db'], typed: string | null, feedIds: number[]) {
	const undone = typed && idPattern.test(typed) && (await regrouping.find(db, Number(typed)));
	if (!undone || !undone.undoneAt) return undefined;
	return { count: undone.feedIds.filter((id) => feedIds.includes(id)).length };
}

const idPattern = /^\d{1,9}$/;

/** The practitioner, or the page of the one they were joined to. */
async function found(db: App.Locals['db'], typed: string) {
	const one = idPattern.test(typed) ? await practitioners.find(db, Number(typed)) : undefined;
	if (!one) error(404, 'No such practitioner');
	const { joinedIntoId } = one.practitioner;
	if (joinedIntoId !== null) redirect(303, `/practitioners/${joinedIntoId}/settings`);
	return one;
}

const Name = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty('Give a name.'),
	v.maxLength(200, 'The name is longer than 200 characters.')
);
const Facts = v.object({
	name: Name,
	profession: v.union([v.literal(''), v.picklist(professions)], 'Choose a profession.'),
	place: v.pipe(
		v.string(),
		v.trim(),
		v.toUpperCase(),
		v.regex(
			/^$|^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
			'Give the place as a country code, such as GB or US-CA.'
		)
	),
	registerUrl: v.pipe(
		v.string(),
		v.trim(),
		v.check(
			(value) => value === '' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
			'The register link must be a web address, such as https://register.example/1234.'
		)
	)
});

const basisOf = (form: FormData) =>
	form
		.getAll('basis')
		.map(String)
		.filter((one): one is IdentityBasis => (identityBases as readonly string[]).includes(one));
const tooLittle =
	'That is not enough to say that they are one person: tick two signs, or that the practitioner says so.';

export const actions = {
	save: async ({ locals, params, request }) => {
		const { practitioner, feeds } = await found(locals.db, params.id);
		const values = Object.fromEntries(await request.formData()) as Record<string, string>;
		const parsed = v.safeParse(Facts, values);
		if (!parsed.success) return fail(400, { values, issue: parsed.issues[0].message });
		const { name, profession, place, registerUrl } = parsed.output;
		await practitioners.save(locals.db, practitioner.id, {
			name,
			profession: profession || null,
			place: place || null,
			registerUrl: registerUrl || null
		});
		for (const feed of feeds) await care.decide(locals.db, feed.id);
		redirect(303, `/practitioners/${practitioner.id}`);
	},
	add: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const form = await request.formData();
		const source = String(form.get('source') ?? '').trim();
		const addBasis = basisOf(form);
		const refuse = (addIssue: string, addOther?: string) =>
			fail(400, { source, addBasis, addIssue, addOther });
		if (source === '') return refuse('Type an address or a handle first.');
		if (!regrouping.isEnough(addBasis)) return refuse(tooLittle);
		const followed = await follow.add(locals.db, source, {
			...locals.config,
			get: fetch.getter(locals.config),
			bridges: [locals.config.rsshubUrl, locals.config.rssbridgeUrl].filter(Boolean),
			practitionerId: practitioner.id
		});
		if ('reason' in followed) return refuse(`${followed.reason} ${followed.advice}`);
		if (!followed.isNew && followed.practitionerId !== practitioner.id) {
			const other = await practitioners.find(locals.db, followed.practitionerId);
			return refuse(
				'That feed is followed already, under another practitioner.',
				other!.practitioner.name
			);
		}
		redirect(303, `/practitioners/${practitioner.id}`);
	},
	join: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const form = await request.formData();
		const from = await found(locals.db, String(form.get('from')));
		const joinBasis = basisOf(form);
		const joinFrom = from.practitioner.id;
		if (joinFrom === practitioner.id)
			return fail(400, { joinBasis, joinFrom, joinIssue: 'Choose another.' });
		if (!regrouping.isEnough(joinBasis))
			return fail(400, { joinBasis, joinFrom, joinIssue: tooLittle });
		await regrouping.join(locals.db, joinFrom, practitioner.id, joinBasis);
		redirect(303, `/practitioners/${practitioner.id}/settings`);
	},
	lists: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const wanted = (await request.formData()).getAll('list').map(Number);
		for (const { id } of await lists.list(locals.db))
			if (wanted.includes(id)) await lists.put(locals.db, id, practitioner.id);
			else await lists.take(locals.db, id, practitioner.id);
		redirect(303, `/practitioners/${practitioner.id}`);
	},
	split: async ({ locals, params, request }) => {
		const { practitioner, feeds } = await found(locals.db, params.id);
		const form = await request.formData();
		const typed = form.getAll('feed').map(Number);
		const splitChosen = feeds.map(({ id }) => id).filter((id) => typed.includes(id));
		const splitName = String(form.get('splitName') ?? '');
		const refuse = (splitIssue: string) => fail(400, { splitChosen, splitName, splitIssue });
		if (splitChosen.length === 0)
			return refuse('Tick the feeds that are somebody else’s, at least one.');
		if (splitChosen.length === feeds.length)
			return refuse(
				'One feed at least must stay here. If all of them are somebody else’s, change the name above instead.'
			);
		const name = v.safeParse(Name, splitName);
		if (!name.success) return refuse(name.issues[0].message);
		const id = await regrouping.split(locals.db, practitioner.id, splitChosen, name.output);
		redirect(303, `/practitioners/${id}/settings`);
	},
	undo: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const typed = String((await request.formData()).get('regrouping'));
		const one = idPattern.test(typed) ? await regrouping.find(locals.db, Number(typed)) : undefined;
		if (!one || ![one.fromId, one.intoId].includes(practitioner.id)) error(404, 'Nothing to undo');
		const to = await regrouping.undo(locals.db, one.id);
		if (to === undefined && !one.undoneAt)
			return fail(409, {
				undoIssue: 'Something was joined or split after that: undo this first.'
			});
		redirect(303, `/practitioners/${to ?? one.fromId}/settings?undone=${one.id}`);
	},
	remove: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		if (!(await request.formData()).has('sure'))
			return fail(400, {
				removeIssue: 'Tick that you know it cannot be undone. Nothing was forgotten.'
			});
		await practitioners.remove(locals.db, practitioner.id);
		redirect(303, '/');
	}
};
