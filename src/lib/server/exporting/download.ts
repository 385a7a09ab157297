/** An export as somebody downloads it: the rows alone, or with dictionary and method note in a zip file. */
import { attach } from '../attachment.ts';
import { version } from '../config.ts';
import type { Db } from '../db/index.ts';
import * as exports from '../exports.ts';
import type { Evidence } from '../rates.ts';
import * as archive from './archive.ts';
import * as note from './note.ts';
import type { Naming } from './pseudonyms.ts';

export interface Wanted {
	what: exports.What;
	format: exports.Format;
	list?: { id: number; name: string };
	isZip: boolean;
}

export interface Download {
	name: string;
	type: string;
	pieces: AsyncGenerator<Uint8Array>;
}

const types: Record<exports.Format, string> = {
	csv: 'text/csv',
	jsonl: 'application/jsonl'
};

/**
 * @param options.readerVersion with `evidence`, what the method note tells of the reader
 * @param options.except posts that whoever takes it is to read in review first (review/blindness.ts)
 */
export function start(
	db: Db,
	wanted: Wanted,
	options: {
		naming: Naming;
		evidence: Evidence;
		readerVersion: string;
		except: number[];
		now: Date;
	}
): Download {
	const { what, format, list } = wanted;
	const { naming, evidence, readerVersion, except, now } = options;
	const name = `in-confidence-${what}-${now.toISOString().slice(0, 10)}`;
	const pieces = exports.chunks(
		exports.lines(db, what, format, {
			naming,
			evidence: () => Promise.resolve(evidence),
			listId: list?.id,
			except
		})
	);
	if (!wanted.isZip) return { name: `${name}.${format}`, type: types[format], pieces };
	const facts: note.Facts = {
		what,
		isNamed: naming.isNamed,
		list: list?.name,
		programVersion: version,
		readerVersion,
		evidence,
		madeAt: now,
		hiddenCount: except.length
	};
	const dictionary = note.dictionaryRows(what, naming.isNamed).map(exports.csvLine).join('');
	return {
		name: `${name}.zip`,
		type: 'application/zip',
		pieces: archive.zip(
			[
				{ name: `${name}/method.txt`, pieces: archive.text(note.method(facts)) },
				{ name: `${name}/dictionary.csv`, pieces: archive.text(dictionary) },
				{ name: `${name}/${what}.${format}`, pieces }
			],
			now
		)
	};
}

/** A download as an answer. */
export function answer({ pieces, ...file }: Download): Response {
	return attach(exports.body(pieces), file);
}
