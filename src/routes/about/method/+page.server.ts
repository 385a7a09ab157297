import { measured as readings } from '#lib/server/marking/axes/model.ts';
import { measure } from '#lib/server/measured.ts';
import { reader } from '#lib/server/reading.ts';

export async function load() {
	const { version, kind, evidence, missing } = await reader();
	const shown = readings().filter(({ name }) => /^(exit|other-norm|good-practice)/.test(name));
	return { version, kind, missing, measured: measure(evidence), readings: shown };
}
