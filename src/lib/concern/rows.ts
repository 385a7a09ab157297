/** A route as rows of a list: the question, and the fact that answers it. Pure. */
import type { Fact } from './directory/facts.ts';
import type { Route } from './routes.ts';

export interface Row {
	name: string;
	fact: Fact;
	/** Where the answer is several things. */
	list?: string[];
}

/** Every question a reader asks of a route, answered or left out where nothing is known of it. */
export function routeRows(route: Route): Row[] {
	const rows: [string, Fact | null][] = [
		['Time limit', route.limit.fact],
		['What they can do', route.can],
		['What they cannot do', route.cannot],
		['Will the therapist know it is me?', route.seesName],
		['Can I leave my name out?', route.anonymous],
		['May my notes be opened?', route.notes],
		['How long it takes', route.duration],
		['Can I stop?', route.stop],
		['Good to know', route.note],
		['Where to send it', route.address],
		['Look the person up', route.register],
		['Reach them', route.contact]
	];
	const told = rows.flatMap(([name, fact]) => (fact ? [{ name, fact }] : []));
	const [need] = route.needs;
	return need
		? [
				...told,
				{
					name: 'What they ask for',
					fact: { ...need, text: '' },
					list: route.needs.map((one) => one.text)
				}
			]
		: told;
}
