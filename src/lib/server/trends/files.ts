/** A trend as a file: CSV, JSON, SVG or PNG, each saying period, versions and method. */
import { createRequire } from 'node:module';
import * as format from '#lib/format.ts';
import { panels } from '#lib/trendchart.ts';
import * as trendfile from '#lib/trendfile.ts';
import type { Noted } from './changes.ts';
import { csv, heldBackOf, methodOf, rows, type Preface } from './table.ts';
import type { Trend } from './trends.ts';
import * as words from './words.ts';

export const fileFormats = ['csv', 'json', 'svg', 'png'] as const;
export type FileFormat = (typeof fileFormats)[number];

export interface About {
	version: string;
	changes: Noted[];
	holdsBack: boolean;
	/** For strangers: only what two people confirmed. */
	isPublic?: boolean;
	madeAt: Date;
}

export const mediaTypes: Record<FileFormat, string> = {
	csv: 'text/csv',
	json: 'application/json',
	svg: 'image/svg+xml',
	png: 'image/png'
};

export async function make(trend: Trend, as: FileFormat, about: About): Promise<string | Buffer> {
	if (as === 'csv') return csv(trend, prefaceOf(trend, about));
	if (as === 'json') return `${JSON.stringify(toJson(trend, about))}\n`;
	const drawn = svg(trend, about);
	return as === 'svg' ? drawn : png(drawn);
}

function prefaceOf(trend: Trend, about: About): Preface {
	return {
		...about,
		filters: words.filters(trend.query),
		changes: about.changes.map((one) => one.sentence)
	};
}

/** The same for programs; what `trends --json` prints. */
export function toJson(trend: Trend, about: About) {
	return {
		...trend.query,
		version: about.version,
		changes: about.changes.map(({ at, what }) => ({ at, what })),
		method: methodOf(about),
		heldBack: about.holdsBack ? heldBackOf(about) : null,
		madeAt: about.madeAt.toISOString(),
		rows: rows(trend, about.isPublic)
	};
}

function svg(trend: Trend, about: About): string {
	const { from, to } = trend.query;
	return trendfile.svg(panels(words.chartLines(trend), about.changes), {
		title: about.isPublic
			? 'Posts that tell about a client, in 100 posts read'
			: 'Posts that seem to tell about a client, in 100 posts read',
		below: [
			`From ${format.month(from)} to ${format.month(to)}. Posts: ${words.filters(trend.query)}. Reader version ${about.version}. Made on ${format.day(about.madeAt)} with In Confidence.`,
			'Ribbon: holds the true share nine times in ten. Line: the likeliest. Bars: posts read. Hatched: nobody wrote, which says nothing either way. Dashed frame: not shown.',
			methodOf(about),
			...(about.holdsBack ? [heldBackOf(about)] : [])
		]
	});
}

/** Drawn without a browser and without the fonts of the machine, so the same everywhere. */
async function png(drawn: string): Promise<Buffer> {
	const { Resvg } = await import('@resvg/resvg-js');
	const font = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
	return Buffer.from(
		new Resvg(drawn, {
			font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: 'DejaVu Sans' },
			fitTo: { mode: 'zoom', value: 2 }
		})
			.render()
			.asPng()
	);
}
