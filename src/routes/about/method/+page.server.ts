import { measure } from '#lib/server/measured.ts';
import { reader } from '#lib/server/reading.ts';

export async function load() {
	const { version, kind, evidence } = await reader();
	return { version, kind, measured: measure(evidence) };
}
