/** Clauses of ethics codes and laws, and whom each binds. Pure. */
import records from './codes.json' with { type: 'json' };

/** A clause; `summary` is null where its wording was not read, so that it cannot be shown as a fact. */
export interface Clause {
	id: string;
	code: string;
	body: string;
	jurisdiction: string;
	year: string;
	section: string;
	topic: string;
	summary: string | null;
	/** Null where no page was seen; `note` then says where it was read. */
	url: string | null;
	isVerified: boolean;
	note: string | null;
}

export const clauses: readonly Clause[] = records.map((record) => ({
	id: `${slug(record.body)}-${slug(record.code)}-${slug(record.section)}`,
	code: record.code,
	body: record.body,
	jurisdiction: record.jurisdiction,
	year: record.year,
	section: record.section,
	topic: record.topic,
	summary: record.verified ? record.paraphrase : null,
	url: record.url && withoutTracking(record.url),
	isVerified: record.verified,
	note: 'note' in record ? (record.note ?? null) : null
}));

const byId = new Map(clauses.map((clause) => [clause.id, clause]));

export function find(id: string): Clause | undefined {
	return byId.get(id);
}

/** Distinct values for the search form. */
export const topics: readonly string[] = [...new Set(clauses.map((clause) => clause.topic))].sort();

/** A copied address without what advertisers hang on it. */
function withoutTracking(address: string): string {
	const url = new URL(address);
	const names = [...url.searchParams.keys()].filter((name) => /^(utm_|gclid|fbclid)/.test(name));
	if (names.length === 0) return address;
	for (const name of names) url.searchParams.delete(name);
	return url.href;
}

function slug(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.split('-')
		.filter(Boolean)
		.slice(0, 5)
		.join('-');
}
