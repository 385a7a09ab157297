/**
 * Made-up practitioners whose feed documents lie in `feeds/`. Nothing here touches the database:
 * whoever loads them hands the bytes to the same parse-and-mark path that a fetched feed takes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#lib/server/config.ts';
import type { Platform, Profession } from '#lib/words.ts';

export interface Sample {
	/** Short lasting name, for addresses and for removing the sample again. */
	slug: string;
	name: string;
	profession: Profession;
	place: string;
	/** One or two sentences for the reader; every sample says in its document that it is made up. */
	about: string;
	/** File name inside `feeds/`. */
	file: string;
	/** The address the feed pretends to come from: always under `.example`, which never resolves. */
	address: string;
	format: 'rss' | 'atom' | 'rdf' | 'json';
	platform: Platform;
}

const samples: readonly Sample[] = [
	{
		slug: 'quiet-harbour',
		name: 'Dr Ottoline Marrowby',
		profession: 'psychologist',
		place: 'Port Selwick',
		about:
			'A blog about sleep, worry and weather. Explains with invented examples, publishes a social-media policy, and tells of one client with stated consent.',
		file: 'quiet-harbour.xml',
		address: 'https://quiet-harbour.example/feed/',
		format: 'rss',
		platform: 'wordpress'
	},
	{
		slug: 'lantern',
		name: 'Bram Tolliver-Finch',
		profession: 'counsellor',
		place: 'Little Umber',
		about:
			'Short posts on leeks, branch lines and everyday counselling, with now and then a few words about somebody who was in the room that day.',
		file: 'lantern.xml',
		address: 'https://lantern.example/@bram.rss',
		format: 'rss',
		platform: 'mastodon'
	}
];

/** Every sample, in the order in which they are shown. */
export function list(): Sample[] {
	return samples.map((sample) => ({ ...sample }));
}

/** The bytes of one sample's feed document. Throws when no sample bears the slug. */
export async function read(slug: string): Promise<Uint8Array> {
	const sample = samples.find((each) => each.slug === slug);
	if (!sample) throw new Error(`No sample is called "${slug}".`);
	return readFile(join(projectRoot, 'src/lib/server/samples/feeds', sample.file));
}
