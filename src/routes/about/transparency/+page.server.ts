import * as switching from '#lib/server/publication/switching.ts';
import * as transparency from '#lib/server/publication/transparency.ts';

export async function load({ locals }) {
	const { isOn } = await switching.find(locals.db);
	return { isOn, counts: await transparency.count(locals.db), at: new Date() };
}
