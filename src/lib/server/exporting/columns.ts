/**
 * The columns of every export: rows and data dictionary are both made from them, so that neither can
 * say what the other does not. Pure.
 */
import type { View } from '../ledger.ts';
import type { Column, JoinedPost, PostColumn, Row, What } from './column.ts';
import { findingColumns } from './findingcolumns.ts';
import { ledgerColumns } from './ledgercolumns.ts';
import { markColumns, postColumns } from './postcolumns.ts';
import type { Naming } from './pseudonyms.ts';

const postColumnsOf: Record<Exclude<What, 'ledgers'>, PostColumn[]> = {
	posts: postColumns,
	marks: markColumns,
	findings: findingColumns
};

function kept<Of>(columns: Column<Of>[], isNamed: boolean): Column<Of>[] {
	return columns.filter(({ only }) => !only || (only === 'named') === isNamed);
}

function rowOf<Of>(columns: Column<Of>[], naming: Naming): (of: Of) => Row {
	const wanted = kept(columns, naming.isNamed);
	return (of) => Object.fromEntries(wanted.map((column) => [column.name, column.of(of, naming)]));
}

/** Makes rows of posts. */
export function postRow(what: Exclude<What, 'ledgers'>, naming: Naming): (of: JoinedPost) => Row {
	return rowOf(postColumnsOf[what], naming);
}

/** Makes rows of ledgers. A number of stories never stands without its range. */
export function ledgerRow(naming: Naming): (of: View) => Row {
	return rowOf(ledgerColumns, naming);
}

/** The data dictionary of one export: its columns in order, with what they mean. */
export function dictionary(
	what: What,
	isNamed: boolean
): { name: string; type: string; means: string }[] {
	const columns: Column<never>[] = what === 'ledgers' ? ledgerColumns : postColumnsOf[what];
	return kept(columns, isNamed).map(({ name, type, means }) => ({ name, type, means }));
}
