/** A trend as the answer to a request for a file. */
import { attach } from '../attachment.ts';
import { fileFormats, make, mediaTypes, type About } from './files.ts';
import type { Trend } from './trends.ts';

/** Undefined where there is no such format. */
export async function answer(
	format: string | null,
	ask: () => Promise<{ trend: Trend; about: About }>
): Promise<Response | undefined> {
	const known = fileFormats.find((one) => one === format);
	if (!known) return undefined;
	const { trend, about } = await ask();
	const { from, to } = trend.query;
	return attach(await make(trend, known, about), {
		type: mediaTypes[known],
		name: `trends-${from}-${to}.${known}`
	});
}

export const unknownFormat = `There are files as ${fileFormats.join(', ')}: choose one with “format”.`;
