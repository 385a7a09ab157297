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
	/** A real country or state, so that codes and registers can be shown; the towns are made up. */
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
		place: 'GB',
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
		place: 'GB',
		about:
			'Short posts on leeks, branch lines and everyday counselling, with now and then a few words about somebody who was in the room that day.',
		file: 'lantern.xml',
		address: 'https://lantern.example/@bram.rss',
		format: 'rss',
		platform: 'mastodon'
	},
	{
		slug: 'second-kettle',
		name: 'Ilse Vandermoss',
		profession: 'psychotherapist',
		place: 'NL',
		about:
			'A newsletter with a few long essays. States composites and consent, slips once and says so; silent for five months in 2025.',
		file: 'second-kettle.atom',
		address: 'https://second-kettle.example/feed.atom',
		format: 'atom',
		platform: 'website'
	},
	{
		slug: 'two-chairs',
		name: 'Rosalind Okoplume',
		profession: 'marriage-family-therapist',
		place: 'US-CO',
		about:
			'A podcast with guests, and with couples who agreed to be recorded and are not in treatment with her. Two show notes tell of people she did see.',
		file: 'two-chairs.xml',
		address: 'https://two-chairs.example/podcast.rss',
		format: 'rss',
		platform: 'podcast'
	},
	{
		slug: 'brightwater',
		name: 'Zephyr Brightwater',
		profession: 'coach',
		place: 'US-CA',
		about:
			'A video channel by a therapist turned coach: exercises, jokes, diagnoses of strangers and public figures (all invented), and now and then a client.',
		file: 'brightwater.atom',
		address: 'https://brightwater.example/videos.atom',
		format: 'atom',
		platform: 'youtube'
	},
	{
		slug: 'gorse-lane',
		name: 'Gorse Lane Counselling and Family Practice',
		profession: 'other',
		place: 'IE',
		about:
			'A practice whose therapists, trainee and receptionist take turns. Its rule about stories is made, bent and mended in public.',
		file: 'gorse-lane.rdf',
		address: 'https://gorse-lane.example/index.rdf',
		format: 'rdf',
		platform: 'website'
	},
	{
		slug: 'tired-desk',
		name: 'Nettle (a pen name)',
		profession: 'social-worker',
		place: 'NZ',
		about:
			'An anonymous diary that often tells of particular people, among beans, potholes and policy. Its last post is from March 2026.',
		file: 'tired-desk.json',
		address: 'https://tired-desk.example/feed.json',
		format: 'json',
		platform: 'website'
	},
	{
		slug: 'inkwell',
		name: 'Casimir Roe',
		profession: 'not-care',
		place: 'GB',
		about:
			'A web designer who has clients and writes novels about a therapist who has patients. He gives no care, so marks on his posts mean nothing.',
		file: 'inkwell.xml',
		address: 'https://inkwell-and-roe.example/rss/',
		format: 'rss',
		platform: 'ghost'
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
