/** Addresses of the dashboard: what its list is narrowed to, where it begins, and who is picked. Pure. */
import { most } from '#lib/comparison.ts';
import { platforms, professions, type Platform, type Profession } from '#lib/words.ts';

export interface Filter {
	named?: string;
	profession?: Profession;
	platform?: Platform;
	isTroubled?: boolean;
	listId?: number;
}

export interface Asked extends Filter {
	/** The name and number that the page begins after. */
	after?: { name: string; id: number };
	/** Picked to be compared, in the order they were picked. */
	picked: number[];
}

/** What an address asks for; what makes no sense in it is left out. */
export function read(params: URLSearchParams): Asked {
	const get = (name: string) => params.get(name);
	const name = get('after');
	const id = Number(get('id'));
	const picked = params.getAll('pick').map(Number).filter(isId);
	return {
		named: get('named')?.trim().slice(0, 100) || undefined,
		profession: professions.find((one) => one === get('profession')),
		platform: platforms.find((one) => one === get('platform')),
		isTroubled: get('troubled') === '1' ? true : undefined,
		listId: /^\d{1,9}$/.test(get('list') ?? '') ? Number(get('list')) : undefined,
		after: name !== null && (id === 0 || isId(id)) ? { name, id } : undefined,
		picked: [...new Set(picked)].slice(0, most)
	};
}

/** The dashboard's address with something changed. */
export function address(asked: Asked, change: Partial<Asked> = {}): string {
	const { named, profession, platform, isTroubled, listId, after, picked } = {
		...asked,
		...change
	};
	const query = new URLSearchParams();
	if (named) query.set('named', named);
	if (profession) query.set('profession', profession);
	if (platform) query.set('platform', platform);
	if (listId) query.set('list', String(listId));
	if (isTroubled) query.set('troubled', '1');
	for (const id of picked) query.append('pick', String(id));
	if (after) {
		query.set('after', after.name);
		query.set('id', String(after.id));
	}
	return query.size > 0 ? `/?${query}` : '/';
}

/** Whether the list is narrowed. */
export function isNarrowed({ named, profession, platform, isTroubled, listId }: Filter): boolean {
	return [named, profession, platform, isTroubled, listId].some((one) => one !== undefined);
}

/** Those picked, with one more or without one who was picked. */
export function toggled(picked: number[], id: number): number[] {
	return picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id];
}

function isId(id: number): boolean {
	return Number.isInteger(id) && id > 0 && id < 2 ** 31;
}
