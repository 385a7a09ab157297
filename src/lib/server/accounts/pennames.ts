/** Pen-names: under which people of a group know each other. */
import { sql } from 'drizzle-orm';
import type { Db } from '../db/index.ts';
import { person } from '../db/accounts.ts';

const first = `
	Amber Ash Birch Blue Bright Brook Calm Cedar Clear Copper Dusk Early Fern Field
	Green Grey Hazel Heath Hill Lake Late Linden Marsh Meadow Mild Moss North Quiet Reed
	River Sea Silver Slow South Spring Steady Still Stone Summer Warm West Willow Winter
	Wood`
	.trim()
	.split(/\s+/);
const second = `
	Badger Bittern Crane Curlew Dormouse Dove Dunlin Finch Fox Goldcrest Grebe Hare
	Heron Jackdaw Kestrel Lapwing Lark Linnet Marten Martin Moorhen Nightjar Nuthatch
	Otter Owl Pipit Plover Redstart Robin Rook Sandpiper Siskin Skylark Snipe Sparrow
	Starling Swift Teal Thrush Vole Wagtail Warbler Whimbrel Wren`
	.trim()
	.split(/\s+/);

/** The name as it is kept, or a sentence saying what is wrong with it. */
export function read(typed: string): { penName: string } | { problem: string } {
	const penName = typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
	if (penName.length < 2 || penName.length > 40)
		return { problem: 'A pen-name has 2 to 40 characters.' };
	if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'’-]*$/u.test(penName))
		return {
			problem: 'A pen-name is made of letters, numbers, spaces, hyphens, dots and apostrophes.'
		};
	return { penName };
}

/** Whether somebody has this name, in capitals or not; `exceptId` is who may keep theirs. */
export async function isTaken(db: Db, penName: string, exceptId = ''): Promise<boolean> {
	const rows = await db
		.select({ id: person.id })
		.from(person)
		.where(sql`lower(${person.penName}) = lower(${penName}) and ${person.id} <> ${exceptId}`);
	return rows.length > 0;
}

/** A name that nobody has. `random` answers from 0 to below 1. */
export async function suggest(db: Db, random: () => number = Math.random): Promise<string> {
	const pick = (list: string[]) => list[Math.floor(random() * list.length)]!;
	for (let attempt = 0; attempt < 50; attempt++) {
		const name = `${pick(first)} ${pick(second)}`;
		if (!(await isTaken(db, name))) return name;
	}
	return `${pick(first)} ${pick(second)} ${1 + Math.floor(random() * 9999)}`;
}
