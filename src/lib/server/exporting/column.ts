/** What a column of an export is, and what a row of posts is made from. Pure. */
import type { Answer, ExportWhat, Strength } from '#lib/words.ts';
import type { Axes } from '../db/schema.ts';
import type { Naming } from './pseudonyms.ts';

export type What = ExportWhat;

/** A plain value; lists are written with spaces between in CSV. */
export type Value = string | number | boolean | null | string[];
/** One row: names of columns to values. */
export type Row = Record<string, Value>;

export interface Column<Of> {
	name: string;
	type: 'text' | 'words' | 'day' | 'time' | 'whole number' | 'share' | 'true or false';
	means: string;
	/** In only one of the two kinds of export; in both where it is left out. */
	only?: 'named' | 'pseudonymised';
	of(row: Of, naming: Naming): Value;
}

/** A post with its feed and practitioner, as far as an export needs them. */
export interface JoinedPost {
	post: {
		id: number;
		feedId: number;
		url: string | null;
		title: string | null;
		author: string | null;
		text: string;
		contentHash: string;
		publishedAt: Date | null;
		firstSeenAt: Date;
		removedAt: Date | null;
		excerptOnly: boolean;
		backfilled: boolean;
		lang: string | null;
		strength: Strength | null;
		probability: number | null;
		markVersion: string | null;
		finding: Answer | null;
		axes: Axes | null;
	};
	feedUrl: string;
	platform: string;
	care: string;
	careChosen: string | null;
	practitionerId: number;
	practitioner: string;
	profession: string | null;
	place: string | null;
}

export type PostColumn = Column<JoinedPost>;
