/** Places in a list as short words that mean nothing to who passes them on. Pure. */
import * as v from 'valibot';

/** After the last name and number of a list by name. */
const ByName = v.strictObject({ n: v.string(), i: v.pipe(v.number(), v.integer(), v.minValue(0)) });
/** After the last number of a list by number. */
const ById = v.strictObject({ i: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export function afterId(id: number): string {
	return write({ i: id });
}

export function afterName(at: { name: string; id: number }): string {
	return write({ n: at.name, i: at.id });
}

/** The number of a cursor; undefined where it is none of ours. */
export function readId(cursor: string): number | undefined {
	return read(cursor, ById)?.i;
}

/** Name and number of a cursor; undefined where it is none of ours. */
export function readName(cursor: string): { name: string; id: number } | undefined {
	const found = read(cursor, ByName);
	return found && { name: found.n, id: found.i };
}

function write(place: object): string {
	return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function read<T extends v.GenericSchema>(cursor: string, schema: T): v.InferOutput<T> | undefined {
	try {
		const parsed = v.safeParse(
			schema,
			JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
		);
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
