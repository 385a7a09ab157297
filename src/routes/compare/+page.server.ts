import { error, redirect } from '@sveltejs/kit';
import * as comparison from '#lib/comparison.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as practitioners from '#lib/server/practitioners.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as samename from '#lib/server/samename.ts';

export async function load({ locals, url }) {
	const ids = [...new Set(url.searchParams.getAll('id').map(Number))].filter(
		(id) => Number.isInteger(id) && id > 0 && id < 2 ** 31
	);
	if (ids.length > comparison.most)
		error(400, `Up to ${comparison.most} can stand side by side: leave some out.`);
	const typed = url.searchParams.get('add')?.trim() ?? '';
	const matches =
		typed && ids.length < comparison.most
			? (await practitioners.search(locals.db, typed)).filter(({ id }) => !ids.includes(id))
			: [];
	if (matches.length === 1) redirect(303, pathOf([...ids, matches[0]!.id]));
	const { evidence } = await reader();
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const except = blindness.idsOf(hidden);
	const found = await Promise.all(
		ids.map((id) => ledger.find(locals.db, id, evidence, { except }))
	);
	// By name: the order says nothing about anybody.
	const views = found
		.flatMap((view) => (view ? [view] : []))
		.sort((a, b) => a.practitioner.name.localeCompare(b.practitioner.name, 'en'));
	const shared = await samename.list(locals.db, [
		...matches,
		...views.map(({ practitioner }) => practitioner)
	]);
	// Of two who share a name, each goes by where they write.
	const nameOf = ({ id, name }: { id: number; name: string }) => {
		const [place] = shared.get(id) ?? [];
		return place ? `${name} at ${place}` : name;
	};
	const compared = views.map((view) => ({
		name: nameOf(view.practitioner),
		judged: view.ledger.judged,
		stories: view.ledger.stories
	}));
	return {
		most: comparison.most,
		typed,
		matches: matches.map(({ id, name, place }) => ({
			name,
			place,
			writesAt: shared.get(id),
			href: pathOf([...ids, id])
		})),
		people: views.map((view, i) => ({
			id: view.practitioner.id,
			name: view.practitioner.name,
			profession: view.practitioner.profession,
			writesAt: shared.get(view.practitioner.id),
			ledger: view.ledger,
			inHundred: comparison.inHundred(compared[i]!),
			without: pathOf(ids.filter((id) => id !== view.practitioner.id))
		})),
		pairs: comparison.pairs(compared),
		blind: blindness.namesOf(
			hidden,
			views.map(({ practitioner }) => practitioner)
		)
	};
}

function pathOf(ids: number[]): string {
	return `/compare?${ids.map((id) => `id=${id}`).join('&')}`;
}
