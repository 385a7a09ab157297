import { error } from '@sveltejs/kit';
import { covers } from '#lib/concern/professions.ts';
import * as places from '#lib/concern/places.ts';
import { bodies, isUnverified } from '#lib/concern/directory/bodies.ts';
import { choose } from '#lib/questions.ts';
import * as ledger from '#lib/server/ledger.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import type { Profession } from '#lib/words.ts';

export async function load({ locals, url }) {
	const typed = url.searchParams.get('practitioner');
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const view = typed ? await findView(locals.db, typed, blindness.idsOf(hidden)) : undefined;
	const chosen = choose({
		marked: view ? view.ledger.marked.likely + view.ledger.marked.possible : 0,
		goodPractice: view?.ledger.goodPractice ?? {},
		otherNorms: view?.ledger.otherNorms ?? {}
	});
	const plain = ({ id, ask, good, careful }: (typeof chosen.others)[number]) => ({
		id,
		ask,
		good,
		careful
	});
	return {
		practitioner: view && {
			id: view.practitioner.id,
			name: view.practitioner.name,
			profession: view.practitioner.profession,
			place: view.practitioner.place,
			registerUrl: view.practitioner.registerUrl
		},
		blind: view ? blindness.namesOf(hidden, [view.practitioner]) : [],
		first: chosen.first.map((one) => ({ ...plain(one), why: one.why })),
		others: chosen.others.map(plain),
		registers: view ? registersOf(view.practitioner.profession, view.practitioner.place) : []
	};
}

async function findView(db: App.Locals['db'], typed: string, except: number[]) {
	const view = /^\d{1,9}$/.test(typed)
		? await ledger.find(db, Number(typed), (await reader()).evidence, { except })
		: undefined;
	if (!view) error(404, 'No such practitioner');
	return view;
}

/** Public registers for a profession in a place, the ones there before those from elsewhere. */
function registersOf(profession: Profession | null, place: string | null) {
	const [country = '', region = ''] = (place ?? '').split('-');
	if (!places.find(country)) return [];
	return bodies
		.filter(
			(body) =>
				body.registerUrl !== null &&
				places.reaches(body.jurisdiction, country, region ? place! : '') &&
				covers(body, profession ?? '', country)
		)
		.map((body) => ({
			name: body.name,
			url: body.registerUrl!,
			isUnverified: isUnverified(body, 'registerUrl'),
			readOn: body.readOn
		}));
}
