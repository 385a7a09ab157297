/** What the operator's RSS-Bridge can make of an address. */
import * as v from 'valibot';
import type { Means } from './rule.ts';

const Feeds = v.array(v.object({ url: v.string() }));

/** Feed addresses on the bridge; none where it knows no way (it answers 404 then). */
export async function findFeed(page: string, { ask, rssbridgeUrl }: Means): Promise<string[]> {
	if (!rssbridgeUrl) return [];
	const answer = await ask.json(
		`${rssbridgeUrl}/?action=findfeed&format=Atom&url=${encodeURIComponent(page)}`
	);
	const feeds = answer.ok ? v.safeParse(Feeds, answer.value) : undefined;
	if (!feeds?.success) return [];
	// The bridge may call itself by another name than the one it is reached by.
	return feeds.output.map(
		({ url }) => `${rssbridgeUrl}/${new URL(url, `${rssbridgeUrl}/`).search}`
	);
}
