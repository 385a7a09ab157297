import { error } from '@sveltejs/kit';
import { attach } from '#lib/server/attachment.ts';
import * as columns from '#lib/server/exporting/columns.ts';
import * as pseudonyms from '#lib/server/exporting/pseudonyms.ts';
import * as exports from '#lib/server/exports.ts';
import * as ledger from '#lib/server/ledger.ts';
import * as posts from '#lib/server/posts.ts';
import { reader } from '#lib/server/reading.ts';
import * as blindness from '#lib/server/review/blindness.ts';
import * as sentences from '#lib/sentences.ts';

/**
 * One practitioner's ledger as a file: `?what=ledger&format=json` (as `ledger --json`), or
 * `?what=ledger|marks&format=csv`. In a group with pseudonyms: names need a second person (/export).
 */
export async function GET({ locals, params, url }) {
	const { evidence, version } = await reader();
	const id = /^\d{1,9}$/.test(params.id) ? Number(params.id) : 0;
	const hidden = await blindness.listHidden(locals.db, locals.who);
	const except = blindness.idsOf(hidden, id);
	const view = await ledger.find(locals.db, id, evidence, { except });
	if (!view) error(404, 'No such practitioner');
	const naming = await pseudonyms.naming(locals.db, locals.config.mode === 'solo');
	const called = naming.isNamed ? view.practitioner.name : naming.of('practitioner', id);
	const wanted = `${url.searchParams.get('what')}.${url.searchParams.get('format')}`;
	const name = `${called.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')}-${wanted}`;
	if (wanted === 'ledger.json') {
		const marked = await posts.listMarked(locals.db, id, except);
		const document = {
			practitioner: called,
			readerVersion: version,
			madeAt: new Date().toISOString(),
			...(except.length > 0 && { leftOut: sentences.blind([called]) }),
			...(naming.isNamed && {
				feeds: view.feeds.map(({ title, url, coverage }) => ({ title, url, coverage }))
			}),
			...ledger.toJson(view.ledger),
			months: view.ledger.months,
			items: marked.map((post) =>
				ledger.itemOf({
					...post,
					...(!naming.isNamed && withoutNames(post, naming)),
					reasons: post.axes?.reasons ?? []
				})
			)
		};
		return attach(JSON.stringify(document, null, '\t'), { type: 'application/json', name });
	}
	if (wanted === 'ledger.csv') {
		const row = columns.ledgerRow(naming)(view);
		const body = exports.csvLine(Object.keys(row)) + exports.csvLine(Object.values(row));
		return attach(body, { type: 'text/csv', name });
	}
	if (wanted === 'marks.csv') {
		const lines = exports.lines(locals.db, 'marks', 'csv', {
			evidence: () => Promise.resolve(evidence),
			naming,
			practitionerId: id,
			except
		});
		return attach(exports.stream(lines), { type: 'text/csv', name });
	}
	error(404, 'There is no such export');
}

/** What of a post is told without names: its day, not its hour. */
function withoutNames({ id, publishedAt }: posts.Post, naming: pseudonyms.Naming) {
	const day = publishedAt && new Date(publishedAt.toISOString().slice(0, 10));
	return { id: naming.of('post', id), url: null, publishedAt: day };
}
