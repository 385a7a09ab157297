import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as care from '#lib/server/feeds/care.ts';
import * as fetch from '#lib/server/feeds/fetch.ts';
import * as follow from '#lib/server/follow.ts';
import * as lists from '#lib/server/lists.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import * as regrouping from '#lib/server/regrouping.ts';
import { identityBases, professions, type IdentityBasis } from '#lib/words.ts';

export async function load({ locals, params, url }) {
	const { practitioner, feeds } = await found(locals.db, params.id);
	const last = await regrouping.findLast(locals.db, practitioner.id);
	const other = last && (last.fromId === practitioner.id ? last.intoId : last.fromId);
	const typed = url.searchParams.get('other')?.trim() ?? '';
	const mine = new Set((await lists.listOf(locals.db, practitioner.id)).map(({ id }) => id));
	return {
		practitioner,
		lists: (await lists.list(locals.db)).map(({ id, name }) => ({ id, name, isIn: mine.has(id) })),
		feeds: feeds.map(({ id, title, url, platform }) => ({ id, title, url, platform })),
		last: last && {
			id: last.id,
			kind: last.kind,
			at: last.at,
			basis: last.basis,
			count: last.feedIds.length,
			isFrom: last.fromId === practitioner.id,
			other: (await practitioners.find(locals.db, other!))?.practitioner.name ?? ''
		},
		typed,
		others: typed
			? (await practitioners.search(locals.db, typed)).filter((one) => one.id !== practitioner.id)
			: []
	};
}

async function found(db: App.Locals['db'], typed: string) {
	const one = /^\d{1,9}$/.test(typed) ? await practitioners.find(db, Number(typed)) : undefined;
	if (!one) error(404, 'No such practitioner');
	return one;
}

const Facts = v.object({
	name: v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('Give a name.'),
		v.maxLength(200, 'The name is longer than 200 characters.')
	),
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
		if (source === '') return fail(400, { source, addIssue: 'Type an address or a handle first.' });
		if (!regrouping.isEnough(basisOf(form))) return fail(400, { source, addIssue: tooLittle });
		const followed = await follow.add(locals.db, source, {
			...locals.config,
			get: fetch.getter(locals.config),
			bridges: [locals.config.rsshubUrl, locals.config.rssbridgeUrl].filter(Boolean),
			practitionerId: practitioner.id
		});
		if ('reason' in followed)
			return fail(400, { source, addIssue: `${followed.reason} ${followed.advice}` });
		if (!followed.isNew && followed.practitionerId !== practitioner.id)
			return fail(400, {
				source,
				addIssue: 'That feed is followed already, under another practitioner. Join the two below.'
			});
		redirect(303, `/practitioners/${practitioner.id}`);
	},
	join: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const form = await request.formData();
		const from = await found(locals.db, String(form.get('from')));
		const basis = basisOf(form);
		if (from.practitioner.id === practitioner.id)
			return fail(400, { joinIssue: 'Choose another.' });
		if (!regrouping.isEnough(basis)) return fail(400, { joinIssue: tooLittle });
		await regrouping.join(locals.db, from.practitioner.id, practitioner.id, basis);
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
		const ids = form.getAll('feed').map(Number);
		const name = String(form.get('name') ?? '').trim();
		if (ids.length === 0 || ids.length >= feeds.length)
			return fail(400, { splitIssue: 'Tick some of the feeds, but not all of them.' });
		if (name === '') return fail(400, { splitIssue: 'Give the other person a name.' });
		const id = await regrouping.split(locals.db, practitioner.id, ids, name);
		redirect(303, `/practitioners/${id}/settings`);
	},
	undo: async ({ locals, params, request }) => {
		const { practitioner } = await found(locals.db, params.id);
		const id = Number((await request.formData()).get('regrouping'));
		const last = await regrouping.findLast(locals.db, practitioner.id);
		if (last?.id !== id) error(404, 'Nothing to undo');
		const to = await regrouping.undo(locals.db, id);
		redirect(303, `/practitioners/${to ?? practitioner.id}/settings`);
	},
	remove: async ({ locals, params }) => {
		const { practitioner } = await found(locals.db, params.id);
		await practitioners.remove(locals.db, practitioner.id);
		redirect(303, '/');
	}
};
